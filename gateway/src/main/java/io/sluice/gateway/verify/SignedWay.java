package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.BodyPointer;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One complete description of a signature: what is signed, with which key, and where it stands.
 *
 * @param key which secrets are keys of it
 * @param signature where the signature stands
 * @param layout how the signature stands there
 * @param encoding how the signature is written
 * @param signed what is signed
 * @param timestamp the signed time, if there is one
 * @param requires what else must be so
 * @param each the list of which every element is signed for itself, if there is one
 */
public record SignedWay(
    KeyRule key,
    SignaturePlace signature,
    Layout layout,
    TextEncoding encoding,
    Template signed,
    Optional<TimestampRule> timestamp,
    List<Condition> requires,
    Optional<BodyPointer> each) {

  /** More signatures in one request than any rotation needs; each may cost a verification. */
  private static final int SIGNATURES_MAX = 16;

  /** More elements in one list than any provider sends. */
  private static final int ELEMENTS_MAX = 128;

  public SignedWay {
    requires = List.copyOf(requires);
  }

  /** What makes this description useless or unsafe, if anything. */
  public Optional<String> fault() {
    if (signed.holdsHmac()) {
      return Optional.of("|hmac is for answers to handshakes");
    }
    if (signed.all().allMatch(Piece.Literal.class::isInstance)) {
      return Optional.of("nothing of the request is signed, so anybody could repeat it");
    }
    if (signed.holdsTimestamp() && timestamp.isEmpty()) {
      return Optional.of("{timestamp} is signed, but not where it stands in the request");
    }
    return timestamp.map(TimestampRule::place).filter(place -> !covers(place)).isPresent()
        ? Optional.of("the timestamp is not signed, so checking it would prove nothing")
        : Optional.empty();
  }

  private boolean covers(TimestampRule.Place place) {
    return signed.holdsTimestamp()
        || signed.holdsListedHeaders()
        || (place instanceof TimestampRule.Place.At(Selector selector) && signed.holds(selector));
  }

  /** Whether the request uses any of the places of this way. */
  boolean isUsedBy(RawRequest request) {
    return signature.isUsedBy(request)
        || factHeaders().anyMatch(name -> !request.headers().all(name).isEmpty());
  }

  /**
   * The headers it reads beside that of the signature: ways that share these may be tried in turn.
   */
  Set<String> facts() {
    return factHeaders().map(String::toLowerCase).collect(Collectors.toUnmodifiableSet());
  }

  private Stream<String> factHeaders() {
    return Stream.concat(timestampHeader().stream(), signed.headerNames().stream());
  }

  private Optional<String> timestampHeader() {
    return timestamp.map(TimestampRule::place).flatMap(TimestampRule.Place::header);
  }

  /** Judges a request: first its grammar, then its time, and only then its signature. */
  Proof prove(CheckingKey checkingKey, RawRequest request, Instant now) {
    if (each.isEmpty()) {
      return proveOne(checkingKey, request, now);
    }
    int elements = 0;
    while (each.get().element(elements).exists(request.content())) {
      if (elements == ELEMENTS_MAX) {
        return new Proof.Refuted(Refusal.MALFORMED_HEADER);
      }
      if (atElement(elements).proveOne(checkingKey, request, now) instanceof Proof.Refuted no) {
        return no;
      }
      elements++;
    }
    return elements == 0 ? new Proof.Refuted(Refusal.MISSING_HEADER) : new Proof.Proven();
  }

  private SignedWay atElement(int index) {
    return new SignedWay(
        key,
        signature.atElement(index),
        layout,
        encoding,
        signed.atElement(index),
        timestamp,
        requires.stream().map(condition -> condition.atElement(index)).toList(),
        Optional.empty());
  }

  private Proof proveOne(CheckingKey checkingKey, RawRequest request, Instant now) {
    LoneHeaders headers = new LoneHeaders(request.headers());
    List<String> lines = signature.lines(request, headers);
    List<byte[]> signatures = signatures(lines);
    if (signatures.isEmpty() || signatures.size() > SIGNATURES_MAX) {
      headers.note(Refusal.MALFORMED_HEADER);
    }
    String time = timestamp.map(rule -> timeText(rule.place(), lines, request, headers)).orElse("");
    List<byte[]> content = signed.fill(new Filling(request, time, headers, Optional.empty()));
    if (headers.fault().isPresent()) {
      return new Proof.Refuted(headers.fault().get(), signed.hashesBody());
    }
    Proof inTime = timestamp.isEmpty() ? new Proof.Proven() : timestamp.get().judge(time, now);
    if (inTime instanceof Proof.Refuted(Refusal reason, _)) {
      return new Proof.Refuted(reason, signed.hashesBody());
    }
    // All of them are judged, lest the time told which one was not met.
    if (requires.stream().filter(condition -> !condition.holds(request)).count() > 0) {
      return new Proof.Refuted(Refusal.UNMET_DEMAND, hashesBody(request));
    }
    return checkingKey.accepts(content, signatures)
        ? inTime
        : new Proof.Refuted(
            Refusal.BAD_SIGNATURE, hashesBody(request) || isWhole(content, request));
  }

  /** Whether making the content, or judging what else must be so, digests the whole body. */
  private boolean hashesBody(RawRequest request) {
    return signed.hashesBody() || requires.stream().anyMatch(c -> c.hashesBody(request));
  }

  /** Whether a digest of this content is as much work as one of the whole body. */
  private static boolean isWhole(List<byte[]> content, RawRequest request) {
    return content.stream().mapToLong(piece -> piece.length).sum() >= request.body().length;
  }

  private List<byte[]> signatures(List<String> lines) {
    int bytes = key.algorithm().signatureBytes();
    List<byte[]> wellFormed = new ArrayList<>(2);
    for (String line : lines) {
      for (String text : layout.signatures(line)) {
        byte[] signature = encoding.fits(text, bytes) ? encoding.decodeStrictly(text) : null;
        if (signature != null) {
          wellFormed.add(signature);
        }
      }
    }
    return wellFormed;
  }

  private String timeText(
      TimestampRule.Place place, List<String> lines, RawRequest request, LoneHeaders headers) {
    return switch (place) {
      case TimestampRule.Place.At(Selector.Header(String name)) -> headers.value(name);
      case TimestampRule.Place.At(Selector selector) -> {
        String text = selector.find(request);
        if (text == null) {
          headers.note(Refusal.MISSING_HEADER);
        }
        yield text == null ? "" : text;
      }
      case TimestampRule.Place.InItem(String name) -> {
        List<String> times = lines.isEmpty() ? List.of() : layout.items(lines.getFirst(), name);
        if (times.size() != 1) {
          headers.note(times.isEmpty() ? Refusal.MALFORMED_HEADER : Refusal.REPEATED_HEADER);
        }
        yield times.isEmpty() ? "" : times.getFirst();
      }
    };
  }

  /** The headers of a genuine request. */
  HeaderLines sign(SigningKey signingKey, RawRequest request, String messageId, Instant at) {
    String time = timestamp.map(rule -> rule.write(at)).orElse("");
    List<String> lines = new ArrayList<>();
    for (String name : signed.headerNames()) {
      List<String> given = request.headers().all(name);
      lines.addAll(List.of(name, given.isEmpty() ? messageId : given.getFirst()));
    }
    timestampHeader().ifPresent(name -> lines.addAll(List.of(name, time)));
    HeaderLines added = HeaderLines.of(lines.toArray(String[]::new));
    LoneHeaders headers =
        new LoneHeaders(
            name -> added.all(name).isEmpty() ? request.headers().all(name) : added.all(name));
    Filling filling = new Filling(request, time, headers, Optional.empty());
    String text = encoding.encode(signingKey.sign(signed.fill(filling)));
    signature
        .header()
        .ifPresent(name -> lines.addAll(List.of(name, timeItem(time) + layout.write(text))));
    return HeaderLines.of(lines.toArray(String[]::new));
  }

  private String timeItem(String time) {
    return layout instanceof Layout.Items(_, char separator, char joint)
            && timestamp.map(TimestampRule::place).orElse(null)
                instanceof TimestampRule.Place.InItem(String name)
        ? name + joint + time + separator
        : "";
  }

  SignedWay withTolerance(Duration tolerance) {
    return new SignedWay(
        key,
        signature,
        layout,
        encoding,
        signed,
        timestamp.map(rule -> rule.withTolerance(tolerance)),
        requires,
        each);
  }
}
