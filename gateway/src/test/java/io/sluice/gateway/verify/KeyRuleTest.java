package io.sluice.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Parsed;
import org.junit.jupiter.api.Test;

class KeyRuleTest {

  private static final String PUBLIC = "vvrKQR5oIX5eVQeV7nUjblSD+ZrccUT6nc/NXTgWvz0=";

  private static final KeyRule SHARED =
      new KeyRule(Algorithm.HMAC_SHA256, TextEncoding.BASE64, "whsec_", false, KeyRule.Hash.NONE);
  private static final KeyRule ASYMMETRIC =
      new KeyRule(Algorithm.ED25519, TextEncoding.BASE64, "whpk_", true, KeyRule.Hash.NONE);

  @Test
  void takesAPrefixAwayIfItIsThere() {
    assertThat(SHARED.checkingKey(secret("whsec_AAEC"))).isInstanceOf(Parsed.Good.class);
    assertThat(SHARED.checkingKey(secret("AAEC"))).isInstanceOf(Parsed.Good.class);
  }

  @Test
  void neverTakesAPublicKeyForASharedOne() {
    assertThat(why(SHARED, "whpk_" + PUBLIC)).isEqualTo("is not base64 after whsec_");
    assertThat(ASYMMETRIC.checkingKey(secret("whpk_" + PUBLIC))).isInstanceOf(Parsed.Good.class);
    assertThat(why(ASYMMETRIC, PUBLIC)).isEqualTo("does not start with whpk_");
  }

  @Test
  void neverTakesAPrivateKeyToCheckWith() {
    assertThat(why(ASYMMETRIC, "whsk_" + PUBLIC)).isEqualTo("does not start with whpk_");
    assertThat(why(SHARED, "whsk_" + PUBLIC)).isEqualTo("is not base64 after whsec_");
  }

  @Test
  void refusesEmptyKeys() {
    for (TextEncoding encoding : TextEncoding.values()) {
      KeyRule rule = new KeyRule(Algorithm.HMAC_SHA256, encoding, "p_", false, KeyRule.Hash.NONE);
      assertThat(why(rule, "")).isEqualTo("is empty");
      assertThat(why(rule, "p_")).isEqualTo("is empty");
    }
    KeyRule text =
        new KeyRule(Algorithm.HMAC_SHA256, TextEncoding.UTF8, "", false, KeyRule.Hash.NONE);
    assertThat(why(text, " \t")).isEqualTo("is empty");
  }

  @Test
  void refusesPublicKeysOfAnotherLength() {
    assertThat(why(ASYMMETRIC, "whpk_AAEC")).contains("32 bytes");
  }

  @Test
  void signsWithAMarkedPrivateKeyOnly() {
    assertThat(ASYMMETRIC.signingKey(secret("whsk_" + PUBLIC))).isInstanceOf(Parsed.Good.class);
    assertThat(ASYMMETRIC.signingKey(secret("whpk_" + PUBLIC))).isInstanceOf(Parsed.Bad.class);
    assertThat(ASYMMETRIC.signingKey(secret(PUBLIC))).isInstanceOf(Parsed.Bad.class);
    assertThat(ASYMMETRIC.signingKey(secret("whsk_AAEC"))).isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void printsNoKey() {
    assertThat(SHARED.checkingKey(secret("AAEC")).toString()).doesNotContain("AAEC");
    assertThat(ASYMMETRIC.signingKey(secret("whsk_" + PUBLIC)).toString())
        .doesNotContain(PUBLIC.substring(0, 8))
        .contains("***");
    assertThat(secret("hunter2")).hasToString("env:S=***");
  }

  private static String why(KeyRule rule, String value) {
    return rule.checkingKey(secret(value)) instanceof Parsed.Bad<?>(String why) ? why : "good";
  }

  private static NamedSecret secret(String value) {
    return new NamedSecret("env:S", value);
  }
}
