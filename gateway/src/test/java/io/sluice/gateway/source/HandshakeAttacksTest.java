package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Reply;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.Condition;
import io.sluice.gateway.verify.Handshake;
import io.sluice.gateway.verify.Refusal;
import io.sluice.gateway.verify.TokenScheme;
import io.sluice.gateway.verify.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Asks every handshake of every provider its question, rightly and wrongly. */
@ParameterizedClass(name = "{0}")
@MethodSource("cases")
class HandshakeAttacksTest {

  private static final List<String> WRONG =
      List.of("", "x", "X-0123456789abcdef01234567", "0123456789abcdef01234567\n", "<>", "\u0000");

  private final ProviderCase subject;
  private final Handshake handshake;
  private final Question question;

  HandshakeAttacksTest(HandshakeCase asked) {
    this.subject = asked.subject();
    this.handshake = asked.handshake();
    this.question = Question.of(handshake);
  }

  static Stream<HandshakeCase> cases() {
    return HandshakeCase.all();
  }

  @Test
  void answersTheRightQuestionExactly() {
    // The text of a URL to visit is up to a pattern, which no sample is made for.
    proved(question)
        .filter(_ -> handshake.visit().isEmpty())
        .ifPresent(right ->
            assertThat(right.verdict())
                .isInstanceOfSatisfying(
                    Verdict.Handshake.class, v -> assertExact(v.reply(), right.request())));
  }

  private void assertExact(Reply reply, RawRequest request) {
    Handshake.Answer answer = handshake.answer();
    Map<String, String> lines = new TreeMap<>();
    reply.headers().forEach(line -> lines.put(line.name(), line.value()));

    assertThat(reply.status()).isEqualTo(answer.status());
    assertThat(reply.contentType()).isEqualTo(answer.contentType());
    assertThat(reply.body()).isEqualTo(ExpectedAnswer.of(answer.body(), request, subject));
    assertThat(lines.keySet()).isEqualTo(answer.headers().keySet());
    answer
        .headers()
        .forEach((name, text) ->
            assertThat(lines.get(name)).isEqualTo(ExpectedAnswer.of(text, request, subject)));
  }

  @Test
  void refusesASignedQuestionWithoutAProof() {
    if (handshake.signed()) {
      assertThat(Attempts.isAccepted(ask(subject.source(), question.request()))).isFalse();
      proved(question)
          .filter(right -> right.source().equals(subject.source()))
          .ifPresent(right ->
              assertThat(Attempts.isAccepted(ask(subject.strange(), right.request()))).isFalse());
    }
  }

  /** The proof of an event is none of a question. */
  @Test
  void refusesASignedQuestionWithTheProofOfAnEvent() {
    if (handshake.signed() && new Coverage(subject).coversBody()) {
      RawRequest request = question.request();
      for (String name : EntryPlaces.of(subject.scheme()).headers()) {
        String[] values = subject.genuine().headers().all(name).toArray(String[]::new);
        request = Requests.withHeader(request, name, values);
      }
      assertThat(Attempts.isAccepted(ask(subject.source(), request))).isFalse();
    }
  }

  @Test
  void refusesAnUnmetDemandWithItsStatus() {
    for (Condition demand : handshake.demands()) {
      boolean isAsked = handshake.when().stream().anyMatch(w -> w.place().equals(demand.place()));
      if (!demand.optional() && !isAsked) {
        assertRefused(question.without(demand.place()), "no " + demand.place());
      }
      for (String wrong : WRONG) {
        if (isWrong(demand, wrong) && !(isAsked && wrong.isEmpty())) {
          assertRefused(
              question.with(demand.place(), wrong), demand.place() + " as \"" + wrong + "\"");
        }
      }
    }
  }

  private void assertRefused(Question wrong, String what) {
    proved(wrong)
        .ifPresent(right ->
            assertThat(right.verdict())
                .as(what)
                .isEqualTo(new Verdict.Refused(Refusal.MALFORMED_HANDSHAKE, handshake.refusal())));
  }

  private static boolean isWrong(Condition demand, String text) {
    boolean isAbsent = text.isEmpty();
    return switch (demand.test()) {
      case Condition.Test.Present _ -> isAbsent;
      case Condition.Test.Absent _ -> !isAbsent;
      case Condition.Test.Equals _ -> !isAbsent || !demand.optional();
      case Condition.Test.Matches(var pattern) -> !pattern.matcher(text).matches();
    };
  }

  /** What tells a question from an event is not there, so it is none. */
  @Test
  void answersNothingThatIsNoQuestion() {
    long alike =
        subject.entry().handshakes().stream()
            .filter(other -> other.method().equals(handshake.method()))
            .count();
    for (Condition when : handshake.when()) {
      if (alike == 1 && !(when.test() instanceof Condition.Test.Absent)) {
        proved(question.without(when.place()))
            .ifPresent(
                right -> assertThat(right.verdict()).isNotInstanceOf(Verdict.Handshake.class));
      }
    }
  }

  @Test
  void answersNoOtherMethod() {
    for (String method : List.of("GET", "POST", "PUT", "HEAD", "OPTIONS")) {
      boolean isAsked =
          subject.entry().handshakes().stream().anyMatch(other -> other.method().equals(method));
      if (!isAsked) {
        assertThat(ask(subject.source(), ChangedTarget.method(question.request(), method)))
            .isNotInstanceOf(Verdict.Handshake.class);
      }
    }
  }

  /** A question with its proof, and the source that it is for. */
  private record Proved(Source source, RawRequest request, Verdict verdict) {}

  /** The question as the provider would ask it; none where only the provider can sign. */
  private Optional<Proved> proved(Question asked) {
    if (!handshake.signed()) {
      return Optional.of(on(subject.source(), asked.request()));
    }
    if (subject.scheme() instanceof TokenScheme token
        && token.places().getFirst().at() instanceof Selector.Query place) {
      String secret = subject.secret().value();
      return Optional.of(on(subject.source(), asked.with(place, secret).request()));
    }
    return subject
        .signing()
        .map(signing -> on(signing.source(), signing.sign(asked.request(), subject.now())));
  }

  private Proved on(Source source, RawRequest request) {
    return new Proved(source, request, ask(source, request));
  }

  private Verdict ask(Source source, RawRequest request) {
    return source.verifier().verify(request, subject.at(subject.now()));
  }
}
