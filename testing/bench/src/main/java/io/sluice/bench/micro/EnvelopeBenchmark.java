package io.sluice.bench.micro;

import io.sluice.gateway.intake.HookRecord;
import io.sluice.gateway.intake.Intake;
import io.sluice.gateway.intake.Judgement;
import io.sluice.schemas.EnvelopeEncoder;
import io.sluice.schemas.EventRecords;
import io.sluice.schemas.WireFormat;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Making a Kafka record of an event. */
public class EnvelopeBenchmark extends Piece {

  private static final WireFormat.Envelope FORMAT = new WireFormat.SingleObject();

  @SuppressWarnings("NullAway.Init") // set before each trial
  private HookRecord record;

  /** The event of GitHub's recorded push. */
  @Setup
  public void setUp() {
    SignedRequest signed = SignedRequest.of("github");
    Judgement judged =
        Intake.judge(
            signed.source().verifier().verify(signed.request(), signed.now()), signed.source());
    if (!(judged instanceof Judgement.Append(var records))) {
      throw new IllegalStateException("not accepted: " + judged);
    }
    record = records.getFirst();
  }

  /** The value alone. */
  @Benchmark
  public byte[] envelope() {
    return EnvelopeEncoder.encode(record.event(), FORMAT);
  }

  /** Key, value and headers. */
  @Benchmark
  public ProducerRecord<byte[], byte[]> record() {
    return EventRecords.of(record.topic(), record.key(), record.event(), FORMAT, null);
  }
}
