package io.sluice.gateway.edge;

import io.sluice.gateway.dedupe.DuplicateWindow;
import io.sluice.gateway.edge.Answers.Answer;
import io.sluice.gateway.edge.Outcome.HandshakeAnswered;
import io.sluice.gateway.edge.Outcome.NotStored;
import io.sluice.gateway.edge.Outcome.Stored;
import io.sluice.gateway.exchange.Reply;
import io.sluice.gateway.log.EventLog;
import io.sluice.gateway.log.Rejects;
import io.sluice.gateway.outbound.CertificateStore;
import io.sluice.gateway.outbound.Confirmation;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What the requests of one event loop share. Used by that loop alone, the mailbox excepted. */
final class Loop {

  private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("sluice-request-id");
  private static final CharSequence EVENT_ID = HttpHeaders.createOptimized("sluice-event-id");
  private static final CharSequence ACK = HttpHeaders.createOptimized("sluice-ack");
  private static final CharSequence KAFKA = HttpHeaders.createOptimized("kafka");
  private static final CharSequence JOURNAL = HttpHeaders.createOptimized("journal");

  private final EdgeParts parts;
  private final Admission admission;
  private final Answers answers;
  private final Deadlines deadlines = new Deadlines();
  private final Mailbox mailbox;
  private final Supplier<String> ids;
  private final HookReport report;

  Loop(EdgeParts parts, Context context) {
    this.parts = parts;
    this.admission =
        new Admission(
            parts.sources(), parts.door(), parts.store(), parts.guards(), parts.proxies());
    this.answers = new Answers(parts.retryAfterSeconds());
    this.mailbox = new Mailbox(context);
    this.ids = parts.requestIds().get();
    this.report = new HookReport(parts.metrics(), parts.requestLogging());
  }

  /**
   * Answers a visit, counts it and writes its line to the log.
   *
   * @param last whether the connection ends with it
   */
  void answer(Visit visit, Outcome outcome, boolean last) {
    int status =
        answers
            .of(outcome, visit.source())
            .map(answer -> send(visit, outcome, answer, last))
            .orElse(HookReport.NO_ANSWER);
    report.write(visit, outcome, status, parts.nanos().getAsLong() - visit.beganNanos());
  }

  private static int send(Visit visit, Outcome outcome, Answer answer, boolean last) {
    HttpServerResponse response = visit.request().response();
    response.setStatusCode(answer.status()).putHeader(REQUEST_ID, visit.requestId());
    if (outcome instanceof Stored(String id, _, _, _, _, boolean inJournal)) {
      response.putHeader(EVENT_ID, HeaderText.of(id));
      response.putHeader(ACK, inJournal ? JOURNAL : KAFKA);
    } else if (outcome instanceof NotStored(String id, _)) {
      response.putHeader(EVENT_ID, HeaderText.of(id));
    }
    if (answer.extra() != null) {
      response.putHeader(answer.extra().name(), answer.extra().value());
    }
    if (outcome instanceof HandshakeAnswered(Reply reply)) {
      // What a stranger sent is echoed: no browser may take it for a page.
      response.putHeader("x-content-type-options", "nosniff");
      reply.headers().forEach(line -> response.putHeader(line.name(), line.value()));
    }
    if (last && !isHttp2(visit.request())) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    if (answer.contentType() != null) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType());
    }
    // A sender that has hung up meanwhile is no fault of ours: the failed future is dropped.
    response.end(answer.body());
    return answer.status();
  }

  /** Whether every answer ends its connection, because the gateway is about to stop. */
  boolean isLeaving() {
    return switch (parts.door().get()) {
      case STARTING, OPEN -> false;
      case LEAVING, STOPPING -> true;
    };
  }

  static boolean isHttp2(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_2;
  }

  HookReport report() {
    return report;
  }

  Admission admission() {
    return admission;
  }

  Deadlines deadlines() {
    return deadlines;
  }

  Mailbox mailbox() {
    return mailbox;
  }

  Supplier<String> ids() {
    return ids;
  }

  CertificateStore certificates() {
    return parts.certificates();
  }

  Confirmation confirmation() {
    return parts.confirmation();
  }

  Rejects rejects() {
    return parts.rejects();
  }

  DuplicateWindow duplicates() {
    return parts.duplicates();
  }

  EventLog log() {
    return parts.log();
  }

  Guards guards() {
    return parts.guards();
  }

  HttpLimits limits() {
    return parts.limits();
  }

  InstantSource clock() {
    return parts.clock();
  }

  LongSupplier nanos() {
    return parts.nanos();
  }
}
