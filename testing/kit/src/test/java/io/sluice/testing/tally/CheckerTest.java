package io.sluice.testing.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Broker;
import io.sluice.testing.WithBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@WithBroker
@Timeout(120)
class CheckerTest {
  private static final int BODY_BYTES = 300;

  private final Ledger ledger = Ledger.named("run");

  @Test
  void readsOnWhereItLeftOffInAllItsTopics(Broker broker) throws Exception {
    String one = broker.topic("one", 2);
    String other = broker.topic("other");
    TallyId first = accepted(0);
    TallyId second = accepted(0);
    TallyId third = accepted(1);
    try (Producer producer = new Producer(broker);
        Checker checker =
            Checker.of(broker.bootstrapServers(), List.of(one, other), ledger, BODY_BYTES)) {
      assertThat(checker.tally().line())
          .isEqualTo("accepted 3, stored 0, duplicated 0, lost 3, out of order 0");
      producer.send(one, 1, second.text(), body(second));
      producer.send(one, 1, first.text(), body(first));
      assertThat(checker.tally().line())
          .isEqualTo("accepted 3, stored 2, duplicated 0, lost 1, out of order 1");
      producer.send(other, 0, third.text(), body(third));
      producer.send(one, 1, second.text(), body(second));
      producer.send(one, 0, null, new byte[0]);
      producer.send(one, 0, "somebody-else", null);
      Tally tally = checker.tally();
      assertThat(tally.line())
          .isEqualTo("accepted 3, stored 3, duplicated 1, lost 0, out of order 1");
      assertThat(tally.others()).isEqualTo(2);
    }
  }

  @Test
  void asksTheJournalToo(Broker broker) throws Exception {
    String topic = broker.topic("drained");
    TallyId drained = accepted(0);
    TallyId kept = accepted(0);
    try (Producer producer = new Producer(broker);
        Checker checker =
            Checker.of(
                broker.bootstrapServers(),
                List.of(topic),
                ledger,
                BODY_BYTES,
                () -> Set.of(drained.text(), kept.text()))) {
      producer.send(topic, 0, drained.text(), body(drained));
      assertThat(checker.tally().line())
          .isEqualTo("accepted 2, stored 2, duplicated 0, lost 0, out of order 0");
    }
  }

  private TallyId accepted(int key) {
    TallyId id = ledger.next(key);
    ledger.accept(id, Ack.UNSAID);
    return id;
  }

  private static byte[] body(TallyId id) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TallyBody.of(id, BODY_BYTES).write(out, 0, BODY_BYTES);
    return out.toByteArray();
  }

  /** Writes records as the gateway does. */
  private static final class Producer implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> client;

    Producer(Broker broker) {
      client =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", broker.bootstrapServers()),
              new ByteArraySerializer(),
              new ByteArraySerializer());
    }

    void send(String topic, int partition, @Nullable String id, byte @Nullable [] value)
        throws Exception {
      ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, null, value);
      if (id != null) {
        record.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
      }
      client.send(record).get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
