package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.exchange.UrlEncoded.Pair;
import io.sluice.gateway.verify.Rfc9421Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Sends genuine requests by another method or to another URL. */
@ParameterizedClass(name = "{0}")
@MethodSource("cases")
class SchemeTargetAttacksTest {

  private final Subject subject;
  private final RawRequest genuine;
  private final Coverage coverage;
  private final Attempts attempts;

  SchemeTargetAttacksTest(Subject subject) {
    this.subject = subject;
    this.genuine = subject.genuine();
    this.coverage = new Coverage(subject);
    this.attempts = new Attempts(subject, coverage);
  }

  static Stream<Subject> cases() {
    return Subject.all();
  }

  @Test
  void acceptsAnotherMethodOnlyWhereEventsComeByItAndItIsNotCovered() {
    for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "post", "")) {
      boolean isTaken = subject.source().settings().methods().contains(method);
      boolean isRight = method.equals(genuine.method()) || !coverage.coversMethod();
      acceptsIff(isTaken && isRight, ChangedTarget.method(genuine, method), "by " + method);
    }
  }

  @Test
  void acceptsAnotherPathOnlyWhereItIsNotCovered() {
    for (String more : List.of("/x", "/", "/..", "/%2e", ";a=1")) {
      acceptsIff(
          !coverage.coversPath(), ChangedTarget.morePath(genuine, more), "to a path with " + more);
    }
  }

  @Test
  void acceptsAnotherHostOnlyWhereItIsNotCovered() {
    boolean coversHost =
        EntryPlaces.of(subject.source().signatures())
            .hasWord("url", "url_base", "hubspot_url", "plivo_url", "@target-uri", "@authority");

    acceptsIff(!coversHost, ChangedTarget.host(genuine, "evil.example"), "to another host");
  }

  @Test
  void acceptsMoreOrLessOfAQueryOnlyWhereItIsNotCovered() {
    Optional<Selector> needed =
        EntryPlaces.of(subject.source().signatures()).all().stream()
            .filter(Selector.Query.class::isInstance)
            .filter(place -> place.text(genuine) != null)
            .findFirst();

    acceptsIff(!coverage.coversQuery(), ChangedTarget.moreQuery(genuine, "zz=1"), "with zz=1");
    if (genuine.query() != null) {
      acceptsIff(
          !coverage.coversQuery() && needed.isEmpty(),
          ChangedTarget.query(genuine, null),
          "without a query");
    }
  }

  /** What is read from the query beside what is covered is a proof, or must be as it is. */
  @Test
  void refusesAnotherValueOfAParameterThatIsRead() {
    for (Pair pair : Places.query(genuine)) {
      Selector place = new Selector.Query(pair.name());
      boolean isRead =
          EntryPlaces.of(subject.source().signatures()).all().contains(place)
              || coverage.covers(place);
      for (String value : values(pair.value())) {
        RawRequest changed =
            ChangedTarget.query(
                genuine,
                String.valueOf(genuine.query())
                    .replace(pair.name() + "=", pair.name() + "=" + value + "&" + "old="));
        acceptsIff(!isRead, changed, "with " + pair + " as " + value);
      }
    }
  }

  private static List<String> values(String value) {
    List<String> values = new ArrayList<>(List.of(value + "0", "0" + value, "%00"));
    for (int end = 0; end < value.length(); end++) {
      values.add(value.substring(0, end));
    }
    return values;
  }

  /** The entry of a message signature says only what it covers at least. */
  private void acceptsIff(boolean expected, RawRequest request, String attack) {
    if (!expected) {
      attempts.refuses(request, attack);
    } else if (!(subject.source().signatures() instanceof Rfc9421Scheme)) {
      assertThat(attempts.accepts(request)).as("accepts %s", attack).isTrue();
    }
  }

  /** The first of two is read; so the second one must not be what is signed. */
  @Test
  void refusesARepeatedParameterThatReadsOtherwise() {
    for (Pair pair : Places.query(genuine)) {
      attempts.refusesUnlessHarmless(
          ChangedTarget.query(genuine, pair.name() + "=x&" + genuine.query()), "x before " + pair);
      attempts.refusesUnlessHarmless(
          ChangedTarget.query(genuine, genuine.query() + "&" + pair.name() + "=x"),
          "x behind " + pair);
    }
  }
}
