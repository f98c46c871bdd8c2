package io.sluice.gateway.log;

import io.sluice.gateway.log.AppendResult.Cause;
import io.sluice.gateway.log.AppendResult.NotAppended;
import io.sluice.schemas.Topics;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what was kept of records on to Kafka. */
public final class StoredRecords {

  private static final Logger LOG = LoggerFactory.getLogger(StoredRecords.class);

  private final Producers producers;
  private final BooleanSupplier rejectsReady;

  /**
   * Sends by these producers.
   *
   * @param rejectsReady whether the topic of refused requests is there
   */
  public StoredRecords(Producers producers, BooleanSupplier rejectsReady) {
    this.producers = producers;
    this.rejectsReady = rejectsReady;
  }

  /** Returns at once; {@code receipt} is told once, from any thread, possibly before that. */
  public void send(byte[] stored, EventLog.Receipt receipt) {
    ProducerRecord<byte[], byte[]> record;
    try {
      record = StoredRecord.decode(stored);
    } catch (IllegalArgumentException e) {
      LOG.atError().addKeyValue("why", e.getMessage()).log("journal.record_not_understood");
      receipt.settled(new NotAppended(Cause.FAILED));
      return;
    }
    if (record.topic().equals(Topics.rejected()) && !rejectsReady.getAsBoolean()) {
      receipt.settled(new NotAppended(Cause.NO_METADATA));
    } else {
      KafkaAppend.send(producers, record, receipt);
    }
  }
}
