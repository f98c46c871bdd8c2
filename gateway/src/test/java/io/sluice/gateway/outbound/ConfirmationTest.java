package io.sluice.gateway.outbound;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConfirmationTest {

  private static final URI URL =
      URI.create("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=abc");
  private static final Duration SOON = Duration.ofSeconds(20);

  private final ScriptedTransport transport = new ScriptedTransport();
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final List<String> reported = new CopyOnWriteArrayList<>();
  private final Confirmation confirmation =
      new Confirmation(transport, pauses::add, (host, ok) -> reported.add(host + " " + ok));

  @AfterEach
  void close() {
    confirmation.close();
  }

  @Test
  void callsAUrlOnceAndTellsTheHostOnly() {
    transport.then(200, "<ConfirmSubscriptionResponse/>");

    confirmation.visit(URL);

    awaitReports("sns.eu-west-1.amazonaws.com true");
    assertThat(transport.called()).containsExactly(URL);
    assertThat(pauses).isEmpty();
  }

  @Test
  void triesAgainAfterGrowingPauses() {
    transport.thenFail().then(503, "").then(429, "").then(200, "");

    confirmation.visit(URL);

    awaitReports("sns.eu-west-1.amazonaws.com true");
    assertThat(pauses).isEqualTo(Confirmation.PAUSES).isSorted();
    assertThat(transport.called()).hasSize(4);
  }

  @Test
  void givesUpAfterTheLastPause() {
    confirmation.visit(URL);

    awaitReports("sns.eu-west-1.amazonaws.com false");
    assertThat(transport.called()).hasSize(1 + Confirmation.PAUSES.size());
  }

  @Test
  void doesNotRepeatWhatWasTurnedDown() {
    transport.then(403, "").then(200, "");

    confirmation.visit(URL);

    awaitReports("sns.eu-west-1.amazonaws.com false");
    assertThat(transport.called()).hasSize(1);
  }

  @Test
  void followsNoRedirect() {
    transport.then(302, "").then(200, "");

    confirmation.visit(URL);

    awaitReports("sns.eu-west-1.amazonaws.com false");
  }

  @Test
  void aUrlThatIsBeingCalledIsNotCalledTwice() {
    transport.hold().then(200, "");
    confirmation.visit(URL);
    confirmation.visit(URL);

    transport.release(1);

    awaitReports("sns.eu-west-1.amazonaws.com true");
    assertThat(transport.called()).hasSize(1);
  }

  @Test
  void neverMakesTheCallerWaitAndTurnsAwayWhatIsTooMuch() {
    transport.hold();
    for (int i = 0; i < Confirmation.UNDERWAY_MAX; i++) {
      confirmation.visit(URI.create("https://sns.eu-west-1.amazonaws.com/?" + i));
    }
    assertThat(reported).isEmpty();

    confirmation.visit(URL);

    assertThat(reported).containsExactly("sns.eu-west-1.amazonaws.com false");
    assertThat(transport.called()).doesNotContain(URL);
  }

  @Test
  void theEndIsReportedAsAFailure() {
    transport.hold();
    confirmation.visit(URL);
    eventually(SOON, () -> assertThat(transport.called()).hasSize(1));

    confirmation.close();
    confirmation.visit(URL);

    assertThat(reported)
        .containsExactly("sns.eu-west-1.amazonaws.com false", "sns.eu-west-1.amazonaws.com false");
  }

  private void awaitReports(String... lines) {
    eventually(SOON, () -> assertThat(reported).containsExactly(lines));
  }
}
