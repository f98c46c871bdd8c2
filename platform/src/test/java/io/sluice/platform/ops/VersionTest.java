package io.sluice.platform.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {

  @Test
  void theBuildFillsInItsVersion() {
    Version current = Version.current();
    assertThat(current.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
    assertThat(current.commit()).isNotBlank().doesNotContain("$");
    assertThat(current.java()).startsWith("25");
  }
}
