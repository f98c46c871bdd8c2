package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Signatures and times in a line are read as a second, simpler reader reads them. */
class SignatureTextFuzzTest {

  private static final Instant NOW = Instant.parse("2026-09-21T14:13:20.5Z");
  private static final Duration PAST = Duration.ofMinutes(5);
  private static final Duration FUTURE = Duration.ofSeconds(30);

  /** The end of the year 9999. */
  private static final long SECONDS_MAX = 253_402_300_800L;

  private static final Pattern DATE =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?"
              + "(?:[Zz]|[+-][0-9]{2}:[0-9]{2})");

  /** The first line of the input says which layout; the second is the line to be read. */
  @FuzzTest
  void splitsALineAsASimplerReaderDoes(byte[] data) {
    String[] lines = new String(data, ISO_8859_1).split("\n", 2);
    if (lines.length < 2 || lines[0].length() < 3) {
      return;
    }
    char kind = lines[0].charAt(0);
    char separator = lines[0].charAt(1);
    String rest = lines[0].substring(2);
    char joint = rest.charAt(rest.length() - 1);
    String name = rest.substring(0, rest.length() - 1);
    switch (kind) {
      case 'w' -> assertSplit(new Layout.Whole(rest), separator, lines[1], after(rest, lines[1]));
      case 'l' ->
          assertSplit(
              new Layout.Listed(separator, rest),
              separator,
              lines[1],
              items(separator, lines[1]).flatMap(item -> after(rest, item)));
      default ->
          assertSplit(
              new Layout.Items(name, separator, joint),
              separator,
              lines[1],
              items(separator, lines[1])
                  .filter(item -> item.indexOf(joint) >= 0)
                  .map(item -> item.split(Pattern.quote(String.valueOf(joint)), 2))
                  .filter(parts -> parts[0].equals(name))
                  .map(parts -> parts[1]));
    }
  }

  private static Stream<String> after(String prefix, String text) {
    return text.startsWith(prefix) ? Stream.of(text.substring(prefix.length())) : Stream.empty();
  }

  private static Stream<String> items(char separator, String line) {
    return Stream.of(line.split(Pattern.quote(String.valueOf(separator)), -1))
        .map(item -> item.replaceAll("^[ \t]+|[ \t]+\\z", ""));
  }

  private static void assertSplit(
      Layout layout, char separator, String line, Stream<String> expected) {
    List<String> signatures = expected.toList();
    assertThat(layout.signatures(line)).isEqualTo(signatures);
    for (String signature : signatures) {
      String again = layout.write(signature);
      boolean plain = again.indexOf(separator) < 0 && again.strip().equals(again);
      if (plain) {
        assertThat(layout.signatures(again)).containsExactly(signature);
      }
    }
  }

  @FuzzTest
  void judgesATimeAsASimplerReaderDoes(byte[] data) {
    String text = new String(data, ISO_8859_1);
    for (TimestampRule.Format format : TimestampRule.Format.values()) {
      assertThat(rule(format).judge(text, NOW))
          .as(format.name())
          .isEqualTo(expected(format, time(format, text)));
    }
  }

  private static Proof expected(TimestampRule.Format format, @Nullable BigDecimal seconds) {
    if (seconds == null) {
      return new Proof.Refuted(Refusal.MALFORMED_HEADER);
    }
    int digits = format == TimestampRule.Format.MILLIS ? 3 : 0;
    BigDecimal now = floor(seconds(NOW), digits);
    BigDecimal age = now.subtract(floor(seconds, digits));
    if (age.compareTo(BigDecimal.valueOf(PAST.toSeconds())) > 0) {
      return new Proof.Refuted(Refusal.STALE_TIMESTAMP);
    }
    return age.negate().compareTo(BigDecimal.valueOf(FUTURE.toSeconds())) > 0
        ? new Proof.Refuted(Refusal.FUTURE_TIMESTAMP)
        : new Proof.Proven();
  }

  private static BigDecimal floor(BigDecimal seconds, int digits) {
    return seconds.setScale(digits, RoundingMode.FLOOR);
  }

  private static BigDecimal seconds(Instant time) {
    return BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
  }

  private static @Nullable BigDecimal time(TimestampRule.Format format, String text) {
    if (format == TimestampRule.Format.RFC3339) {
      return date(text);
    }
    if (!text.matches("[0-9]{1,15}")) {
      return null;
    }
    int scale = format == TimestampRule.Format.MILLIS ? 3 : 0;
    return new BigDecimal(new BigInteger(text), scale);
  }

  /** A second that is put in counts as the one before it. */
  private static @Nullable BigDecimal date(String text) {
    String usual = text.replaceFirst("(?i)(?<=T23:59:)60", "59");
    try {
      return DATE.matcher(usual).matches()
          ? seconds(OffsetDateTime.parse(usual).toInstant())
          : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The first bytes of the input are seconds and nanoseconds. */
  @FuzzTest
  void readsEveryTimeThatItWrites(byte[] data) {
    ByteBuffer numbers = ByteBuffer.wrap(Arrays.copyOf(data, Long.BYTES + Integer.BYTES));
    long seconds = Math.floorMod(numbers.getLong(), SECONDS_MAX);
    Instant exact = Instant.ofEpochSecond(seconds, Math.floorMod(numbers.getInt(), 1_000_000_000));
    for (TimestampRule.Format format : TimestampRule.Format.values()) {
      TimestampRule rule =
          new TimestampRule(
              new TimestampRule.Place.InItem("t"),
              format,
              Optional.of(new TimestampRule.Tolerance(Duration.ZERO, Duration.ZERO)));
      assertThat(rule.judge(rule.write(exact), exact)).isEqualTo(new Proof.Proven());
      assertThat(rule.judge(rule.write(exact), exact.plusSeconds(1)))
          .isEqualTo(new Proof.Refuted(Refusal.STALE_TIMESTAMP));
      assertThat(rule.judge(rule.write(exact), exact.minusSeconds(1)))
          .isEqualTo(new Proof.Refuted(Refusal.FUTURE_TIMESTAMP));
    }
  }

  private static TimestampRule rule(TimestampRule.Format format) {
    return new TimestampRule(
        new TimestampRule.Place.InItem("t"),
        format,
        Optional.of(new TimestampRule.Tolerance(PAST, FUTURE)));
  }

  @FuzzTest
  void decodesWhatTheGrammarOfAnEncodingAllows(byte[] data) {
    String text = new String(data, ISO_8859_1);
    String url = "[A-Za-z0-9_-]";
    String plain = "[A-Za-z0-9+/]";
    assertDecodes(TextEncoding.HEX, text, "(?:[0-9a-f]{2})*+");
    assertDecodes(
        TextEncoding.BASE64,
        text,
        "(?:" + plain + "{4})*+(?:" + plain + "[AQgw]==|" + plain + "{2}[AEIMQUYcgkosw048]=)?");
    assertDecodes(
        TextEncoding.BASE64URL,
        text,
        "(?:" + url + "{4})*+(?:" + url + "[AQgw]|" + url + "{2}[AEIMQUYcgkosw048])?");
    for (TextEncoding encoding :
        List.of(TextEncoding.HEX, TextEncoding.BASE64, TextEncoding.BASE64URL)) {
      String written = encoding.encode(data);
      assertThat(encoding.decodeStrictly(written)).isEqualTo(data);
      assertThat(encoding.fits(written, data.length)).isTrue();
    }
  }

  private static void assertDecodes(TextEncoding encoding, String text, String grammar) {
    assertThat(encoding.decodeStrictly(text) != null)
        .as(encoding.name())
        .isEqualTo(text.matches(grammar));
  }
}
