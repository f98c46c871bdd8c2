package io.sluice.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A Docker engine as seen from outside, asked over its socket whether it has an image.
 *
 * <p>It is asked before Testcontainers is touched, which would otherwise search for an engine at
 * length and fetch a missing image from the network.
 */
record DockerEngine(String address) {
  private static final int LIMIT_SECONDS = 5;
  private static final int ANSWER_BYTES_MAX = 1_024;

  /** The engine that {@code DOCKER_HOST} names, else the one at its usual place. */
  static DockerEngine fromEnvironment(Map<String, String> environment) {
    return new DockerEngine(environment.getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock"));
  }

  /** Looks for the engine and for the image in it. */
  Sight look(String image) {
    try (var worker = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> status = worker.submit(() -> ask("/images/" + image + "/json"));
      try {
        return sight(status.get(LIMIT_SECONDS, TimeUnit.SECONDS));
      } catch (TimeoutException e) {
        status.cancel(true);
        return new Sight.NoEngine(address + " gives no answer");
      }
    } catch (ExecutionException e) {
      return new Sight.NoEngine(address + " (" + e.getCause() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Sight.NoEngine("interrupted");
    }
  }

  private Sight sight(int status) {
    return switch (status) {
      case 200 -> new Sight.HasImage(address);
      case 404 -> new Sight.LacksImage(address);
      default -> new Sight.NoEngine(address + " answers " + status);
    };
  }

  private int ask(String path) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n";
    try (SocketChannel channel = SocketChannel.open(socketAddress())) {
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      byte[] answer = Channels.newInputStream(channel).readNBytes(ANSWER_BYTES_MAX);
      String statusLine =
          new String(answer, StandardCharsets.US_ASCII).lines().findFirst().orElse("");
      String[] words = statusLine.split(" ", 3);
      if (words.length < 2 || !words[0].startsWith("HTTP/")) {
        throw new IOException("this is no HTTP: " + statusLine);
      }
      return Integer.parseInt(words[1]);
    }
  }

  private SocketAddress socketAddress() throws IOException {
    URI uri = URI.create(address);
    return switch (String.valueOf(uri.getScheme())) {
      case "unix" -> UnixDomainSocketAddress.of(uri.getPath());
      case "tcp", "http" ->
          new InetSocketAddress(InetAddress.getByName(uri.getHost()), uri.getPort());
      default -> throw new IOException("an address of a kind that is not asked");
    };
  }

  /** What was seen. */
  sealed interface Sight {
    record HasImage(String engine) implements Sight {}

    record LacksImage(String engine) implements Sight {}

    record NoEngine(String why) implements Sight {}
  }
}
