package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.exchange.JsonMembers;
import io.sluice.gateway.exchange.JsonMembers.Member;
import io.sluice.gateway.exchange.RawRequest;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the claims of a token must be.
 *
 * @param equal by name, the text that a claim must equal; where that is empty, the claim must be
 *     absent
 * @param required the names of claims that must be there, whatever they say
 * @param leeway how far the clocks of sender and receiver may differ
 */
public record ClaimRules(Map<String, Template> equal, Set<String> required, Duration leeway) {

  /** Twelve digits are the year 33,658: no sum below can overflow. */
  private static final Pattern TIME = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,9})?");

  public ClaimRules {
    equal = Collections.unmodifiableMap(new TreeMap<>(equal));
    required = Set.copyOf(required);
  }

  /**
   * Why these claims are not to be accepted with any request, if so: first what is absent, then the
   * time.
   */
  Optional<Refusal> fault(JsonMembers claims, Instant now) {
    return required.stream().allMatch(name -> isThere(claims.byName().get(name)))
        ? timeFault(claims, now)
        : Optional.of(Refusal.MISSING_HEADER);
  }

  private static boolean isThere(@Nullable Member claim) {
    return claim instanceof Member.Numeric
        || (claim instanceof Member.Text(String text) && !text.isEmpty());
  }

  private Optional<Refusal> timeFault(JsonMembers claims, Instant now) {
    Member exp = claims.byName().get("exp");
    Member nbf = claims.byName().get("nbf");
    Instant end = time(exp);
    Instant start = time(nbf);
    if ((exp != null && end == null) || (nbf != null && start == null)) {
      return Optional.of(Refusal.MALFORMED_HEADER);
    }
    if (end != null && !now.isBefore(end.plus(leeway))) {
      return Optional.of(Refusal.STALE_TIMESTAMP);
    }
    return start != null && now.plus(leeway).isBefore(start)
        ? Optional.of(Refusal.FUTURE_TIMESTAMP)
        : Optional.empty();
  }

  private static @Nullable Instant time(@Nullable Member claim) {
    if (!(claim instanceof Member.Numeric(String text)) || !TIME.matcher(text).matches()) {
      return null;
    }
    BigDecimal seconds = new BigDecimal(text);
    BigDecimal nanos = seconds.remainder(BigDecimal.ONE).movePointRight(9);
    return Instant.ofEpochSecond(seconds.longValue(), nanos.longValue());
  }

  /** Why these claims are not to be accepted with this request, if so. */
  Optional<Refusal> difference(JsonMembers claims, RawRequest request) {
    LoneHeaders headers = new LoneHeaders(request.headers());
    equal.forEach((name, template) -> {
      byte[] right = right(template, request, headers);
      Member claim = claims.byName().get(name);
      if (claim == null && right.length > 0) {
        headers.note(Refusal.MISSING_HEADER);
      } else if (claim != null && !isEqual(claim, right)) {
        headers.note(Refusal.UNMET_DEMAND);
      }
    });
    return headers.fault();
  }

  private static byte[] right(Template template, RawRequest request, LoneHeaders headers) {
    return Template.joined(template.fill(new Filling(request, "", headers, Optional.empty())));
  }

  private static boolean isEqual(Member claim, byte[] right) {
    return right.length > 0
        && claim instanceof Member.Text(String text)
        && MessageDigest.isEqual(text.getBytes(UTF_8), right);
  }

  /** Whether comparing them digests the whole body. */
  boolean hashBody() {
    return equal.values().stream().anyMatch(Template::hashesBody);
  }

  /** What the claim must be in this request; empty where it must be absent. */
  String right(String name, RawRequest request) {
    Template template = equal.get(name);
    return template == null ? "" : template.text(Filling.of(request));
  }

  /** The headers whose values claims are made of. */
  List<String> headerNames() {
    return equal.values().stream().flatMap(t -> t.headerNames().stream()).distinct().toList();
  }

  ClaimRules withLeeway(Duration other) {
    return new ClaimRules(equal, required, other);
  }
}
