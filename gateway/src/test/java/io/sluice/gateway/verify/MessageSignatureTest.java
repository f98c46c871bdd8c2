package io.sluice.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.Requests;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageSignatureTest {

  @Test
  void bothHeadersMustBeDictionaries() {
    Parsed.Bad<List<MessageSignature>> none =
        new Parsed.Bad<>("one of the headers is no dictionary");

    assertThat(read("sig1=(", "sig1=:AA==:")).isEqualTo(none);
    assertThat(read("sig1=()", "sig1=:AA")).isEqualTo(none);
  }

  @Test
  void bothHeadersMustHaveTheSameLabels() {
    Parsed.Bad<List<MessageSignature>> others =
        new Parsed.Bad<>("the headers do not have the same few labels");

    assertThat(read("sig1=()", "sig2=:AA==:")).isEqualTo(others);
    assertThat(read("sig1=(), sig2=()", "sig1=:AA==:")).isEqualTo(others);
    assertThat(read("sig1=(), sig2=()", "sig2=:AA==:, sig1=:AA==:").orThrow())
        .extracting(MessageSignature::label)
        .containsExactly("sig1", "sig2");
  }

  private static Parsed<List<MessageSignature>> read(String input, String signature) {
    return MessageSignature.all(
        Requests.post("", "Signature-Input", input, "Signature", signature));
  }
}
