package io.sluice.testing.tally;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of an event that a load sent: the how manyth of which ordering key of which run.
 *
 * @param run the name of the ledger it is written in
 * @param key the number of its ordering key
 * @param number counts from 0 within the key, in the order of sending
 */
public record TallyId(String run, int key, int number) {
  private static final Pattern TEXT = Pattern.compile("(.+)\\.(\\d{1,9})\\.(\\d{1,9})");

  /** The id that a record carries, if a load sent it. */
  public static Optional<TallyId> read(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new TallyId(
                matcher.group(1),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3))))
        : Optional.empty();
  }

  /** As it travels in {@code X-GitHub-Delivery} and {@code ce_id}. */
  public String text() {
    return run + "." + key + "." + number;
  }

  /** The repository that the event is about, which is what GitHub's events are ordered by. */
  String repository() {
    return "octo/" + run + "." + key;
  }
}
