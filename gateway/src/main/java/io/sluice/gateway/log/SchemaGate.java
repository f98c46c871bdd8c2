package io.sluice.gateway.log;

import io.sluice.platform.ops.Readiness;
import io.sluice.schemas.SchemaRegistration;
import io.sluice.schemas.SchemaRegistration.Failed;
import io.sluice.schemas.SchemaRegistration.Known;
import io.sluice.schemas.SchemaRegistration.Settled;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.WireFormat;
import java.net.URI;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which prefix envelopes get: the schema's id where there is a registry, Avro's fingerprint where
 * there is none. With a registry, the gateway is not ready before the id is known; from then on the
 * registry is not needed any more.
 */
public final class SchemaGate {

  private final Optional<URI> registryUrl;
  private final Optional<Readiness.Gate> gate;
  private final DoubleSupplier random;
  private final SchemaRegistration.Pause pause;
  private volatile WireFormat.@Nullable Envelope format;
  private @Nullable SchemaRegistration registration;
  private @Nullable SchemaRegistry registry;

  /**
   * @param random numbers from 0 to below 1, for the back-off of registering
   * @param pause waits between attempts
   */
  public SchemaGate(
      Optional<URI> registryUrl,
      Readiness readiness,
      DoubleSupplier random,
      SchemaRegistration.Pause pause) {
    this.registryUrl = registryUrl;
    this.gate = registryUrl.map(_ -> readiness.gate("schema registry"));
    this.random = random;
    this.pause = pause;
  }

  /** Starts to register the schema, if there is a registry. Returns at once. */
  public void start() {
    if (registryUrl.isEmpty()) {
      format = new WireFormat.SingleObject();
      return;
    }
    registry = SchemaRegistry.at(registryUrl.get());
    registration = SchemaRegistration.start(registry, random, pause);
    var _ = registration.settled().thenAccept(this::settle);
  }

  private void settle(Settled settled) {
    switch (settled) {
      case Known(WireFormat.Confluent known) -> {
        format = known;
        gate.ifPresent(Readiness.Gate::open);
      }
      case Failed(String why) -> gate.ifPresent(g -> g.close(why));
    }
  }

  /** Stops asking. An id that is known stays known. */
  public void stop() {
    if (registration != null) {
      registration.close();
    }
    if (registry != null) {
      registry.close();
    }
  }

  /** What envelopes are written with. Known as soon as the gateway is ready. */
  WireFormat.Envelope envelopeFormat() {
    WireFormat.Envelope known = format;
    if (known == null) {
      throw new IllegalStateException("a request was taken before the schema was known");
    }
    return known;
  }
}
