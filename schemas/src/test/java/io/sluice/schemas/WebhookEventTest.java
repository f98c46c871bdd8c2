package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WebhookEventTest {

  @Test
  void equalsAnotherWithTheSameContentInOtherArrays() {
    assertThat(Examples.event()).isEqualTo(Examples.event()).hasSameHashCodeAs(Examples.event());
  }

  @Test
  void differsWhenOneByteOfTheBodyDiffers() {
    WebhookEvent other = Examples.event();
    other.body()[3] ^= 1;
    assertThat(other).isNotEqualTo(Examples.event());
  }

  @Test
  void differsFromEveryEventOfAnotherSeed() {
    List<WebhookEvent> events =
        LongStream.range(0, 100).mapToObj(seed -> new RandomEvents(seed).next()).toList();
    assertThat(events).doesNotHaveDuplicates();
  }

  @Test
  void printsNothingThatMayBeASecret() {
    assertThat(Examples.event())
        .hasToString("WebhookEvent[72d3162e-cc78-11e3-81ab-4c9367dc0958 push from github, 37 B]");
    assertThat(new HeaderLine("Authorization", "Bearer abc").toString()).doesNotContain("abc");
  }

  @Test
  void keepsMicrosecondsOfTheTimeAndNoMore() {
    assertThat(receivedAt(Instant.parse("2026-01-01T00:00:00.123456789Z")).receivedAt())
        .isEqualTo(Instant.parse("2026-01-01T00:00:00.123456Z"));
  }

  @Test
  void refusesATimeThatNoHeaderCanSay() {
    assertThatThrownBy(() -> receivedAt(Instant.parse("+10000-01-01T00:00:00Z")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("RFC 3339");
  }

  @Test
  void refusesADigestOfAnotherLength() {
    assertThatThrownBy(() -> new Verification("github", "env:A", new byte[20]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32 bytes, this one has 20");
  }

  @Test
  void findsAHeaderWithoutRegardToCase() {
    assertThat(Examples.event().header("x-github-event")).isEqualTo("push");
    assertThat(Examples.event().header("x-other")).isNull();
  }

  private static WebhookEvent receivedAt(Instant time) {
    WebhookEvent e = Examples.withoutOptions();
    return new WebhookEvent(
        e.id(),
        e.source(),
        e.type(),
        null,
        time,
        e.method(),
        e.path(),
        null,
        e.headers(),
        null,
        e.verification(),
        e.body());
  }
}
