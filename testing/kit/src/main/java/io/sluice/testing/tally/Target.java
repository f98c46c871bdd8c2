package io.sluice.testing.tally;

/**
 * A source that verifies as GitHub signs.
 *
 * @param host where its gateway is
 * @param port and on which port
 * @param source its name, as in {@code /in/<name>}
 * @param secret what its senders sign with
 */
public record Target(String host, int port, String source, String secret) {

  /** A source of a gateway on this machine. */
  public static Target local(int port, String source, String secret) {
    return new Target("127.0.0.1", port, source, secret);
  }

  @Override
  public String toString() {
    return "http://%s:%d/in/%s".formatted(host, port, source);
  }
}
