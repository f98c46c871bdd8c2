package io.sluice.gateway.dedupe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DuplicateWindowTest {

  private static final Duration AGE = Duration.ofMinutes(10);
  private static final Stored PUSH = new Stored("id-1", "push", false);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 100);
  private final DuplicateWindow window = new DuplicateWindow(nanos::get, 3, AGE);

  @Test
  void theFirstToComeAppends() {
    assertThat(claim("hub", 1)).isInstanceOf(Claim.First.class);
  }

  @Test
  void aRepetitionOfAStoredEventIsToldWhatWasStored() {
    first("hub", 1).stored(PUSH);
    assertThat(claim("hub", 1)).isEqualTo(new Claim.Duplicate(PUSH));
  }

  @Test
  void identitiesThatShareAHalfAreDifferent() {
    first("hub", 1).stored(PUSH);
    assertThat(window.claim("hub", new EventIdentity(2, 1), new Ears()))
        .isInstanceOf(Claim.First.class);
    assertThat(window.claim("hub", new EventIdentity(1, 2), new Ears()))
        .isInstanceOf(Claim.First.class);
  }

  @Test
  void whoWaitsIsToldThatTheEventIsStored() {
    Ticket ticket = first("hub", 1);
    Ears one = waiting("hub", 1);
    Ears two = waiting("hub", 1);
    ticket.stored(PUSH);
    assertThat(one.heard()).containsExactly(new Ending.Kept(PUSH));
    assertThat(two.heard()).containsExactly(new Ending.Kept(PUSH));
  }

  @Test
  void whoWaitsIsToldThatTheAppendFailedAndTheNextIsFirstAgain() {
    Ticket ticket = first("hub", 1);
    Ears ears = waiting("hub", 1);
    ticket.failed();
    assertThat(ears.heard()).containsExactly(new Ending.Lost());
    assertThat(window.remembered()).isZero();
    assertThat(claim("hub", 1)).isInstanceOf(Claim.First.class);
  }

  @Test
  void anAppendThatEndsAfterItsAnswerStillCounts() {
    Ticket ticket = first("hub", 1);
    nanos.addAndGet(AGE.multipliedBy(3).toNanos());
    Ears ears = waiting("hub", 1);
    ticket.stored(PUSH);
    assertThat(ears.heard()).containsExactly(new Ending.Kept(PUSH));
    assertThat(claim("hub", 1)).isEqualTo(new Claim.Duplicate(PUSH));
  }

  @Test
  void onlySixteenMayWaitForOneEvent() {
    Ticket ticket = first("hub", 1);
    List<Ears> all = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      all.add(waiting("hub", 1));
    }
    Ears tooMany = new Ears();
    assertThat(window.claim("hub", identity(1), tooMany)).isEqualTo(new Claim.Crowded());
    ticket.stored(PUSH);
    assertThat(all).allSatisfy(ears -> assertThat(ears.heard()).hasSize(1));
    assertThat(tooMany.heard()).isEmpty();
  }

  @Test
  void onlyTheFirstSettlingCounts() {
    Ticket ticket = first("hub", 1);
    Ears ears = waiting("hub", 1);
    ticket.failed();
    ticket.failed();
    ticket.stored(PUSH);
    assertThat(ears.heard()).containsExactly(new Ending.Lost());
    assertThat(window.remembered()).isZero();
  }

  @Test
  void aTicketSettledBeforeDoesNotTouchItsSuccessor() {
    Ticket old = first("hub", 1);
    old.failed();
    Ticket current = first("hub", 1);
    Ears ears = waiting("hub", 1);
    old.stored(new Stored("old", "push", false));
    old.failed();
    assertThat(ears.heard()).isEmpty();
    current.stored(PUSH);
    assertThat(ears.heard()).containsExactly(new Ending.Kept(PUSH));
    current.failed();
    assertThat(claim("hub", 1)).isEqualTo(new Claim.Duplicate(PUSH));
  }

  @Test
  void theAgeCountsFromTheStoring() {
    Ticket ticket = first("hub", 1);
    nanos.addAndGet(AGE.toNanos());
    ticket.stored(PUSH);
    nanos.addAndGet(AGE.toNanos() - 1);
    assertThat(claim("hub", 1)).isInstanceOf(Claim.Duplicate.class);
    assertThat(window.remembered()).isEqualTo(1);
    nanos.addAndGet(1);
    assertThat(window.remembered()).isZero();
    assertThat(claim("hub", 1)).isInstanceOf(Claim.First.class);
  }

  @Test
  void aRepetitionDoesNotProlongTheAge() {
    first("hub", 1).stored(PUSH);
    nanos.addAndGet(AGE.toNanos() - 1);
    assertThat(claim("hub", 1)).isInstanceOf(Claim.Duplicate.class);
    nanos.addAndGet(1);
    assertThat(claim("hub", 1)).isInstanceOf(Claim.First.class);
  }

  @Test
  void theOneStoredFirstIsForgottenFirst() {
    Ticket one = first("hub", 1);
    Ticket two = first("hub", 2);
    two.stored(PUSH);
    one.stored(PUSH);
    first("hub", 3).stored(PUSH);
    assertThat(claim("hub", 2)).isInstanceOf(Claim.Duplicate.class);
    first("hub", 4).stored(PUSH);
    assertThat(window.remembered()).isEqualTo(3);
    assertThat(claim("hub", 1)).isInstanceOf(Claim.Duplicate.class);
    assertThat(claim("hub", 2)).isInstanceOf(Claim.First.class);
  }

  @Test
  void whatIsInFlightIsNotForgottenForLackOfRoom() {
    Ticket ticket = first("hub", 1);
    for (int i = 2; i < 100; i++) {
      first("hub", i).stored(PUSH);
    }
    Ears ears = waiting("hub", 1);
    ticket.stored(PUSH);
    assertThat(ears.heard()).hasSize(1);
    assertThat(window.remembered()).isEqualTo(3);
  }

  @Test
  void aNoisySourceDoesNotMakeAnotherForget() {
    first("quiet", 1).stored(PUSH);
    for (int i = 0; i < 1000; i++) {
      first("noisy", i).stored(PUSH);
    }
    assertThat(claim("quiet", 1)).isEqualTo(new Claim.Duplicate(PUSH));
    assertThat(window.remembered()).isEqualTo(4);
  }

  @Test
  void theSameIdentityOfAnotherSourceIsNotARepetition() {
    Ticket ticket = first("hub", 1);
    first("pay", 1).stored(PUSH);
    Ears ears = waiting("hub", 1);
    assertThat(ears.heard()).isEmpty();
    ticket.failed();
    assertThat(claim("pay", 1)).isInstanceOf(Claim.Duplicate.class);
  }

  @Test
  void aDroppedSourceIsForgottenAndTheOthersStay() {
    first("hub", 1).stored(PUSH);
    first("pay", 1).stored(PUSH);
    window.retainSources(Set.of("pay", "new"));
    assertThat(window.remembered()).isEqualTo(1);
    assertThat(claim("pay", 1)).isInstanceOf(Claim.Duplicate.class);
    assertThat(claim("hub", 1)).isInstanceOf(Claim.First.class);
  }

  @Test
  void whoWaitsForADroppedSourceIsToldAndNothingOfItComesBack() {
    Ticket old = first("hub", 1);
    Ears before = waiting("hub", 1);
    window.retainSources(Set.of());
    Ticket current = first("hub", 1);
    Ears after = waiting("hub", 1);
    old.stored(PUSH);
    assertThat(before.heard()).containsExactly(new Ending.Kept(PUSH));
    assertThat(after.heard()).isEmpty();
    assertThat(window.remembered()).isZero();
    current.failed();
    assertThat(after.heard()).containsExactly(new Ending.Lost());
  }

  @Test
  void aWaiterMayClaimAgainWhileItIsTold() {
    Ticket ticket = first("hub", 1);
    List<Claim> again = new ArrayList<>();
    var _ = window.claim("hub", identity(1), _ -> again.add(claim("hub", 1)));
    var _ = window.claim("hub", identity(1), _ -> again.add(claim("hub", 1)));
    ticket.failed();
    assertThat(again).hasExactlyElementsOfTypes(Claim.First.class, Claim.Waiting.class);
  }

  @Test
  void theFaultOfAWaiterHarmsNobodyElse() {
    Ticket ticket = first("hub", 1);
    RuntimeException fault = new IllegalStateException("a bug");
    var _ =
        window.claim(
            "hub",
            identity(1),
            _ -> {
              throw fault;
            });
    Ears ears = waiting("hub", 1);
    List<Throwable> reported = new ArrayList<>();
    Thread thread = Thread.currentThread();
    thread.setUncaughtExceptionHandler((_, e) -> reported.add(e));
    try {
      ticket.stored(PUSH);
    } finally {
      thread.setUncaughtExceptionHandler(null);
    }
    assertThat(reported).containsExactly(fault);
    assertThat(ears.heard()).hasSize(1);
  }

  @Test
  void refusesLimitsThatRememberNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> new DuplicateWindow(nanos::get, 0, AGE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DuplicateWindow(nanos::get, 1, Duration.ZERO));
  }

  private Claim claim(String source, long number) {
    return window.claim(source, identity(number), new Ears());
  }

  private Ticket first(String source, long number) {
    return ((Claim.First) claim(source, number)).ticket();
  }

  private Ears waiting(String source, long number) {
    Ears ears = new Ears();
    assertThat(window.claim(source, identity(number), ears)).isEqualTo(new Claim.Waiting());
    return ears;
  }

  private static EventIdentity identity(long number) {
    return new EventIdentity(number, number);
  }
}
