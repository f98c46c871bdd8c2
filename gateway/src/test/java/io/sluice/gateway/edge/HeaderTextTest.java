package io.sluice.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeaderTextTest {

  @Test
  void leavesOrdinaryIdsAlone() {
    assertThat(HeaderText.of("evt_1-a.b:c/d")).isEqualTo("evt_1-a.b:c/d");
  }

  @Test
  void lineEndsCannotStartANewHeader() {
    assertThat(HeaderText.of("a\r\nset-cookie: x")).isEqualTo("a%0D%0Aset-cookie:%20x");
  }

  @Test
  void everyOtherTextIsAsciiAndStillTellsItsValue() {
    assertThat(HeaderText.of("é秘%")).isEqualTo("%C3%A9%E7%A7%98%25");
  }
}
