package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Channel;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.Moment;
import io.riskgate.stores.remote.kit.InProcessServer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What aggregates run over says what the events say, whatever becomes of these. */
class EventRowsTest {
  private static final long START_MS = Instant.parse("2026-03-28T00:00:00Z").toEpochMilli();
  private static final long LONG_MS = 40_000;
  private static final int STEPS = 3_000;
  private static final String SELF = "self";

  private final Random random = new Random(7);
  private final Events events = new Events(SELF);
  private long now = START_MS;
  private int next;

  @ParameterizedTest
  @ValueSource(ints = {8, 64, 1_024})
  void rowsSayWhatEventsSayAfterEveryChange(int cap) {
    Keeping keeping = new Keeping(LONG_MS / 2, LONG_MS, cap, 10);
    ZoneId zone = ZONES[0];
    for (int i = 0; i < STEPS; i++) {
      now += random.nextInt(200);
      zone = random.nextInt(50) == 0 ? any(ZONES) : zone;
      change();
      events.prune(now, keeping, true);
      // Some changes are seen together, and sometimes nobody looks for long.
      if (random.nextInt(3) == 0 && i % 500 < 400) {
        EventRows fresh = new EventRows(SELF, events.all);
        assertThat(events.rows().says(fresh)).as("after %d changes", i + 1).isTrue();
        assertThat(hours(zone)).as("after %d changes", i + 1).isEqualTo(realHours(zone));
        assertThat(events.rows().firstAfter(now - 300)).isEqualTo(events.firstAfter(now - 300));
      }
    }
    assertThat(next).isGreaterThan(STEPS / 4);
  }

  private void change() {
    Event some = events.all.isEmpty() ? null : events.all.get(random.nextInt(events.all.size()));
    int which = random.nextInt(13);
    if (some == null || which < 4) {
      events.add(event(now - random.nextInt(2_000)), random.nextBoolean());
      return;
    }
    switch (which) {
      case 4, 5 ->
          some.stand(
              random.nextInt(5) == 0 ? null : any(TransferState.values()),
              now + random.nextInt(1_000),
              some.revision() + 1,
              random.nextInt(4));
      case 6 -> some.lapse(now);
      case 7 -> some.hide();
      case 8 -> some.take(event(some.timeMs));
      case 9 -> some.scrub(any(ACCOUNTS), new Pseudonyms(1, random.nextInt(3)));
      case 10 -> events.remove(some);
      case 11 -> events.detach(some); // also what is open: its owner may have forgotten it
      default -> {
        some.lapse(now + LONG_MS);
        events.detach(some);
      }
    }
  }

  private static final String[] ACCOUNTS = {SELF, "a", "b", "c", "d"};
  private static final String[] DEVICES = {"phone", "tablet", "a"};

  private <T> T any(T[] of) {
    return of[random.nextInt(of.length)];
  }

  private Event event(long timeMs) {
    String payer = any(ACCOUNTS);
    Transfer.Builder t =
        Transfer.builder()
            .id("t" + next++)
            .time(Instant.ofEpochMilli(timeMs))
            .payer(payer)
            // Now and then somebody who is never seen again.
            .payee(payer.equals(SELF) && random.nextBoolean() ? "once" + next : SELF)
            .amount(random.nextInt(100), "CNY")
            .channel(any(Channel.values()));
    if (!payer.equals(SELF) && random.nextInt(4) == 0) {
      t.payee("other");
    }
    if (random.nextBoolean()) {
      t.device(any(DEVICES)).ip("10.0.0." + random.nextInt(4)).customer("c" + random.nextInt(3));
    }
    if (random.nextInt(3) == 0) {
      t.location(random.nextInt(3), random.nextInt(3)).originCountry("CN");
    }
    Transfer transfer = t.payer(payer).build();
    return new Event(
        payer, transfer.id(), (now << 20) + next, timeMs, transfer, random.nextInt(99));
  }

  @Test
  void anHourIsThatOfTheZoneThatIsAskedFor() {
    for (int i = 0; i < 30; i++) {
      events.add(event(START_MS + i * 3_600_000L), false);
    }
    for (ZoneId zone : List.of(ZONES[0], ZONES[1], ZONES[0], ZONES[2])) {
      assertThat(hours(zone)).as(zone.getId()).isEqualTo(realHours(zone));
    }
  }

  private static final ZoneId[] ZONES = {
    ZoneId.of("Europe/Berlin"), ZoneId.of("Asia/Shanghai"), ZoneId.of("UTC")
  };

  private List<Integer> hours(ZoneId zone) {
    EventRows rows = events.rows();
    return IntStream.range(0, rows.size()).mapToObj(i -> rows.hour(i, zone)).toList();
  }

  private List<Integer> realHours(ZoneId zone) {
    return events.all.stream()
        .map(e -> Instant.ofEpochMilli(e.timeMs).atZone(zone).getHour())
        .toList();
  }

  @Test
  void rowsAreNotBuiltAnewForEachReadWhereEachEventBringsNamesThatNobodyElseHas() {
    Keeping keeping = new Keeping(LONG_MS, LONG_MS, 200, 10);
    int builds = 0;
    int names = 0;
    EventRows last = null;
    for (int i = 0; i < 2_000; i++) {
      events.add(strangers(i), false);
      events.prune(now, keeping, false);
      builds += events.rows() == last ? 0 : 1;
      last = events.rows();
      names = Math.max(names, last.numbersEnd());
    }
    assertThat(builds).isLessThan(15);
    assertThat(names).isLessThan(200 * 7 * 4);
  }

  @Test
  void rowsAreNotBuiltAnewWhereEventsOnlyCome() {
    events.add(strangers(0), false);
    EventRows first = events.rows();
    for (int i = 1; i < 500; i++) {
      events.add(strangers(i), false);
      assertThat(events.rows()).isSameAs(first);
    }
  }

  @Test
  void whatNobodyReadsGrowsNoFurther() {
    Keeping keeping = new Keeping(LONG_MS, LONG_MS, 50, 10);
    events.add(strangers(0), false);
    EventRows first = events.rows();
    for (int i = 1; i < 5_000; i++) {
      Event e = strangers(i);
      events.add(e, false);
      e.stand(TransferState.SETTLED, 0, 1, 0);
      events.prune(now, keeping, false);
    }
    assertThat(events.hasRows()).isFalse();
    assertThat(first.numbersEnd()).as("let go of long before").isLessThan(1_000);
  }

  /** All that it names is named by no other. */
  private Event strangers(int i) {
    Transfer t =
        Transfer.builder()
            .id("s" + i)
            .time(Instant.ofEpochMilli(now))
            .payer("payer" + i)
            .payee("payee" + i)
            .amount(1, "CNY")
            .channel(Channel.WEB)
            .device("device" + i)
            .ip("ip" + i)
            .customer("customer" + i)
            .location(i % 90, i % 180)
            .build();
    return new Event("payer" + i, t.id(), (now << 20) + i, now, t, 1);
  }

  @Test
  void namesOfWhoWasForgottenAreNotKept() {
    RecordKey device = new RecordKey(RecordKey.Kind.DEVICE, "bank", "phone");
    for (boolean isForgotten : new boolean[] {true, false}) {
      RecordState state = new RecordState(device);
      Moment moment = new Moment(now, 20_540, 674);
      Keeping keeping = new Keeping(LONG_MS, LONG_MS, 50, 10);
      WordBook words = new WordBook(new InProcessServer(), Duration.ofSeconds(1));
      Commands commands = new Commands(words, keeping, moment);
      Event e = strangers(isForgotten ? 1 : 2);
      state.apply(new RecordChange(1, commands.event(Op.SEEN, e)), words);
      // Another one stays: rows that are empty are let go of anyway.
      state.apply(new RecordChange(3, commands.event(Op.SEEN, strangers(3))), words);
      assertThat(state.events.rows().numberOf(e.payer)).isPositive();
      byte[] then =
          isForgotten
              ? commands.scrub(e.payer, new Pseudonyms(1, 2))
              : commands.retract(e.owner, e.id, e.stamp);
      state.apply(new RecordChange(2, then), words);
      assertThat(state.events.rows().numberOf(e.payer)).isNegative();
      assertThat(state.events.rows().size()).isEqualTo(isForgotten ? 2 : 1);
    }
  }
}
