package io.sluice.gateway.edge;

import io.sluice.gateway.content.ContentCoding;
import io.sluice.gateway.edge.Admission.Decision;
import io.sluice.gateway.edge.Outcome.Abandoned;
import io.sluice.gateway.edge.Outcome.HandshakeAnswered;
import io.sluice.gateway.edge.Outcome.Invalid;
import io.sluice.gateway.edge.Outcome.TurnedAway;
import io.sluice.gateway.edge.Outcome.Unverified;
import io.sluice.gateway.edge.Outcome.Why;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.intake.HookRecord;
import io.sluice.gateway.intake.Intake;
import io.sluice.gateway.intake.Judgement;
import io.sluice.gateway.intake.Refusals;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.schemas.Rejection;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request on its walk, from its head to its answer, all on one event loop.
 *
 * <pre>
 *   begin ─▶ READING ──▶ whole ─▶ APPENDING ──▶ receipt ─▶ ANSWERED
 *     │         │ too slow, too large    │ deadline             ▲
 *     └─────────┴────────────────────────┴──────────────────────┘
 * </pre>
 *
 * <p>The share of the byte budget is kept until the log has told what became of the record, even
 * when the answer went out before: what Kafka's client holds is memory too.
 */
final class Visit extends Timed {

  private enum Stage {
    READING,
    /** A certificate is being fetched. */
    FETCHING,
    APPENDING,
    ANSWERED
  }

  private final Loop loop;
  private final HttpServerRequest request;
  private final RequestHeaders headers;
  private final Caller caller;
  private final String requestId;
  private final Instant receivedAt;
  private final long beganNanos;

  private Stage stage = Stage.READING;
  private boolean bodyEnded;
  private boolean restIsCheap;
  private long appendedNanos;
  private @Nullable Source source;
  private Decision.@Nullable Admitted admitted;
  private @Nullable BodyBuffer buffer;
  private @Nullable Appends appends;

  Visit(Loop loop, HttpServerRequest request, Caller caller) {
    this.loop = loop;
    this.request = request;
    this.headers = new RequestHeaders(request.headers());
    this.caller = caller;
    this.requestId = loop.ids().get();
    this.receivedAt = loop.clock().instant();
    this.beganNanos = loop.nanos().getAsLong();
  }

  /** The head is here. */
  void begin() {
    caller.visitBegan();
    request.endHandler(_ -> ended());
    request.exceptionHandler(_ -> broken());
    Head head = Head.of(request, headers, caller.address());
    restIsCheap = head.isCheapToDrop();
    switch (loop.admission().decide(head)) {
      case Decision.Admitted admitted -> read(admitted, head);
      case Decision.Denied(Source known, TurnedAway outcome) -> {
        source = known;
        finish(outcome);
      }
    }
  }

  private void read(Decision.Admitted entry, Head head) {
    admitted = entry;
    source = entry.source();
    int bytesMax = entry.source().bodyBytesMax();
    buffer = BodyBuffer.reserve(entry.guard().budget(), head.announcedBytes(), bytesMax);
    if (buffer == null) {
      finish(new TurnedAway(Why.OVERLOADED));
      return;
    }
    restIsCheap = false; // what is refused from here on came too slowly, or is too much
    if (head.expectsContinue()) {
      request.response().writeContinue();
    }
    request.handler(this::take);
    loop.deadlines().set(this, beganNanos + loop.limits().bodyTimeout().toNanos());
  }

  private void take(Buffer chunk) {
    if (stage != Stage.READING || buffer == null) {
      return;
    }
    switch (buffer.take(chunk)) {
      case OK -> {}
      case OVER_LIMIT -> finish(new TurnedAway(Why.BODY_TOO_LARGE));
      case OVER_BUDGET -> finish(new TurnedAway(Why.OVERLOADED));
    }
  }

  private void ended() {
    bodyEnded = true;
    if (stage == Stage.ANSWERED) {
      caller.bodyDropped();
    } else if (admitted != null && buffer != null) {
      if (request.getHeader("content-length") == null) {
        admitted.guard().rate().charge(buffer.length());
      }
      Decision.Admitted entry = admitted;
      BodyBuffer read = buffer;
      orFault(() -> whole(entry, read));
    }
  }

  /** A bug of ours must not look like the sender's fault, nor keep it waiting. */
  private void orFault(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      loop.report().fault(requestId, e);
      finish(new TurnedAway(Why.FAULT));
      release();
    }
  }

  /** The body is here: prove, name, judge. */
  private void whole(Decision.Admitted entry, BodyBuffer read) {
    boolean fits =
        entry.coding() instanceof ContentCoding.Plain
            || read.reserveMore(entry.source().limits().contentBytesMax());
    if (!fits) {
      finish(new TurnedAway(Why.OVERLOADED));
      return;
    }
    prove(
        entry.source(),
        RawRequests.of(entry, request, headers, read.body(), receivedAt, requestId));
  }

  private void prove(Source known, RawRequest raw) {
    Circumstances now = new Circumstances(loop.clock().instant(), loop.certificates());
    switch (Intake.judge(known.verifier().verify(raw, now), known)) {
      case Judgement.Append(List<HookRecord> records) -> append(known, records);
      case Judgement.Invalid(String why) -> {
        putAside(known, raw, Rejection.Stage.PAYLOAD, "invalid_payload", why);
        finish(new Invalid(why));
      }
      case Judgement.Respond(var reply, var url) -> {
        url.ifPresent(loop.confirmation()::visit);
        finish(new HandshakeAnswered(reply));
      }
      case Judgement.Refuse(var reason, int status) -> {
        putAside(known, raw, Rejection.Stage.VERIFY, HookReport.lower(reason), null);
        finish(new Unverified(reason, status));
      }
      case Judgement.Fetch(URI certificate) -> fetch(known, raw, certificate);
    }
  }

  /** Proves once more when the certificate is known; a sender whose own is unknown must retry. */
  private void fetch(Source known, RawRequest raw, URI certificate) {
    if (stage == Stage.FETCHING) {
      finish(new TurnedAway(Why.CERTIFICATE_UNKNOWN));
      return;
    }
    stage = Stage.FETCHING;
    loop.deadlines().set(this, loop.nanos().getAsLong() + known.settings().ackDeadline().toNanos());
    loop.certificates()
        .fetch(
            certificate,
            () ->
                loop.mailbox()
                    .offer(() -> {
                      if (stage == Stage.FETCHING) {
                        orFault(() -> prove(known, raw));
                      }
                    }));
  }

  private void putAside(
      Source known, RawRequest raw, Rejection.Stage at, String reason, @Nullable String why) {
    if (!known.isDecoy()) {
      loop.rejects()
          .offer(
              known.name(),
              reason,
              () -> Refusals.of(raw, known, new Rejection(at, reason, why, known.scheme())));
    }
  }

  private void append(Source known, List<HookRecord> records) {
    if (buffer != null && records.size() > 1 && !buffer.reserveMore(Appends.bytesFor(records))) {
      finish(new TurnedAway(Why.OVERLOADED));
      return;
    }
    stage = Stage.APPENDING;
    appendedNanos = loop.nanos().getAsLong();
    loop.deadlines().set(this, appendedNanos + known.settings().ackDeadline().toNanos());
    loop.report().proved(known, records.getFirst().event());
    appends = new Appends(this, records);
    appends.begin(loop, records);
  }

  /** Kafka has acknowledged an event, possibly after the answer. */
  void acknowledged() {
    if (source != null) {
      loop.report().acknowledged(source, loop.nanos().getAsLong() - appendedNanos);
    }
  }

  /** All events have ended, possibly after the answer. */
  void appended(Outcome outcome) {
    if (stage == Stage.APPENDING) {
      finish(outcome);
    }
    release();
  }

  @Override
  void expired() {
    switch (stage) {
      case READING -> finish(new TurnedAway(Why.BODY_TOO_SLOW));
      case FETCHING -> finish(new TurnedAway(Why.CERTIFICATE_UNKNOWN));
      case APPENDING -> {
        if (appends != null) {
          finish(appends.late());
        }
      }
      case ANSWERED -> {}
    }
  }

  private void broken() {
    if (stage == Stage.READING) {
      finish(new Abandoned());
    }
  }

  private void finish(Outcome outcome) {
    Stage from = stage;
    stage = Stage.ANSWERED;
    loop.deadlines().cancel(this);
    if (from != Stage.APPENDING) {
      release();
    }
    if (loop.isLeaving() || (!bodyEnded && !restIsCheap)) {
      caller.part();
    }
    loop.answer(this, outcome, caller.isParting());
    caller.visitEnded(bodyEnded);
  }

  private void release() {
    if (buffer != null) {
      buffer.release();
    }
  }

  HttpServerRequest request() {
    return request;
  }

  /** The source it is for, null where there is none of that name. */
  @Nullable Source source() {
    return source == null || source.isDecoy() ? null : source;
  }

  String requestId() {
    return requestId;
  }

  long beganNanos() {
    return beganNanos;
  }

  int bodyLength() {
    return buffer == null ? 0 : buffer.length();
  }
}
