package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One complete description of a signature: what is signed, with which key, and where it stands.
 *
 * @param key which secrets are keys of it
 * @param header the header with the signature
 * @param layout how the signature stands in that header
 * @param encoding how the signature is written
 * @param signed what is signed
 * @param timestamp the signed time, if there is one
 */
public record SignedWay(
    KeyRule key,
    String header,
    Layout layout,
    TextEncoding encoding,
    Template signed,
    Optional<TimestampRule> timestamp) {

  /** More signatures in one request than any rotation needs; each may cost a verification. */
  private static final int SIGNATURES_MAX = 16;

  /** What makes this description useless or unsafe, if anything. */
  public Optional<String> fault() {
    if (!signed.holdsBody()) {
      return Optional.of("{body} is not signed, so anybody could change it");
    }
    if (signed.holdsTimestamp() && timestamp.isEmpty()) {
      return Optional.of("{timestamp} is signed, but not where it stands in the request");
    }
    if (!signed.holdsTimestamp() && timestamp.isPresent()) {
      return Optional.of("the timestamp is not signed, so checking it would prove nothing");
    }
    return Optional.empty();
  }

  /** Whether the request uses any of the headers of this way. */
  boolean isUsedBy(RawRequest request) {
    return headerNames().anyMatch(name -> !request.headers().all(name).isEmpty());
  }

  private Stream<String> headerNames() {
    return Stream.concat(
        Stream.of(header),
        Stream.concat(timestampHeader().stream(), signed.headerNames().stream()));
  }

  private Optional<String> timestampHeader() {
    return timestamp
        .map(TimestampRule::place)
        .filter(TimestampRule.Place.InHeader.class::isInstance)
        .map(place -> ((TimestampRule.Place.InHeader) place).name());
  }

  /** Judges a request: first its grammar, then its time, and only then its signature. */
  Proof prove(CheckingKey checkingKey, RawRequest request, Instant now) {
    LoneHeaders headers = new LoneHeaders(request.headers());
    String line = headers.value(header);
    List<byte[]> signatures = signatures(line);
    if (signatures.isEmpty() || signatures.size() > SIGNATURES_MAX) {
      headers.note(Refusal.MALFORMED_HEADER);
    }
    String time = timestamp.map(rule -> timeText(rule.place(), line, headers)).orElse("");
    List<byte[]> content = signed.fill(request.body(), time, headers::value);
    if (headers.fault().isPresent()) {
      return new Proof.Refuted(headers.fault().get());
    }
    Proof inTime = timestamp.isEmpty() ? new Proof.Proven() : timestamp.get().judge(time, now);
    return switch (inTime) {
      case Proof.Refuted refuted -> refuted;
      case Proof.Proven proven ->
          checkingKey.accepts(content, signatures)
              ? proven
              : new Proof.Refuted(Refusal.BAD_SIGNATURE);
    };
  }

  private List<byte[]> signatures(String line) {
    int bytes = key.algorithm().signatureBytes();
    List<byte[]> wellFormed = new ArrayList<>(2);
    for (String text : layout.signatures(line)) {
      byte[] signature = encoding.fits(text, bytes) ? encoding.decodeStrictly(text) : null;
      if (signature != null) {
        wellFormed.add(signature);
      }
    }
    return wellFormed;
  }

  private String timeText(TimestampRule.Place place, String line, LoneHeaders headers) {
    return switch (place) {
      case TimestampRule.Place.InHeader(String name) -> headers.value(name);
      case TimestampRule.Place.InItem(String name) -> {
        List<String> times = layout.items(line, name);
        if (times.size() != 1) {
          headers.note(times.isEmpty() ? Refusal.MALFORMED_HEADER : Refusal.REPEATED_HEADER);
        }
        yield times.isEmpty() ? "" : times.getFirst();
      }
    };
  }

  /** The headers of a genuine request. */
  HeaderLines sign(SigningKey signingKey, String messageId, Instant at, byte[] body) {
    String time = timestamp.map(rule -> rule.write(at)).orElse("");
    String signature = encoding.encode(signingKey.sign(signed.fill(body, time, name -> messageId)));
    List<String> lines = new ArrayList<>();
    for (String name : signed.headerNames()) {
      lines.addAll(List.of(name, messageId));
    }
    timestampHeader().ifPresent(name -> lines.addAll(List.of(name, time)));
    lines.addAll(List.of(header, timeItem(time) + layout.write(signature)));
    return HeaderLines.of(lines.toArray(String[]::new));
  }

  private String timeItem(String time) {
    return switch (timestamp
        .map(TimestampRule::place)
        .orElse(new TimestampRule.Place.InHeader(""))) {
      case TimestampRule.Place.InHeader header -> "";
      case TimestampRule.Place.InItem(String name) -> name + "=" + time + ",";
    };
  }

  SignedWay withTolerance(Duration tolerance) {
    return new SignedWay(
        key, header, layout, encoding, signed, timestamp.map(t -> t.withTolerance(tolerance)));
  }
}
