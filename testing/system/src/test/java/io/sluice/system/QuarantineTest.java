package io.sluice.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.Decoded;
import io.sluice.schemas.HeaderLine;
import io.sluice.schemas.KeptBody;
import io.sluice.schemas.RejectedHook;
import io.sluice.schemas.RejectedRecords;
import io.sluice.schemas.Rejection;
import io.sluice.schemas.WebhookEvent;
import io.sluice.schemas.WebhookEvents;
import io.sluice.testing.Broker;
import io.sluice.testing.WithBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was refused can be looked at, judged again, and made the event that it should have been. */
@WithBroker
class QuarantineTest {

  private static final Duration COMMAND_MAX = Duration.ofSeconds(60);
  private static final String REJECTED = "webhooks.rejected";
  private static final byte[] BODY = "{\"ref\":\"refs/heads/main\",\"by\":\"Zoë\"}".getBytes(UTF_8);
  private static final Instant YESTERDAY = Instant.parse("2026-11-22T10:00:00.123456Z");

  /** No other test's records are of this source. */
  private final String source = "quarantine-" + Instant.now().toEpochMilli();

  @TempDir Path folder;

  @Test
  void whatAWrongSecretRefusedIsPromotedOnceTheRightOneIsConfigured(Broker broker)
      throws Exception {
    String events = broker.topic("webhooks.quarantine");
    configure(broker, "{scheme: github, secrets: [env:HUB], topic: %s}".formatted(events));
    String where = put(broker, github("right"));

    assertThat(output(1, "wrong", "verify", "--record", where))
        .contains("request req-1 to " + source)
        .contains("then refused for bad_signature")
        .contains("refused: bad_signature")
        .doesNotContain("refs/heads/main");
    assertThat(output(1, "wrong", "verify", "--record", where, "--promote"))
        .doesNotContain("promoted");

    String promoted = output(0, "right", "verify", "--record", where, "--promote");
    Matcher place = found("genuine: proved by github with env:HUB\npromoted: .* (\\S+)$", promoted);
    assertThat(place.group(1)).isEqualTo(events + "/0/0");
    try (TopicReader reader = TopicReader.fromBeginning(broker.bootstrapServers(), events)) {
      ConsumerRecord<byte[], byte[]> record = reader.next();
      assertThat(record.headers().lastHeader("sluice-promoted").value())
          .isEqualTo("req-1".getBytes(UTF_8));
      assertThat(record.headers().lastHeader("sluice-verified").value())
          .isEqualTo("true".getBytes(UTF_8));
      WebhookEvent event = event(record);
      assertThat(event.id()).isEqualTo("delivery-1");
      assertThat(event.type()).isEqualTo("push");
      assertThat(event.receivedAt()).isEqualTo(YESTERDAY);
      assertThat(event.body()).isEqualTo(BODY);
    }

    assertThat(output(0, "right", "verify", "--record", place.group(1)))
        .contains("event delivery-1 to " + source)
        .contains("genuine: proved by github");
    assertThat(output(2, "right", "verify", "--record", place.group(1), "--promote"))
        .contains("not promoted: it is an event already");
  }

  @Test
  void aPayloadThatIsStillWrongIsNotPromoted(Broker broker) throws Exception {
    configure(
        broker,
        "{scheme: github, secrets: [env:HUB], payload: {form: json, on_invalid: quarantine}}");
    byte[] torn = "{\"ref\":".getBytes(UTF_8);
    HeaderLine signature = new HeaderLine("X-Hub-Signature-256", "sha256=" + hmac("right", torn));
    String where =
        put(broker, rejected("invalid_payload", KeptBody.whole(torn), List.of(signature)));
    assertThat(output(2, "right", "verify", "--record", where, "--promote"))
        .contains("genuine: proved by github")
        .contains("but its payload is wrong: ")
        .contains("not promoted");
  }

  @Test
  void aSignedTimeIsJudgedAsWhenItWasReceivedUnlessNowIsAskedFor(Broker broker) throws Exception {
    configure(broker, "{scheme: stripe, secrets: [env:HUB]}");
    String time = Long.toString(YESTERDAY.getEpochSecond());
    byte[] signed = (time + "." + new String(BODY, UTF_8)).getBytes(UTF_8);
    String where =
        put(
            broker,
            rejected(
                "stale_timestamp",
                KeptBody.whole(BODY),
                List.of(
                    new HeaderLine(
                        "Stripe-Signature", "t=" + time + ",v1=" + hmac("right", signed)))));
    assertThat(output(0, "right", "verify", "--record", where)).contains("genuine");
    assertThat(output(1, "right", "verify", "--record", where, "--as-of", "now"))
        .contains("refused: stale_timestamp");
  }

  @Test
  void aRequestIsNamedByTheIdThatItsSenderWasTold(Broker broker) throws Exception {
    configure(broker, "{scheme: github, secrets: [env:HUB]}");
    String id = "0199f0a1-7c00-7abc-8def-" + Instant.now().toEpochMilli();
    put(broker, github("right"));
    String where = put(broker, withId(id, github("right")));

    assertThat(output(0, "right", "rejected", "--request", id))
        .contains(where)
        .doesNotContain("req-1");
    assertThat(output(0, "right", "verify", "--record", id))
        .contains("request " + id + ": request " + id + " to " + source)
        .contains("genuine: proved by github");
    assertThat(output(2, "right", "verify", "--record", "0199f0a1-none"))
        .contains("of request 0199f0a1-none nothing is kept in webhooks.rejected");
  }

  @Test
  void whatIsRefusedIsListedNewestLastByFilters(Broker broker) throws Exception {
    configure(broker, "{scheme: github, secrets: [env:HUB]}");
    String first = put(broker, github("right"));
    put(broker, rejected("stale_timestamp", KeptBody.whole(BODY), List.of()));
    String last = put(broker, rejected("bad_signature", cut(), List.of()));

    String all = output(0, "right", "rejected", "--source", source);
    assertThat(all)
        .containsPattern(
            "2026-11-22T10:00:00.123456Z +%s +bad_signature +POST +%d +req-1 +%s"
                .formatted(source, BODY.length, first))
        .contains("stale_timestamp")
        .contains(last)
        .doesNotContain("refs/heads/main");
    assertThat(all.indexOf(first)).isLessThan(all.indexOf(last));
    assertThat(output(0, "right", "rejected", "--source", source, "--last", "1"))
        .contains(last)
        .doesNotContain(first);
    assertThat(
            output(
                0, "right", "rejected", "--source", source, "--reason", "bad_signature", "--body"))
        .contains("{\"ref\":\"refs/heads/main\",\"by\":\"Zoë\"}")
        .contains("(the first 5 of %d bytes were kept)".formatted(BODY.length))
        .doesNotContain("stale_timestamp");
  }

  @Test
  void followingShowsWhatComes(Broker broker) throws Exception {
    configure(broker, "{scheme: github, secrets: [env:HUB]}");
    String before = put(broker, github("right"));
    try (SluiceProcess follow = sluice("right", "rejected", "--source", source, "--follow")) {
      follow.await(before, COMMAND_MAX);
      String after = put(broker, rejected("stale_timestamp", cut(), List.of()));
      follow.await("stale_timestamp .* " + after, COMMAND_MAX);
    }
  }

  @Test
  void whatCannotBeJudgedIsSaidAndIsNoRefusal(Broker broker) throws Exception {
    configure(broker, "{scheme: github, secrets: [env:HUB]}");
    String where = put(broker, rejected("bad_signature", cut(), List.of()));
    assertThat(output(2, "right", "verify", "--record", where))
        .contains("cannot be judged again: only the first 5 of %d bytes".formatted(BODY.length));
    assertThat(output(2, "right", "verify", "--record", REJECTED + "/0/999999999"))
        .contains("there is no record " + REJECTED + "/0/999999999");
    assertThat(output(2, "right", "verify", "--record", "webhooks.nowhere/0/0"))
        .contains("there is no record webhooks.nowhere/0/0");
  }

  private void configure(Broker broker, String hub) throws Exception {
    Files.writeString(
        folder.resolve("sluice.yaml"),
        """
        kafka:
          bootstrap_servers: ['%s']
          topics: {replication: 1, min_insync_replicas: 1}
        sources:
          %s: %s
        """
            .formatted(broker.bootstrapServers(), source, hub));
  }

  private RejectedHook github(String secret) throws GeneralSecurityException {
    return rejected(
        "bad_signature",
        KeptBody.whole(BODY),
        List.of(
            new HeaderLine("Host", "hooks.example.com"),
            new HeaderLine("X-GitHub-Event", "push"),
            new HeaderLine("X-GitHub-Delivery", "delivery-1"),
            new HeaderLine("X-Hub-Signature-256", "sha256=" + hmac(secret, BODY))));
  }

  private static RejectedHook withId(String id, RejectedHook hook) {
    return new RejectedHook(
        id,
        hook.source(),
        hook.receivedAt(),
        hook.method(),
        hook.path(),
        hook.query(),
        hook.headers(),
        hook.contentType(),
        hook.rejection(),
        hook.body());
  }

  private static KeptBody cut() {
    return KeptBody.whole(BODY).atMost(5);
  }

  private RejectedHook rejected(String reason, KeptBody body, List<HeaderLine> headers) {
    return new RejectedHook(
        "req-1",
        source,
        YESTERDAY,
        "POST",
        "/in/" + source,
        null,
        headers,
        "application/json",
        new Rejection(Rejection.Stage.VERIFY, reason, null, "github"),
        body);
  }

  private static String hmac(String secret, byte[] content) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(content));
  }

  /** Puts a refused request where the gateway puts them, and says where that is. */
  private static String put(Broker broker, RejectedHook hook) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (Admin admin = Admin.create(settings)) {
      admin.createTopics(List.of(new NewTopic(REJECTED, 1, (short) 1))).all().get();
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(TopicExistsException.class);
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      RecordMetadata stored = producer.send(RejectedRecords.of(hook)).get();
      return "%s/%d/%d".formatted(stored.topic(), stored.partition(), stored.offset());
    }
  }

  private static WebhookEvent event(ConsumerRecord<byte[], byte[]> record) {
    try (WebhookEvents events = WebhookEvents.create()) {
      return switch (events.decode(record)) {
        case Decoded.Event(WebhookEvent event) -> event;
        case Decoded.Unreadable(String why) -> throw new AssertionError(why);
      };
    }
  }

  private static Matcher found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in%n%s", pattern, text).isTrue();
    return matcher;
  }

  /** What a command prints, which must end with this exit code. */
  private String output(int exitCode, String secret, String... arguments) throws Exception {
    try (SluiceProcess process = sluice(secret, arguments)) {
      int ended = process.exitCode(COMMAND_MAX);
      String output = process.output();
      assertThat(ended).as(output).isEqualTo(exitCode);
      assertThat(output).doesNotContain("\tat ");
      return output;
    }
  }

  private SluiceProcess sluice(String secret, String... arguments) throws Exception {
    Map<String, String> environment = Map.of("HUB", secret);
    return SluiceProcess.start(
        folder, environment, List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"), arguments);
  }
}
