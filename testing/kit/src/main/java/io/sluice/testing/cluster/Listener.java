package io.sluice.testing.cluster;

/**
 * One port of a broker.
 *
 * @param use who connects there
 * @param bind where it listens, {@code host:port}; the host may be empty
 * @param advertised what those who connect are told to connect to, {@code host:port}
 */
record Listener(Use use, String bind, String advertised) {

  /** A port that is what it says. */
  static Listener at(Use use, String address) {
    return new Listener(use, address, address);
  }

  /** Who connects to a port, by the name that Kafka's settings use. */
  enum Use {
    /** The clients under test, through a link that can be broken. */
    CLIENT("PLAINTEXT"),
    /** Those who look on and administer, past the link. */
    DIRECT("PLAINTEXT"),
    /** The other brokers. */
    INTERNAL("SASL_PLAINTEXT"),
    /** Brokers that talk to the controller in this one. */
    CONTROLLER("SASL_PLAINTEXT");

    private final String protocol;

    Use(String protocol) {
      this.protocol = protocol;
    }

    String protocol() {
      return protocol;
    }
  }
}
