package io.sluice.schemas;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Events that a seed chooses: odd texts, empty texts, absent texts, bodies of all sizes. */
final class RandomEvents {

  private static final String[] PIECES = {
    "",
    "a",
    "/in/github",
    "\u007f",
    "\u0080",
    "\u00ff",
    "\u07ff",
    "\u0800",
    "\uffff",
    "\ud83d\ude00",
    "\ud83d",
    "\ude00",
    "\ude00\ud83d",
    "\u0000",
    "\r\n",
    "e\u0301",
    "x".repeat(63),
    "y".repeat(64),
    "\u00e9".repeat(32),
    "\u20ac".repeat(3000)
  };
  private static final long YEAR_0_S = -62_167_219_200L;
  private static final long YEAR_9999_S = 253_402_300_799L;

  private final Random random;

  RandomEvents(long seed) {
    random = new Random(seed);
  }

  WebhookEvent next() {
    byte[] body = body();
    return new WebhookEvent(
        text(),
        text(),
        text(),
        optional(),
        time(),
        text(),
        text(),
        optional(),
        headers(),
        optional(),
        new Verification(text(), text(), Examples.sha256(body)),
        body);
  }

  private byte[] body() {
    int size =
        switch (random.nextInt(20)) {
          case 0, 1, 2 -> 0;
          case 3 -> 1 << 20;
          case 4, 5, 6 -> 63 + random.nextInt(3);
          default -> random.nextInt(10_000);
        };
    byte[] body = new byte[size];
    random.nextBytes(body);
    return body;
  }

  private Instant time() {
    return switch (random.nextInt(4)) {
      case 0 -> Instant.EPOCH;
      case 1 -> Instant.ofEpochSecond(random.nextLong(YEAR_0_S, YEAR_9999_S), 999_999_999);
      default -> Instant.ofEpochSecond(random.nextLong(2_000_000_000L), random.nextInt(1 << 29));
    };
  }

  private List<HeaderLine> headers() {
    List<HeaderLine> headers = new ArrayList<>();
    int count = random.nextBoolean() ? random.nextInt(4) : random.nextInt(200);
    for (int i = 0; i < count; i++) {
      headers.add(new HeaderLine(text(), text()));
    }
    return headers;
  }

  private @Nullable String optional() {
    return random.nextInt(3) == 0 ? null : text();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int pieces = random.nextInt(4); pieces > 0; pieces--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
