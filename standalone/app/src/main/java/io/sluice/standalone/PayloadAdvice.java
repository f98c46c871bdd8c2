package io.sluice.standalone;

import io.sluice.gateway.app.GatewayConfig;
import io.sluice.gateway.source.Provider;
import io.sluice.platform.config.ByteSize;
import java.util.Optional;

/**
 * What to set for the largest bodies of a provider.
 *
 * @param sent the largest that it sends
 * @param taken the largest that a source takes unless it says otherwise
 * @param bodyMax what {@code body_max} must be for the largest that can be taken
 * @param recordMax what {@code kafka.topics.record_max} must then be
 */
record PayloadAdvice(ByteSize sent, ByteSize taken, ByteSize bodyMax, ByteSize recordMax) {

  private static final long MIB = 1 << 20;

  /** In words; nothing where the provider says nothing of its largest bodies. */
  static Optional<String> of(Provider provider) {
    return provider.payloadMax().map(sent -> of(sent, provider.defaults()).toString());
  }

  static PayloadAdvice of(ByteSize sent, Provider.Defaults defaults) {
    long body = Math.min(rounded(sent.bytes()), Provider.Defaults.BODY_BYTES_LIMIT);
    long record = rounded(body + GatewayConfig.ENVELOPE_BYTES_MAX);
    return new PayloadAdvice(
        sent, new ByteSize(defaults.bodyBytesMax()), new ByteSize(body), new ByteSize(record));
  }

  /** Upwards, for providers that write MB may mean MiB. */
  private static long rounded(long bytes) {
    return Math.ceilDiv(bytes, MIB) * MIB;
  }

  @Override
  public String toString() {
    if (sent.bytes() <= taken.bytes()) {
      return "It sends bodies of up to " + sent + ".";
    }
    return "It sends bodies of up to "
        + sent
        + "; for those above "
        + taken
        + " raise body_max to "
        + bodyMax
        + (bodyMax.bytes() < sent.bytes() ? ", which is the most," : "")
        + " and kafka.topics.record_max to "
        + recordMax
        + ".";
  }
}
