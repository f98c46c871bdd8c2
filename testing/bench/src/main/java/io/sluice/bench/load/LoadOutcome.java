package io.sluice.bench.load;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What became of a {@link LoadOrder}.
 *
 * @param answers how many answers had each status
 * @param unanswered webhooks whose connection broke or that had no answer in the end
 * @param seconds from the first webhook to the last answer
 * @param latencies an HdrHistogram in microseconds, compressed, in base64: from the intended time
 *     of a webhook to its answer
 */
public record LoadOutcome(
    Map<Integer, Long> answers, long unanswered, double seconds, String latencies) {

  private static final int ACCEPTED = 202;

  static LoadOutcome of(
      Map<Integer, Long> answers, long unanswered, double seconds, Histogram latencies) {
    ByteBuffer encoded = ByteBuffer.allocate(latencies.getNeededByteBufferCapacity());
    int bytes = latencies.encodeIntoCompressedByteBuffer(encoded);
    byte[] compressed = new byte[bytes];
    encoded.flip().get(compressed);
    return new LoadOutcome(
        answers, unanswered, seconds, Base64.getEncoder().encodeToString(compressed));
  }

  public long accepted() {
    return answers.getOrDefault(ACCEPTED, 0L);
  }

  /** All but those that were accepted. */
  public long refused() {
    return answers.values().stream().mapToLong(Long::longValue).sum() - accepted() + unanswered;
  }

  public double acceptedPerSecond() {
    return accepted() / seconds;
  }

  /** From the intended time of a webhook to its answer, in microseconds. */
  public Histogram histogram() {
    try {
      ByteBuffer compressed = ByteBuffer.wrap(Base64.getDecoder().decode(latencies));
      return Histogram.decodeFromCompressedByteBuffer(compressed, 0);
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("no histogram: " + latencies, e);
    }
  }
}
