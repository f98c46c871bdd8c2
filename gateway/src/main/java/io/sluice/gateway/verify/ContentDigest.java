package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The hashes of a body in its own header (RFC 9530). */
final class ContentDigest {

  static final String HEADER = "content-digest";

  /** Those that nobody can find another body for. */
  private static final Map<String, Filter> HASHES =
      Map.of("sha-256", Filter.SHA256, "sha-512", Filter.SHA512);

  private ContentDigest() {}

  /** Why the header does not prove the body, if so: one hash must be known, and all known right. */
  static Optional<Refusal> fault(RawRequest request) {
    String text = String.join(", ", ComponentValues.lines(request, HEADER));
    return switch (FieldParser.dictionary(text)) {
      case Parsed.Bad<SequencedMap<String, FieldMember>> _ -> Optional.of(Refusal.MALFORMED_HEADER);
      case Parsed.Good<SequencedMap<String, FieldMember>>(var digests) ->
          proves(digests, request.body()) ? Optional.empty() : Optional.of(Refusal.UNMET_DEMAND);
    };
  }

  private static boolean proves(SequencedMap<String, FieldMember> digests, byte[] body) {
    boolean known = false;
    boolean right = true;
    for (Map.Entry<String, FieldMember> digest : digests.entrySet()) {
      Filter hash = HASHES.get(digest.getKey());
      if (hash != null) {
        known = true;
        right &=
            digest.getValue() instanceof FieldMember.Item(FieldValue.Bytes(byte[] bytes), _)
                && MessageDigest.isEqual(bytes, hash.apply(body));
      }
    }
    return known && right;
  }

  /** The value of the header for this body. */
  static String of(byte[] body) {
    return "sha-256=" + new FieldValue.Bytes(Filter.SHA256.apply(body)).written();
  }
}
