package io.sluice.schemas;

import org.jspecify.annotations.Nullable;

/**
 * Why a request was refused.
 *
 * @param stage where on its way it was refused
 * @param reason the reason in one word, such as {@code bad_signature}
 * @param detail what exactly was wrong, in words for a person; never anything of the body
 * @param scheme the scheme of the source, such as {@code github}
 */
public record Rejection(Stage stage, String reason, @Nullable String detail, String scheme) {

  /** Where on its way a request was refused. */
  public enum Stage {
    /** When it was put to the proof. Nothing in it is known to be true. */
    VERIFY,
    /** For its payload, after it was proved genuine. */
    PAYLOAD
  }
}
