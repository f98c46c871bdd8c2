package io.sluice.bench.load;

/**
 * One stretch of load.
 *
 * @param port of the server, on 127.0.0.1
 * @param connections how many are open at once
 * @param perSecond webhooks a second at intended times (open loop); 0: on each connection the next
 *     one as soon as the last is answered (closed loop)
 * @param seconds how long webhooks are begun
 * @param bodyBytes the size of each body
 * @param sources how many sources they are spread over
 * @param keepAlive whether connections are used again
 */
public record LoadOrder(
    int port,
    int connections,
    int perSecond,
    int seconds,
    int bodyBytes,
    int sources,
    boolean keepAlive) {

  /** What every webhook is signed with. */
  public static final String SECRET = "bench-secret";

  /** As many as are answered, 2 KB each, over 256 connections that stay open, to one source. */
  public static LoadOrder fullLoad(int port, int seconds) {
    return new LoadOrder(port, 256, 0, seconds, 2048, 1, true);
  }

  public LoadOrder atRate(int webhooksPerSecond) {
    return new LoadOrder(
        port, connections, webhooksPerSecond, seconds, bodyBytes, sources, keepAlive);
  }

  public LoadOrder over(int otherConnections) {
    return new LoadOrder(port, otherConnections, perSecond, seconds, bodyBytes, sources, keepAlive);
  }

  public LoadOrder withBodies(int bytes) {
    return new LoadOrder(port, connections, perSecond, seconds, bytes, sources, keepAlive);
  }

  public LoadOrder toSources(int count) {
    return new LoadOrder(port, connections, perSecond, seconds, bodyBytes, count, keepAlive);
  }

  public LoadOrder withoutKeepAlive() {
    return new LoadOrder(port, connections, perSecond, seconds, bodyBytes, sources, false);
  }
}
