package io.sluice.gateway.app;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A part that is made when it is first asked for, once. */
final class Lazy<T> {

  private @Nullable T part;

  synchronized T get(Supplier<T> maker) {
    if (part == null) {
      part = maker.get();
    }
    return part;
  }
}
