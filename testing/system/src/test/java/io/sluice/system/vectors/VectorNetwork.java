package io.sluice.system.vectors;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.gateway.outbound.Transport;
import io.sluice.testing.vectors.Vector;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the network has for the vectors: their certificates, and a 404 or a yes elsewhere. */
final class VectorNetwork implements Transport {

  private final Map<String, byte[]> certificates = new ConcurrentHashMap<>();
  private final List<String> called = new CopyOnWriteArrayList<>();

  void add(Vector vector) {
    vector
        .secret()
        .path("certificates")
        .properties()
        .forEach(at -> certificates.put(at.getKey(), at.getValue().asText().getBytes(US_ASCII)));
  }

  @Override
  public Answer get(URI url) {
    called.add(url.toString());
    byte[] certificate = certificates.get(url.toString());
    boolean isConfirmation = url.toString().contains("Action=ConfirmSubscription");
    return certificate == null
        ? new Answer.Got(isConfirmation ? 200 : 404, new byte[0])
        : new Answer.Got(200, certificate);
  }

  /** The URLs that were called, in order. */
  List<String> called() {
    return called;
  }
}
