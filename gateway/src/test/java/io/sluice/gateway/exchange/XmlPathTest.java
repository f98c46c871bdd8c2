package io.sluice.gateway.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class XmlPathTest {

  private static final XmlPath KIND = XmlPath.parse("/notification/kind").orThrow();

  @Test
  void findsTheTextOfTheFirstElement() {
    assertThat(KIND.find("<notification><kind>\u00e9</kind></notification>".getBytes(UTF_8)))
        .isEqualTo("\u00e9");
  }

  /** Whoever sends this must be able neither to make a judgement fail nor to fill a log. */
  @Test
  void findsNothingInWhatIsNoXmlAndKeepsSilent() {
    PrintStream before = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, UTF_8));
    try {
      for (String bad :
          List.of(
              "",
              "<",
              "<!DOCTYPE a [<!EN\u0001",
              "<notification><kind>\u00c3",
              "<?xml version='1.0' encoding='UTF-8'?><notification><kind>\u00ff</kind>",
              "<notification><kind>&a;</kind></notification>")) {
        assertThat(KIND.find(bad.getBytes(ISO_8859_1))).as(bad).isNull();
      }
    } finally {
      System.setErr(before);
    }
    assertThat(written.toString(UTF_8)).isEmpty();
  }
}
