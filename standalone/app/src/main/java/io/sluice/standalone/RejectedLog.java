package io.sluice.standalone;

import io.sluice.schemas.RejectedHook;
import io.sluice.schemas.RejectedHooks;
import io.sluice.schemas.Topics;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The topic of refused requests, read through for one of them. */
final class RejectedLog {

  private RejectedLog() {}

  /** The record of the request with this id; the last one, should there be several. */
  static Optional<ConsumerRecord<byte[], byte[]>> find(TopicLog log, String requestId) {
    AtomicReference<ConsumerRecord<byte[], byte[]>> found = new AtomicReference<>();
    log.upToNow(
        log.partitions(Topics.rejected()),
        Long.MAX_VALUE,
        record -> {
          if (RejectedHooks.decode(record.value())
                  instanceof RejectedHooks.Read.Hook(RejectedHook hook)
              && hook.id().equals(requestId)) {
            found.set(record);
          }
        });
    return Optional.ofNullable(found.get());
  }
}
