package io.sluice.system;

import static io.sluice.testing.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.Hook.AdyenItem;
import io.sluice.testing.Broker;
import io.sluice.testing.RawAnswer;
import io.sluice.testing.RawHttp;
import io.sluice.testing.WithBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A repetition of an event is answered as the event was, and not stored again; nothing else is. */
@WithBroker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("embedded")
class DuplicatesTest {

  private static final String SECRET = "a-secret-of-this-test";
  private static final String HEX_SECRET = "00112233445566778899aabbccddeeff";

  private static final AdyenItem AUTHORISED = new AdyenItem("psp-1", "AUTHORISATION");
  private static final AdyenItem CAPTURED = new AdyenItem("psp-1", "CAPTURE");
  private static final AdyenItem REFUNDED = new AdyenItem("psp-1", "REFUND");

  /** Each test has sources of its own; their records are the bodies as they came. */
  private static final String YAML =
      """
      duplicates: {events_max: 10, age: 1h}
      sources:
        dup-again: {scheme: stripe, secrets: [env:S], format: raw}
        dup-rendered: {scheme: stripe, secrets: [env:S], format: raw}
        dup-unsigned-id: {scheme: github, secrets: [env:S], format: raw}
        dup-forged: {scheme: stripe, secrets: [env:S], format: raw}
        dup-forged-header: {scheme: github, secrets: [env:S], format: raw}
        dup-one: {scheme: stripe, secrets: [env:S], format: raw, topic: webhooks.dup-both}
        dup-other: {scheme: stripe, secrets: [env:S], format: raw, topic: webhooks.dup-both}
        dup-off: {scheme: stripe, secrets: [env:S], format: raw, deduplicate: false}
        dup-many: {scheme: stripe, secrets: [env:S], format: raw}
        dup-adyen: {scheme: adyen, secrets: [env:HEX], format: raw}
        dup-list: {scheme: adyen, secrets: [env:HEX], format: raw}
        dup-split: {scheme: adyen, secrets: [env:HEX], format: raw, payload: {split: true}}
        dup-xero: {scheme: xero, secrets: [env:S], format: raw}
      """;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private GatewayUnderTest gateway;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private Broker broker;

  @BeforeAll
  void start(Broker shared) {
    broker = shared;
    gateway =
        GatewayUnderTest.start(
            shared.bootstrapServers(),
            YAML,
            Map.of("S", SECRET, "HEX", HEX_SECRET),
            InstantSource.system());
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void theSameEventFiftyTimesIsOneRecordAndFiftyEqualAnswers() {
    byte[] request = stripe("dup-again", "evt_1", "first").bytes();
    List<RawAnswer.Response> answers = new ArrayList<>();
    try (RawHttp http = RawHttp.connect(gateway.port(), Duration.ofSeconds(20))) {
      for (int i = 0; i < 50; i++) {
        answers.add(http.send(request).response());
      }
    }
    assertThat(answers)
        .allSatisfy(answer -> {
          assertThat(answer.status()).isEqualTo(202);
          assertThat(answer.header("sluice-event-id")).containsExactly("evt_1");
        });
    assertThat(answers.stream().map(Answered::of).distinct()).hasSize(1);
    assertThat(stored("webhooks.dup-again")).hasSize(1);
    countsDuplicates("dup-again", 49);
  }

  @Test
  void anIdInTheSignedBodyTellsARepetitionHoweverTheRestIsRendered() {
    accepts(stripe("dup-rendered", "evt_1", "pending_webhooks: 2"));
    accepts(stripe("dup-rendered", "evt_1", "pending_webhooks: 1"));
    assertThat(stored("webhooks.dup-rendered"))
        .singleElement()
        .asString()
        .contains("pending_webhooks: 2");
    countsDuplicates("dup-rendered", 1);
  }

  @Test
  void anOldRequestUnderTheIdOfAComingEventDoesNotSuppressThatEvent() {
    Hook old = github("dup-unsigned-id", "delivery-1", "old");
    Hook coming = github("dup-unsigned-id", "delivery-2", "coming");
    accepts(old);
    accepts(old.with("X-GitHub-Delivery", "delivery-2"));
    accepts(coming);
    assertThat(stored("webhooks.dup-unsigned-id")).containsExactly("old", "old", "coming");
    assertThat(duplicatesOf("dup-unsigned-id")).isZero();
    accepts(coming);
    accepts(old);
    assertThat(stored("webhooks.dup-unsigned-id")).hasSize(3);
    countsDuplicates("dup-unsigned-id", 2);
  }

  @Test
  void whatIsNotProvedNeverTouchesTheMemory() {
    double remembered = remembered();
    Hook coming = stripe("dup-forged", "evt_1", "coming");
    refuses(Hook.unsigned("dup-forged", coming.body()));
    refuses(Hook.stripe("dup-forged", "wrong", Instant.now(), coming.body()));
    Hook comingByHeader = github("dup-forged-header", "delivery-1", "coming");
    refuses(Hook.github("dup-forged-header", "wrong", "delivery-1", "coming"));
    refuses(Hook.unsigned("dup-forged-header", "x").with("X-GitHub-Delivery: delivery-1"));
    assertThat(remembered()).isEqualTo(remembered);
    accepts(coming);
    accepts(comingByHeader);
    // Once remembered, an event is not to be had by its id alone either.
    refuses(Hook.unsigned("dup-forged", coming.body()));
    assertThat(stored("webhooks.dup-forged")).containsExactly(coming.body());
    assertThat(stored("webhooks.dup-forged-header")).containsExactly("coming");
    assertThat(duplicatesOf("dup-forged") + duplicatesOf("dup-forged-header")).isZero();
  }

  @Test
  void sourcesDoNotShareTheirMemory() {
    accepts(stripe("dup-one", "evt_1", "the same"));
    accepts(stripe("dup-other", "evt_1", "the same"));
    assertThat(stored("webhooks.dup-both")).hasSize(2);
    assertThat(duplicatesOf("dup-one") + duplicatesOf("dup-other")).isZero();
  }

  @Test
  void aSourceThatWantsNoneOfThisGetsEveryRepetition() {
    accepts(stripe("dup-off", "evt_1", ""));
    accepts(stripe("dup-off", "evt_1", ""));
    assertThat(stored("webhooks.dup-off")).hasSize(2);
    assertThat(duplicatesOf("dup-off")).isZero();
  }

  @Test
  void theMemoryIsBoundedAndForgetsWhatWasStoredFirst() {
    for (int i = 1; i <= 10; i++) {
      accepts(stripe("dup-many", "evt_" + i, ""));
    }
    accepts(stripe("dup-many", "evt_1", "")); // still remembered, as one of ten
    assertThat(stored("webhooks.dup-many")).hasSize(10);
    accepts(stripe("dup-many", "evt_11", ""));
    accepts(stripe("dup-many", "evt_12", ""));
    accepts(stripe("dup-many", "evt_1", "")); // forgotten
    assertThat(stored("webhooks.dup-many")).hasSize(13);
    countsDuplicates("dup-many", 1);
  }

  @Test
  void aPaymentWithAnotherOutcomeIsANewEvent() {
    accepts(Hook.adyen("dup-adyen", HEX_SECRET, AUTHORISED));
    accepts(Hook.adyen("dup-adyen", HEX_SECRET, CAPTURED));
    accepts(Hook.adyen("dup-adyen", HEX_SECRET, AUTHORISED));
    assertThat(stored("webhooks.dup-adyen")).hasSize(2);
    countsDuplicates("dup-adyen", 1);
  }

  @Test
  void aListThatBeginsWithARepetitionIsStoredForTheSakeOfTheRest() {
    accepts(Hook.adyen("dup-list", HEX_SECRET, AUTHORISED));
    accepts(Hook.adyen("dup-list", HEX_SECRET, AUTHORISED, CAPTURED));
    assertThat(stored("webhooks.dup-list")).hasSize(2).last().asString().contains("CAPTURE");
    accepts(Hook.adyen("dup-list", HEX_SECRET, AUTHORISED, CAPTURED));
    assertThat(stored("webhooks.dup-list")).hasSize(2);
  }

  @Test
  void ofAListThatIsSplitOnlyTheNewElementsAreStored() {
    accepts(Hook.adyen("dup-split", HEX_SECRET, AUTHORISED));
    accepts(Hook.adyen("dup-split", HEX_SECRET, CAPTURED));
    accepts(Hook.adyen("dup-split", HEX_SECRET, AUTHORISED, CAPTURED, REFUNDED, REFUNDED));
    assertThat(stored("webhooks.dup-split"))
        .satisfiesExactly(
            first -> assertThat(first).contains("AUTHORISATION"),
            second -> assertThat(second).contains("CAPTURE"),
            third -> assertThat(third).contains("REFUND"));
    countsDuplicates("dup-split", 3);
  }

  @Test
  void aResourceThatChangesAgainIsANewEvent() {
    String body =
        """
        {"events":[{"resourceId":"r-1","eventDateUtc":"%s","eventCategory":"CONTACT"}]}\
        """;
    accepts(Hook.xero("dup-xero", SECRET, body.formatted("2026-11-23T10:00:00.000")));
    accepts(Hook.xero("dup-xero", SECRET, body.formatted("2026-11-23T10:00:01.000")));
    accepts(Hook.xero("dup-xero", SECRET, body.formatted("2026-11-23T10:00:00.000")));
    assertThat(stored("webhooks.dup-xero")).hasSize(2);
    countsDuplicates("dup-xero", 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{scheme: sendgrid, id: 'header:X-Twilio-Email-Event-Webhook-Signature', secrets: [env:S]}",
        "{scheme: sendgrid, id: ['body:/id', 'header:x-twilio-email-event-webhook-signature'], "
            + "secrets: [env:S]}",
        "{scheme: ecdsa, signature: 'header:X-Proof', id: 'header:X-Proof', secrets: [env:S]}",
        "{scheme: token, token: 'header:X-Proof', id: 'header:X-Proof', secrets: [env:S]}",
        "{scheme: gitlab, id: 'header:X-Gitlab-Token', secrets: [env:S]}"
      })
  void aProofIsRefusedAsAnIdByTheCheckOfTheConfiguration(String source, @TempDir Path folder)
      throws Exception {
    Files.writeString(folder.resolve("sluice.yaml"), "sources:\n  own: " + source + "\n");
    try (SluiceProcess check =
        SluiceProcess.start(folder, Map.of("S", SECRET), List.of("-Xmx64m"), "config", "check")) {
      assertThat(check.exitCode(Duration.ofSeconds(60))).isEqualTo(3);
      assertThat(check.output())
          .contains("sluice.yaml:2:")
          .contains("sources.own.id")
          .contains("a signature or a token is no id: write the place of the event's own");
    }
  }

  private void accepts(Hook hook) {
    assertThat(hook.postTo(gateway.port()).status()).as(hook.toString()).isBetween(200, 202);
  }

  private void refuses(Hook hook) {
    assertThat(hook.postTo(gateway.port()).status()).as(hook.toString()).isEqualTo(401);
  }

  private static Hook stripe(String source, String id, String text) {
    String body = "{\"id\":\"%s\",\"type\":\"charge.paid\",\"text\":\"%s\"}".formatted(id, text);
    return Hook.stripe(source, SECRET, Instant.now(), body);
  }

  private static Hook github(String source, String deliveryId, String body) {
    return Hook.github(source, SECRET, deliveryId, body);
  }

  /** The bodies in a topic. */
  private List<String> stored(String topic) {
    List<String> bodies = new ArrayList<>();
    try (TopicReader reader = TopicReader.fromBeginning(broker.bootstrapServers(), topic)) {
      reader.rest(
          (ConsumerRecord<byte[], byte[]> record) -> bodies.add(new String(record.value(), UTF_8)));
    }
    return bodies;
  }

  /** A request is counted right after its answer. */
  private void countsDuplicates(String source, int duplicates) {
    eventually(
        Duration.ofSeconds(20), () -> assertThat(duplicatesOf(source)).isEqualTo(duplicates));
  }

  private double duplicatesOf(String source) {
    return new OpsPage(gateway.opsPort())
        .metric("sluice_hook_duplicates_total\\{source=\"%s\"\\}".formatted(source));
  }

  private double remembered() {
    return new OpsPage(gateway.opsPort()).metric("sluice_duplicate_window_events");
  }
}
