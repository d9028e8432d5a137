package io.riskgate.core.memory;

import static io.riskgate.core.memory.Kit.START_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.AlertChannel;
import io.riskgate.core.AlertTier;
import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.Control;
import io.riskgate.core.CustomerSegment;
import io.riskgate.core.DataItem;
import io.riskgate.core.Degraded;
import io.riskgate.core.Evidence;
import io.riskgate.core.Hit;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Mark;
import io.riskgate.core.Mode;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.Release;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.Verdict;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.spi.AlertRecord;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoredTransfer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A closed entry that is kept as bytes comes back exactly as it was. */
class PackedEntryProperties {
  private static final String[] TEXTS = {
    "", "a", "device-0123456789", "\u8d26\u6237\ud83d", "é\u0000\uffff", "x".repeat(300)
  };
  private static final TransferState[] CLOSED = {
    TransferState.SETTLED, TransferState.CANCELLED, TransferState.EXPIRED
  };

  private final Shared shared = new Shared();
  private final Codes codes = new Codes();

  /** Draws one of all that a decision may say. */
  private static final class Draw {
    private final Random random;

    Draw(long seed) {
      random = new Random(seed);
    }

    boolean yes() {
      return random.nextBoolean();
    }

    String text() {
      return TEXTS[random.nextInt(TEXTS.length)];
    }

    String name() {
      return "n" + text();
    }

    /** Small ones, large ones, and the extremes. */
    long number() {
      return switch (random.nextInt(6)) {
        case 0 -> Long.MAX_VALUE;
        case 1 -> Long.MIN_VALUE;
        case 2 -> random.nextLong();
        case 3 -> -random.nextInt(1_000);
        default -> random.nextInt(100_000);
      };
    }

    long natural() {
      return number() & Long.MAX_VALUE;
    }

    Instant instant() {
      return switch (random.nextInt(4)) {
        case 0 -> Instant.ofEpochMilli(START_MS + random.nextInt());
        case 1 -> Instant.ofEpochSecond(START_MS / 1_000, random.nextInt(1_000_000_000));
        case 2 -> Instant.EPOCH.minusNanos(random.nextInt());
        default -> Instant.ofEpochSecond(random.nextInt(), 999_999_999);
      };
    }

    <T> @Nullable T some(Supplier<T> what) {
      return yes() ? what.get() : null;
    }

    <T> List<T> few(Supplier<T> what) {
      List<T> all = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        all.add(what.get());
      }
      return all;
    }

    <E extends Enum<E>> E one(Class<E> type) {
      E[] all = type.getEnumConstants();
      return all[random.nextInt(all.length)];
    }

    <E extends Enum<E>> Set<E> set(Class<E> type) {
      EnumSet<E> all = EnumSet.noneOf(type);
      few(() -> one(type)).forEach(all::add);
      return all;
    }

    double degrees() {
      return switch (random.nextInt(3)) {
        case 0 -> random.nextInt(180_000_000) / 1e6;
        case 1 -> -0.0;
        default -> random.nextDouble() * 180 - 90;
      };
    }

    Transfer transfer(Reference reference) {
      Transfer.Builder b =
          Transfer.builder()
              .tenant(yes() ? reference.tenant() : name())
              .id(yes() ? reference.id() : name())
              .payer(yes() ? reference.owner() : name())
              .payee(text())
              .time(instant())
              .kind(one(TransferKind.class))
              .channel(one(Channel.class))
              .device(some(this::text))
              .ip(some(this::text))
              .customer(some(this::text))
              .merchant(some(this::text))
              .value(some(this::number))
              .originCountry(some(this::text))
              .payeeCountry(some(this::text))
              .payerBalance(some(this::number))
              .purpose(some(this::text))
              .payerSegments(some(() -> set(CustomerSegment.class)))
              .payerRealNameVerified(some(this::yes))
              .payeePhone(some(this::text))
              .orderAddressMatches(some(this::yes))
              .declaredAbsent(set(DataItem.class));
      if (yes()) {
        b.amount(number(), text());
      } else {
        b.asset(number(), text(), random.nextInt(12) - 1, one(AssetClass.class));
      }
      if (yes()) {
        b.location(degrees(), degrees());
      }
      if (yes()) {
        b.payerAge(random.nextInt(151));
      }
      return b.build();
    }

    Demand demand() {
      return switch (random.nextInt(4)) {
        case 0 -> Demand.NOTHING;
        case 1 -> Demand.verify(one(VerificationMethod.class));
        case 2 -> Demand.hold(ReleasePath.BANK);
        default -> Demand.hold(ReleasePath.NONE);
      };
    }

    Limit limit() {
      return new Limit(
          "limit" + random.nextInt(5),
          Set.of(one(AssetClass.class)),
          one(Limit.Measure.class),
          one(Limit.Counts.class),
          one(Limit.Window.class),
          natural(),
          Demand.hold(ReleasePath.BANK),
          Demand.NOTHING);
    }

    Rule rule() {
      return new Rule("RULE" + random.nextInt(9), random.nextInt(100), "g", Demand.NOTHING, "SCAM");
    }

    Object argument() {
      return switch (random.nextInt(5)) {
        case 0 -> text();
        case 1 -> number();
        case 2 -> random.nextInt();
        case 3 -> random.nextDouble();
        default -> yes();
      };
    }

    Control control() {
      Control.Kind kind = one(Control.Kind.class);
      return new Control(
          name(),
          text(),
          text(),
          kind,
          kind == Control.Kind.LIMIT ? text() : null,
          natural(),
          kind == Control.Kind.TRUSTED_PAYEE ? text() : null,
          some(this::instant),
          some(this::instant),
          name(),
          name());
    }

    PackIdentity pack() {
      return new PackIdentity("p", random.nextInt(5) + "", "0".repeat(64));
    }

    AlertRecord alert(Reference reference) {
      return new AlertRecord(
          reference,
          text(),
          pack(),
          yes(),
          one(AlertTier.class),
          number(),
          yes(),
          instant(),
          instant(),
          new java.util.LinkedHashSet<>(few(() -> one(AlertChannel.class))),
          random.nextInt(4),
          few(this::text),
          few(this::text),
          few(this::text),
          one(Outcome.class),
          random.nextInt(101),
          List.of(),
          yes(),
          natural());
    }

    Verdict verdict(Reference reference) {
      return new Verdict(
          pack(),
          one(Mode.class),
          random.nextInt(101),
          few(() -> new Hit(rule(), few(this::argument))),
          few(this::text),
          yes(),
          few(() -> new Degraded(one(Degraded.Cause.class), text())),
          demand(),
          demand(),
          few(this::control),
          some(() -> alert(reference)));
    }

    Entry.MadeClaim claim() {
      return new Entry.MadeClaim(limit(), number(), natural());
    }

    Entry entry() {
      Reference reference = new Reference("t" + random.nextInt(2), name(), text());
      Transfer transfer = transfer(reference);
      boolean decided = random.nextInt(4) > 0;
      long value = yes() ? transfer.amountMinor() : number();
      long revision = natural();
      long sinceMs = START_MS + random.nextInt();
      StoredTransfer stored =
          decided
              ? new StoredTransfer(
                  reference,
                  transfer,
                  value,
                  verdict(reference),
                  demand(),
                  CLOSED[random.nextInt(CLOSED.length)],
                  set(Mark.class),
                  few(() -> new LimitUsage(limit(), number(), number())),
                  few(() -> new Evidence(one(VerificationMethod.class), yes(), instant(), name())),
                  some(() -> new Release(ReleasePath.BANK, name(), name())),
                  sinceMs + random.nextInt(1_000),
                  History.NEVER,
                  revision)
              : null;
      Entry entry =
          new Entry(reference, transfer, value, sinceMs, random.nextInt(), stored, revision);
      entry.claims = few(this::claim);
      entry.claimsCount = yes();
      entry.suspicious = few(this::claim);
      return entry;
    }
  }

  private Entry through(Packer packer, Entry entry, int at) {
    long[] page = new long[at + packer.bytes.longs()];
    packer.bytes.copyTo(page, at);
    assertThat(PackedEntry.state(page, at)).isEqualTo(stateOf(entry));
    return PackedEntry.read(
        packer.unpack(page, at), entry.reference, entry.knownSinceMs, entry.inJournal);
  }

  private static @Nullable TransferState stateOf(Entry entry) {
    StoredTransfer stored = entry.stored();
    return stored == null ? null : stored.state();
  }

  @Property(tries = 3_000)
  @Label("whatever a closed transfer or an observed movement says comes back exactly")
  void roundTrip(@ForAll long seed) {
    Draw draw = new Draw(seed);
    Packer packer = new Packer(shared, codes);
    for (int i = 0; i < 3; i++) { // what was written before leaves nothing behind
      Entry entry = draw.entry();
      assertThat(PackedEntry.write(packer, entry)).isTrue();
      Entry read = through(packer, entry, draw.random.nextInt(3));
      assertThat(read.stored()).isEqualTo(entry.stored());
      assertThat(read.transfer()).isEqualTo(entry.transfer());
      assertThat(read.transfer().time()).isEqualTo(entry.transfer().time());
      assertThat(read.value()).isEqualTo(entry.value());
      assertThat(read.revision()).isEqualTo(entry.revision());
      assertThat(read.isObserved()).isEqualTo(entry.stored() == null);
      assertThat(read.claims).isEqualTo(entry.claims);
      assertThat(read.claimsCount).isEqualTo(entry.claimsCount);
      assertThat(read.suspicious).isEqualTo(entry.suspicious);
      assertThat(read.inJournal).isEqualTo(entry.inJournal);
      assertThat(read.isAbandoned()).as("it is never open again").isTrue();
    }
  }

  private static Entry closed(Transfer t, Verdict verdict) {
    StoredTransfer stored =
        new StoredTransfer(
            Kit.reference(t),
            t,
            t.amountMinor(),
            verdict,
            Demand.NOTHING,
            TransferState.SETTLED,
            Set.of(),
            List.of(),
            List.of(),
            null,
            START_MS,
            History.NEVER,
            2);
    return new Entry(Kit.reference(t), t, t.amountMinor(), START_MS, 1, stored, 2);
  }

  private static Verdict saying(Object argument) {
    return new Verdict(
        new PackIdentity("p", "1", "0".repeat(64)),
        Mode.ENFORCE,
        0,
        List.of(new Hit(new Rule("R", 1, "g", Demand.NOTHING, ""), List.of(argument))),
        List.of(),
        false,
        List.of(),
        Demand.NOTHING,
        Demand.NOTHING,
        List.of());
  }

  @Test
  @DisplayName("what nobody knows how to write is said to be so, and not written in part")
  void notPackable() {
    Packer packer = new Packer(shared, codes);
    Transfer t = Kit.transfer("1", "A", "B", 5, START_MS);
    assertThat(PackedEntry.write(packer, closed(t, saying("text")))).isTrue();
    assertThat(PackedEntry.write(packer, closed(t, saying(Instant.EPOCH)))).isFalse();
    Transfer odd = Kit.builder("2", "A", "B", 5, START_MS).problem("purpose", "x", "y").build();
    assertThat(PackedEntry.write(packer, closed(odd, saying("text")))).isFalse();
  }

  @Test
  @DisplayName("where there is no room for another shared thing an entry is not written")
  void noRoom() {
    Packer full = new Packer(new Shared(1), codes);
    Transfer t = Kit.transfer("1", "A", "B", 5, START_MS);
    assertThat(PackedEntry.write(full, closed(t, saying("text")))).isFalse();
  }

  @Test
  @DisplayName("equal things share a number, until there is no room")
  void numbers() {
    Shared two = new Shared(2);
    Demand one = Demand.hold(ReleasePath.BANK);
    int number = two.number(one);
    assertThat(two.number(Demand.hold(ReleasePath.BANK))).isEqualTo(number).isPositive();
    assertThat(two.find(Demand.hold(ReleasePath.BANK))).isEqualTo(number);
    assertThat(two.find("other")).isZero();
    int other = two.number("other");
    assertThat(two.thing(number)).isEqualTo(one);
    assertThat(two.thing(other)).isEqualTo("other");
    assertThat(two.number("third")).isZero();
    assertThat(two.number("other")).isEqualTo(other);
  }
}
