package io.sluice.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Parsed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicKeysTest {

  private static final byte[] CONTENT = {1, 2, 3};

  @ParameterizedTest
  @CsvSource({
    "ED25519, Ed25519, 0",
    "ECDSA_P256, EC, 256",
    "ECDSA_P384, EC, 384",
    "ECDSA_P384_RAW, EC, 384",
    "RSA_SHA1, RSA, 2048",
    "RSA_SHA512, RSA, 2048"
  })
  void whatOneHalfSignsTheOtherHalfAccepts(Algorithm algorithm, String family, int bits) {
    TestKeys keys = TestKeys.of(family, bits);
    KeyRule rule = rule(algorithm);
    byte[] signature = signing(rule, keys.privateHalf()).sign(List.of(CONTENT));
    CheckingKey checking = rule.checkingKey(keys.publicHalf()).orThrow();

    assertThat(checking.accepts(List.of(CONTENT), List.of(signature))).isTrue();
    assertThat(checking.accepts(List.of(CONTENT), List.of(new byte[1], signature))).isTrue();
    assertThat(checking.accepts(List.of(CONTENT, CONTENT), List.of(signature))).isFalse();
    assertThat(checking.accepts(List.of(CONTENT), List.of(new byte[1]))).isFalse();
    assertThat(checking.accepts(List.of(CONTENT), List.of())).isFalse();
    if (algorithm != Algorithm.ED25519) {
      NamedSecret der = new NamedSecret("env:D", base64(keys.publicHalf()));
      assertThat(rule.checkingKey(der).orThrow().accepts(List.of(CONTENT), List.of(signature)))
          .as("in DER")
          .isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RSA_SHA256, RSA, 1024, is no RSA public key of at least 2048 bits",
    "ECDSA_P256, EC, 384, is no public key on the curve P-256",
    "ECDSA_P384, EC, 256, is no public key on the curve P-384",
    "RSA_SHA256, EC, 256, is no public key for SHA256withRSA",
    "ED25519, RSA, 2048, is no public key for Ed25519"
  })
  void refusesKeysOfAnotherSort(Algorithm algorithm, String family, int bits, String why) {
    TestKeys keys = TestKeys.of(family, bits);

    assertThat(rule(algorithm).checkingKey(keys.publicHalf())).isEqualTo(new Parsed.Bad<>(why));
  }

  @Test
  void refusesPrivateKeysOfAnotherSort() {
    TestKeys curve = TestKeys.of("EC", 256);

    assertThat(rule(Algorithm.RSA_SHA256).signingKey(curve.privateHalf()))
        .isEqualTo(new Parsed.Bad<SigningKey>("is no private key for SHA256withRSA"));
    assertThat(rule(Algorithm.RSA_SHA256).signingKey(curve.publicHalf()))
        .isEqualTo(new Parsed.Bad<SigningKey>("is no private key, which starts with whsk_"));
  }

  @ParameterizedTest
  @CsvSource({
    "-----BEGIN PUBLIC KEY-----",
    "'-----BEGIN PUBLIC KEY-----\nAAAA'",
    "'-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'",
    "'-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'",
    "-----BEGIN PUBLIC KEY----- AAAA -----END PUBLIC KEY-----"
  })
  void refusesTextsThatAreNoPem(String text) {
    assertThat(rule(Algorithm.RSA_SHA256).checkingKey(new NamedSecret("env:S", text)))
        .isEqualTo(new Parsed.Bad<CheckingKey>("is no public key for SHA256withRSA"));
  }

  @Test
  void takesTheKeyOfACertificate() {
    TestCertificates.Owned owned =
        TestCertificates.selfSigned(TestCertificates.Facts.of("CN=sender"));
    NamedSecret secret = new NamedSecret("env:C", TestCertificates.pem(owned.certificate()));

    assertThat(
            rule(Algorithm.RSA_SHA256)
                .checkingKey(secret)
                .orThrow()
                .accepts(List.of(CONTENT), List.of(owned.sign("SHA256withRSA", CONTENT))))
        .isTrue();
    assertThat(rule(Algorithm.ECDSA_P256).checkingKey(secret)).isInstanceOf(Parsed.Bad.class);
  }

  /** The first example of RFC 8032, section 7.1. */
  @Test
  void aSeedAndABarePublicKeyAreTheHalvesOfAPair() {
    KeyRule rule = new KeyRule(Algorithm.ED25519, TextEncoding.HEX, "", false, KeyRule.Hash.NONE);
    byte[] seed =
        HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    CheckingKey key =
        rule.checkingKey(
                new NamedSecret(
                    "env:P", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"))
            .orThrow();
    byte[] signature = signing(rule, marked(seed)).sign(List.of());

    assertThat(HexFormat.of().formatHex(signature)).startsWith("e5564300c360ac729086e2cc806e828a");
    assertThat(key.accepts(List.of(), List.of(signature))).isTrue();
    assertThat(key.accepts(List.of(CONTENT), List.of(signature))).isFalse();
  }

  @Test
  void takesTheSeedOfAPrivateKeyWithOrWithoutWhatFollowsIt() {
    KeyRule rule = rule(Algorithm.ED25519);
    byte[] seed = new byte[32];
    seed[0] = 7;
    byte[] pair = Arrays.copyOf(seed, 64);

    assertThat(signing(rule, marked(seed)).sign(List.of(CONTENT)))
        .isEqualTo(signing(rule, marked(pair)).sign(List.of(CONTENT)));
    assertThat(rule.signingKey(marked(new byte[31])))
        .isEqualTo(new Parsed.Bad<SigningKey>("is no Ed25519 private key in base64"));
    assertThat(rule.signingKey(new NamedSecret("env:S", "whsk_!")))
        .isEqualTo(new Parsed.Bad<SigningKey>("is no Ed25519 private key in base64"));
  }

  @Test
  void readsChainsOfCertificatesUpToALimit() {
    String one =
        TestCertificates.pem(
            TestCertificates.selfSigned(TestCertificates.Facts.of("CN=a")).certificate());

    assertThat(chain(one + one, 2)).isEqualTo("2");
    assertThat(chain(one + one, 1)).isEqualTo("holds more than 1 certificates");
    assertThat(chain("", 1)).isEqualTo("holds no certificate");
    assertThat(chain("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", 1))
        .isEqualTo("is no PEM of certificates");
  }

  @ParameterizedTest
  @CsvSource({"NONE, NONE, true", "NONE, SHA256, false"})
  void sharesKeysOnlyWithARuleThatReadsThemAlike(
      KeyRule.Hash one, KeyRule.Hash other, boolean shared) {
    assertThat(hashed(one).sharesKeysWith(hashed(other))).isEqualTo(shared);
    KeyRule rule = hashed(one);
    assertThat(rule.sharesKeysWith(rule(Algorithm.ED25519))).isFalse();
    assertThat(
            rule.sharesKeysWith(
                new KeyRule(Algorithm.HMAC_SHA1, TextEncoding.BASE64, "", false, one)))
        .isTrue();
    assertThat(
            rule.sharesKeysWith(new KeyRule(Algorithm.HMAC_SHA1, TextEncoding.HEX, "", false, one)))
        .isFalse();
    assertThat(
            rule.sharesKeysWith(
                new KeyRule(Algorithm.HMAC_SHA1, TextEncoding.BASE64, "p", false, one)))
        .isFalse();
    assertThat(
            rule.sharesKeysWith(
                new KeyRule(Algorithm.HMAC_SHA1, TextEncoding.BASE64, "", true, one)))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({"NONE, 1", "SHA1, 20", "SHA256, 32", "SHA512, 64"})
  void hashesTheSecretToBecomeTheKey(KeyRule.Hash hash, int bytes) {
    byte[] secret = {1};
    byte[] key =
        switch (hash) {
          case NONE -> secret;
          case SHA1 -> Filter.SHA1.apply(secret);
          case SHA256 -> Filter.SHA256.apply(secret);
          case SHA512 -> Filter.SHA512.apply(secret);
        };

    assertThat(key).hasSize(bytes);
    assertThat(signing(hashed(hash), new NamedSecret("env:S", "AQ==")).sign(List.of(CONTENT)))
        .isEqualTo(MacKey.of(Algorithm.HMAC_SHA256, key).sign(List.of(CONTENT)));
  }

  @ParameterizedTest
  @CsvSource({
    "DIGEST_SHA1, SHA-1",
    "DIGEST_SHA256, SHA-256",
    "DIGEST_SHA384, SHA-384",
    "DIGEST_SHA512, SHA-512"
  })
  void aPlainHashIsOverTheSecretAndTheContent(Algorithm algorithm, String name) throws Exception {
    KeyRule rule = rule(algorithm);
    byte[] right = MessageDigest.getInstance(name).digest(new byte[] {9, 1, 2, 3});
    byte[] wrong = new byte[right.length];
    assertThat(algorithm.signatureBytes()).isEqualTo(right.length);
    NamedSecret secret = new NamedSecret("env:S", "CQ==");
    CheckingKey key = rule.checkingKey(secret).orThrow();

    assertThat(signing(rule, secret).sign(List.of(CONTENT))).isEqualTo(right);
    assertThat(key.accepts(List.of(CONTENT), List.of(wrong, right))).isTrue();
    assertThat(key.accepts(List.of(CONTENT), List.of(right, wrong))).isTrue();
    assertThat(key.accepts(List.of(CONTENT), List.of(wrong))).isFalse();
    assertThat(MacKey.of(Algorithm.HMAC_SHA256, CONTENT).accepts(List.of(CONTENT), List.of(right)))
        .isFalse();
  }

  private static String chain(String pem, int certificatesMax) {
    return switch (CertificateChains.ofPem(
        pem.getBytes(StandardCharsets.US_ASCII), certificatesMax)) {
      case Parsed.Good<?>(Object chain) -> Integer.toString(((List<?>) chain).size());
      case Parsed.Bad<?>(String why) -> why;
    };
  }

  private static NamedSecret marked(byte[] seed) {
    return new NamedSecret("env:S", "whsk_" + Base64.getEncoder().encodeToString(seed));
  }

  private static String base64(NamedSecret pem) {
    return pem.value().replaceAll("-----[A-Z ]+-----|\\s", "");
  }

  private static SigningKey signing(KeyRule rule, NamedSecret secret) {
    return rule.signingKey(secret).orThrow();
  }

  private static KeyRule hashed(KeyRule.Hash hash) {
    return new KeyRule(Algorithm.HMAC_SHA256, TextEncoding.BASE64, "", false, hash);
  }

  private static KeyRule rule(Algorithm algorithm) {
    return new KeyRule(algorithm, TextEncoding.BASE64, "", false, KeyRule.Hash.NONE);
  }
}
