package io.sluice.gateway.intake;

import static io.sluice.gateway.intake.IntakeCases.appended;
import static io.sluice.gateway.intake.IntakeCases.genuine;
import static io.sluice.gateway.intake.IntakeCases.source;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.source.Source;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HookRecordsTest {

  private static final String NAMES = "type: 'body:/*/type', id: 'body:/*/id', key: 'body:/*/key'";
  private static final String TWO =
      "[{\"id\":\"e-1\",\"type\":\"paid\",\"key\":\"k-1\"},{\"id\":\"e-2\"}]";

  @Test
  void everyElementOfAListIsAnEventWithItsOwnNames() {
    List<HookRecord> records = appended(list(NAMES + ", subject: 'body:/*/type'"), genuine(TWO));

    assertThat(records).extracting(record -> record.event().id()).containsExactly("e-1", "e-2");
    assertThat(records).extracting(r -> r.event().type()).containsExactly("paid", "unknown");
    assertThat(records).extracting(r -> r.event().subject()).containsExactly("paid", null);
    assertThat(records).extracting(HookRecord::key).containsExactly("k-1", "e-2");
    assertThat(records)
        .extracting(HookRecord::notes)
        .containsExactly(Map.of(HookRecords.BATCH, "1/2"), Map.of(HookRecords.BATCH, "2/2"));
    assertThat(new String(records.getLast().event().body(), UTF_8)).isEqualTo("{\"id\":\"e-2\"}");
    assertThat(records)
        .allSatisfy(record ->
            assertThat(record.event().verification().bodySha256())
                .as("of the body as it was signed")
                .isEqualTo(sha256(TWO)));
  }

  @Test
  void anElementHasTheNamesOfTheRequestWhereItHasNone() {
    Source source =
        list(
            "type: ['body:/*/type', 'header:X-Type'], id: ['body:/*/id', 'header:X-Id'],"
                + " key: ['body:/*/key', 'header:X-Key'],"
                + " subject: ['body:/*/subject', 'header:X-Subject']");
    RawRequest request =
        genuine(
            "[{},{\"type\":\"own\",\"id\":\"e-2\",\"key\":\"k-2\",\"subject\":\"s-2\"}]",
            "X-Type",
            "all",
            "X-Id",
            "r",
            "X-Key",
            "k",
            "X-Subject",
            "s");

    List<HookRecord> records = appended(source, request);

    assertThat(records).extracting(r -> r.event().id()).containsExactly("r:0", "e-2");
    assertThat(records).extracting(r -> r.event().type()).containsExactly("all", "own");
    assertThat(records).extracting(r -> r.event().subject()).containsExactly("s", "s-2");
    assertThat(records).extracting(HookRecord::key).containsExactly("k", "k-2");
  }

  @Test
  void anElementWithoutAnIdHasOneThatIsTheSameWheneverItIsSent() {
    String made = HexFormat.of().formatHex(sha256("[1,2]"), 0, 16);

    List<HookRecord> records = appended(list(NAMES), genuine("[1,2]"));

    assertThat(records)
        .extracting(record -> record.event().id())
        .containsExactly(made + ":0", made + ":1");
    assertThat(records).extracting(HookRecord::identity).containsOnlyNulls();
  }

  @Test
  void aBodyThatIsNoListIsOneEvent() {
    for (String body : List.of("{\"id\":\"e-1\"}", "[]", "[1,", "[" + "1,".repeat(1000) + "1]")) {
      List<HookRecord> records = appended(list(NAMES), genuine(body));

      assertThat(records).as(body).hasSize(1);
      assertThat(records.getFirst().event().body()).isEqualTo(body.getBytes(UTF_8));
      assertThat(records.getFirst().notes()).isEmpty();
    }
    assertThat(appended(list(NAMES), genuine("[" + "1,".repeat(999) + "1]"))).hasSize(1000);
  }

  @Test
  void anIdThatAnybodyCanChangeTellsEventsApartOnlyTogetherWithTheBody() {
    Source source = source("id: 'header:X-Id'");
    byte[] identity = identity(source, genuine("{}", "X-Id", "e-1"));

    assertThat(identity).isEqualTo(sha256(concat("e-1".getBytes(UTF_8), sha256("{}"))));
    assertThat(identity(source, genuine("[]", "X-Id", "e-1"))).isNotEqualTo(identity);
    assertThat(identity(source, genuine("{}", "X-Id", "e-2"))).isNotEqualTo(identity);
    assertThat(appended(source, genuine("{}")).getFirst().identity()).isNull();
  }

  @Test
  void anIdThatIsProvedTellsEventsApartByItself() {
    Source source = IntakeCases.configured("{scheme: stripe, secrets: [env:S]}");

    assertThat(identity(source, signed(source, "{\"id\":\"e-1\"}"))).isEqualTo(sha256("e-1"));
    assertThat(identity(source, signed(source, "{\"id\":\"e-1\",\"a\":1}")))
        .isEqualTo(sha256("e-1"));
  }

  @Test
  void elementsAreToldApartByTheirOwnBytes() {
    List<HookRecord> records =
        appended(list(NAMES), genuine("[{\"id\":\"e-1\"},{\"id\":\"e-1\"} ]"));
    byte[] element = sha256("{\"id\":\"e-1\"}");

    assertThat(records)
        .extracting(HookRecord::identity)
        .containsOnly(sha256(concat("e-1".getBytes(UTF_8), element)));
  }

  @Test
  void aRecordIsRawWhereTheSourceSaysSo() {
    RawRequest request = genuine("{}", "Content-Type", "application/json");

    assertThat(appended(source("format: raw"), request).getFirst().raw()).isTrue();
    HookRecord record = appended(source("format: avro"), request).getFirst();
    assertThat(record.raw()).isFalse();
    assertThat(record.traceparent()).isNull();
    assertThat(record.event().contentType()).isEqualTo("application/json");
    assertThat(record.event().method()).isEqualTo("POST");
    assertThat(record.event().path()).isEqualTo("/in/shop");
    assertThat(record.event().source()).isEqualTo("shop");
    assertThat(record.event().verification().scheme()).isEqualTo("token");
    assertThat(record.event().verification().secret()).isEqualTo("env:S");
  }

  private static RawRequest signed(Source source, String body) {
    RawRequest request = IntakeCases.request(null, HeaderLines.of(), body);
    return Requests.withHeadersOf(
        request, source.signer().orElseThrow().sign(request, "m-1", IntakeCases.NOW));
  }

  private static byte[] identity(Source source, RawRequest request) {
    byte[] identity = appended(source, request).getFirst().identity();
    assertThat(identity).isNotNull();
    return identity == null ? new byte[0] : identity;
  }

  private static Source list(String names) {
    return source(names + ", payload: {split: true, list: ''}");
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = new byte[one.length + other.length];
    System.arraycopy(one, 0, both, 0, one.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static byte[] sha256(String text) {
    return sha256(text.getBytes(UTF_8));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
