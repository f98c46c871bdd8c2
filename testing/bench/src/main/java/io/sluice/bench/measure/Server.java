package io.sluice.bench.measure;

import io.sluice.bench.load.LoadOrder;
import io.sluice.bench.measure.Contender.Setting;
import io.sluice.bench.serve.ServerMain;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A contender's process, ready for load. */
final class Server implements AutoCloseable {

  private static final Duration READY_MAX = Duration.ofSeconds(60);
  private static final int POLL_MILLIS = 5;

  private final ChildProcess process;
  private final int port;
  private final long readyMillis;

  private Server(ChildProcess process, int port, long readyMillis) {
    this.process = process;
    this.port = port;
    this.readyMillis = readyMillis;
  }

  static Server start(
      Contender contender, Path folder, String bootstrapServers, String topic, Setting setting)
      throws IOException, InterruptedException {
    int port = freePort();
    int opsPort = freePort();
    Files.createDirectories(folder);
    Path config = folder.resolve("sluice.yaml");
    Files.writeString(folder.resolve("secret"), LoadOrder.SECRET);
    Files.writeString(
        config,
        contender.yaml(port, opsPort, bootstrapServers, topic, setting)
            + "journal: {dir: %s}%n".formatted(folder.resolve("journal")));
    long began = System.nanoTime();
    ChildProcess process =
        ChildProcess.startLogging(
            folder.resolve("log"),
            contender.jvm(),
            ServerMain.class,
            contender.kind().name(),
            Integer.toString(port),
            config.toString());
    awaitReady(contender.isGateway() ? opsPort : port, contender.isGateway(), began);
    return new Server(process, port, (System.nanoTime() - began) / 1_000_000);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitReady(int port, boolean gateway, long began)
      throws IOException, InterruptedException {
    while (gateway ? !saysReady(port) : !listens(port)) {
      if (System.nanoTime() - began > READY_MAX.toNanos()) {
        throw new IOException("a server of the benchmark was not ready within " + READY_MAX);
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static boolean listens(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean saysReady(int opsPort) {
    try {
      URI readyz = URI.create("http://127.0.0.1:" + opsPort + "/readyz");
      HttpURLConnection asked = (HttpURLConnection) readyz.toURL().openConnection();
      return asked.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  long readyMillis() {
    return readyMillis;
  }

  long allocatedBytes() throws IOException {
    return Long.parseLong(process.ask("allocated").replace("ALLOCATED ", ""));
  }

  @Override
  public void close() {
    process.close();
  }
}
