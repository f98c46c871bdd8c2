package io.sluice.gateway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.BodyPointer;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.exchange.TextStep;
import io.sluice.gateway.verify.NamedSecret;
import io.sluice.gateway.verify.SignedScheme;
import io.sluice.gateway.verify.Signer;
import io.sluice.gateway.verify.TokenScheme;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tries to get another body, or a proof by another secret, past every scheme. */
@ParameterizedClass(name = "{0}")
@MethodSource("cases")
class SchemeAttacksTest {

  private final Subject subject;
  private final RawRequest genuine;
  private final Coverage coverage;
  private final Attempts attempts;

  SchemeAttacksTest(Subject subject) {
    this.subject = subject;
    this.genuine = subject.genuine();
    this.coverage = new Coverage(subject);
    this.attempts = new Attempts(subject, coverage);
  }

  static Stream<Subject> cases() {
    return Subject.all();
  }

  @Test
  void refusesEveryFlippedBodyByteThatIsCovered() {
    for (int i = 0; i < genuine.body().length; i++) {
      byte[] body = genuine.body().clone();
      body[i] ^= (byte) (1 << i % 8);
      tryBody(body, "with another byte " + i);
    }
  }

  @Test
  void refusesAShortenedOrLengthenedBodyThatIsCovered() {
    byte[] body = genuine.body();
    for (int length : new int[] {0, 1, body.length / 2, body.length - 1, body.length + 1}) {
      tryBody(Arrays.copyOf(body, Math.max(length, 0)), "with a body of " + length + " bytes");
    }
    byte[] twice = Arrays.copyOf(body, 2 * body.length);
    System.arraycopy(body, 0, twice, body.length, body.length);
    tryBody(twice, "with its body twice");
  }

  /** A body that is not covered is not read either; that is known, and said to operators. */
  private void tryBody(byte[] body, String attack) {
    RawRequest changed = Requests.withBody(genuine, body);
    if (Arrays.equals(body, genuine.body())) {
      return;
    }
    if (coverage.coversBody()) {
      attempts.refuses(changed, attack);
    } else if (coverage.readsBody()) {
      attempts.refusesUnlessHarmless(changed, attack);
    } else {
      assertThat(attempts.accepts(changed)).as("accepts %s", attack).isTrue();
    }
  }

  @Test
  void tellsOperatorsWhetherTheBodyIsCovered() {
    boolean told = subject.source().signatures().explain().coversBody();

    assertThat(told && !coverage.coversBody()).isFalse();
  }

  @Test
  void refusesAProofInTheBodyThatIsGoneEmptyOrGarbled() {
    for (Selector proof : EntryPlaces.of(subject.source().signatures()).proofs()) {
      String text = proof.atElement(0).text(genuine);
      if (Coverage.isInBody(proof) && text != null) {
        String member = memberName(proof);
        attempts.refuses(replaced(member, member + "x"), "without " + proof);
        attempts.refuses(replaced(text, ""), "with an empty " + proof);
        for (int i = 0; i < text.length(); i++) {
          String garbled = text.substring(0, i) + other(text.charAt(i)) + text.substring(i + 1);
          attempts.refuses(replaced(text, garbled), proof + " as " + garbled);
          attempts.refuses(replaced(text, text.substring(0, i)), proof + " cut at " + i);
        }
        attempts.refuses(replaced(text, text + "0"), "a longer " + proof);
      }
    }
  }

  /** The last name on the way to the proof. */
  private static String memberName(Selector proof) {
    String path =
        proof instanceof Selector.Inside(_, var steps)
                && steps.getLast() instanceof TextStep.Json(var pointer)
            ? pointer.text()
            : proof.toString();
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
  }

  private static char other(char c) {
    return c == '0' ? '1' : '0';
  }

  /** The request with another text in its body, as it is or as a form would write it. */
  private RawRequest replaced(String text, String by) {
    String body = new String(genuine.body(), ISO_8859_1);
    String inForm = URLEncoder.encode(text, UTF_8);
    boolean asItIs = body.contains(text);
    assertThat(asItIs || body.contains(inForm)).as("the body has %s", text).isTrue();
    String changed =
        asItIs ? body.replace(text, by) : body.replace(inForm, URLEncoder.encode(by, UTF_8));
    return Requests.withBody(genuine, changed.getBytes(ISO_8859_1));
  }

  @Test
  void refusesAnotherSecret() {
    assertThat(
            Attempts.isAccepted(
                subject.strange().verifier().verify(genuine, subject.at(subject.now()))))
        .isFalse();
  }

  /** An HMAC fills its key up with zeros, so a key of one zero signs like an empty one. */
  @Test
  void refusesTheSignatureOfAnEmptyKey() {
    for (String zero : List.of("\u0000", "00", "AA==", "AA")) {
      NamedSecret empty = new NamedSecret("empty", zero);
      if (subject.source().signatures().signer(empty) instanceof Parsed.Good<Signer>(var signer)) {
        attempts.refuses(
            Requests.withHeadersOf(genuine, signer.sign(genuine, "m-1", subject.now())),
            "the empty key");
      }
    }
  }

  @Test
  void refusesAListWithAnElementThatIsNotProved() {
    if (subject.source().signatures() instanceof TokenScheme token && token.each().isPresent()) {
      refusesMoreElements(token.each().get());
    }
    if (subject.source().signatures() instanceof SignedScheme(var ways)
        && ways.getFirst().each().isPresent()) {
      refusesMoreElements(ways.getFirst().each().get());
    }
  }

  private void refusesMoreElements(BodyPointer list) {
    for (ListChange change : ListChange.values()) {
      attempts.refuses(Requests.withBody(genuine, change.of(genuine, list)), "a list: " + change);
    }
  }
}
