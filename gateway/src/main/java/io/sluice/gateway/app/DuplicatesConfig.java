package io.sluice.gateway.app;

import io.sluice.platform.config.Section;
import java.time.Duration;

/**
 * How long repetitions are recognised.
 *
 * @param eventsMax how many stored events of one source are remembered
 * @param age how long each is remembered
 */
public record DuplicatesConfig(int eventsMax, Duration age) {

  static DuplicatesConfig read(Section section) {
    return new DuplicatesConfig(
        section.number(
            "events_max",
            100_000,
            1,
            4_000_000,
            "How many stored events of one source are remembered, at about 120 bytes each."),
        section.duration(
            "age",
            Duration.ofHours(24),
            Duration.ofSeconds(1),
            Duration.ofDays(30),
            "How long a stored event is remembered."));
  }
}
