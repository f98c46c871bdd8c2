package io.sluice.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.edge.Answers.Answer;
import io.sluice.gateway.edge.Outcome.Abandoned;
import io.sluice.gateway.edge.Outcome.HandshakeAnswered;
import io.sluice.gateway.edge.Outcome.NotStored;
import io.sluice.gateway.edge.Outcome.Stored;
import io.sluice.gateway.edge.Outcome.TurnedAway;
import io.sluice.gateway.edge.Outcome.Unverified;
import io.sluice.gateway.edge.Outcome.Why;
import io.sluice.gateway.exchange.Reply;
import io.sluice.gateway.log.AppendResult.Cause;
import io.sluice.gateway.log.AppendResult.InKafka;
import io.sluice.gateway.verify.Refusal;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswersTest {

  private final Answers answers = new Answers(() -> 3);

  @Test
  void saysYesOnlyToWhatIsStored() {
    assertThat(of(new Stored("id", "type", 1, 0, new InKafka(0, 1), false)).status())
        .isEqualTo(202);
    assertThat(of(new NotStored("id", Cause.TIMEOUT)).status()).isEqualTo(503);
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void saysTheSameWhateverWasWrongWithTheProof(Refusal reason) {
    assertThat(of(new Unverified(reason, 401)))
        .isEqualTo(of(new Unverified(Refusal.BAD_SIGNATURE, 401)));
    assertThat(of(new Unverified(reason, 401)).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void neverBlamesTheSenderForOurFaults(Cause cause) {
    Answer answer = of(new NotStored("id", cause));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.extra()).isEqualTo(new Answers.Extra("retry-after", "3"));
  }

  @ParameterizedTest
  @EnumSource(Why.class)
  void every503And429SaysWhenToComeBack(Why why) {
    Answer answer = of(new TurnedAway(why, why == Why.RATE_LIMITED ? 1 : 0));
    if (answer.status() == 503 || answer.status() == 429) {
      assertThat(answer.extra()).isEqualTo(new Answers.Extra("retry-after", "3"));
    }
    assertThat(answer.status()).isBetween(400, 503);
  }

  @Test
  void everyRefusalIsToldAnotherTimeToComeBack() {
    AtomicInteger chance = new AtomicInteger();
    Answers spread = new Answers(chance::incrementAndGet);
    assertThat(
            Stream.of(
                    new TurnedAway(Why.OVERLOADED),
                    new TurnedAway(Why.NOTHING_STORED),
                    new TurnedAway(Why.STOPPING),
                    new TurnedAway(Why.RATE_LIMITED, 10),
                    new NotStored("id", Cause.TIMEOUT))
                .map(outcome -> spread.of(outcome, null).orElseThrow().extra()))
        .extracting(Answers.Extra::value)
        .containsExactly("1", "2", "3", "13", "5");
  }

  @Test
  void namesTheMethodThatIsAllowed() {
    assertThat(of(new TurnedAway(Why.METHOD_NOT_ALLOWED)).extra())
        .isEqualTo(new Answers.Extra("allow", "POST"));
  }

  @Test
  void answersAHandshakeAsItsProviderDemands() {
    Answer answer = of(new HandshakeAnswered(new Reply(200, "text/plain", "challenge")));
    assertThat(answer).isEqualTo(new Answer(200, "text/plain", "challenge", null));
  }

  @Test
  void saysNothingToASenderThatHungUp() {
    assertThat(answers.of(new Abandoned(), null)).isEmpty();
  }

  private Answer of(Outcome outcome) {
    return answers.of(outcome, null).orElseThrow();
  }
}
