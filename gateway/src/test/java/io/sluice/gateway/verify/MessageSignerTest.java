package io.sluice.gateway.verify;

import static io.sluice.gateway.verify.SignedMessages.NOW;
import static io.sluice.gateway.verify.SignedMessages.SECRET;
import static io.sluice.gateway.verify.SignedMessages.components;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageSignerTest {

  @Test
  void signsWhatIsDemandedAndNoMore() {
    HeaderLines lines =
        sign(rules(Optional.of("mine"), false, "@method", "x-id"), Requests.post("body"));

    assertThat(lines.all("x-id")).containsExactly("m-1");
    assertThat(lines.all("Content-Digest")).isEmpty();
    assertThat(lines.all("Signature-Input"))
        .containsExactly(
            "mine=(\"@method\" \"x-id\");created=1790000000;keyid=\"k-1\";expires=1790000300"
                + ";alg=\"hmac-sha256\";nonce=\"m-1\"");
    assertThat(lines.all("Signature").getFirst()).startsWith("mine=:");
    RawRequest named = Requests.post("body", "X-Id", "own");
    assertThat(sign(rules(Optional.of("mine"), false, "x-id"), named).all("x-id")).isEmpty();
  }

  @Test
  void addsADigestOfABodyWhereItMustBeCovered() {
    HeaderLines added = sign(rules(Optional.empty(), true, "@method"), Requests.post("body"));
    assertThat(added.all("Content-Digest"))
        .containsExactly(ContentDigest.of("body".getBytes(UTF_8)));
    assertThat(added.all("Signature-Input").getFirst())
        .startsWith("sig1=(\"@method\" \"content-digest\");");
    assertThat(
            sign(rules(Optional.empty(), true, "@method"), Requests.post("")).all("Content-Digest"))
        .isEmpty();
    HeaderLines demanded = sign(rules(Optional.empty(), true, "content-digest"), Requests.post(""));
    assertThat(demanded.all("Content-Digest")).hasSize(1);
    assertThat(demanded.all("Signature-Input").getFirst()).startsWith("sig1=(\"content-digest\");");
  }

  @Test
  void aKeyIsUsedForWhatNamesItOrNothing() {
    MessageKey key = MessageKey.parse(SECRET).orThrow();

    assertThat(key.fits(Optional.empty(), Optional.empty())).isTrue();
    assertThat(key.fits(Optional.of("k-1"), Optional.of("hmac-sha256"))).isTrue();
    assertThat(key.fits(Optional.of("k-2"), Optional.empty())).isFalse();
    assertThat(key.fits(Optional.empty(), Optional.of("ed25519"))).isFalse();
    assertThat(MessageAlgorithm.words())
        .containsExactly(
            "hmac-sha256",
            "ed25519",
            "ecdsa-p256-sha256",
            "ecdsa-p384-sha384",
            "rsa-pss-sha512",
            "rsa-v1_5-sha256");
    assertThat(MessageKey.parse(new NamedSecret("env:S", " k-1\tnone\nx ")))
        .isInstanceOfSatisfying(
            Parsed.Bad.class, bad -> assertThat(bad.why()).contains("rsa-v1_5-sha256"));
    assertThat(MessageKey.parse(new NamedSecret("env:S", "k-1 ed25519")))
        .isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void limitsTheComponentsOfASignature() {
    assertThat(read(headers(64))).isEqualTo("1");
    assertThat(read(headers(65))).startsWith("a signature is described");
    assertThat(read("\"a\" \"a\"")).startsWith("a signature is described");
    assertThat(read("\"@unknown\"")).startsWith("a signature is described");
    assertThat(read("")).isEqualTo("1");
  }

  @Test
  void aSignatureSaysThingsOfTheRightType() {
    assertThat(readWith(";created=1;expires=2;keyid=\"k\";alg=\"a\";nonce=\"n\";tag=\"t\";x=?0"))
        .isEqualTo("1");
    for (String wrong : List.of(";created=\"1\"", ";expires=1.0", ";keyid=k", ";alg=1", ";tag")) {
      assertThat(readWith(wrong)).as(wrong).startsWith("a signature is described");
    }
  }

  @Test
  void oneDigestMustBeKnownAndEveryKnownOneRight() {
    byte[] body = "body".getBytes(UTF_8);
    String right = ContentDigest.of(body);
    String longer = "sha-512=" + new FieldValue.Bytes(Filter.SHA512.apply(body)).written();

    assertThat(digest(right)).isEqualTo("proven");
    assertThat(digest(longer)).isEqualTo("proven");
    assertThat(digest(right + ", " + longer)).isEqualTo("proven");
    assertThat(digest(right + ", md5=:AA==:")).isEqualTo("proven");
    assertThat(digest("md5=:AA==:")).isEqualTo("UNMET_DEMAND");
    assertThat(digest(right.replace("sha-256", "sha-512"))).isEqualTo("UNMET_DEMAND digested");
    assertThat(digest(longer + ", " + right.replace(":", ""))).isEqualTo("MALFORMED_HEADER");
    assertThat(digest("sha-256=1, " + longer)).isEqualTo("UNMET_DEMAND digested");
    assertThat(digest(longer + ", sha-256=(:AA==:)")).isEqualTo("UNMET_DEMAND digested");
  }

  @Test
  void aFieldIsReadUpToItsLimit() {
    String longest = "a=" + "b".repeat(FieldParser.CHARS_MAX - 2);

    assertThat(FieldParser.dictionary(longest)).isInstanceOf(Parsed.Good.class);
    assertThat(FieldParser.dictionary(longest + "b")).isInstanceOf(Parsed.Bad.class);
    assertThat(FieldParser.item("\" ~\""))
        .isEqualTo(FieldParser.item(" \" ~\" "))
        .isInstanceOf(Parsed.Good.class);
    assertThat(FieldParser.item(" 1 ")).isInstanceOf(Parsed.Good.class);
    assertThat(FieldParser.item("1 2")).isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void aWholeFieldCoversThatFieldInItsOtherSpellings() {
    MessageComponent plain = components("date").getFirst();
    MessageComponent strict = components("priority;sf").getFirst();
    MessageComponent bytes = components("date;bs").getFirst();
    MessageComponent member = components("priority;key=\"u\"").getFirst();
    MessageComponent whole = components("priority").getFirst();

    assertThat(bytes.covers(plain)).isTrue();
    assertThat(plain.covers(bytes)).isFalse();
    assertThat(strict.covers(whole)).isTrue();
    assertThat(member.covers(whole)).isFalse();
    assertThat(member.covers(member)).isTrue();
    assertThat(plain.covers(whole)).isFalse();
    assertThat(member.isTrue("key")).isFalse();
    assertThat(components("@query-param;name=\"a\"").getFirst().queryParam()).contains("a");
    assertThat(MessageComponent.parse("date;sf=?0")).isInstanceOf(Parsed.Bad.class);
    assertThat(MessageComponent.parse("date;sf;bs")).isInstanceOf(Parsed.Bad.class);
    assertThat(MessageComponent.parse("@method;sf")).isInstanceOf(Parsed.Bad.class);
  }

  private static String headers(int count) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < count; i++) {
      names.append(i == 0 ? "" : " ").append("\"h-").append(i).append('"');
    }
    return names.toString();
  }

  private static String read(String components) {
    return all("sig1=(" + components + ");created=1");
  }

  private static String readWith(String parameters) {
    return all("sig1=(\"@method\")" + parameters);
  }

  private static String all(String input) {
    return switch (MessageSignature.all(
        Requests.post("", "Signature-Input", input, "Signature", "sig1=:AA==:"))) {
      case Parsed.Good<List<MessageSignature>>(List<MessageSignature> all) -> "" + all.size();
      case Parsed.Bad<List<MessageSignature>>(String why) -> why;
    };
  }

  private static String digest(String value) {
    return Proofs.told(ContentDigest.judge(Requests.post("body", "Content-Digest", value)));
  }

  private static HeaderLines sign(MessageRules rules, RawRequest request) {
    return new Rfc9421Scheme(rules).signer(SECRET).orThrow().sign(request, "m-1", NOW);
  }

  private static MessageRules rules(
      Optional<String> label, boolean bodyCovered, String... components) {
    return new MessageRules(
        label,
        components(components),
        label.isPresent() ? List.of("created", "expires", "alg", "nonce") : Collections.emptyList(),
        bodyCovered,
        Duration.ofMinutes(5),
        Optional.empty());
  }
}
