package io.sluice.gateway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.Verdict;
import io.sluice.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Throws chance at every scheme. */
@ExtendWith(Seeds.class)
@ParameterizedClass(name = "{0}")
@MethodSource("cases")
class SchemeNoiseTest {

  private static final int SCRAMBLED = 500;
  private static final int RANDOM = 2_000;

  private final Subject subject;
  private final RawRequest genuine;
  private final Attempts attempts;
  private final Map<String, String> proofs;

  SchemeNoiseTest(Subject subject) {
    this.subject = subject;
    this.genuine = subject.genuine();
    Coverage coverage = new Coverage(subject);
    this.attempts = new Attempts(subject, coverage);
    this.proofs = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : coverage.headers()) {
      genuine.headers().all(name).forEach(value -> proofs.put(name, value));
    }
  }

  static Stream<Subject> cases() {
    return Subject.all();
  }

  /** A list may hold more than the proof; so a change is harmless only if all of it is left. */
  @Test
  void refusesScrambledHeadersUnlessTheWholeProofIsLeft(RandomGenerator random) {
    for (int i = 0; i < SCRAMBLED; i++) {
      RawRequest request = genuine;
      boolean whole = true;
      for (Map.Entry<String, String> line : proofs.entrySet()) {
        String scrambled = scrambled(line.getValue(), random);
        if (read(line.getKey(), scrambled).equals(read(line.getKey(), line.getValue()))) {
          scrambled = line.getValue(); // it says the same, so it is no other proof
        }
        whole &= Stream.of(line.getValue().split("[,;]")).allMatch(scrambled::contains);
        request = Requests.withHeader(request, line.getKey(), scrambled);
      }
      if (!whole) {
        attempts.refuses(request, "scrambled headers");
      }
      attempts.refusesUnlessHarmless(request, "scrambled headers");
    }
  }

  /** The case of the word that names a way of authentication means nothing (RFC 9110, 11.1). */
  private static String read(String name, String value) {
    int word = name.equalsIgnoreCase("authorization") ? Math.max(0, value.indexOf(' ')) : 0;
    return value.substring(0, word).toLowerCase(Locale.ROOT) + value.substring(word);
  }

  /** Proofs in headers are always changed here; one in the body may be left as it is. */
  @Test
  void refusesAnythingRandomAndNeverThrows(RandomGenerator random) {
    List<String> names = new ArrayList<>(List.of("Content-Type", "Content-Encoding", "Host"));
    names.addAll(EntryPlaces.of(subject.source().signatures()).headers());
    genuine.headers().forEach((name, _) -> names.add(name));
    List<String> parameters = parameters();
    for (int i = 0; i < RANDOM; i++) {
      RawRequest request =
          ChangedTarget.query(
              Requests.withBody(
                  Requests.withHeaders(genuine, headers(names, random)), body(random)),
              random.nextBoolean() ? query(parameters, random) : genuine.query());
      if (proofs.isEmpty()) {
        attempts.refusesUnlessHarmless(request, "a random request");
      } else {
        assertThat(attempts.verdict(request)).isNotInstanceOf(Verdict.Genuine.class);
      }
    }
  }

  private List<String> parameters() {
    List<String> parameters = new ArrayList<>(List.of("a"));
    for (Selector place : EntryPlaces.of(subject.source().signatures()).all()) {
      if (place instanceof Selector.Query(String name)) {
        parameters.add(name);
      }
    }
    return parameters;
  }

  private HeaderLines headers(List<String> names, RandomGenerator random) {
    List<String> lines = new ArrayList<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      String name = names.get(random.nextInt(names.size()));
      List<String> own = genuine.headers().all(name);
      String value = own.isEmpty() || random.nextBoolean() ? noise(random, 80) : own.getFirst();
      lines.addAll(List.of(name, value.equals(proofs.get(name)) ? value + "x" : value));
    }
    return HeaderLines.of(lines.toArray(String[]::new));
  }

  private byte[] body(RandomGenerator random) {
    byte[] body = genuine.body().clone();
    for (int i = random.nextInt(20); i >= 0 && body.length > 0; i--) {
      body[random.nextInt(body.length)] = (byte) random.nextInt();
    }
    return random.nextBoolean() ? noise(random, 200).getBytes(ISO_8859_1) : body;
  }

  private static String query(List<String> names, RandomGenerator random) {
    StringBuilder query = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      query
          .append(names.get(random.nextInt(names.size())))
          .append('=')
          .append(noise(random, 30))
          .append('&');
    }
    return query.toString();
  }

  private static String noise(RandomGenerator random, int max) {
    byte[] noise = new byte[random.nextInt(max)];
    random.nextBytes(noise);
    return new String(noise, ISO_8859_1);
  }

  /** The value with a few bytes changed, left out, put in or said twice. */
  private static String scrambled(String value, RandomGenerator random) {
    StringBuilder text = new StringBuilder(value);
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      int spot = random.nextInt(text.length() + 1);
      String noise = noise(random, 5);
      switch (random.nextInt(4)) {
        case 0 -> text.insert(spot, noise);
        case 1 -> text.setLength(spot);
        case 2 -> text.insert(spot, text.substring(spot));
        default -> text.replace(0, Math.min(spot, 1), noise);
      }
    }
    return text.toString().equals(value) ? "" : text.toString();
  }
}
