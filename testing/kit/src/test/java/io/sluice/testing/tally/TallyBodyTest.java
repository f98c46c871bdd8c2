package io.sluice.testing.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class TallyBodyTest {
  private static final TallyId ID = new TallyId("run", 7, 42);

  @Test
  void isAsLongAsWantedWhateverPiecesItIsWrittenIn() throws IOException {
    for (int wanted : new int[] {200, 65_536, 65_537, 300_000}) {
      byte[] whole = bytes(TallyBody.of(ID, wanted), wanted);
      assertThat(whole).hasSize(wanted);
      assertThat(bytes(TallyBody.of(ID, wanted), 97)).isEqualTo(whole);
      assertThat(new String(whole, StandardCharsets.US_ASCII))
          .startsWith("{\"ref\"")
          .contains("\"after\":\"run.7.42\"", "\"full_name\":\"octo/run.7\"")
          .endsWith("x\"}");
    }
  }

  @Test
  void isSignedAsTheBytesThatAreWritten() throws Exception {
    for (int wanted : new int[] {0, 1_000, 200_000}) {
      TallyBody body = TallyBody.of(ID, wanted);
      assertThat(body.sign(mac())).isEqualTo(mac().doFinal(bytes(body, 1_000)));
    }
  }

  @Test
  void isFoundInARecordOnlyIfEveryByteIsThere() throws IOException {
    TallyBody body = TallyBody.of(ID, 500);
    byte[] value =
        ("{{{" + new String(bytes(body, 500), StandardCharsets.US_ASCII) + "more")
            .getBytes(StandardCharsets.US_ASCII);
    assertThat(body.standsIn(value)).isTrue();
    for (int at = 3; at < 3 + body.length(); at++) {
      value[at] ^= 1;
      assertThat(body.standsIn(value)).as("byte " + at + " is another").isFalse();
      value[at] ^= 1;
    }
    assertThat(TallyBody.of(new TallyId("run", 7, 43), 500).standsIn(value)).isFalse();
    assertThat(body.standsIn(new byte[0])).isFalse();
  }

  @Test
  void idsAreReadAsTheyAreWritten() {
    TallyId odd = new TallyId("a.1-b.2", 0, 999_999_999);
    assertThat(TallyId.read(odd.text())).contains(odd);
    assertThat(TallyId.read("something-else")).isEmpty();
    assertThat(TallyId.read("run.1.99999999999999")).isEmpty();
  }

  private static byte[] bytes(TallyBody body, int piece) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int from = 0; from < body.length(); from += piece) {
      body.write(out, from, Math.min(body.length(), from + piece));
    }
    return out.toByteArray();
  }

  private static Mac mac() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(new byte[] {1, 2, 3}, "HmacSHA256"));
    return mac;
  }
}
