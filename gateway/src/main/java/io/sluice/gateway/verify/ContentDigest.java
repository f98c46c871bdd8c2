package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import java.security.MessageDigest;
import java.util.Map;
import java.util.SequencedMap;

/** The hashes of a body in its own header (RFC 9530). */
final class ContentDigest {

  static final String HEADER = "content-digest";

  /** Those that nobody can find another body for. */
  private static final Map<String, Filter> HASHES =
      Map.of("sha-256", Filter.SHA256, "sha-512", Filter.SHA512);

  private ContentDigest() {}

  /** Whether the header proves the body: one hash must be known, and all known right. */
  static Proof judge(RawRequest request) {
    String text = String.join(", ", ComponentValues.lines(request, HEADER));
    return switch (FieldParser.dictionary(text)) {
      case Parsed.Bad<SequencedMap<String, FieldMember>> _ ->
          new Proof.Refuted(Refusal.MALFORMED_HEADER);
      case Parsed.Good<SequencedMap<String, FieldMember>>(var digests) ->
          judge(digests, request.body());
    };
  }

  private static Proof judge(SequencedMap<String, FieldMember> digests, byte[] body) {
    boolean known = false;
    boolean right = true;
    for (Map.Entry<String, FieldMember> digest : digests.entrySet()) {
      Filter hash = HASHES.get(digest.getKey());
      if (hash != null) {
        known = true;
        byte[] is = hash.apply(body);
        right &=
            digest.getValue() instanceof FieldMember.Item(FieldValue.Bytes(byte[] said), _)
                && MessageDigest.isEqual(said, is);
      }
    }
    return known && right ? new Proof.Proven() : new Proof.Refuted(Refusal.UNMET_DEMAND, known);
  }

  /** The value of the header for this body. */
  static String of(byte[] body) {
    return "sha-256=" + new FieldValue.Bytes(Filter.SHA256.apply(body)).written();
  }
}
