package io.riskgate.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.spi.History;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The ring is a list sorted by time, stable in the order of arrival, of the latest so many. */
class EventRingProperties {
  private static Event event(long timeMs) {
    return new Event(timeMs, 1, Kit.transfer("t", "A", "B", 1, timeMs));
  }

  @Property(tries = 300)
  @Label("by time and then by arrival; the oldest go when there are more than the cap")
  void sortedAndCapped(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 20) Integer> times,
      @ForAll @IntRange(min = 1, max = 20) int cap) {
    EventRing ring = new EventRing();
    List<Event> expected = new ArrayList<>();
    long dropped = History.NEVER;
    for (int time : times) {
      Event event = event(time);
      ring.add(event, cap);
      ring.add(event, cap); // a second time changes nothing, unless it was dropped at once
      expected.add((int) expected.stream().filter(e -> e.timeMs <= time).count(), event);
      if (expected.size() > cap) {
        dropped = Math.max(dropped, expected.remove(0).timeMs);
      }
      assertThat(contentOf(ring)).containsExactlyElementsOf(expected);
      assertThat(ring.isUntouched()).isFalse();
      for (int from = 0; from <= 21; from++) {
        assertThat(ring.isCappedSince(from)).isEqualTo(dropped >= from);
      }
    }
  }

  @Property(tries = 300)
  @Label("pruning takes what is before a time, and says that counts from before it are bounds")
  void pruned(
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 20) Integer> times,
      @ForAll @IntRange(min = 0, max = 21) int before) {
    EventRing ring = new EventRing();
    times.forEach(time -> ring.add(event(time), 100));
    ring.prune(before);
    assertThat(contentOf(ring)).allMatch(e -> e.timeMs >= before);
    assertThat(ring.size()).isEqualTo((int) times.stream().filter(t -> t >= before).count());
    assertThat(ring.isCappedSince(before)).isFalse();
    long latestGone = times.stream().filter(t -> t < before).mapToLong(t -> t).max().orElse(-1);
    assertThat(ring.isCappedSince(0)).isEqualTo(latestGone >= 0);
    assertThat(ring.isCappedSince(latestGone + 1)).isFalse();
    ring.clear();
    assertThat(ring.isUntouched()).isTrue();
  }

  @Property(tries = 300)
  @Label("T-3: what comes before an event is earlier or, at the same time, arrived before it")
  void lastBefore(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 6) Integer> times,
      @ForAll @IntRange(min = 0, max = 6) int newTime) {
    EventRing ring = new EventRing();
    List<Event> arrived = times.stream().map(t -> event(t)).toList();
    arrived.forEach(e -> ring.add(e, 100));
    for (int i = 0; i < arrived.size(); i++) {
      Event own = arrived.get(i);
      int index = i;
      long before =
          arrived.stream()
              .filter(
                  e ->
                      e.timeMs < own.timeMs
                          || (e.timeMs == own.timeMs && arrived.indexOf(e) < index))
              .count();
      assertThat(ring.lastBefore(own)).isEqualTo((int) before - 1);
    }
    long all = arrived.stream().filter(e -> e.timeMs <= newTime).count();
    assertThat(ring.lastBefore(event(newTime))).isEqualTo((int) all - 1);
  }

  private static List<Event> contentOf(EventRing ring) {
    List<Event> content = new ArrayList<>();
    for (int i = 0; i < ring.size(); i++) {
      content.add(ring.get(i));
    }
    return content;
  }
}
