package io.sluice.gateway.outbound;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.verify.CertificateChains;
import io.sluice.gateway.verify.Certificates;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that were fetched so far, and the fetching of further ones. Safe for use by many
 * threads at once; its lock is held for single steps only.
 *
 * <p>A failure to fetch is nobody's fault but ours, so it is never {@code Absent}: for a short time
 * nothing is fetched and what was known before still holds; then it may be tried again.
 */
public final class CertificateStore implements Certificates, AutoCloseable {

  private static final Duration KNOWN_MAX = Duration.ofHours(24);
  private static final Duration ABSENT = Duration.ofMinutes(5);
  private static final Duration FAILED = Duration.ofSeconds(10);

  /** How long an expired certificate is remembered: long enough not to be fetched all the time. */
  private static final Duration EXPIRED = ABSENT;

  static final int URLS_MAX = 256;
  static final int FETCHES_MAX = 8;

  /** URLs that are being fetched or wait for it. */
  static final int UNDERWAY_MAX = 64;

  /** Those who wait for one URL. */
  static final int WAITING_MAX = 1024;

  private static final int CHAIN_MAX = 10;

  private final Transport transport;
  private final InstantSource clock;
  private final OutboundReport report;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore slots = new Semaphore(FETCHES_MAX);

  /* Guarded by this: what is kept, oldest first; who waits for what; and whether it is over. */
  private final Map<URI, Kept> kept = new LinkedHashMap<>();
  private final Map<URI, List<Runnable>> underway = new HashMap<>();
  private boolean closed;

  /** What is said of a URL, and until when nothing else is asked about it. */
  private record Kept(Lookup lookup, Instant until) {}

  public CertificateStore(Transport transport, InstantSource clock, OutboundReport report) {
    this.transport = transport;
    this.clock = clock;
    this.report = report;
  }

  @Override
  public synchronized Lookup find(URI url) {
    return current(url).map(Kept::lookup).orElseGet(Lookup.NotYet::new);
  }

  /**
   * Fetches what is at a URL, unless that is known or under way. {@code whenKnown} is run once, on
   * any thread, perhaps at once: also when the fetch failed, when too much is under way, and after
   * the end. Whoever then still finds {@code NotYet} must not ask again for this request.
   */
  public void fetch(URI url, Runnable whenKnown) {
    if (!isWaitingFor(url, whenKnown)) {
      whenKnown.run();
    }
  }

  private synchronized boolean isWaitingFor(URI url, Runnable whenKnown) {
    if (closed || current(url).isPresent()) {
      return false;
    }
    List<Runnable> waiting = underway.get(url);
    if (waiting == null) {
      if (underway.size() == UNDERWAY_MAX) {
        return false;
      }
      waiting = new ArrayList<>();
      underway.put(url, waiting);
      threads.execute(() -> fetchNow(url));
    }
    return waiting.size() < WAITING_MAX && waiting.add(whenKnown);
  }

  private Optional<Kept> current(URI url) {
    return Optional.ofNullable(kept.get(url)).filter(k -> clock.instant().isBefore(k.until()));
  }

  private void fetchNow(URI url) {
    Transport.Answer answer = new Transport.Answer.Failed();
    try {
      slots.acquire();
      try {
        answer = transport.get(url);
      } finally {
        slots.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the end, which is a failure as any other
    } finally {
      Lookup found = understood(answer);
      List<Runnable> waiting = settle(url, found);
      report.done(url.getHost(), !(found instanceof Lookup.NotYet));
      waiting.forEach(Thread::startVirtualThread);
    }
  }

  private static Lookup understood(Transport.Answer answer) {
    return switch (answer) {
      case Transport.Answer.Got(int status, byte[] pem) when status == 200 ->
          switch (CertificateChains.ofPem(pem, CHAIN_MAX)) {
            case Parsed.Good<List<X509Certificate>>(var chain) -> new Lookup.Known(chain);
            case Parsed.Bad<List<X509Certificate>> _ -> new Lookup.NotYet();
          };
      case Transport.Answer.Got(int status, _) when status == 404 || status == 410 ->
          new Lookup.Absent();
      case Transport.Answer.Got _, Transport.Answer.Failed _ -> new Lookup.NotYet();
    };
  }

  private synchronized List<Runnable> settle(URI url, Lookup found) {
    Instant now = clock.instant();
    Kept before = kept.remove(url);
    kept.put(
        url,
        switch (found) {
          case Lookup.Known(var chain) -> new Kept(found, until(chain, now));
          case Lookup.Absent _ -> new Kept(found, now.plus(ABSENT));
          case Lookup.NotYet _ -> new Kept(known(before).orElse(found), now.plus(FAILED));
        });
    if (kept.size() > URLS_MAX) {
      forgetOne();
    }
    List<Runnable> waiting = underway.remove(url);
    return waiting == null ? List.of() : waiting;
  }

  private static Optional<Lookup> known(@Nullable Kept before) {
    return before != null && before.lookup() instanceof Lookup.Known known
        ? Optional.of(known)
        : Optional.empty();
  }

  private static Instant until(List<X509Certificate> chain, Instant now) {
    Instant latest = now.plus(KNOWN_MAX);
    for (X509Certificate certificate : chain) {
      Instant end = certificate.getNotAfter().toInstant();
      latest = end.isBefore(latest) ? end : latest;
    }
    return latest.isAfter(now) ? latest : now.plus(EXPIRED);
  }

  /** The oldest without a certificate: strangers can make up such URLs, but not the others. */
  private void forgetOne() {
    URI oldest =
        kept.entrySet().stream()
            .filter(entry -> !(entry.getValue().lookup() instanceof Lookup.Known))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseGet(() -> kept.keySet().iterator().next());
    kept.remove(oldest);
  }

  /** Ends what is under way, which is told to all who wait for it. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    threads.shutdownNow();
    threads.close();
  }
}
