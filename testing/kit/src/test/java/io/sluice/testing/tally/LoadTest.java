package io.sluice.testing.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.FakeServer;
import io.sluice.testing.ReservedPort;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoadTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String IN_KAFKA =
      "HTTP/1.1 202 Accepted\r\nsluice-ack: kafka\r\ncontent-length: 0\r\n\r\n";

  private final Ledger ledger = Ledger.named("run");

  @Test
  void sendsTheEventsOfAKeyOneAfterTheOtherSignedAndRemembersEachYes() throws IOException {
    try (FakeGateway gateway = FakeGateway.that(_ -> IN_KAFKA)) {
      LoadReport report = run(plan(gateway.port()).over(3, 2).lasting(Duration.ofMillis(300)));
      assertThat(gateway.faults()).isEmpty();
      assertThat(report.sent()).isPositive().isEqualTo(report.accepted());
      assertThat(report.answers()).containsOnlyKeys(202);
      assertThat(ledger.accepted()).isEqualTo(report.accepted());
      assertThat(ledger.accepted(Ack.KAFKA)).isEqualTo(report.accepted());
      for (int key : List.of(0, 1, 2, 3, 4, 5)) {
        assertThat(gateway.numbersOf(key)).isSorted().hasSize(ledger.sent(key)).isNotEmpty();
      }
    }
  }

  @Test
  void tellsByWhomAnEventIsKept() throws IOException {
    try (FakeGateway gateway =
        FakeGateway.that(request ->
            request.id().number() % 2 == 0
                ? IN_KAFKA.replace("kafka", "journal")
                : "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")) {
      try (Load load = Load.start(plan(gateway.port()).over(1, 1), ledger)) {
        load.awaitAccepted(10, LIMIT);
      }
      assertThat(ledger.accepted(Ack.JOURNAL)).isGreaterThanOrEqualTo(5);
      assertThat(ledger.accepted(Ack.UNSAID)).isGreaterThanOrEqualTo(5);
    }
  }

  @Test
  void countsRefusalsAndThoseThatDoNotSayWhenToComeBack() throws IOException {
    try (FakeGateway gateway =
        FakeGateway.that(
            request -> notNow(request.id().number() == 0 ? "" : "retry-after: 1\r\n"))) {
      LoadReport report;
      try (Load load = Load.start(plan(gateway.port()).over(2, 1), ledger)) {
        load.awaitSent(10, LIMIT);
        report = load.end();
      }
      assertThat(report.answers(503)).isEqualTo(report.sent()).isEqualTo(report.givenUp());
      assertThat(report.silentRefusals()).isEqualTo(2);
      assertThat(ledger.accepted()).isZero();
    }
  }

  @Test
  void tellsRefusedConnectionsFromBrokenOnesAndFromSilence() throws IOException {
    try (ReservedPort nobody = ReservedPort.take()) {
      assertThat(failuresOn(nobody.number())).containsOnlyKeys(Reply.Failure.REFUSED);
    }
    try (FakeGateway gateway = FakeGateway.that(_ -> "")) {
      assertThat(failuresOn(gateway.port())).containsOnlyKeys(Reply.Failure.RESET);
    }
    try (FakeServer deaf = FakeServer.that(socket -> socket.getInputStream().readAllBytes())) {
      assertThat(failuresOn(deaf.port())).containsOnlyKeys(Reply.Failure.TIMEOUT);
    }
    try (FakeGateway gateway = FakeGateway.that(_ -> "SSH-2.0-hello\r\n")) {
      assertThat(failuresOn(gateway.port())).containsOnlyKeys(Reply.Failure.GARBLED);
    }
  }

  @Test
  void triesAgainWithTheSameEventAsOftenAsItMay() throws IOException {
    try (FakeGateway gateway =
        FakeGateway.that(request -> request.attempt() == 0 ? "" : IN_KAFKA)) {
      LoadReport report =
          run(
              plan(gateway.port())
                  .over(2, 1)
                  .lasting(Duration.ofMillis(200))
                  .retrying(Retries.once(Duration.ofMillis(1))));
      assertThat(report.accepted()).isEqualTo(report.sent()).isPositive();
      assertThat(report.failures()).containsEntry(Reply.Failure.RESET, report.sent());
      assertThat(report.givenUp()).isZero();
    }
  }

  @Test
  void doesNotTryAgainWhatWillNotChange() throws IOException {
    try (FakeGateway gateway =
        FakeGateway.that(_ -> "HTTP/1.1 401 No\r\ncontent-length: 0\r\n\r\n")) {
      LoadReport report =
          run(
              plan(gateway.port())
                  .lasting(Duration.ofMillis(100))
                  .retrying(new Retries(3, Duration.ZERO)));
      assertThat(report.answers(401)).isEqualTo(report.sent());
    }
  }

  @Test
  void keepsItsPaceWhateverTheAnswersTake() throws IOException {
    try (FakeGateway gateway = FakeGateway.slow(Duration.ofMillis(100), IN_KAFKA)) {
      LoadReport report =
          run(plan(gateway.port()).over(40, 1).perSecond(200).lasting(Duration.ofSeconds(2)));
      assertThat(report.sent()).isEqualTo(400);
      assertThat(report.sinceSent().p50()).isGreaterThan(Duration.ofMillis(99));
      assertThat(report.slowestAnswer()).isGreaterThanOrEqualTo(report.sinceSent().p50());
    }
  }

  @Test
  void readsTheAnswerThatComesBeforeALargeBodyIsSent() throws IOException {
    String early = "HTTP/1.1 413 No\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    try (FakeGateway gateway = FakeGateway.atTheHead(early)) {
      LoadReport report =
          run(
              plan(gateway.port())
                  .over(1, 1)
                  .lasting(Duration.ofMillis(200))
                  .bodies(1 << 20, new Pace(1_024, Duration.ofMillis(5))));
      assertThat(report.answers(413)).isEqualTo(report.sent()).isPositive();
      assertThat(gateway.connections()).isEqualTo(report.sent());
    }
  }

  private SortedMap<Reply.Failure, Long> failuresOn(int port) {
    LoadPlan plan = plan(port).over(2, 1).answeredWithin(Duration.ofMillis(200));
    try (Load load = Load.start(plan, ledger)) {
      load.awaitSent(4, LIMIT);
      LoadReport report = load.end();
      assertThat(report.givenUp()).isEqualTo(report.sent());
      return report.failures();
    }
  }

  private LoadReport run(LoadPlan plan) {
    try (Load load = Load.start(plan, ledger)) {
      return load.awaitEnd();
    }
  }

  private static String notNow(String header) {
    return "HTTP/1.1 503 No\r\n" + header + "content-length: 2\r\n\r\nno";
  }

  private static LoadPlan plan(int port) {
    return LoadPlan.to(Target.local(port, "hub", FakeGateway.SECRET)).perSecond(500);
  }
}
