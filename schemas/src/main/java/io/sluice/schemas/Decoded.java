package io.sluice.schemas;

/** What a record turned out to be. */
public sealed interface Decoded {

  /** A webhook that was proved genuine. */
  record Event(WebhookEvent event) implements Decoded {}

  /**
   * No event, now and for ever.
   *
   * @param why a sentence for a person; holds nothing of the record's value
   */
  record Unreadable(String why) implements Decoded {}
}
