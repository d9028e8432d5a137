package io.riskgate.core.memory;

import static io.riskgate.core.memory.Kit.DAY_MS;
import static io.riskgate.core.memory.Kit.START_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.Mark;
import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate.Field;
import io.riskgate.core.spi.History;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is written into the journal is read from it, for as long as it is kept. */
class JournalTest {
  private static final SipHash HASH = new SipHash(1, 2);
  private static final long UNDECIDED = EventBits.standing(null, Set.of(), History.NEVER, false);
  private static final String[] NAMES = {"a", "device-0123456789", "\u8d26\u6237\ud83d", "é"};

  private final Journal journal = new Journal();
  private final Codes codes = new Codes();

  private Details details(Transfer t, String owner, int fields) {
    Reference reference = new Reference(t.tenant(), owner, t.id());
    return new Details(t, reference, 500, fields, 42, HASH, codes);
  }

  private static String name(Random random) {
    return random.nextInt(4) == 0 ? null : NAMES[random.nextInt(NAMES.length)];
  }

  private static Transfer any(Random random) {
    Transfer.Builder b =
        Kit.builder("id-" + random.nextLong(), "A", "B", 500, START_MS + random.nextInt())
            .device(name(random))
            .ip(name(random))
            .customer(name(random))
            .originCountry(name(random));
    switch (random.nextInt(3)) {
      case 0 -> b.amount(1 + random.nextLong(1L << 50), "CNY");
      case 1 ->
          b.asset(
              random.nextInt(1_000),
              "COIN" + random.nextInt(9_000),
              random.nextInt(9),
              AssetClass.VIRTUAL_CURRENCY);
      default -> {
        // its value
      }
    }
    switch (random.nextInt(4)) {
      case 0 -> b.location(random.nextInt(180_000_000) / 1e6 - 90, -0.25);
      case 1 -> b.location(random.nextDouble() * 90, -0.0);
      case 2 -> b.location(Double.NaN, 1);
      default -> {
        // nowhere
      }
    }
    return b.build();
  }

  @Property(tries = 300)
  @Label("what the export tells, the place, and the fields that are kept, of any transfer")
  void details(@ForAll long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      Transfer t = any(random);
      String owner = random.nextBoolean() ? "A" : NAMES[random.nextInt(NAMES.length)];
      EnumSet<Field> fields = EnumSet.allOf(Field.class);
      fields.removeIf(f -> random.nextBoolean());
      int mask = Details.mask(fields);

      int address = journal.write(UNDECIDED, details(t, owner, mask), START_MS, START_MS).address;

      long[] page = journal.page(address);
      int at = Journal.details(address);
      long event = EventBits.event(t, t.time().toEpochMilli(), true);
      Transfer told = Details.transfer(page, at, event, 500, t.tenant(), "A", "B", codes);
      assertThat(told.hasSameContentAs(t)).isTrue();
      assertThat(told.id()).isEqualTo(t.id());
      assertThat(told.customer()).isEqualTo(owner.equals("A") ? null : owner);
      assertThat(Details.otherOwner(page, at)).isEqualTo(told.customer());
      if (t.hasLocation()) {
        assertThat(Details.latitude(page, at)).isEqualTo(t.latitude());
        assertThat(Details.longitude(page, at)).isEqualTo(t.longitude());
      }
      checkField(page, at, Field.DEVICE, t.device(), fields);
      checkField(page, at, Field.IP, t.ip(), fields);
      checkField(page, at, Field.CUSTOMER, t.customer(), fields);
      checkField(page, at, Field.ORIGIN_COUNTRY, t.originCountry(), fields);
      if (fields.contains(Field.PAYEE)) {
        assertThat(Details.hash(page, at, Field.PAYEE)).isEqualTo(42);
      }
    }
  }

  private static void checkField(long[] page, int at, Field field, String name, Set<Field> fields) {
    boolean kept = name != null && fields.contains(field);
    assertThat(Details.has(page, at, field)).isEqualTo(kept);
    if (kept) {
      assertThat(Details.hash(page, at, field)).isEqualTo(Details.hash(HASH, name));
    }
  }

  @Property(tries = 200)
  @Label("H-8: what is forgotten tells neither names nor the place, and the rest as before")
  void forgotten(@ForAll long seed) {
    Random random = new Random(seed);
    Transfer t = any(random);
    int all = Details.mask(EnumSet.allOf(Field.class));
    int address = journal.write(UNDECIDED, details(t, "owner", all), START_MS, START_MS).address;
    int next = journal.write(UNDECIDED, details(t, "owner", all), START_MS, START_MS).address;
    long[] page = journal.page(address);
    int at = Journal.details(address);

    Details.forget(page, at, hash -> ~hash);
    Details.forget(page, at, hash -> 7); // a second time changes nothing

    long event = EventBits.event(t, t.time().toEpochMilli(), true);
    Transfer told = Details.transfer(page, at, event, 500, t.tenant(), "A", "B", codes);
    assertThat(told.hasSameContentAs(t)).isTrue();
    assertThat(told.customer()).as("the owner").isEqualTo("A");
    assertThat(Details.otherOwner(page, at)).isNull();
    if (t.device() != null) {
      assertThat(Details.hash(page, at, Field.DEVICE)).isEqualTo(~Details.hash(HASH, t.device()));
    }
    if (t.hasLocation() && !Double.isNaN(t.latitude())) {
      assertThat(Details.latitude(page, at)).isEqualTo(Degrees.coarse(t.latitude()));
    }
    int other = Journal.details(next);
    assertThat(Details.otherOwner(journal.page(next), other)).as("the next one").isEqualTo("owner");
  }

  @Test
  @DisplayName("a change of standing is seen from the first place, wherever the entry is by now")
  void moved() {
    Transfer t = Kit.transfer("1", "A", "B", 1, START_MS);
    int first = journal.write(UNDECIDED, details(t, "A", 0), START_MS, START_MS).address;
    Journal.Place place = null;
    for (int i = 0; i < 3; i++) {
      place = journal.rewrite(first, details(t, "A", 0), START_MS, START_MS);
      assertThat(journal.present(first)).isEqualTo(place.address);
    }
    long settled =
        EventBits.standing(TransferState.SETTLED, Set.of(Mark.LATE), History.NEVER, true);
    Journal.set(place.page, place.offset, settled);

    assertThat(journal.standing(first)).isEqualTo(settled);
    assertThat(EventBits.marks(journal.standing(first))).containsExactly(Mark.LATE);
    assertThat(EventBits.isFinal(settled)).isTrue();
  }

  @Test
  @DisplayName("who reads where a transfer stands while it is written again, reads the same")
  void readWhileMoved() throws Exception {
    Transfer t = Kit.transfer("1", "A", "B", 1, START_MS);
    AtomicInteger latest =
        new AtomicInteger(journal.write(UNDECIDED, details(t, "A", 0), START_MS, START_MS).address);
    AtomicLong other = new AtomicLong(UNDECIDED);
    AtomicBoolean over = new AtomicBoolean();
    Thread reader =
        new Thread(
            () -> {
              while (!over.get()) {
                long standing = journal.standing(latest.get());
                if (standing != UNDECIDED) {
                  other.set(standing);
                }
              }
            });
    reader.start();
    try {
      for (int i = 0; i < 200_000; i++) {
        int first = journal.write(UNDECIDED, details(t, "A", 0), START_MS, START_MS).address;
        latest.set(first);
        journal.rewrite(first, details(t, "A", 0), START_MS, START_MS);
      }
    } finally {
      over.set(true);
      reader.join();
    }
    assertThat(other).hasValue(UNDECIDED);
  }

  @Test
  @DisplayName("what is written again after its page is gone leaves the page's next entries alone")
  void rewrittenAfterGone() {
    journal.keep(10 * DAY_MS);
    Transfer t = Kit.transfer("1", "A", "B", 1, START_MS);
    int first = journal.write(UNDECIDED, details(t, "A", 0), START_MS, START_MS).address;
    for (int i = 0; i < 1_000; i++) { // fills its page
      journal.write(UNDECIDED, details(t, "A", 0), START_MS, START_MS);
    }
    List<Integer> later = new ArrayList<>();
    for (int i = 1; i <= 3_000 && !later.contains(first); i++) { // more pages than must rest
      long aheadMs = START_MS + 11L * i * DAY_MS;
      later.clear();
      for (int k = 0; k < 2_000; k++) {
        later.add(journal.write(UNDECIDED, details(t, "A", 0), aheadMs, aheadMs).address);
      }
    }
    assertThat(later).as("the number is used again").contains(first);

    journal.rewrite(first, details(t, "A", 0), START_MS, START_MS + 1); // the clock jumped back

    for (int address : later) {
      assertThat(journal.present(address)).isEqualTo(address);
      assertThat(journal.standing(address)).isEqualTo(UNDECIDED);
    }
  }

  @Test
  @DisplayName("there are bits enough for every kind, class, channel, state, mark and field")
  void bits() {
    for (TransferState state : TransferState.values()) {
      long standing = EventBits.standing(state, EnumSet.allOf(Mark.class), History.NEVER, false);
      assertThat(EventBits.isFinal(standing) || EventBits.isMoved(standing)).isFalse();
      assertThat(EventBits.marks(standing)).isEqualTo(EnumSet.allOf(Mark.class));
      assertThat(state.ordinal()).isLessThan(EventBits.UNDECIDED);
    }
    for (TransferKind kind : TransferKind.values()) {
      for (Channel channel : Channel.values()) {
        for (AssetClass assets : AssetClass.values()) {
          Transfer t =
              Transfer.builder().kind(kind).channel(channel).asset(1, "X", 0, assets).build();
          long event = EventBits.withState(EventBits.event(t, START_MS, false), 0);
          assertThat(EventBits.kind(event)).isEqualTo(kind);
          assertThat(EventBits.channel(event)).isEqualTo(channel);
          assertThat(EventBits.assets(event)).isEqualTo(assets);
          assertThat(EventBits.isOut(event)).isFalse();
          assertThat(EventBits.timeOf(event)).isEqualTo(START_MS);
        }
      }
    }
    assertThat(Field.values()).hasSizeLessThanOrEqualTo(Byte.SIZE);
  }

  @Test
  @DisplayName("what is open expires at its instant")
  void expiry() {
    long open = EventBits.standing(TransferState.RESERVED, Set.of(), START_MS, false);
    assertThat(EventBits.state(EventBits.stateCode(open, START_MS - 1)))
        .isEqualTo(TransferState.RESERVED);
    assertThat(EventBits.state(EventBits.stateCode(open, START_MS)))
        .isEqualTo(TransferState.EXPIRED);
    assertThat(EventBits.state(EventBits.stateCode(UNDECIDED, Long.MAX_VALUE))).isNull();
  }

  @Test
  @DisplayName("pages whose events are all too old are let go of, and what is kept stays")
  void pagesLeave() {
    journal.keep(10 * DAY_MS);
    List<Integer> addresses = new ArrayList<>();
    long longsMax = 0;
    int each = 2_000;
    for (int day = 0; day < 100; day++) {
      long nowMs = START_MS + day * DAY_MS;
      for (int i = 0; i < each; i++) {
        Transfer t = Kit.transfer("d" + day, "A", "B", 1, nowMs);
        addresses.add(journal.write(UNDECIDED, details(t, "A", 0), nowMs, nowMs).address);
      }
      longsMax = Math.max(longsMax, journal.longs());
      assertThat(journal.goneBeforeMs()).isLessThanOrEqualTo(nowMs - 10 * DAY_MS);
      for (int back = 0; back <= Math.min(day, 9); back++) {
        int address = addresses.get((day - back) * each);
        long event = EventBits.event(Kit.transfer("", "A", "B", 1, nowMs), nowMs, true);
        assertThat(
                Details.transfer(
                        journal.page(address),
                        Journal.details(address),
                        event,
                        1,
                        "t",
                        "A",
                        "B",
                        codes)
                    .id())
            .isEqualTo("d" + (day - back));
      }
    }
    assertThat(longsMax).as("three longs an event, of some 20 days").isLessThan(20L * each * 4);
    assertThat(journal.goneBeforeMs()).isGreaterThan(START_MS + 60 * DAY_MS);
  }
}
