package io.sluice.testing.tally;

import io.sluice.testing.RawAnswer;
import io.sluice.testing.RawAnswerReader;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A sender's connection: kept open from one event to the next, opened anew when it is gone. It
 * belongs to one thread; only {@link #hangUpIfLate} may be called by another.
 */
final class HookConnection implements AutoCloseable {
  private final LoadPlan plan;
  private final Mac mac;
  private final String headOfAll;
  private @Nullable Streams streams;

  /* Guarded by this: what the thread that watches deadlines looks at. */
  private @Nullable Socket socket;
  private boolean underWay;
  private boolean late;
  private long dueNanos;

  /** The open connection and its two directions. */
  private record Streams(Socket socket, InputStream in, OutputStream out) {}

  HookConnection(LoadPlan plan) {
    this.plan = plan;
    this.mac = mac(plan.target().secret());
    this.headOfAll =
        """
        POST /in/%s HTTP/1.1\r
        Host: %s\r
        Content-Type: application/json\r
        X-GitHub-Event: push\r
        """
            .formatted(plan.target().source(), plan.target().host());
  }

  private static Mac mac(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  /** Hands one event over and waits for what comes back, but not longer than the plan allows. */
  Reply post(TallyId id) {
    begin();
    try {
      return exchange(opened(), TallyBody.of(id, plan.bodyBytes()), id);
    } catch (ConnectException e) {
      close();
      return lateOr(Reply.Failure.REFUSED);
    } catch (IOException e) {
      close();
      return lateOr(Reply.Failure.RESET);
    } catch (NumberFormatException e) {
      close();
      return Reply.Failure.GARBLED;
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    underWay = true;
    late = false;
    dueNanos = System.nanoTime() + plan.deadline().toNanos();
  }

  private synchronized void end() {
    underWay = false;
  }

  private synchronized Reply lateOr(Reply.Failure why) {
    return late ? Reply.Failure.TIMEOUT : why;
  }

  /** From the thread that watches deadlines: ends an exchange that takes too long. */
  synchronized void hangUpIfLate(long nowNanos) {
    if (underWay && socket != null && nowNanos - dueNanos > 0) {
      late = true;
      closeQuietly(socket);
    }
  }

  private Streams opened() throws IOException {
    if (streams != null) {
      return streams;
    }
    Socket fresh = new Socket();
    watch(fresh);
    fresh.connect(new InetSocketAddress(plan.target().host(), plan.target().port()));
    fresh.setTcpNoDelay(true);
    Streams opened =
        new Streams(
            fresh,
            new BufferedInputStream(fresh.getInputStream()),
            new BufferedOutputStream(fresh.getOutputStream(), plan.pace().pieceBytes()));
    streams = opened;
    return opened;
  }

  private synchronized void watch(@Nullable Socket open) {
    socket = open;
  }

  private Reply exchange(Streams open, TallyBody body, TallyId id) throws IOException {
    boolean whole = send(open, body, id);
    RawAnswer answer = new RawAnswerReader(open.in()).read(true);
    return switch (answer) {
      case RawAnswer.Response response -> {
        if (!whole || response.header("connection").contains("close")) {
          close();
        }
        yield Reply.Answered.of(response);
      }
      case RawAnswer.Garbled _, RawAnswer.Closed _, RawAnswer.Silence _ -> {
        close();
        yield Reply.Failure.GARBLED;
      }
    };
  }

  /** Sends the request until it is whole, or answered before, or nobody takes it any more. */
  private boolean send(Streams open, TallyBody body, TallyId id) throws IOException {
    String head =
        "%sX-GitHub-Delivery: %s\r\nX-Hub-Signature-256: sha256=%s\r\nContent-Length: %d\r\n\r\n"
            .formatted(
                headOfAll, id.text(), HexFormat.of().formatHex(body.sign(mac)), body.length());
    int piece = plan.pace().pieceBytes();
    try {
      open.out().write(head.getBytes(StandardCharsets.ISO_8859_1));
      for (int from = 0; from < body.length(); from += piece) {
        body.write(open.out(), from, Math.min(body.length(), from + piece));
        open.out().flush();
        if (from + piece < body.length() && answeredMeanwhile(open)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false; // the answer may stand there all the same
    }
  }

  private boolean answeredMeanwhile(Streams open) throws IOException {
    if (plan.pace().pause().isPositive()) {
      LockSupport.parkNanos(plan.pace().pause().toNanos());
    }
    return open.in().available() > 0;
  }

  @Override
  public void close() {
    if (streams != null) {
      closeQuietly(streams.socket());
    }
    streams = null;
    watch(null);
  }

  private static void closeQuietly(Socket open) {
    try {
      open.close();
    } catch (IOException gone) {
      // It was to be closed.
    }
  }
}
