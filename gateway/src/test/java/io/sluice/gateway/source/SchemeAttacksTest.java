package io.sluice.gateway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.gateway.verify.NamedSecret;
import io.sluice.gateway.verify.Refusal;
import io.sluice.gateway.verify.SignedScheme;
import io.sluice.gateway.verify.SignedWay;
import io.sluice.gateway.verify.Signer;
import io.sluice.gateway.verify.Verdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tries to get something false past every scheme, and checks that what is true gets through. */
@ParameterizedClass(name = "{0}")
@MethodSource("cases")
class SchemeAttacksTest {

  private static final List<String> GARBAGE =
      List.of(
          " ",
          "not-a-signature",
          "=",
          ",",
          "v1",
          "v1,",
          "v1=",
          "t=,v1=",
          "t=1,t=2,v1=00",
          "sha256=",
          "v0=",
          "Basic",
          "Basic ",
          "Basic Og==",
          "Basic !!!!",
          "Bearer ",
          "-1",
          "+1",
          "0x10",
          "1e9",
          "99999999999999999999",
          "\u0000",
          "\u00ff\u00fe",
          "\ud83d\udd11",
          "{}",
          "null");

  private final SchemeCase subject;
  private final Source source;
  private final Instant at;
  private final RawRequest genuine;
  private final Map<String, String> proof;
  private final List<SignedWay> ways;

  SchemeAttacksTest(SchemeCase subject) {
    this.subject = subject;
    this.source = subject.source();
    this.at = subject.at();
    this.genuine = subject.signed(at);
    this.proof = subject.proofLines();
    this.ways = subject.ways();
  }

  static Stream<SchemeCase> cases() {
    return SchemeCase.all();
  }

  @Test
  void refusesEveryFlippedBodyByteWhereTheBodyIsSigned() {
    for (int i = 0; i < genuine.body().length; i++) {
      byte[] body = genuine.body().clone();
      body[i] ^= (byte) (1 << i % 8);
      assertBody(body, "byte " + i);
    }
  }

  @Test
  void refusesAShortenedOrLengthenedBodyWhereTheBodyIsSigned() {
    byte[] body = genuine.body();
    assertBody(Arrays.copyOf(body, body.length - 1), "one byte less");
    assertBody(Arrays.copyOf(body, body.length + 1), "one byte more");
    assertBody(new byte[0], "no body");
  }

  @Test
  void refusesEveryChangedCharOfItsHeaders() {
    proof.forEach((name, value) -> {
      for (int i = 0; i < value.length(); i++) {
        refuses(name, replaced(value, i, (char) (value.charAt(i) + 1)));
        refuses(name, replaced(value, i, (char) (value.charAt(i) ^ 0x80)));
        if (Character.isLetter(value.charAt(i)) && !isBasicSchemeName(value, i)) {
          refuses(name, replaced(value, i, (char) (value.charAt(i) ^ 0x20)));
        }
      }
    });
  }

  @Test
  void refusesShortenedAndLengthenedHeaders() {
    proof.forEach((name, value) -> {
      for (int end = 0; end < value.length(); end++) {
        refuses(name, value.substring(0, end));
        refuses(name, value.substring(end + 1));
      }
      refuses(name, value + "0");
      refuses(name, value + "=");
    });
  }

  @Test
  void refusesAMissingHeader() {
    proof.forEach((name, value) ->
        assertThat(verdict(Requests.withHeader(genuine, name)))
            .isEqualTo(new Verdict.Refused(Refusal.MISSING_HEADER)));
  }

  @Test
  void refusesARepeatedHeaderEvenIfBothLinesAreRight() {
    proof.forEach((name, value) -> {
      assertThat(verdict(Requests.withHeader(genuine, name, value, value)))
          .isEqualTo(new Verdict.Refused(Refusal.REPEATED_HEADER));
      assertRefused(Requests.withHeader(genuine, name, "x", value), name);
      assertRefused(Requests.withHeader(genuine, name, value, ""), name);
    });
  }

  @Test
  void refusesGarbage() {
    for (String garbage : GARBAGE) {
      proof.forEach((name, value) -> refuses(name, garbage));
    }
  }

  /** A list may hold more than the proof; so a change is harmless only if all of it is left. */
  @Test
  void refusesRandomHeadersUnlessTheWholeProofIsLeft() {
    long seed = 20_260_921;
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      RawRequest request = genuine;
      boolean whole = true;
      for (Map.Entry<String, String> line : proof.entrySet()) {
        String scrambled = scrambled(line.getValue(), random);
        whole &= Stream.of(line.getValue().split(",")).allMatch(scrambled::contains);
        request = Requests.withHeader(request, line.getKey(), scrambled);
      }
      Verdict verdict = verdict(request);
      if (!whole) {
        assertThat(verdict).as("seed " + seed).isInstanceOf(Verdict.Refused.class);
      }
    }
  }

  @Test
  void refusesAnotherSecret() {
    assertThat(subject.source("[env:OTHER]").verifier().verify(genuine, Circumstances.at(at)))
        .isEqualTo(new Verdict.Refused(Refusal.BAD_SIGNATURE));
  }

  @Test
  void refusesTheSignatureOfAnEmptyKey() {
    for (SignedWay way : ways) {
      // An HMAC fills its key up with zeros, so a key of one zero signs like an empty one.
      String zero =
          switch (way.key().encoding()) {
            case UTF8 -> "\u0000";
            case HEX -> "00";
            case BASE64 -> "AA==";
            case BASE64URL -> "AA";
          };
      if (new SignedScheme(List.of(way)).signer(new NamedSecret("empty", zero))
          instanceof Parsed.Good<Signer>(Signer signer)) {
        assertRefused(
            Requests.withHeadersOf(subject.bare(), signer.sign(genuine, "m-1", at)), "empty key");
      }
    }
  }

  private Verdict verdict(RawRequest request) {
    return source.verifier().verify(request, Circumstances.at(at));
  }

  private void refuses(String name, String value) {
    assertRefused(Requests.withHeader(genuine, name, value), name + ": " + value);
  }

  private void assertRefused(RawRequest request, String attack) {
    assertThat(verdict(request)).as(attack).isInstanceOf(Verdict.Refused.class);
  }

  /** Tokens and passwords prove the sender only; that is known, and said in the documentation. */
  private void assertBody(byte[] body, String attack) {
    assertThat(verdict(Requests.withBody(genuine, body)))
        .as(attack)
        .isInstanceOf(ways.isEmpty() ? Verdict.Genuine.class : Verdict.Refused.class);
  }

  private static String replaced(String value, int at, char by) {
    return value.substring(0, at) + by + value.substring(at + 1);
  }

  /** RFC 7617: the word Basic is the same in any case. */
  private static boolean isBasicSchemeName(String value, int at) {
    return value.startsWith("Basic ") && at < "Basic".length();
  }

  /** The value with a few bytes changed, left out, put in or said twice. */
  private static String scrambled(String value, Random random) {
    StringBuilder text = new StringBuilder(value);
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      int spot = random.nextInt(text.length() + 1);
      byte[] noise = new byte[1 + random.nextInt(4)];
      random.nextBytes(noise);
      switch (random.nextInt(4)) {
        case 0 -> text.insert(spot, new String(noise, ISO_8859_1));
        case 1 -> text.setLength(spot);
        case 2 -> text.insert(spot, text.substring(spot));
        default -> text.replace(0, Math.min(spot, 1), new String(noise, ISO_8859_1));
      }
    }
    return text.toString().equals(value) ? "" : text.toString();
  }
}
