package io.sluice.testing.tally;

import io.sluice.testing.FakeServer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Stands where a gateway would and says what it was told to; notes what senders do wrong. */
final class FakeGateway implements AutoCloseable {
  static final String SECRET = "a-secret-of-this-test";

  private final FakeServer server;
  private final Function<Request, String> answer;
  private final boolean readsBodies;
  private final AtomicLong connections = new AtomicLong();
  private final Queue<TallyId> seen = new ConcurrentLinkedQueue<>();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final Map<TallyId, Integer> attempts = new ConcurrentHashMap<>();

  /**
   * What was asked.
   *
   * @param attempt how often the same event had come before
   */
  record Request(TallyId id, int attempt) {}

  private FakeGateway(Function<Request, String> answer, boolean readsBodies) throws IOException {
    this.answer = answer;
    this.readsBodies = readsBodies;
    this.server = FakeServer.that(this::serve);
  }

  /** Answers every request so; an empty answer hangs up. */
  static FakeGateway that(Function<Request, String> answer) throws IOException {
    return new FakeGateway(answer, true);
  }

  /** Takes its time. */
  static FakeGateway slow(Duration each, String answer) throws IOException {
    return that(_ -> {
      LockSupport.parkNanos(each.toNanos());
      return answer;
    });
  }

  /** Answers before the body, reads what comes until the sender ends, and hangs up. */
  static FakeGateway atTheHead(String answer) throws IOException {
    return new FakeGateway(_ -> answer, false);
  }

  int port() {
    return server.port();
  }

  long connections() {
    return connections.get();
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  /** The numbers of a key in the order in which they came. */
  List<Integer> numbersOf(int key) {
    return seen.stream().filter(id -> id.key() == key).map(TallyId::number).toList();
  }

  @Override
  public void close() {
    server.close();
  }

  private void serve(Socket socket) throws IOException {
    connections.incrementAndGet();
    InputStream in = new BufferedInputStream(socket.getInputStream());
    while (true) {
      Map<String, String> headers = head(in);
      if (readsBodies) {
        check(
            headers, in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0"))));
      }
      TallyId id = TallyId.read(headers.getOrDefault("x-github-delivery", "")).orElseThrow();
      seen.add(id);
      String text = answer.apply(new Request(id, attempts.merge(id, 1, Integer::sum) - 1));
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      if (text.isEmpty()) {
        return;
      }
      if (!readsBodies) {
        in.readAllBytes();
        return;
      }
    }
  }

  private static Map<String, String> head(InputStream in) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String[] parts = line.split(": ", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts.length == 2 ? parts[1] : "");
    }
    return headers;
  }

  private void check(Map<String, String> headers, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      String wanted = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
      if (!wanted.equals(headers.get("x-hub-signature-256"))) {
        faults.add("a wrong signature: " + headers);
      }
    } catch (GeneralSecurityException e) {
      faults.add(e.toString());
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the sender has gone");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
