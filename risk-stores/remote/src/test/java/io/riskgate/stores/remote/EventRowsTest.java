package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.Mark;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Moment;
import io.riskgate.stores.remote.kit.InProcessServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a record keeps of its events, whatever becomes of these. */
class EventRowsTest {
  private static final long START_MS = Instant.parse("2026-03-28T00:00:00Z").toEpochMilli();
  private static final long LONG_MS = 40_000;
  private static final int STEPS = 3_000;
  private static final String SELF = "self";
  private static final int MARKS = 1 << Mark.values().length;

  private final Random random = new Random(7);
  private final Events events = new Events(SELF);
  private final WordBook words = new WordBook(new InProcessServer(), Duration.ofSeconds(1));
  private long now = START_MS;
  private int next;

  @ParameterizedTest
  @ValueSource(ints = {8, 64, 1_024})
  @DisplayName("what comes, changes or leaves is that event, and the others stay what they are")
  void everyChange(int cap) {
    Keeping keeping = new Keeping(LONG_MS / 2, LONG_MS, cap, 10);
    ZoneId zone = ZONES[0];
    for (int i = 0; i < STEPS; i++) {
      now += random.nextInt(200);
      zone = random.nextInt(50) == 0 ? any(ZONES) : zone;
      change();
      prune(keeping);
      if (random.nextInt(3) == 0) {
        isFoundAsByAList();
        isLookedAtAsWrittenAnew();
        assertThat(hours(zone)).as("after %d changes", i + 1).isEqualTo(realHours(zone));
      }
    }
    assertThat(next).isGreaterThan(STEPS / 4);
  }

  private List<Event> all() {
    return IntStream.range(0, events.size()).mapToObj(events::event).toList();
  }

  /** All that is said of an event, as bytes. */
  private String image(Event e) {
    RecordOut to = new RecordOut(words);
    e.write(to, START_MS);
    return new String(to.copy(), StandardCharsets.ISO_8859_1) + " asked " + e.askedMs;
  }

  private List<String> images() {
    return new ArrayList<>(all().stream().map(this::image).toList());
  }

  private void change() {
    List<String> wanted = images();
    int which = random.nextInt(14);
    if (events.isEmpty() || which < 4) {
      Event e = event(now - random.nextInt(2_000));
      wanted.add(events.add(e, random.nextBoolean()), image(e));
    } else {
      change(which, random.nextInt(events.size()), wanted);
    }
    assertThat(images()).isEqualTo(wanted);
  }

  private void change(int which, int place, List<String> wanted) {
    Event e = events.event(place);
    switch (which) {
      case 4, 5 -> {
        TransferState state = random.nextInt(5) == 0 ? null : any(TransferState.values());
        e.stand(state, now + random.nextInt(1_000), e.revision() + 1, random.nextInt(MARKS));
        events.rows.stand(place, state, e.expiresAtMs(), e.revision(), e.marks());
      }
      case 6 -> lapse(place, e, now);
      case 7 -> {
        events.rows.hide(place);
        assertThat(events.event(place).isHidden()).isTrue();
        wanted.set(place, image(events.event(place)));
        // Nothing else has changed: as soon as it is told again it is what it was.
        Event again = events.event(place);
        again.take(again);
        e.take(e);
        assertThat(image(again)).isEqualTo(image(e));
        return;
      }
      case 8 -> {
        Event told = event(e.timeMs);
        e.take(told);
        events.take(place, told);
      }
      case 9 -> {
        String account = any(ACCOUNTS);
        Pseudonyms pseudonyms = new Pseudonyms(1, random.nextInt(3));
        e.scrub(account, pseudonyms);
        events.scrub(place, account, pseudonyms);
      }
      case 10 -> {
        wanted.remove(place);
        events.remove(place);
        return;
      }
      case 11 -> {
        e.askedMs = now;
        events.rows.ask(place, now);
      }
      case 12 -> {
        events.rows.forgetNames();
      }
      default -> {
        lapse(place, e, now + random.nextInt(2) * LONG_MS); // also what is open
        boolean isHidden = e.isHidden();
        e.stamp = 0;
        e.owner = "";
        e.stand(e.state(), 0, 0, e.marks());
        events.detach(place);
        if (isHidden) {
          wanted.remove(place);
          return;
        }
      }
    }
    wanted.set(place, image(e));
  }

  private void lapse(int place, Event e, long atMs) {
    e.stand(Events.at(e.state(), e.expiresAtMs(), atMs), e.expiresAtMs(), e.revision(), e.marks());
    events.lapse(place, atMs);
  }

  private void prune(Keeping keeping) {
    List<String> wanted = new ArrayList<>();
    long droppedUpToMs = events.droppedUpToMs;
    for (int i = 0; i < events.size(); i++) {
      Event e = events.event(i);
      boolean isOld = e.timeMs < now - keeping.reachMs();
      TransferState state = Events.at(e.state(), e.expiresAtMs(), now);
      boolean isWanted =
          e.isLive()
              && (e.state() == null || e.state().isOpen())
              && (now - e.knownSinceMs() < keeping.referencesMs()
                  || (state != null && state.isOpen()));
      if (isWanted || !(isOld || i < events.size() - keeping.eventsMax())) {
        wanted.add(image(e));
      } else {
        droppedUpToMs = Math.max(droppedUpToMs, e.timeMs);
      }
    }
    events.prune(now, keeping, true);
    assertThat(images()).isEqualTo(wanted);
    assertThat(events.droppedUpToMs).isEqualTo(droppedUpToMs);
  }

  private void isFoundAsByAList() {
    List<Event> all = all();
    long atMs = now - random.nextInt(3_000);
    assertThat(events.rows.firstAfter(atMs))
        .isEqualTo(all.stream().filter(e -> e.timeMs <= atMs).count());
    assertThat(events.rows.firstFrom(atMs))
        .isEqualTo(all.stream().filter(e -> e.timeMs < atMs).count());
    long settledMs = History.NEVER;
    long ofPairMs = History.NEVER;
    for (int i = 0; i < all.size(); i++) {
      Event e = all.get(i);
      assertThat(events.find(e.owner, e.id)).isEqualTo(e.isLive() ? i : Events.NONE);
      if (e.state() == TransferState.SETTLED && !e.isHidden() && e.timeMs <= atMs) {
        settledMs = e.timeMs;
        ofPairMs = e.payer.equals("a") && e.payee.equals(SELF) ? e.timeMs : ofPairMs;
      }
    }
    assertThat(events.lastSettled(atMs)).isEqualTo(settledMs);
    assertThat(events.lastSettled(atMs, "a", SELF)).isEqualTo(ofPairMs);
    assertThat(events.find(SELF, "nobody's")).isEqualTo(Events.NONE);
    assertThat(events.find("nobody", "t1")).isEqualTo(Events.NONE);
  }

  /** Traits and fields are those of rows into which the events were put just now. */
  private void isLookedAtAsWrittenAnew() {
    EventRows fresh = new EventRows(SELF);
    all().forEach(e -> fresh.insert(fresh.size(), e));
    EventRows rows = events.rows;
    for (int i = 0; i < rows.size(); i++) {
      assertThat(traits(rows, i)).isEqualTo(traits(fresh, i));
      assertThat(rows.value(i)).isEqualTo(fresh.value(i));
      for (Aggregate.Field field : Aggregate.Field.values()) {
        int number = rows.field(i, field);
        int other = fresh.field(i, field);
        if (field != Aggregate.Field.PLACE) {
          assertThat(rows.nullableName(number)).isEqualTo(fresh.nullableName(other));
        } else if (i > 0) { // a place has no name, but is the same or another
          assertThat(number == rows.field(i - 1, field))
              .isEqualTo(other == fresh.field(i - 1, field));
        }
        assertThat(number).isLessThan(rows.numbersEnd());
      }
    }
  }

  private long traits(EventRows rows, int place) {
    return rows.traits(place, now, rows.numberOf(SELF), rows.numberOf(DEVICES[0]));
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
    if (random.nextInt(3) == 0) {
      int scale = random.nextInt(Transfer.ASSET_SCALE_MAX + 1);
      t.asset(random.nextLong(1, Long.MAX_VALUE), "BTC", scale, AssetClass.VIRTUAL_CURRENCY);
      t.value(random.nextLong(1, 1L << 50)).merchant("shop" + random.nextInt(5));
    }
    Transfer transfer = t.payer(payer).build();
    return new Event(
        payer, transfer.id(), (now << 20) + next, timeMs, transfer, random.nextInt(99));
  }

  @Test
  void anHourIsThatOfTheZoneThatIsAskedFor() {
    for (int i = 0; i < 30; i++) {
      int unused = events.add(event(START_MS + i * 3_600_000L), false);
    }
    for (ZoneId zone : List.of(ZONES[0], ZONES[1], ZONES[0], ZONES[2])) {
      assertThat(hours(zone)).as(zone.getId()).isEqualTo(realHours(zone));
    }
  }

  private static final ZoneId[] ZONES = {
    ZoneId.of("Europe/Berlin"), ZoneId.of("Asia/Shanghai"), ZoneId.of("UTC")
  };

  private List<Integer> hours(ZoneId zone) {
    EventRows rows = events.rows;
    return IntStream.range(0, rows.size()).mapToObj(i -> rows.hour(i, zone)).toList();
  }

  private List<Integer> realHours(ZoneId zone) {
    return all().stream().map(e -> Instant.ofEpochMilli(e.timeMs).atZone(zone).getHour()).toList();
  }

  @Test
  @DisplayName("names that nobody else has leave, a while after their events have left")
  void strangersLeave() {
    Keeping keeping = new Keeping(LONG_MS, LONG_MS, 200, 10);
    int names = 0;
    for (int i = 0; i < 2_000; i++) {
      int unused = events.add(strangers(i), false);
      events.prune(now, keeping, false);
      names = Math.max(names, events.rows.numbersEnd());
    }
    assertThat(events.size()).isEqualTo(200);
    assertThat(names).isGreaterThan(200 * 6).isLessThan(200 * 8 * 3);
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
      RecordState state = new RecordState(device, words);
      Moment moment = new Moment(now, 20_540, 674);
      Keeping keeping = new Keeping(LONG_MS, LONG_MS, 50, 10);
      Commands commands = new Commands(words, keeping, moment);
      Event e = strangers(isForgotten ? 1 : 2);
      state.apply(new RecordChange(1, commands.event(Op.SEEN, e)), words);
      // Another one stays: rows that are empty are let go of anyway.
      state.apply(new RecordChange(3, commands.event(Op.SEEN, strangers(3))), words);
      Commands.Told ended =
          new Commands.Told(e, 1, TransferState.SETTLED, Long.MIN_VALUE, Set.of());
      state.apply(new RecordChange(4, commands.state(ended, false)), words);
      assertThat(state.events.rows.numberOf(e.payer)).isPositive();
      byte[] then =
          isForgotten
              ? commands.scrub(e.payer, new Pseudonyms(1, 2))
              : commands.retract(e.owner, e.id, e.stamp);
      state.apply(new RecordChange(2, then), words);
      assertThat(state.events.rows.numberOf(e.payer)).isNegative();
      assertThat(state.events.rows.size()).isEqualTo(isForgotten ? 2 : 1);
    }
  }

  @Test
  @DisplayName("no name stays of what was hidden and has ended, nor where no event is left")
  void nothingStays() {
    Event hidden = strangers(1);
    events.rows.hide(events.add(hidden, false));
    int unused = events.add(strangers(2), false);
    events.detach(events.find(hidden.owner, hidden.id));
    assertThat(events.rows.numberOf(hidden.payer)).isEqualTo(Names.UNKNOWN);
    assertThat(events.rows.numberOf("payer2")).isPositive();
    events.remove(0);
    assertThat(events.rows.numberOf("payer2")).isEqualTo(Names.UNKNOWN);
    assertThat(events.rows.numbersEnd()).isEqualTo(1);
  }
}
