package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.exchange.JsonMembers;
import io.sluice.gateway.exchange.Parsed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;

/**
 * A message of the AWS Simple Notification Service as far as its signature concerns it.
 *
 * @param timestamp when AWS sent it, as it was sent
 * @param topicArn the topic it comes from
 * @param certificateUrl where its certificate is said to be; not to be trusted yet
 * @param algorithm how it is signed
 * @param content what is signed
 * @param signature the signature
 */
record SnsMessage(
    String timestamp,
    String topicArn,
    String certificateUrl,
    Algorithm algorithm,
    byte[] content,
    byte[] signature) {

  /** What came of reading a body. */
  sealed interface Reading {

    /** It is a message. */
    record Legible(SnsMessage message) implements Reading {}

    /** It is none that AWS sends. */
    record Illegible(Refusal reason) implements Reading {}
  }

  /** The members of notifications that are signed, in their order. */
  static final List<String> SIGNED =
      List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");

  /** Those of confirmations. */
  private static final List<String> SIGNED_TO_CONFIRM =
      List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

  /** Reads the body of a request, down to its signature. */
  static Reading read(byte[] body) {
    return switch (JsonMembers.parse(body)) {
      case Parsed.Good<JsonMembers>(JsonMembers members) -> new Members(members).read();
      case Parsed.Bad<JsonMembers> _ -> new Reading.Illegible(Refusal.MALFORMED_HEADER);
    };
  }

  /** Takes members out of a body and remembers the first that is not as it must be. */
  private static final class Members {

    private static final String ANY_LINES = "Message";
    private static final String OPTIONAL = "Subject";

    private final JsonMembers json;
    private Optional<Refusal> fault = Optional.empty();

    Members(JsonMembers json) {
      this.json = json;
    }

    Reading read() {
      SnsMessage message =
          new SnsMessage(
              text("Timestamp"),
              text("TopicArn"),
              text("SigningCertURL"),
              algorithm(),
              content(signed()),
              signature());
      return fault
          .<Reading>map(Reading.Illegible::new)
          .orElseGet(() -> new Reading.Legible(message));
    }

    private List<String> signed() {
      return switch (text("Type")) {
        case "Notification" -> SIGNED;
        case "SubscriptionConfirmation", "UnsubscribeConfirmation" -> SIGNED_TO_CONFIRM;
        default -> {
          note(Refusal.MALFORMED_HEADER);
          yield List.of();
        }
      };
    }

    private String text(String name) {
      String text = json.text(name);
      if (text == null) {
        note(Refusal.MISSING_HEADER);
      }
      return text == null ? "" : text;
    }

    private Algorithm algorithm() {
      String version = text("SignatureVersion");
      if (!version.equals("1") && !version.equals("2")) {
        note(Refusal.MALFORMED_HEADER);
      }
      return version.equals("1") ? Algorithm.RSA_SHA1 : Algorithm.RSA_SHA256;
    }

    private byte[] signature() {
      String text = text("Signature");
      byte[] signature =
          TextEncoding.BASE64.fits(text, Algorithm.VARIES)
              ? TextEncoding.BASE64.decodeStrictly(text)
              : null;
      if (signature == null || signature.length == 0) {
        note(Refusal.MALFORMED_HEADER);
      }
      return signature == null ? new byte[0] : signature;
    }

    /**
     * Names and values, a line each. Only the first value may have several lines itself, which AWS
     * holds to as well. Otherwise a signed message could be cut into other members than were
     * signed, such as a subject that becomes the end of the id.
     */
    private byte[] content(List<String> names) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      for (String name : names) {
        if (name.equals(OPTIONAL) && json.text(name) == null) {
          continue;
        }
        String value = text(name);
        if (!name.equals(ANY_LINES) && value.contains("\n")) {
          note(Refusal.MALFORMED_HEADER);
        }
        content.writeBytes((name + "\n").getBytes(UTF_8));
        content.writeBytes(bytes(value));
        content.write('\n');
      }
      return content.toByteArray();
    }

    /** Half a surrogate pair has no bytes; Java would sign a question mark in its place. */
    private byte[] bytes(String text) {
      try {
        ByteBuffer bytes = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        byte[] exact = new byte[bytes.remaining()];
        bytes.get(exact);
        return exact;
      } catch (CharacterCodingException e) {
        note(Refusal.MALFORMED_HEADER);
        return new byte[0];
      }
    }

    private void note(Refusal reason) {
      fault = fault.or(() -> Optional.of(reason));
    }
  }
}
