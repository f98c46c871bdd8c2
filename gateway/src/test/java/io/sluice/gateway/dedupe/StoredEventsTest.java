package io.sluice.gateway.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Seeds;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seeds.class)
class StoredEventsTest {

  private static final long AGE = 1000;

  /** What a plain map remembers, with the time of each event beside it. */
  private final Map<EventIdentity, Long> model = new LinkedHashMap<>();

  @RepeatedTest(20)
  void agreesWithAPlainMapOverRandomUse(RandomGenerator random) {
    int eventsMax = random.nextInt(1, 2000);
    StoredEvents events = new StoredEvents(eventsMax, AGE);
    long nowNanos = Long.MAX_VALUE - 5000;
    for (int step = 0; step < 10_000; step++) {
      if (random.nextInt(3) == 0) {
        nowNanos += random.nextInt(random.nextInt(2000) == 0 ? 2000 : 3);
      }
      forgetTooOld(nowNanos);
      // Few cells to live in and few to choose from: they collide and they come again.
      EventIdentity identity = new EventIdentity(random.nextInt(400), random.nextInt(10));
      Stored stored = new Stored("id " + identity, "type " + identity.low(), false);
      if (model.containsKey(identity)) {
        assertThat(events.find(identity, nowNanos)).as("step %d", step).isEqualTo(stored);
      } else {
        assertThat(events.find(identity, nowNanos)).as("step %d", step).isNull();
        events.add(identity, stored, nowNanos);
        remember(identity, nowNanos, eventsMax);
      }
      assertThat(events.size(nowNanos)).as("step %d", step).isEqualTo(model.size());
    }
  }

  @Test
  void aClockReadTooEarlyDoesNotMakeAnEventOlderThanTheOneBefore() {
    StoredEvents events = new StoredEvents(10, AGE);
    events.add(identity(1), new Stored("1", "", false), 50);
    events.add(identity(2), new Stored("2", "", false), 10);
    assertThat(events.find(identity(2), 20)).isNotNull();
    assertThat(events.size(AGE + 49)).isEqualTo(2);
    assertThat(events.size(AGE + 50)).isZero();
  }

  @Test
  void givesItsPagesBackWhenAllIsTooOld() throws ReflectiveOperationException {
    StoredEvents events = full(1000);
    assertThat(pagesOf(events)).isNotEmpty();
    assertThat(events.size(20_000)).isZero();
    assertThat(pagesOf(events)).isEmpty();
  }

  @Test
  void keepsTextsThatAreNotAscii() {
    StoredEvents events = new StoredEvents(10, AGE);
    Stored stored = new Stored("Größe-\uD83D\uDE80", "", false);
    events.add(identity(1), stored, 0);
    assertThat(events.find(identity(1), 0)).isEqualTo(stored);
  }

  @Test
  void cutsTextsWithoutMeasure() {
    StoredEvents events = new StoredEvents(1000, AGE);
    for (int i = 0; i < 1000; i++) {
      events.add(identity(i), new Stored("i".repeat(5000), "t".repeat(5000), false), 0);
    }
    assertThat(events.find(identity(999), 0))
        .isEqualTo(new Stored("i".repeat(256), "t".repeat(256), false));
  }

  @Test
  void findsIdentitiesThatShareAHomeAtTheEndOfTheIndex() {
    StoredEvents events = new StoredEvents(10, AGE);
    for (int i = 0; i < 10; i++) {
      events.add(new EventIdentity(i, -1), new Stored("id" + i, "type", false), 0);
    }
    for (int i = 0; i < 10; i++) {
      assertThat(events.find(new EventIdentity(i, -1), 0))
          .isEqualTo(new Stored("id" + i, "type", false));
    }
  }

  @Test
  void aQuietSourceTakesLittleAndABusyOneHasFewPages() throws ReflectiveOperationException {
    StoredEvents events = new StoredEvents(100_000, AGE);
    int pagesMost = 0;
    for (int i = 0; i < 150_000; i++) {
      events.add(identity(i), new Stored("id", "type", false), 0);
      pagesMost = Math.max(pagesMost, pagesOf(events).size());
      if (i == 50) {
        assertThat(bytesOf(events)).isLessThan(10_000);
      }
    }
    assertThat(pagesMost).isLessThanOrEqualTo(20);
  }

  @Test
  void anEventWithAUuidAndATypeTakesLessThan120Bytes() throws ReflectiveOperationException {
    for (int eventsMax : List.of(10_000, 100_000)) {
      assertThat(bytesOf(full(eventsMax)) / eventsMax).isBetween(60L, 119L);
    }
  }

  /** More than fit, so that all the small pages of the beginning are gone. */
  private static StoredEvents full(int eventsMax) {
    StoredEvents events = new StoredEvents(eventsMax, 10L * eventsMax);
    for (int i = 0; i < eventsMax * 5 / 2; i++) {
      String uuid = "72d3162e-cc78-11e3-81ab-%012d".formatted(i);
      events.add(identity(i), new Stored(uuid, "pull_request", false), i);
    }
    return events;
  }

  private static List<?> pagesOf(StoredEvents events) throws ReflectiveOperationException {
    Field pages = StoredEvents.class.getDeclaredField("pages");
    pages.setAccessible(true);
    return (List<?>) pages.get(events);
  }

  private static long bytesOf(StoredEvents events) throws ReflectiveOperationException {
    long bytes = 0;
    for (Object page : pagesOf(events)) {
      bytes += arrayBytes(page);
    }
    return bytes;
  }

  /** All that a page keeps is in arrays of primitives, so their lengths are its size. */
  private static long arrayBytes(Object page) throws ReflectiveOperationException {
    long bytes = 0;
    for (Field field : Page.class.getDeclaredFields()) {
      field.setAccessible(true);
      if (!field.getType().isPrimitive()) {
        bytes += Array.getLength(field.get(page)) * width(field.getType().getComponentType());
      }
    }
    return bytes;
  }

  private static long width(Class<?> primitive) {
    assertThat(primitive).isIn(long.class, int.class, byte.class, boolean.class);
    return primitive == long.class ? Long.BYTES : primitive == int.class ? Integer.BYTES : 1;
  }

  private void remember(EventIdentity identity, long nowNanos, int eventsMax) {
    if (model.size() == eventsMax) {
      model.remove(model.keySet().iterator().next());
    }
    model.put(identity, nowNanos);
  }

  private void forgetTooOld(long nowNanos) {
    Iterator<Long> times = model.values().iterator();
    while (times.hasNext() && nowNanos - times.next() >= AGE) {
      times.remove();
    }
  }

  private static EventIdentity identity(long number) {
    return new EventIdentity(number, number * 0x9e3779b97f4a7c15L);
  }
}
