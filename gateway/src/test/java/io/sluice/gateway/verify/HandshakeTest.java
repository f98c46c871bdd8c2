package io.sluice.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Reply;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HandshakeTest {

  private static final Verdict.Refused REFUSED =
      new Verdict.Refused(Refusal.MALFORMED_HANDSHAKE, 418);
  private static final Condition HELLO = present("header:Hello");

  @Test
  void concernsRequestsOfItsMethodThatMeetAllConditions() {
    Handshake handshake = handshake("{header:Hello}", Map.of(), List.of(), Optional.empty());

    assertThat(handshake.concerns(Requests.post("", "Hello", "x"))).isTrue();
    assertThat(handshake.concerns(Requests.post(""))).isFalse();
    Handshake get =
        new Handshake(
            "GET", true, List.of(HELLO), List.of(), 418, handshake.answer(), Optional.empty());
    assertThat(get.concerns(Requests.post("", "Hello", "x"))).isFalse();
  }

  @Test
  void answersWithPartsOfTheRequestInSortedHeadersThatAreNotEmpty() {
    Handshake handshake =
        handshake(
            "{header:Hello}",
            Map.of("X-B", template("b"), "X-A", template("a"), "X-C", template("{form:none?}")),
            List.of(),
            Optional.empty());

    Verdict verdict = handshake.answer(Requests.post("", "Hello", "you"), Optional.empty());

    assertThat(verdict)
        .isEqualTo(
            new Verdict.Handshake(
                new Reply(
                    201,
                    "text/x",
                    List.of(new Reply.Line("X-A", "a"), new Reply.Line("X-B", "b")),
                    "you"),
                Optional.empty()));
  }

  @Test
  void turnsDownWhatLacksADemandOrAPartOfTheAnswer() {
    Handshake demanding =
        handshake("x", Map.of(), List.of(present("header:Proof")), Optional.empty());
    Handshake asking = handshake("{header:Other}", Map.of(), List.of(), Optional.empty());

    assertThat(answer(demanding, Requests.post(""))).isEqualTo(REFUSED);
    assertThat(answer(demanding, Requests.post("", "Proof", "1")))
        .isInstanceOf(Verdict.Handshake.class);
    assertThat(answer(asking, Requests.post(""))).isEqualTo(REFUSED);
  }

  @Test
  void answersThatProveThemselvesNeedAKey() {
    Handshake proving = handshake("{header:Hello|hmac}", Map.of(), List.of(), Optional.empty());
    RawRequest request = Requests.post("", "Hello", "x");
    MacKey key = MacKey.of(Algorithm.HMAC_SHA256, new byte[] {1});

    assertThat(answer(proving, request)).isEqualTo(REFUSED);
    assertThat(proving.answer(request, Optional.of(key)))
        .isInstanceOfSatisfying(
            Verdict.Handshake.class,
            verdict ->
                assertThat(verdict.reply().body())
                    .isEqualTo(TextEncoding.HEX.encode(key.sign(List.of(new byte[] {'x'})))));
  }

  @Test
  void visitsOnlyUrlsThatAreAllowedAsAWhole() {
    Handshake visiting =
        handshake(
            "x",
            Map.of(),
            List.of(),
            Optional.of(
                new Handshake.Visit(
                    new Selector.Header("Url"), Pattern.compile("https://a\\.example/[a-z]+"))));

    assertThat(answer(visiting, Requests.post("", "Url", "https://a.example/go")))
        .isInstanceOfSatisfying(
            Verdict.Handshake.class,
            verdict -> assertThat(verdict.visit()).contains(URI.create("https://a.example/go")));
    assertThat(answer(visiting, Requests.post("", "Url", "https://a.example/go!")))
        .isEqualTo(REFUSED);
    assertThat(answer(visiting, Requests.post(""))).isEqualTo(REFUSED);
  }

  private static Verdict answer(Handshake handshake, RawRequest request) {
    return handshake.answer(request, Optional.empty());
  }

  private static Handshake handshake(
      String body,
      Map<String, Template> headers,
      List<Condition> demands,
      Optional<Handshake.Visit> visit) {
    return new Handshake(
        "POST",
        true,
        List.of(HELLO),
        demands,
        418,
        new Handshake.Answer(201, "text/x", headers, template(body)),
        visit);
  }

  private static Condition present(String place) {
    return new Condition(Selector.parse(place).orThrow(), new Condition.Test.Present());
  }

  private static Template template(String text) {
    return Template.parse(text).orThrow();
  }
}
