package io.sluice.gateway.content;

import io.sluice.gateway.exchange.Content;
import org.jspecify.annotations.Nullable;

/**
 * A compressed body, undone when it is first needed: one that proves to be nobody's need not be
 * undone at all. Used by one thread.
 */
public final class LazyContent implements Content {

  private static final byte[] NOTHING = {};

  private final byte[] body;
  private final Compression kind;
  private final int bytesMax;
  private @Nullable Inflated inflated;

  public LazyContent(byte[] body, Compression kind, int bytesMax) {
    this.body = body;
    this.kind = kind;
    this.bytesMax = bytesMax;
  }

  @Override
  public byte[] bytes() {
    return inflated() instanceof Inflated.Whole(byte[] whole) ? whole : NOTHING;
  }

  @Override
  public @Nullable String fault() {
    return switch (inflated()) {
      case Inflated.Whole _ -> null;
      case Inflated.TooLarge _ -> "is larger than content_max once it is inflated";
      case Inflated.Corrupt _ -> "is not what its Content-Encoding says";
    };
  }

  private Inflated inflated() {
    if (inflated == null) {
      inflated = Inflated.of(body, kind, bytesMax);
    }
    return inflated;
  }
}
