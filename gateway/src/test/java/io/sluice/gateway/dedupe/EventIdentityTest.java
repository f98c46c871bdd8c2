package io.sluice.gateway.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EventIdentityTest {

  @Test
  void isTheFirstHalfOfADigest() {
    byte[] digest = HexFormat.of().parseHex("00112233445566778899aabbccddeeff" + "ff".repeat(16));
    assertThat(EventIdentity.of(digest))
        .isEqualTo(new EventIdentity(0x0011223344556677L, 0x8899aabbccddeeffL));
  }
}
