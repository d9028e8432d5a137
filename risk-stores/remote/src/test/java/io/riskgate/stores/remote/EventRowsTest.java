package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Channel;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate.Field;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
    for (int i = 0; i < STEPS; i++) {
      now += random.nextInt(200);
      change();
      events.prune(now, keeping, true);
      // Some changes are seen together, and sometimes nobody looks for long.
      if (random.nextInt(3) == 0 && i % 500 < 400) {
        EventRows fresh = new EventRows(SELF);
        events.all.forEach(e -> fresh.insert(fresh.size(), e));
        assertThat(events.rows().says(fresh)).as("after %d changes", i + 1).isTrue();
        assertThat(events.rows().firstAfter(now - 300)).isEqualTo(events.firstAfter(now - 300));
      }
    }
    assertThat(next).isGreaterThan(STEPS / 4);
  }

  private void change() {
    Event some = events.all.isEmpty() ? null : events.all.get(random.nextInt(events.all.size()));
    int which = random.nextInt(12);
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
    for (String zone : List.of("Europe/Berlin", "Asia/Shanghai", "Europe/Berlin", "UTC")) {
      ZoneId id = ZoneId.of(zone);
      List<Integer> hours = new ArrayList<>();
      List<Integer> expected = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        hours.add(events.rows().hour(i, id));
        expected.add(Instant.ofEpochMilli(events.all.get(i).timeMs).atZone(id).getHour());
      }
      assertThat(hours).as(zone).isEqualTo(expected);
    }
  }

  @Test
  void namesOfWhoWasForgottenAreNotKept() {
    Event e = event(START_MS);
    events.add(e, false);
    String payer = e.payer;
    assertThat(events.rows().numberOf(payer)).isPositive();
    e.scrub(payer, new Pseudonyms(1, 2));
    events.forgetRows();
    assertThat(events.rows().numberOf(payer)).isNegative();
    assertThat(events.rows().field(0, Field.PAYER)).isPositive();
  }
}
