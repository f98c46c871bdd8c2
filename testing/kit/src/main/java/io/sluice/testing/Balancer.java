package io.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A TCP load balancer on 127.0.0.1, as it stands before gateways in production: new connections go
 * in turn to those that say they are ready, and a connection stays where it is until one of its
 * ends gives it up. It knows no HTTP and repeats nothing: whom it cannot connect it hangs up on.
 */
public final class Balancer implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration LOOK_LIMIT = Duration.ofSeconds(1);
  private static final int READY = 200;

  private final ServerSocket listener;
  private final List<Backend> backends = new ArrayList<>();
  private final Set<Splice> splices = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger turn = new AtomicInteger();

  private Balancer(ServerSocket listener) {
    this.listener = listener;
  }

  /** Where one gateway takes webhooks, and where it says whether it is ready. */
  public record Address(int port, int opsPort) {}

  /** A balancer over these, which need not be there yet. */
  public static Balancer over(List<Address> addresses) {
    try {
      ServerSocket listener = new ServerSocket();
      listener.bind(new InetSocketAddress(FlakyLink.loopback(), 0));
      Balancer balancer = new Balancer(listener);
      for (Address address : addresses) {
        Backend backend = new Backend(address);
        balancer.backends.add(backend);
        Thread.ofVirtual().name("balancer-look").start(() -> balancer.keepLooking(backend));
      }
      Thread.ofVirtual().name("balancer-accept").start(balancer::acceptAll);
      return balancer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where clients connect. */
  public int port() {
    return listener.getLocalPort();
  }

  /** How many of the gateways were ready when they were last asked. */
  public long ready() {
    return backends.stream().filter(backend -> backend.ready).count();
  }

  private void keepLooking(Backend backend) {
    try {
      while (!closed.await(LOOK_EVERY.toNanos(), TimeUnit.NANOSECONDS)) {
        backend.look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().name("balancer-out").start(() -> connect(client));
      } catch (IOException end) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    Backend backend = next();
    if (backend == null) {
      FlakyLink.closeQuietly(client);
      return;
    }
    Splice splice = new Splice(client, new Socket());
    splices.add(splice);
    if (listener.isClosed()) {
      splice.close();
    }
    splice.connectAndPump(backend.address.port());
    splices.remove(splice);
  }

  private @Nullable Backend next() {
    for (int tries = 0; tries < backends.size(); tries++) {
      Backend backend = backends.get(Math.floorMod(turn.getAndIncrement(), backends.size()));
      if (backend.ready) {
        return backend;
      }
    }
    return null;
  }

  @Override
  public void close() {
    closed.countDown();
    FlakyLink.closeQuietly(listener);
    splices.forEach(Splice::close);
  }

  /** A gateway and whether it was ready when it was last asked. */
  private static final class Backend {
    private final Address address;
    private volatile boolean ready;

    Backend(Address address) {
      this.address = address;
    }

    void look() {
      try (RawHttp http = RawHttp.connect(address.opsPort(), LOOK_LIMIT)) {
        http.send("GET /readyz HTTP/1.1\r\nHost: balancer\r\nConnection: close\r\n\r\n");
        ready = http.read() instanceof RawAnswer.Response response && response.status() == READY;
      } catch (UncheckedIOException notThere) {
        ready = false;
      }
    }
  }
}
