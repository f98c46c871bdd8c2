package io.sluice.gateway.intake;

import static io.sluice.gateway.intake.IntakeCases.appended;
import static io.sluice.gateway.intake.IntakeCases.genuine;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.source.Source;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists as providers send them become one event for each element. */
class BatchesTest {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String SPLIT = "secrets: [env:S], payload: {split: true}}";
  private static final Source MANDRILL =
      IntakeCases.configured("{scheme: mandrill, format: raw, " + SPLIT);

  /** There is no entry for it, and none is needed. */
  private static final Source GOCARDLESS =
      IntakeCases.configured(
          "{scheme: hmac, signature: 'header:Webhook-Signature', secrets: [env:S],"
              + " id: 'body:/events/*/id', key: 'body:/events/*/links/payment',"
              + " type: '{body:/events/*/resource_type}.{body:/events/*/action}',"
              + " payload: {split: true, list: /events}}");

  private static final String SENT = "{\"event\":\"send\",\"_id\":\"m1\",\"ts\":5,\"msg\":{}}";
  private static final String CLICKED =
      "{\"event\":\"click\",\"_id\":\"m1\",\"ts\":5,\"ip\":\"192.0.2.1\","
          + "\"url\":\"https://shop.example.com/?a=1&b=%C3%A9+2\",\"subject\":\"Größe 100 %\"}";
  private static final String RECEIVED =
      "{\"event\":\"inbound\",\"ts\":6,\"msg\":{\"email\":\"help@example.com\"}}";
  private static final String BLOCKED =
      "{\"type\":\"blacklist\",\"action\":\"add\",\"reject\":{\"email\":\"a@example.com\"}}";

  @Test
  void aListInAFormsFieldIsOneEventForEachElementWhichIsItsBody() {
    List<HookRecord> records = mandrill("[" + SENT + ", " + CLICKED + "\n," + RECEIVED + "]");

    assertThat(records)
        .extracting(record -> new String(record.event().body(), UTF_8))
        .containsExactly(SENT, CLICKED, RECEIVED);
    assertThat(records).extracting(r -> r.event().contentType()).containsOnly("application/json");
    assertThat(records)
        .extracting(record -> record.notes().get(HookRecords.BATCH))
        .containsExactly("1/3", "2/3", "3/3");
    assertThat(records)
        .extracting(record -> record.event().type())
        .containsExactly("send", "click", "inbound");
  }

  @Test
  void eachHasAnIdThatTellsItFromTheOthersOfItsMessage() {
    List<HookRecord> records = mandrill("[" + SENT + "," + CLICKED + "," + BLOCKED + "]");

    assertThat(records.getFirst().event().id()).isEqualTo("m1:send:5");
    assertThat(records.get(1).event().id())
        .isEqualTo("m1:click:5:192.0.2.1:https://shop.example.com/?a=1&b=%C3%A9+2");
    assertThat(records.getLast().event().id()).as("none of its own").endsWith(":2");
    assertThat(records).extracting(HookRecord::key).containsExactly("m1", "m1", "a@example.com");
    assertThat(records.getLast().event().type()).isEqualTo("blacklist");
  }

  @Test
  void anElementIsARepetitionInWhicheverListItComes() {
    List<HookRecord> first = mandrill("[" + SENT + "," + RECEIVED + "]");
    List<HookRecord> later = mandrill("[" + CLICKED + "," + SENT + "]");

    assertThat(later.getLast().identity()).isNotNull().isEqualTo(first.getFirst().identity());
    assertThat(later.getFirst().identity()).isNotEqualTo(first.getFirst().identity());
    assertThat(first.getLast().identity()).as("no id tells it").isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "other=[{}]",
        "mandrill_events=",
        "mandrill_events=[]",
        "mandrill_events={}",
        "mandrill_events=[{},",
        "mandrill_events=[{}] []",
        "mandrill_events=[%22%FF%22]"
      })
  void aFormWithoutAProperListIsOneEventAsItCame(String form) {
    List<HookRecord> records = appended(MANDRILL, signed(MANDRILL, form, FORM));

    assertThat(records).hasSize(1);
    assertThat(records.getFirst().event().body()).isEqualTo(form.getBytes(UTF_8));
    assertThat(records.getFirst().event().contentType()).isEqualTo(FORM);
    assertThat(records.getFirst().notes()).isEmpty();
  }

  @Test
  void soIsABodyThatDoesNotSayThatItIsAForm() {
    Source source = field("form:list");
    assertThat(appended(source, genuine("list=[1,2]"))).hasSize(1);
    assertThat(appended(source, genuine("list=[1,2]", "Content-Type", FORM))).hasSize(2);
    assertThat(appended(source, genuine("[1,2]", "Content-Type", "application/json"))).hasSize(1);
  }

  @Test
  void andOneOfMoreThanAThousandElements() {
    assertThat(mandrill("[" + "1,".repeat(999) + "1]")).hasSize(1000);
    assertThat(mandrill("[" + "1,".repeat(1000) + "1]")).hasSize(1);
  }

  @Test
  void aListDeeperInAFieldIsFoundByItsPointer() {
    Source source =
        IntakeCases.source(
            "id: 'form:payload#/data/events/*/id', type: 'header:X-Type',"
                + " subject: ['form:shop', 'form:payload#/shop'],"
                + " payload: {split: true, list: 'form:payload#/data/events'}");
    String payload = "{\"shop\":\"north\",\"data\":{\"events\":[{\"id\":1},{\"id\":2}]}}";

    List<HookRecord> records =
        appended(source, genuine("payload=" + payload, "Content-Type", FORM, "X-Type", "order"));

    assertThat(records).extracting(record -> record.event().id()).containsExactly("1", "2");
    assertThat(records).extracting(record -> record.event().type()).containsOnly("order");
    assertThat(records).extracting(record -> record.event().subject()).containsOnly("north");
  }

  @Test
  void aListOfEventsBesideOtherMembersIsOneEventForEachElement() {
    String confirmed =
        "{\"id\":\"EV1\",\"action\":\"confirmed\",\"resource_type\":\"payments\","
            + "\"links\":{\"payment\":\"PM1\"}}";
    String created = "{\"id\":\"EV2\",\"action\":\"created\",\"resource_type\":\"mandates\"}";
    String body =
        "{\"events\": [" + confirmed + ", " + created + "], \"meta\": {\"webhook_id\":\"WB1\"}}";

    List<HookRecord> records = appended(GOCARDLESS, signed(GOCARDLESS, body, "application/json"));

    assertThat(records)
        .extracting(record -> new String(record.event().body(), UTF_8))
        .containsExactly(confirmed, created);
    assertThat(records).extracting(record -> record.event().id()).containsExactly("EV1", "EV2");
    assertThat(records)
        .extracting(record -> record.event().type())
        .containsExactly("payments.confirmed", "mandates.created");
    assertThat(records).extracting(HookRecord::key).containsExactly("PM1", "EV2");
    assertThat(records)
        .extracting(HookRecord::notes)
        .containsExactly(Map.of(HookRecords.BATCH, "1/2"), Map.of(HookRecords.BATCH, "2/2"));
  }

  @Test
  void anEventOfSuchAListThatComesAgainInAnotherOneIsARepetition() {
    String again = "{\"id\":\"EV1\",\"details\":{\"retry\":1}}";
    List<HookRecord> first =
        gocardless("{\"events\":[{\"id\":\"EV1\"}],\"meta\":{\"webhook_id\":\"WB1\"}}");
    List<HookRecord> later = gocardless("{\"events\":[{\"id\":\"EV0\"}," + again + "]}");

    assertThat(later.getLast().identity()).isNotNull().isEqualTo(first.getFirst().identity());
    assertThat(later.getFirst().identity()).isNotEqualTo(first.getFirst().identity());
  }

  private static List<HookRecord> gocardless(String body) {
    return appended(GOCARDLESS, signed(GOCARDLESS, body, "application/json"));
  }

  private static List<HookRecord> mandrill(String list) {
    String form = "mandrill_events=" + URLEncoder.encode(list, UTF_8);
    return appended(MANDRILL, signed(MANDRILL, form, FORM));
  }

  private static Source field(String list) {
    return IntakeCases.source("payload: {split: true, list: '" + list + "'}");
  }

  private static RawRequest signed(Source source, String body, String mediaType) {
    RawRequest request = IntakeCases.request(null, HeaderLines.of("Content-Type", mediaType), body);
    return Requests.withHeadersOf(
        request, source.signer().orElseThrow().sign(request, "m-1", IntakeCases.NOW));
  }
}
