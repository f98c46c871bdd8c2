package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.SchemaRegistration.Failed;
import io.sluice.schemas.SchemaRegistration.Known;
import io.sluice.schemas.SchemaRegistration.Settled;
import io.sluice.schemas.SchemaRegistration.Trying;
import io.sluice.schemas.SchemaRegistry.Refused;
import io.sluice.schemas.SchemaRegistry.RegisterResult;
import io.sluice.schemas.SchemaRegistry.Registered;
import io.sluice.schemas.SchemaRegistry.Unreachable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SchemaRegistrationTest {

  private static final WireFormat.Confluent ID_42 = new WireFormat.Confluent(42);

  private final List<Duration> pauses = new CopyOnWriteArrayList<>();

  @Test
  void knowsTheIdOnceTheRegistryAnswers() {
    SchemaRegistration registration = start(new Registered(42));
    assertThat(end(registration)).isEqualTo(new Known(ID_42));
    assertThat(registration.state()).isEqualTo(new Known(ID_42));
    assertThat(registration.current()).contains(ID_42);
    assertThat(pauses).isEmpty();
  }

  @Test
  void triesAgainLaterAndLaterWhileTheRegistryIsUnreachable() {
    SchemaRegistration registration =
        start(
            new Unreachable("down"),
            new Unreachable("down"),
            new Unreachable("down"),
            new Registered(42));
    assertThat(end(registration)).isEqualTo(new Known(ID_42));
    assertThat(pauses)
        .containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1));
  }

  @Test
  void givesUpForGoodWhenTheSchemaIsRefused() {
    SchemaRegistration registration = start(new Refused(409, "READER_FIELD_MISSING"));
    assertThat(end(registration))
        .isEqualTo(
            new Failed(
                "the registry refuses schema io.sluice.v1.WebhookEvent: 409 READER_FIELD_MISSING"));
    assertThat(registration.current()).isEmpty();
    assertThat(pauses).isEmpty();
  }

  @Test
  void saysWhyItIsStillTrying() {
    CompletableFuture<SchemaRegistration> self = new CompletableFuture<>();
    CompletableFuture<SchemaRegistration.State> seen = new CompletableFuture<>();
    Queue<RegisterResult> answers =
        new ArrayDeque<>(List.of(new Unreachable("down"), new Registered(1)));
    SchemaRegistration registration =
        SchemaRegistration.start(
            answers::remove, () -> 0, delay -> seen.complete(self.join().state()));
    self.complete(registration);
    assertThat(end(registration)).isInstanceOf(Known.class);
    assertThat(seen).isCompletedWithValue(new Trying(1, "down"));
  }

  @Test
  void endsItsWaitingWhenClosed() {
    CountDownLatch never = new CountDownLatch(1);
    SchemaRegistration registration =
        SchemaRegistration.start(() -> new Unreachable("down"), () -> 0, delay -> never.await());
    registration.close();
    assertThat(end(registration)).isEqualTo(new Failed("closed before the registry had answered"));
  }

  @Test
  void keepsTheIdWhenClosed() {
    SchemaRegistration registration = start(new Registered(42));
    end(registration);
    registration.close();
    assertThat(registration.current()).contains(ID_42);
  }

  @Test
  void failsRatherThanHangsWhenAnAttemptBreaks() {
    SchemaRegistration registration = start();
    assertThat(end(registration)).isInstanceOf(Failed.class);
  }

  @Test
  void registersTheNewestSchemaUnderItsFullName() {
    try (FakeRegistry fake = new FakeRegistry();
        SchemaRegistry registry = SchemaRegistry.at(fake.uri("/"))) {
      fake.answer(200, "{\"id\":42}");
      SchemaRegistration registration = SchemaRegistration.start(registry, () -> 0, pauses::add);
      assertThat(end(registration)).isEqualTo(new Known(ID_42));
      FakeRegistry.Asked asked = fake.asked().getFirst();
      assertThat(asked.line()).isEqualTo("POST /subjects/io.sluice.v1.WebhookEvent/versions");
      assertThat(asked.body()).contains("body_sha256").doesNotContain("avro.java.string");
    }
  }

  private SchemaRegistration start(RegisterResult... results) {
    Queue<RegisterResult> answers = new ArrayDeque<>(List.of(results));
    return SchemaRegistration.start(answers::remove, () -> 0, pauses::add);
  }

  private static Settled end(SchemaRegistration registration) {
    return registration.settled().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
