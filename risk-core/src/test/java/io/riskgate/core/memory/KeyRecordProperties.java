package io.riskgate.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * A record is a list of events sorted by time, stable in the order of arrival, of the latest so
 * many, whatever else is written into it.
 */
class KeyRecordProperties {
  private static final int TENANT = 3;
  private static final Transfer T = Kit.transfer("t", "A", "B", 1, Kit.START_MS);

  /** An event as the model has it. */
  private record E(long timeMs, long value, int party, int inJournal, boolean out) {}

  private final KeyStripe stripe = new KeyStripe(new CapHits());
  private final Scratch scratch = new Scratch();
  private final int number;
  private final int other;

  KeyRecordProperties() {
    number = add("A", 77L << 32);
    other = add("a neighbour", 78L << 32);
    AccountRecord neighbour = view(other);
    neighbour.attach().forgotUpTo(1);
    neighbour.use(AccountRecord.PAYEES, 5, 10);
    add(neighbour, new E(3, 9, 9, 9, true), 10);
  }

  private int add(String name, long hash) {
    int address = stripe.add(hash, TENANT, name, AccountRecord.HEADER_LONGS, 1);
    return KeyStripe.number(stripe.page(address), Slab.offset(address));
  }

  private AccountRecord view(int ofNumber) {
    return Scratch.account(scratch, stripe, stripe.addressOf(ofNumber));
  }

  /** A view of the record as each visit has it: the one that just looked at another. */
  private AccountRecord record() {
    view(other);
    return view(number);
  }

  private static void add(AccountRecord record, E e, int cap) {
    record.add(EventBits.event(T, e.timeMs, e.out), e.value, e.party, e.inJournal, cap);
  }

  private static List<E> contentOf(AccountRecord r) {
    List<E> content = new ArrayList<>();
    for (int i = 0; i < r.size(); i++) {
      content.add(
          new E(r.timeMs(i), r.value(i), r.party(i), r.inJournal(i), EventBits.isOut(r.event(i))));
    }
    return content;
  }

  @Property(tries = 300)
  @Label("by time and then by arrival; the oldest go when there are more than the cap")
  void sortedAndCapped(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 20) Integer> times,
      @ForAll @IntRange(min = 1, max = 20) int cap) {
    KeyRecordProperties fresh = new KeyRecordProperties();
    List<E> expected = new ArrayList<>();
    long dropped = -1;
    int arrival = 0;
    for (int time : times) {
      E e = new E(time, 7L * arrival, arrival, ++arrival, arrival % 3 == 0);
      add(fresh.record(), e, cap);
      expected.add((int) expected.stream().filter(o -> o.timeMs <= time).count(), e);
      if (expected.size() > cap) {
        dropped = Math.max(dropped, expected.remove(0).timeMs);
      }
      assertThat(contentOf(fresh.record())).containsExactlyElementsOf(expected);
      assertThat(fresh.record().isUntouched()).isFalse();
      for (int from = 0; from <= 21; from++) {
        assertThat(fresh.record().isCappedSince(from)).isEqualTo(dropped >= from);
      }
    }
  }

  @Property(tries = 200)
  @Label("what is added again takes the place of what it was")
  void addedAgain(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 0, max = 5) Integer> times) {
    KeyRecordProperties fresh = new KeyRecordProperties();
    for (int i = 0; i < times.size(); i++) {
      add(fresh.record(), new E(times.get(i), i, i, 1 + i, true), 100);
    }
    List<E> before = contentOf(fresh.record());
    add(fresh.record(), new E(times.get(0), 99, 0, 1, true), 100);
    assertThat(contentOf(fresh.record()))
        .hasSameSizeAs(before)
        .contains(new E(times.get(0), 99, 0, 1, true));
    add(fresh.record(), new E(times.get(0), 99, 0, 1, false), 100);
    assertThat(fresh.record().size()).as("both ways, to itself").isEqualTo(before.size() + 1);
  }

  @Property(tries = 300)
  @Label("pruning takes what is before a time, and says that counts from before it are bounds")
  void pruned(
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 20) Integer> times,
      @ForAll @IntRange(min = 0, max = 21) int before) {
    KeyRecordProperties fresh = new KeyRecordProperties();
    for (int i = 0; i < times.size(); i++) {
      add(fresh.record(), new E(times.get(i), i, i, 1 + i, true), 100);
    }
    AccountRecord record = fresh.record();
    record.prune(before);
    assertThat(contentOf(fresh.record())).allMatch(e -> e.timeMs >= before);
    assertThat(record.size()).isEqualTo((int) times.stream().filter(t -> t >= before).count());
    assertThat(record.isCappedSince(before)).isFalse();
    long latestGone = times.stream().filter(t -> t < before).mapToLong(t -> t).max().orElse(-1);
    assertThat(record.isCappedSince(0)).isEqualTo(latestGone >= 0);
    assertThat(record.isCappedSince(latestGone + 1)).isFalse();
    record.forgetHistory();
    assertThat(fresh.record().isUntouched()).isTrue();
  }

  @Property(tries = 300)
  @Label("T-3: what comes before an event is earlier or, at the same time, arrived before it")
  void lastBefore(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 6) Integer> times,
      @ForAll @IntRange(min = 0, max = 6) int newTime) {
    KeyRecordProperties fresh = new KeyRecordProperties();
    for (int i = 0; i < times.size(); i++) {
      add(fresh.record(), new E(times.get(i), i, i, 1 + i, true), 100);
    }
    for (int i = 0; i < times.size(); i++) {
      int index = i;
      long before = 0;
      for (int j = 0; j < times.size(); j++) {
        before +=
            times.get(j) < times.get(index) || (times.get(j).equals(times.get(index)) && j < index)
                ? 1
                : 0;
      }
      assertThat(fresh.record().lastBefore(1 + i, true, times.get(i))).isEqualTo((int) before - 1);
    }
    int all = (int) times.stream().filter(t -> t <= newTime).count();
    assertThat(fresh.record().lastBefore(1_000, true, newTime)).isEqualTo(all - 1);
    assertThat(fresh.record().lastBefore(1, false, newTime)).as("the way in").isEqualTo(all - 1);
  }

  @Property(tries = 100)
  @Label("whatever their values are, and however far apart they lie, events are told as they came")
  void everyForm(@ForAll long seed) {
    Random random = new Random(seed);
    KeyRecordProperties fresh = new KeyRecordProperties();
    int cap = 1 + random.nextInt(random.nextInt(10) == 0 ? 900 : 40);
    int valueBits = 1 + random.nextInt(62);
    int apartBits = 1 + random.nextInt(40);
    List<E> events = new ArrayList<>();
    long time = random.nextLong(1L << 45);
    long dropped = Long.MIN_VALUE;
    for (int step = 1; step <= 600; step++) {
      if (random.nextInt(100) == 0) { // another sort of events, so that records change their form
        valueBits = 1 + random.nextInt(62);
        apartBits = 1 + random.nextInt(40);
      }
      time = Math.min(1L << 46, time + random.nextLong(1L << apartBits) / 8);
      long at = random.nextInt(4) == 0 ? time - random.nextLong(1L << apartBits) : time;
      E e = new E(at, random.nextLong(1L << valueBits), random.nextInt(), step, step % 2 == 0);
      add(fresh.record(), e, cap);
      events.add((int) events.stream().filter(o -> o.timeMs <= at).count(), e);
      if (events.size() > cap) {
        dropped = Math.max(dropped, events.remove(0).timeMs);
      }
      if (random.nextInt(60) == 0) {
        long before = time - random.nextLong(1L << apartBits);
        fresh.record().prune(before);
        while (!events.isEmpty() && events.get(0).timeMs < before) {
          dropped = Math.max(dropped, events.remove(0).timeMs);
        }
      }
      if (random.nextInt(10) == 0) {
        fresh.stripe.tidy();
      }
      if (random.nextInt(30) == 0 && !events.isEmpty()) {
        int i = random.nextInt(events.size());
        E known = events.get(i);
        E again = new E(known.timeMs, random.nextLong(1L << 62), 1, known.inJournal, known.out);
        add(fresh.record(), again, cap);
        events.set(i, again);
      }
      if (step % 20 == 0) {
        assertThat(contentOf(fresh.record())).isEqualTo(events);
        assertThat(fresh.record().droppedUpToMs()).isEqualTo(dropped);
      }
    }
    assertThat(contentOf(fresh.record())).isEqualTo(events);
  }

  @Property(tries = 60)
  @Label("events, dealings and first and last seen keep apart, up to sizes beyond a page")
  void everythingAtOnce(@ForAll long seed) {
    Random random = new Random(seed);
    KeyRecordProperties fresh = new KeyRecordProperties();
    int cap = random.nextInt(4) == 0 ? 2_000 : 1 + random.nextInt(60);
    int dealingsMax = 1 + random.nextInt(60);
    List<E> events = new ArrayList<>();
    List<DealingsModel> dealings = List.of(new DealingsModel(), new DealingsModel());
    for (int step = 0; step < 3_000; step++) {
      AccountRecord record = fresh.record();
      long time = step / 2L - random.nextInt(5);
      switch (random.nextInt(5)) {
        case 0, 1, 2 -> {
          E e = new E(time, random.nextLong(1L << 50), random.nextInt(), 1 + step, step % 2 == 0);
          add(record, e, cap);
          events.add((int) events.stream().filter(o -> o.timeMs <= time).count(), e);
          if (events.size() > cap) {
            events.remove(0);
          }
        }
        case 3 -> {
          int sort = random.nextInt(2);
          long id = random.nextInt(80) - 20L;
          if (random.nextBoolean()) {
            record.seen(sort, id, time, dealingsMax);
            dealings.get(sort).seen(id, time, dealingsMax);
          } else {
            record.use(sort, id, dealingsMax);
            dealings.get(sort).use(id, dealingsMax);
          }
        }
        default -> {
          if (random.nextInt(200) == 0) {
            record.prune(time - 20);
            events.removeIf(e -> e.timeMs < time - 20);
          }
        }
      }
      if (step % 100 == 0) {
        fresh.stripe.tidy();
        check(fresh.record(), events, dealings);
      }
    }
    check(fresh.record(), events, dealings);
  }

  private static void check(AccountRecord record, List<E> events, List<DealingsModel> dealings) {
    assertThat(contentOf(record)).isEqualTo(events);
    for (int sort = 0; sort < 2; sort++) {
      for (long id = -20; id < 60; id++) {
        assertThat(record.firstDealtMs(sort, id, Long.MAX_VALUE))
            .isEqualTo(dealings.get(sort).firstMs(id));
      }
    }
    for (long id = -20; id < 60; id++) {
      assertThat(record.lastPaidMs((int) id, Long.MAX_VALUE, new Journal()))
          .isEqualTo(dealings.get(AccountRecord.PAYEES).lastMs(id));
    }
    assertThat(record.isDealingsDropped())
        .isEqualTo(dealings.stream().anyMatch(DealingsModel::isAnyDropped));
  }
}
