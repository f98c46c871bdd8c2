package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The sender's side of a message signature, which covers what is demanded and no more.
 *
 * @param rules what is demanded
 * @param key the name and the algorithm of the key
 * @param signing the key
 */
record MessageSigner(MessageRules rules, MessageKey key, SigningKey signing) implements Signer {

  private static final String LABEL = "sig1";
  private static final Duration VALIDITY = Duration.ofMinutes(5);

  @Override
  public HeaderLines sign(RawRequest request, String messageId, Instant at) {
    boolean digest =
        rules.coverField(ContentDigest.HEADER)
            || (rules.bodyCovered() && request.body().length > 0);
    List<MessageComponent> components = new ArrayList<>(rules.components());
    if (digest && !rules.coverField(ContentDigest.HEADER)) {
      components.add(MessageRules.DIGEST);
    }
    List<String> lines = new ArrayList<>();
    for (MessageComponent component : components) {
      boolean isDigest = component.name().equals(ContentDigest.HEADER);
      if (isDigest) {
        lines.addAll(List.of("Content-Digest", ContentDigest.of(request.body())));
      } else if (component.isField() && request.headers().all(component.name()).isEmpty()) {
        lines.addAll(List.of(component.name(), messageId));
      }
    }
    RawRequest whole = SignedRequest.with(request, HeaderLines.of(lines.toArray(String[]::new)));
    String label = rules.label().orElse(LABEL);
    MessageSignature unsigned =
        new MessageSignature(label, components, parameters(messageId, at), new byte[0]);
    String base = unsigned.base(new ComponentValues(whole, new LoneHeaders(whole.headers())));
    byte[] signature = signing.sign(List.of(base.getBytes(US_ASCII)));
    lines.addAll(List.of("Signature-Input", label + "=" + unsigned.input()));
    lines.addAll(List.of("Signature", label + "=" + new FieldValue.Bytes(signature).written()));
    return HeaderLines.of(lines.toArray(String[]::new));
  }

  private SequencedMap<String, FieldValue> parameters(String messageId, Instant at) {
    SequencedMap<String, FieldValue> parameters = new LinkedHashMap<>();
    parameters.put("created", new FieldValue.Whole(at.getEpochSecond()));
    parameters.put("keyid", new FieldValue.Text(key.id()));
    for (String name : rules.parameters()) {
      parameters.putIfAbsent(
          name,
          switch (name) {
            case "expires" -> new FieldValue.Whole(at.plus(VALIDITY).getEpochSecond());
            case "alg" -> new FieldValue.Text(key.algorithm().word());
            default -> new FieldValue.Text(messageId);
          });
    }
    return parameters;
  }
}
