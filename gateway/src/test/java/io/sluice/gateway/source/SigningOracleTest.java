package io.sluice.gateway.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.Handshake;
import io.sluice.gateway.verify.SignaturePlace;
import io.sluice.gateway.verify.SignedScheme;
import io.sluice.gateway.verify.SignedWay;
import io.sluice.gateway.verify.Template;
import io.sluice.gateway.verify.TimestampRule;
import io.sluice.gateway.verify.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers that hold an HMAC under the source's own key, put to the test: whoever chooses what is
 * signed there must not get the signature of an event.
 */
class SigningOracleTest {

  static Stream<HandshakeCase> cases() {
    return HandshakeCase.all().filter(asked -> signedPlace(asked).isPresent());
  }

  /** The place whose text is signed in the answer. */
  private static Optional<Selector> signedPlace(HandshakeCase asked) {
    Matcher found = ExpectedAnswer.PROOF.matcher(asked.handshake().answer().body().toString());
    return found.find() ? Optional.of(Selector.parse(found.group(1)).orThrow()) : Optional.empty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void signsNothingThatAnEventSigns(HandshakeCase asked) {
    Selector place = signedPlace(asked).orElseThrow();
    for (String content : eventContents(asked.subject())) {
      Verdict verdict = ask(asked, Question.of(asked.handshake()).with(place, content));
      if (verdict instanceof Verdict.Handshake(var reply, _)) {
        assertThat(reply.body()).doesNotContain(ExpectedAnswer.proof(content, asked.subject()));
      }
      assertThat(verdict).as("the answer to %s", content).isInstanceOf(Verdict.Refused.class);
    }
  }

  /** What is signed of the genuine event, and pieces of it that might do as well. */
  private static List<String> eventContents(ProviderCase subject) {
    List<String> contents = new ArrayList<>();
    for (SignedWay way : ways(subject)) {
      String timestamp = timestamp(way, subject.genuine());
      String template = way.signed().toString().replace("{timestamp}", timestamp);
      Template text = Template.parse(template, subject.text().parameters().lookup()).orThrow();
      String whole = String.valueOf(text.find(subject.genuine()));
      contents.add(whole);
      contents.add(whole + "\n");
      contents.add(whole.substring(0, Math.min(100, whole.length())));
      contents.addAll(whole.lines().filter(line -> line.length() > 40).toList());
      String empty = String.valueOf(text.find(Requests.withBody(subject.genuine(), new byte[0])));
      contents.add(empty.equals("null") ? template.replace("{body}", "") : empty);
    }
    return contents;
  }

  private static String timestamp(SignedWay way, RawRequest request) {
    return way.timestamp()
        .map(rule -> rule.place())
        .filter(TimestampRule.Place.At.class::isInstance)
        .map(at -> ((TimestampRule.Place.At) at).selector().text(request))
        .orElse("");
  }

  /** The other way round: what may be asked for is taken for the content of an event. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void anAnswerProvesNoEvent(HandshakeCase asked) {
    ProviderCase subject = asked.subject();
    Question question = Question.of(asked.handshake());
    String chosen = String.valueOf(question.texts().get(signedPlace(asked).orElseThrow()));
    String proof = ExpectedAnswer.proof(chosen, subject);
    assertThat(ask(asked, question))
        .isInstanceOfSatisfying(
            Verdict.Handshake.class, v -> assertThat(v.reply().body()).contains(proof));
    for (SignedWay way : ways(subject)) {
      RawRequest forged = forged(way, chosen, proof, subject);
      assertThat(
              Attempts.isAccepted(
                  subject.source().verifier().verify(forged, subject.at(subject.now()))))
          .isFalse();
    }
  }

  /** An event whose signed place, or body, holds the chosen text. */
  private static RawRequest forged(
      SignedWay way, String chosen, String proof, ProviderCase subject) {
    String line = way.layout().write(proof);
    Optional<Selector> only =
        EntryPlaces.of(new SignedScheme(List.of(way))).selected().stream()
            .filter(Coverage::isInBody)
            .findFirst();
    if (only.isPresent() && way.signature() instanceof SignaturePlace.At(Selector signature)) {
      return new Question("POST", Map.of(only.get(), chosen, signature, line)).request();
    }
    RawRequest chosenBody = Requests.withBody(subject.genuine(), chosen.getBytes(UTF_8));
    return Requests.withHeadersOf(
        chosenBody, HeaderLines.of(way.signature().header().orElseThrow(), line));
  }

  private static List<SignedWay> ways(ProviderCase subject) {
    return ((SignedScheme) subject.scheme()).ways();
  }

  private static Verdict ask(HandshakeCase asked, Question question) {
    ProviderCase subject = asked.subject();
    Handshake handshake = asked.handshake();
    RawRequest request = question.request();
    RawRequest proved =
        handshake.signed() ? subject.signing().orElseThrow().sign(request, subject.now()) : request;
    return subject.source().verifier().verify(proved, subject.at(subject.now()));
  }
}
