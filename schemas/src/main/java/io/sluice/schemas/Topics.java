package io.sluice.schemas;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of Sluice's topics. Names of sources and subscriptions that would run into another
 * topic of Sluice's are refused.
 */
public final class Topics {

  private static final String PREFIX = "webhooks.";
  private static final String REJECTED = "rejected";
  private static final String RETRY = ".retry.";
  private static final String DEAD_LETTERS = ".dlq";
  private static final int LENGTH_MAX = 249;
  private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9._-]+");

  private Topics() {}

  /** Where the events of a source go unless a rule says otherwise. */
  public static String events(String source) {
    return valid(PREFIX + own("source", source));
  }

  /** Where a sample of the refused requests goes. */
  public static String rejected() {
    return PREFIX + REJECTED;
  }

  /** Where a subscription's events wait for their next attempt. */
  public static String retry(String subscription, Duration delay) {
    return valid(PREFIX + own("subscription", subscription) + RETRY + inLargestUnit(delay));
  }

  /** Where the events end that a subscription could not be given. */
  public static String deadLetters(String subscription) {
    return valid(PREFIX + own("subscription", subscription) + DEAD_LETTERS);
  }

  /** What is wrong with a topic name by Kafka's rules; empty when nothing is. */
  public static Optional<String> faultOf(String topic) {
    if (topic.isEmpty()) {
      return Optional.of("a topic name is empty");
    }
    if (topic.equals(".") || topic.equals("..")) {
      return Optional.of("a topic cannot be named '" + topic + "'");
    }
    if (!ALLOWED.matcher(topic).matches()) {
      return Optional.of(
          "topic '" + topic + "': only letters a-z and A-Z, digits, '.', '_' and '-' are allowed");
    }
    return topic.length() <= LENGTH_MAX
        ? Optional.empty()
        : Optional.of(
            "topic '%s': %d characters, at most %d are allowed"
                .formatted(topic, topic.length(), LENGTH_MAX));
  }

  private static String own(String kind, String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a " + kind + " has no name");
    }
    if (name.equals(REJECTED) || name.contains(RETRY) || name.endsWith(DEAD_LETTERS)) {
      throw new IllegalArgumentException(
          ("%s '%s': 'rejected', names with '.retry.' and names ending in '.dlq'"
                  + " belong to topics of Sluice's own")
              .formatted(kind, name));
    }
    return name;
  }

  private static String valid(String topic) {
    faultOf(topic)
        .ifPresent(fault -> {
          throw new IllegalArgumentException(fault);
        });
    return topic;
  }

  private static String inLargestUnit(Duration delay) {
    if (!delay.isPositive()) {
      throw new IllegalArgumentException("a retry delay must be positive, not " + delay);
    }
    long ms = delay.toMillis();
    if (!delay.equals(Duration.ofMillis(ms))) {
      throw new IllegalArgumentException("a retry delay has whole milliseconds, not " + delay);
    }
    if (ms % 1_000 != 0) {
      return ms + "ms";
    }
    long seconds = ms / 1_000;
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
