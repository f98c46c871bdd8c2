package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.gateway.exchange.Calls;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a message says that its signature covers is read in one way, and covered line by line. */
class MessageFuzzTest {

  private static final String URL = "https://Hooks.Example.com:443/in/test?a=1&b=%20x&b=2";
  private static final byte[] KEY = "a secret of thirty-two characters".getBytes(UTF_8);
  private static final NamedSecret SECRET =
      new NamedSecret("test", "k hmac-sha256 " + Base64.getEncoder().encodeToString(KEY));
  private static final String NO_SIGNATURE = "AAAA";

  private static final MessageRules RULES =
      new MessageRules(
          Optional.empty(),
          List.of(),
          List.of(),
          false,
          Duration.ofMinutes(5),
          Optional.of(Duration.ofMinutes(1)));

  private static final Prover PROVER = new Rfc9421Scheme(RULES).prover(SECRET).orThrow();

  /** What plain components are, by the name that they have in a signature. */
  private static final Map<String, String> DERIVED =
      Map.of(
          "\"@method\"", "POST",
          "\"@authority\"", "hooks.example.com",
          "\"@scheme\"", "https",
          "\"@path\"", "/in/test",
          "\"@query\"", "?a=1&b=%20x&b=2",
          "\"@target-uri\"", URL,
          "\"@request-target\"", "/in/test?a=1&b=%20x&b=2",
          "\"@query-param\";name=\"a\"", "1");

  /**
   * The first line of the input is what stands behind the label in Signature-Input, the next three
   * are header lines; what follows them is the body.
   */
  @FuzzTest
  void provesWhatIsSignedLineByLine(byte[] data) {
    String[] lines = new String(data, ISO_8859_1).split("\n", 5);
    Message message = new Message(Arrays.copyOf(lines, 5));
    RawRequest request = message.with(lines[0], NO_SIGNATURE);
    MessageSignature signature = only(request).orElse(null);
    if (signature == null) {
      assertThat(PROVER.prove(request, Circumstances.at(Requests.NOW)))
          .isInstanceOf(Proof.Refuted.class);
      return;
    }
    LoneHeaders faults = new LoneHeaders(request.headers());
    String base = signature.base(new ComponentValues(request, faults));
    RawRequest again = message.with(signature.input(), NO_SIGNATURE);
    MessageSignature reread = only(again).orElseThrow();
    assertThat(reread.input()).isEqualTo(signature.input());
    assertThat(reread.base(new ComponentValues(again, new LoneHeaders(again.headers()))))
        .isEqualTo(base);
    if (faults.fault().isEmpty()) {
      assertLines(base, signature, request);
    }
    assertProof(message, signature, base, faults.fault());
  }

  /** The header lines and the body of an input. */
  private record Message(String[] lines) {

    RawRequest with(String input, String signature) {
      return Calls.to(
          "POST",
          URL,
          line(4).getBytes(ISO_8859_1),
          HeaderLines.of(
              "Signature-Input", "s=" + input,
              "Signature", "s=:" + signature + ":",
              "Content-Digest", line(1),
              "X-Id", line(2),
              "X-Id", line(3)));
    }

    String line(int number) {
      return lines[number] == null ? "" : lines[number];
    }
  }

  private static Optional<MessageSignature> only(RawRequest request) {
    return switch (MessageSignature.all(request)) {
      case Parsed.Good<List<MessageSignature>>(var all) -> Optional.of(all.getFirst());
      case Parsed.Bad<List<MessageSignature>>(String why) -> {
        assertThat(why).isNotBlank();
        yield Optional.empty();
      }
    };
  }

  private static void assertLines(String base, MessageSignature signature, RawRequest request) {
    List<String> lines = List.of(base.split("\n", -1));
    assertThat(lines).hasSize(signature.components().size() + 1);
    assertThat(lines.getLast()).isEqualTo("\"@signature-params\": " + signature.input());
    for (int i = 0; i < lines.size() - 1; i++) {
      String name = signature.components().get(i).written();
      assertThat(lines.get(i)).startsWith(name + ": ").matches("[\t -~]*");
      String value = lines.get(i).substring(name.length() + 2);
      if (DERIVED.containsKey(name)) {
        assertThat(value).isEqualTo(DERIVED.get(name));
      } else if (name.equals("\"x-id\"")) {
        List<String> ids = request.headers().all("x-id");
        assertThat(value).isEqualTo(trimmed(ids.getFirst()) + ", " + trimmed(ids.getLast()));
      }
    }
  }

  private static String trimmed(String line) {
    return line.replaceAll("^[ \t]+|[ \t]+\\z", "");
  }

  /** Signed by the key, it is taken unless a rule speaks against it; signed otherwise, never. */
  private static void assertProof(
      Message message, MessageSignature signature, String base, Optional<Refusal> fault) {
    RawRequest genuine = message.with(signature.input(), hmac(base));
    boolean isOurs =
        signature.text("keyid").orElse("k").equals("k")
            && signature.text("alg").orElse("hmac-sha256").equals("hmac-sha256");
    boolean allowed =
        fault.isEmpty()
            && isOurs
            && RULES.fault(only(genuine).orElseThrow(), genuine, Requests.NOW).isEmpty()
            && RULES.judgeBody(signature, genuine) instanceof Proof.Proven;

    // A signature that covers its own header cannot be made, and is none of ours.
    boolean covered = signature.components().stream().anyMatch(c -> c.name().startsWith("sig"));
    Proof proof = PROVER.prove(genuine, Circumstances.at(Requests.NOW));
    if (!covered) {
      assertThat(proof.equals(new Proof.Proven())).as(proof.toString()).isEqualTo(allowed);
    }
    assertThat(
            PROVER.prove(
                message.with(signature.input(), hmac(base + "\n")), Circumstances.at(Requests.NOW)))
        .isInstanceOf(Proof.Refuted.class);
  }

  private static String hmac(String base) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(base.getBytes(US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first line of the input is the header; what follows it is the body. */
  @FuzzTest
  void takesNoDigestThatIsNotOfTheBody(byte[] data) {
    String[] lines = new String(data, ISO_8859_1).split("\n", 2);
    byte[] body = lines[lines.length - 1].getBytes(ISO_8859_1);
    HeaderLines header = HeaderLines.of("Content-Digest", lines[0]);

    if (ContentDigest.judge(Calls.to("POST", URL, body, header)) instanceof Proof.Proven) {
      assertThat(lines[0])
          .containsAnyOf(
              "sha-256=:" + Base64.getEncoder().encodeToString(Filter.SHA256.apply(body)) + ":",
              "sha-512=:" + Base64.getEncoder().encodeToString(Filter.SHA512.apply(body)) + ":");
    }
    HeaderLines own =
        HeaderLines.of("Content-Digest", ContentDigest.of(body), "Content-Digest", lines[0]);
    if (!lines[0].contains("sha-")
        && FieldParser.dictionary(lines[0]) instanceof Parsed.Good<?>
        && !lines[0].isBlank()) {
      assertThat(ContentDigest.judge(Calls.to("POST", URL, body, own)))
          .isEqualTo(new Proof.Proven());
    }
  }
}
