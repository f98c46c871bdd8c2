package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.Refusal;
import io.sluice.gateway.verify.Rfc9421Scheme;
import io.sluice.gateway.verify.SignaturePlace;
import io.sluice.gateway.verify.SignedScheme;
import io.sluice.gateway.verify.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Spoils each header that a scheme looks at. */
@ParameterizedClass(name = "{0}")
@MethodSource("cases")
class SchemeHeaderAttacksTest {

  private static final List<String> GARBAGE =
      List.of(
          "",
          " ",
          "not-a-signature",
          "=",
          ",",
          "v1",
          "v1,",
          "v1=",
          "t=,v1=",
          "t=1,t=2,v1=00",
          "sha256=",
          "v0=",
          "Basic",
          "Basic ",
          "Basic Og==",
          "Basic !!!!",
          "Bearer ",
          "Bearer ..",
          "e30.e30.",
          "-1",
          "+1",
          "0x10",
          "1e9",
          "99999999999999999999",
          "\u0000",
          "\u00ff\u00fe",
          "\ud83d\udd11",
          "{}",
          "null",
          "sig=()",
          "sig=:AA==:",
          "0".repeat(5000));

  private final Subject subject;
  private final RawRequest genuine;
  private final Coverage coverage;
  private final Attempts attempts;
  private final Map<String, String> read;

  SchemeHeaderAttacksTest(Subject subject) {
    this.subject = subject;
    this.genuine = subject.genuine();
    this.coverage = new Coverage(subject);
    this.attempts = new Attempts(subject, coverage);
    this.read = read();
  }

  static Stream<Subject> cases() {
    return Subject.all();
  }

  /**
   * The headers that matter and are there: by the description, or because it shows. What reads a
   * body as a form is tried by itself.
   */
  private Map<String, String> read() {
    Set<String> named = coverage.headers();
    Map<String, String> read = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    genuine
        .headers()
        .forEach((name, value) -> {
          boolean isNamed =
              named.stream().anyMatch(name::equalsIgnoreCase)
                  || coverage.covers(new Selector.Header(name));
          boolean isNeeded = !attempts.accepts(Requests.withHeader(genuine, name));
          if (isNamed || (isNeeded && !name.equalsIgnoreCase("content-type"))) {
            read.put(name, value);
          }
        });
    return read;
  }

  @Test
  void looksAtAHeaderWhereAProofStands() {
    List<String> proofs =
        subject.source().signatures().proofPlaces().stream()
            .filter(Selector.Header.class::isInstance)
            .map(place -> ((Selector.Header) place).name())
            .filter(name -> !genuine.headers().all(name).isEmpty())
            .toList();

    if (!proofs.isEmpty()) {
      assertThat(read.keySet()).containsAnyElementsOf(proofs);
    }
  }

  @Test
  void refusesAMissingHeader() {
    read.forEach((name, _) -> attempts.refuses(Requests.withHeader(genuine, name), "no " + name));
  }

  @Test
  void tellsAMissingProof() {
    RawRequest bare = genuine;
    for (String name : read.keySet()) {
      bare = Requests.withHeader(bare, name);
    }
    if (!read.isEmpty() && subject.source().signatures().needsSecret()) {
      assertThat(attempts.verdict(bare)).isInstanceOf(Verdict.Refused.class);
      assertThat(attempts.verdict(bare)).isEqualTo(new Verdict.Refused(Refusal.MISSING_HEADER));
    }
  }

  /** Where only the first line is looked at, that one must be right. */
  @Test
  void refusesARepeatedHeader() {
    read.forEach((name, value) -> {
      refuses(name, "x", value);
      if (!isMeantToBeRepeated(name) && isProofOrCovered(name)) {
        refuses(name, value, value);
        refuses(name, value, "");
        refuses(name, value, "x");
      } else {
        attempts.refusesUnlessHarmless(
            Requests.withHeader(genuine, name, value, "x"), name + " and x");
      }
    });
  }

  private void refuses(String name, String... values) {
    if (!isMeantToBeRepeated(name)) {
      attempts.refuses(Requests.withHeader(genuine, name, values), name + ": " + List.of(values));
    }
  }

  private void refusesUnlessHarmless(String name, String value) {
    attempts.refusesUnlessHarmless(Requests.withHeader(genuine, name, value), name + ": " + value);
  }

  private boolean isMeantToBeRepeated(String name) {
    return subject.source().signatures() instanceof SignedScheme(var ways)
        && ways.stream()
            .map(way -> way.signature())
            .anyMatch(place ->
                place instanceof SignaturePlace.InHeader(String its, boolean repeated)
                    && repeated
                    && its.equalsIgnoreCase(name));
  }

  private boolean isProofOrCovered(String name) {
    Selector header = new Selector.Header(name);
    return coverage.covers(header)
        || EntryPlaces.of(subject.source().signatures()).proofs().contains(header);
  }

  @Test
  void refusesGarbage() {
    for (String garbage : GARBAGE) {
      read.forEach((name, _) -> refuses(name, garbage));
    }
  }

  @Test
  void refusesEveryChangedChar() {
    read.forEach((name, value) -> {
      for (int i = 0; i < value.length(); i++) {
        refuses(name, replaced(value, i, (char) (value.charAt(i) + 1)));
        refuses(name, replaced(value, i, (char) (value.charAt(i) ^ 0x80)));
        if (Character.isLetter(value.charAt(i)) && !isBasicSchemeName(value, i)) {
          refuses(name, replaced(value, i, (char) (value.charAt(i) ^ 0x20)));
        }
      }
    });
  }

  @Test
  void refusesShortenedAndLengthenedHeaders() {
    read.forEach((name, value) -> {
      for (int end = 0; end < value.length(); end++) {
        refuses(name, value.substring(0, end));
        refuses(name, value.substring(end + 1));
      }
      refuses(name, value + "0");
      refuses(name, value + "=");
      refuses(name, "0" + value);
      refusesUnlessHarmless(name, value + value);
    });
  }

  @Test
  void refusesAnotherCase() {
    read.forEach((name, value) -> {
      for (String changed :
          List.of(value.toLowerCase(Locale.ROOT), value.toUpperCase(Locale.ROOT))) {
        if (!changed.equals(value)) {
          refuses(name, changed);
        }
      }
    });
  }

  /** A list of signatures may hold more than the right one, and blanks around it. */
  @Test
  void blanksAroundAValueAreHarmlessOrRefused() {
    read.forEach((name, value) -> {
      for (String changed : List.of(" " + value, value + " ", value + ",", "," + value)) {
        refusesUnlessHarmless(name, changed);
      }
    });
  }

  /** Also those which the names of events are taken from. */
  @Test
  void anAddedHeaderChangesNothingThatIsCovered() {
    List<String> names = new ArrayList<>(EntryPlaces.of(subject.source().signatures()).headers());
    names.addAll(List.of("Content-Type", "Content-Encoding", "X-New", "webhook-id"));
    for (NameRule rule : subject.source().naming().id()) {
      if (rule instanceof NameRule.Place(Selector.Header(String name))) {
        names.add(name);
      }
    }
    for (String name : names) {
      if (genuine.headers().all(name).isEmpty()) {
        attempts.refusesUnlessHarmless(Requests.withHeader(genuine, name, "x"), "an added " + name);
      }
    }
  }

  @Test
  void anotherContentTypeChangesNothingThatIsCovered() {
    for (String type :
        List.of(
            "",
            "text/plain",
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=\"a\"")) {
      attempts.refusesUnlessHarmless(
          Requests.withHeader(genuine, "Content-Type", type), "Content-Type: " + type);
    }
    attempts.refusesUnlessHarmless(Requests.withHeader(genuine, "Content-Type"), "no Content-Type");
  }

  /** So what the entry says of itself is all that it looks at. */
  @Test
  void acceptsAnythingInHeadersThatItDoesNotLookAt() {
    if (subject.source().signatures() instanceof Rfc9421Scheme) {
      return;
    }
    RawRequest[] changed = {genuine};
    genuine
        .headers()
        .forEach((name, value) -> {
          if (!read.containsKey(name) && !name.equalsIgnoreCase("content-type")) {
            changed[0] = Requests.withHeader(changed[0], name, value + "x", "\u00ff");
          }
        });
    assertThat(attempts.accepts(changed[0])).isTrue();
  }

  private static String replaced(String value, int at, char by) {
    return value.substring(0, at) + by + value.substring(at + 1);
  }

  /** RFC 7617: the word Basic is the same in any case. */
  private static boolean isBasicSchemeName(String value, int at) {
    return value.startsWith("Basic ") && at < "Basic".length();
  }
}
