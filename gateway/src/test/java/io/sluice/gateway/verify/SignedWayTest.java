package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.BodyPointer;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignedWayTest {

  private static final Instant NOW = Requests.NOW;
  private static final KeyRule RULE =
      new KeyRule(Algorithm.HMAC_SHA256, TextEncoding.UTF8, "", false, KeyRule.Hash.NONE);
  private static final NamedSecret SECRET = new NamedSecret("env:S", "secret");
  private static final MacKey KEY = MacKey.of(Algorithm.HMAC_SHA256, new byte[] {1});
  private static final Layout ITEMS = new Layout.Items("v1", ',', '=');

  @Test
  void aWayThatProvesNothingIsAFault() {
    assertThat(way("{body}", none()).fault()).isEmpty();
    assertThat(way("fixed", none()).fault())
        .hasValueSatisfying(w -> assertThat(w).contains("nothing"));
    assertThat(way("{body|hmac}", none()).fault())
        .hasValueSatisfying(why -> assertThat(why).contains("handshakes"));
    assertThat(way("{timestamp}{body}", none()).fault())
        .hasValueSatisfying(why -> assertThat(why).contains("not where it stands"));
    assertThat(way("{body}", at("header:T")).fault())
        .hasValueSatisfying(why -> assertThat(why).contains("prove nothing"));
    assertThat(way("{body}", item("t")).fault()).isPresent();
    assertThat(way("{timestamp}{body}", item("t")).fault()).isEmpty();
    assertThat(way("{timestamp}{body}", at("header:T")).fault()).isEmpty();
    assertThat(way("{header:T}{body}", at("header:T")).fault()).isEmpty();
    assertThat(way("{body}", at("body:/t")).fault()).isEmpty();
  }

  @Test
  void isUsedByWhatHasItsSignatureOrAFact() {
    SignedWay way = way("{header:Id}{timestamp}", at("header:Time"));

    assertThat(way.isUsedBy(Requests.post("", "S", "x"))).isTrue();
    assertThat(way.isUsedBy(Requests.post("", "Id", "x"))).isTrue();
    assertThat(way.isUsedBy(Requests.post("", "Time", "x"))).isTrue();
    assertThat(way.isUsedBy(Requests.post("", "Other", "x"))).isFalse();
    assertThat(way.facts()).containsExactlyInAnyOrder("id", "time");
  }

  @Test
  void readsTheTimeWhereItStands() {
    assertThat(proved(way("{timestamp}.{body}", at("header:T")), "", "T", "1790000000"))
        .isEqualTo("proven");
    assertThat(proved(way("{timestamp}.{body}", at("header:T")), "")).isEqualTo("MISSING_HEADER");
    SignedWay inBody = way("{timestamp}.{body}", at("body:/t"));
    assertThat(proved(inBody, "{\"t\":1790000000}")).isEqualTo("proven");
    assertThat(proved(inBody, "{\"t\":1}")).isEqualTo("STALE_TIMESTAMP");
    assertThat(proved(inBody, "{}")).isEqualTo("MISSING_HEADER");
  }

  @Test
  void readsTheTimeBesideTheSignatureWhereItStandsOnce() {
    SignedWay way = way("{timestamp}.{body}", item("t"));
    String right = TextEncoding.HEX.encode(KEY.sign(List.of("1790000000.b".getBytes(UTF_8))));

    assertThat(judged(way, Requests.post("b", "S", "t=1790000000,v1=" + right)))
        .isEqualTo("proven");
    assertThat(judged(way, Requests.post("b", "S", "v1=" + right))).isEqualTo("MALFORMED_HEADER");
    assertThat(judged(way, Requests.post("b", "S", "t=1790000000,t=1790000000,v1=" + right)))
        .isEqualTo("REPEATED_HEADER");
    assertThat(judged(way, Requests.post("b"))).isEqualTo("MISSING_HEADER");
    HeaderLines made = way.sign(KEY, Requests.post("b"), "m-1", NOW);
    assertThat(made.all("S")).containsExactly("t=1790000000,v1=" + right);
  }

  @Test
  void demandsWhatItRequiresBeforeTheSignature() {
    SignedWay demanding =
        new SignedWay(
            RULE,
            new SignaturePlace.InHeader("S", false),
            ITEMS,
            TextEncoding.HEX,
            Template.parse("{body}").orThrow(),
            Optional.empty(),
            List.of(new Condition(new Selector.Header("Topic"), new Condition.Test.Present())),
            Optional.empty());

    assertThat(proved(demanding, "b", "Topic", "x")).isEqualTo("proven");
    assertThat(proved(demanding, "b")).isEqualTo("UNMET_DEMAND");
  }

  @Test
  void everyElementOfAListIsSignedForItself() {
    SignedWay way = ofElements();

    assertThat(judged(way, Requests.post(elements(1)))).isEqualTo("proven");
    assertThat(judged(way, Requests.post(elements(128)))).isEqualTo("proven");
    assertThat(judged(way, Requests.post(elements(129)))).isEqualTo("MALFORMED_HEADER");
    assertThat(judged(way, Requests.post("[]"))).isEqualTo("MISSING_HEADER");
    String oneWrong = elements(3).replace("\"i\":2", "\"i\":7");
    assertThat(judged(way, Requests.post(oneWrong))).isEqualTo("BAD_SIGNATURE");
    assertThat(judged(way, Requests.post(elements(2).replace("\"t\":\"x\"", "\"t\":\"y\""))))
        .as("what each element is demanded to say")
        .isEqualTo("UNMET_DEMAND");
  }

  @Test
  void writesTheIdWhereTheRequestHasNone() {
    SignedWay way = way("{header:Id}.{body}", none());

    assertThat(way.sign(KEY, Requests.post("b"), "m-1", NOW).all("Id")).containsExactly("m-1");
    assertThat(way.sign(KEY, Requests.post("b", "Id", "own"), "m-1", NOW).all("Id"))
        .containsExactly("own");
    HeaderLines timed =
        way("{header:Id}.{timestamp}", at("header:T")).sign(KEY, Requests.post("b"), "m-1", NOW);
    assertThat(timed.all("T")).containsExactly("1790000000");
    assertThat(timed.all("S").getFirst()).startsWith("v1=").hasSize(67);
  }

  @Test
  void signsTheListedHeadersAsTheyWillBeSent() {
    SignedWay way = way("{listed_headers:L}", at("header:T"));
    RawRequest request = Requests.post("b", "L", "A,T", "A", "1", "T", "old");

    assertThat(way.sign(KEY, request, "m-1", NOW).all("S"))
        .containsExactly("v1=" + hex("A:1;T:1790000000"));
  }

  @Test
  void aSchemeTellsWhatItsWaysHaveInCommon() {
    SignedScheme untimed = new SignedScheme(List.of(way("{body}", none())));
    SignedScheme timed =
        new SignedScheme(List.of(way("{timestamp}{body}", item("t")), way("{body}", none())));
    Selector member = Selector.parse("body:/a").orThrow();

    assertThat(untimed.withTolerance(Duration.ofHours(1))).isInstanceOf(Parsed.Bad.class);
    assertThat(timed.withTolerance(Duration.ofHours(1)).orThrow())
        .isInstanceOfSatisfying(
            SignedScheme.class,
            scheme ->
                assertThat(scheme.ways().getFirst().timestamp().orElseThrow().tolerance())
                    .contains(
                        new TimestampRule.Tolerance(Duration.ofHours(1), Duration.ofHours(1))));
    assertThat(timed.covers(member)).isTrue();
    assertThat(
            new SignedScheme(List.of(way("{body}", none()), way("{url}", none()))).covers(member))
        .isFalse();
    assertThat(untimed.proofPlaces()).containsExactly(new Selector.Header("S"));
    assertThat(untimed.secretPlaces()).isEmpty();
  }

  @Test
  void ofASignatureOnACurveTheTextIsNoProofOfItsOwn() {
    KeyRule curve =
        new KeyRule(Algorithm.ECDSA_P256, TextEncoding.BASE64, "", false, KeyRule.Hash.NONE);
    SignedWay way = way("{body}", none());
    SignaturePlace inBody = new SignaturePlace.At(Selector.parse("body:/sig").orThrow());
    SignedWay elliptic =
        new SignedWay(
            curve,
            inBody,
            way.layout(),
            way.encoding(),
            way.signed(),
            way.timestamp(),
            way.requires(),
            way.each());

    assertThat(new SignedScheme(List.of(elliptic)).proofPlaces())
        .containsExactly(Selector.parse("body:/sig").orThrow());
  }

  @Test
  void tellsEveryReasonWhyASecretFitsNoWay() {
    SignedWay marked =
        withKey(
            new KeyRule(Algorithm.HMAC_SHA256, TextEncoding.UTF8, "a_", true, KeyRule.Hash.NONE));
    SignedWay other =
        withKey(
            new KeyRule(Algorithm.HMAC_SHA256, TextEncoding.UTF8, "b_", true, KeyRule.Hash.NONE));
    SignedScheme scheme = new SignedScheme(List.of(marked, other, marked));

    assertThat(scheme.prover(SECRET))
        .isEqualTo(new Parsed.Bad<Prover>("does not start with a_, and does not start with b_"));
    assertThat(new SignedScheme(List.of(ofElements())).signer(SECRET))
        .isEqualTo(new Parsed.Bad<Signer>("signs within the body"));
    assertThat(scheme.signingKey(new NamedSecret("env:S", "b_x"))).isInstanceOf(Parsed.Good.class);
  }

  private static SignedWay withKey(KeyRule key) {
    SignedWay way = way("{body}", none());
    return new SignedWay(
        key,
        way.signature(),
        way.layout(),
        way.encoding(),
        way.signed(),
        way.timestamp(),
        way.requires(),
        way.each());
  }

  private static SignedWay ofElements() {
    return new SignedWay(
        RULE,
        new SignaturePlace.At(Selector.parse("body:/*/s").orThrow()),
        new Layout.Whole(""),
        TextEncoding.HEX,
        Template.parse("{body:/*/i}").orThrow(),
        Optional.empty(),
        List.of(
            new Condition(
                Selector.parse("body:/*/t").orThrow(),
                new Condition.Test.Equals(Template.parse("x").orThrow()))),
        Optional.of(BodyPointer.parse("").orThrow()));
  }

  private static String elements(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"t\":\"x\",\"i\":%d,\"s\":\"%s\"}".formatted(i, hex(Integer.toString(i))))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String hex(String content) {
    return TextEncoding.HEX.encode(KEY.sign(List.of(content.getBytes(UTF_8))));
  }

  /** The judgement of a request that the way itself signed, with these headers. */
  private static String proved(SignedWay way, String body, String... headers) {
    RawRequest request = Requests.post(body, headers);
    String time = way.timestamp().isPresent() ? "1790000000." : "";
    return judged(
        way, Requests.withHeadersOf(request, HeaderLines.of("S", "v1=" + hex(time + body))));
  }

  private static String judged(SignedWay way, RawRequest request) {
    return switch (way.prove(KEY, request, NOW)) {
      case Proof.Proven() -> "proven";
      case Proof.Refuted(Refusal reason, _) -> reason.name();
      case Proof.Wanting wanting -> throw new AssertionError(wanting);
    };
  }

  private static SignedWay way(String signed, Optional<TimestampRule.Place> time) {
    return new SignedWay(
        RULE,
        new SignaturePlace.InHeader("S", false),
        ITEMS,
        TextEncoding.HEX,
        Template.parse(signed).orThrow(),
        time.map(place ->
            new TimestampRule(
                place,
                TimestampRule.Format.SECONDS,
                Optional.of(
                    new TimestampRule.Tolerance(Duration.ofMinutes(5), Duration.ofMinutes(5))))),
        List.of(),
        Optional.empty());
  }

  private static Optional<TimestampRule.Place> none() {
    return Optional.empty();
  }

  private static Optional<TimestampRule.Place> at(String place) {
    return Optional.of(new TimestampRule.Place.At(Selector.parse(place).orThrow()));
  }

  private static Optional<TimestampRule.Place> item(String name) {
    return Optional.of(new TimestampRule.Place.InItem(name));
  }
}
