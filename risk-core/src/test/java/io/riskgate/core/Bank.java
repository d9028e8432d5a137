package io.riskgate.core;

import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.DecisionRecord;
import io.riskgate.core.spi.Moment;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A bank with one engine, for tests: money in yuan, a clock that is moved by hand. */
final class Bank {
  /** A Thursday noon in Shanghai. */
  static final Instant NOON = Instant.parse("2024-03-14T04:00:00Z");

  static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  final TestClock clock = new TestClock(NOON);
  final StoreProbe store;
  final List<DecisionRecord> told = new ArrayList<>();
  final List<RiskEvent> events = new ArrayList<>();
  final RiskEngine engine;
  private final TestPack pack;
  private int notices;

  Bank(TestPack pack) {
    this(pack, b -> b);
  }

  Bank(TestPack pack, UnaryOperator<RiskEngine.Builder> change) {
    this(pack, InMemoryStore.create(), change);
  }

  Bank(TestPack pack, InMemoryStore memory, UnaryOperator<RiskEngine.Builder> change) {
    this.pack = pack;
    store = new StoreProbe(memory);
    engine =
        change
            .apply(
                RiskEngine.builder()
                    .rules(pack)
                    .store(store)
                    .clock(clock)
                    .historyCompleteSince(Instant.EPOCH)
                    .listener(told::add)
                    .events(events::add))
            .build();
  }

  /** A transfer of 100 yuan from alice to bob at the present clock, to be changed at will. */
  Asked transfer(String id) {
    return new Asked(id);
  }

  /** A transfer on its way to the bank. */
  final class Asked {
    private Transfer.Builder builder;

    private Asked(String id) {
      builder =
          Transfer.builder()
              .id(id)
              .payer("alice")
              .payee("bob")
              .amount("100.00", "CNY")
              .time(clock.instant());
    }

    Asked from(String payer) {
      builder.payer(payer);
      return this;
    }

    Asked to(String payee) {
      builder.payee(payee);
      return this;
    }

    Asked yuan(String decimal) {
      builder.amount(decimal, "CNY");
      return this;
    }

    Asked yuan(long whole) {
      builder.amount(whole * 100, "CNY");
      return this;
    }

    Asked at(Instant time) {
      builder.time(time);
      return this;
    }

    Asked ago(Duration before) {
      builder.time(clock.instant().minus(before));
      return this;
    }

    Asked kind(TransferKind kind) {
      builder.kind(kind);
      return this;
    }

    Asked purpose(String purpose) {
      builder.purpose(purpose);
      return this;
    }

    Asked device(String device) {
      builder.device(device);
      return this;
    }

    Asked with(UnaryOperator<Transfer.Builder> change) {
      builder = change.apply(builder);
      return this;
    }

    Transfer build() {
      return builder.build();
    }

    Decision score() {
      return engine.score(build());
    }

    Decision score(Duration budget) {
      return engine.score(build(), budget);
    }

    /** Scores and settles. */
    Decision settled() {
      return engine.settle(score().reference());
    }

    boolean observe() {
      return engine.observe(new Movement(build()));
    }
  }

  /** A report of bob's account that becomes known now, without the victim; to be changed. */
  FraudReport.Builder report(String id) {
    return FraudReport.builder().id(id).payee("bob").knownAt(clock.instant());
  }

  /** Learns something about alice's account now. */
  boolean learns(SignalKind kind, String id) {
    return engine.signal(Signal.ofAccount("default", id, "alice", kind, clock.instant()));
  }

  /** The reference of a transfer of alice's. */
  static Reference ref(String id) {
    return ref("alice", id);
  }

  static Reference ref(String owner, String id) {
    return new Reference(Transfer.DEFAULT_TENANT, owner, id);
  }

  void later(Duration by) {
    clock.advance(by);
  }

  void laterMinutes(long minutes) {
    later(Duration.ofMinutes(minutes));
  }

  /** Moves the clock to a time of Shanghai's wall, such as {@code 2024-03-14T23:55:00}. */
  void goTo(String shanghai) {
    clock.set(java.time.LocalDateTime.parse(shanghai).atZone(SHANGHAI).toInstant());
  }

  Decision find(String id) {
    return engine.find(ref(id)).orElseThrow();
  }

  Decision settle(String id) {
    return engine.settle(ref(id));
  }

  Decision cancel(String id) {
    return engine.cancel(ref(id));
  }

  /** The customer passes a verification now. */
  Decision passes(String id, VerificationMethod method) {
    return engine.verified(ref(id), Evidence.passed(method, clock.instant(), "proof"));
  }

  /** The customer fails a verification now; each failure has a proof of its own. */
  Decision fails(String id, VerificationMethod method) {
    return engine.verified(
        ref(id), Evidence.failed(method, clock.instant(), "failure-" + ++notices));
  }

  Decision release(String id, ReleasePath authority) {
    return engine.release(ref(id), new Release(authority, "officer 7", "spoke with the customer"));
  }

  /** Freezes an account; answers with the ids of what was moved to HELD. */
  List<String> freeze(String account) {
    return impose(Control.freeze("freeze", "default", account, null, "court", "case 12"));
  }

  List<String> impose(Control control) {
    return engine.impose(control).stream().map(Reference::id).toList();
  }

  boolean lift(String account, String id) {
    return engine.lift("default", account, id, "officer 7", "case closed");
  }

  /** What alice has used of a limit now: whole yuan, or a count. */
  long used(String limit) {
    return used("alice", limit);
  }

  long used(String owner, String limit) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), pack.policy().zone());
    Moment moment =
        new Moment(
            clock.millis(), today.toEpochDay(), today.getLong(ChronoField.PROLEPTIC_MONTH) - 23640);
    long[] used = store.used(store.schema(), ref(owner, "-"), moment);
    List<Limit> limits = pack.policy().limits();
    for (int i = 0; i < used.length; i++) {
      if (limits.get(i).id().equals(limit)) {
        return limits.get(i).measure() == Limit.Measure.VALUE ? used[i] / 100 : used[i];
      }
    }
    throw new IllegalArgumentException("No limit " + limit);
  }

  /** What the rules saw of the transfer that was decided last. */
  Map<String, Object> facts() {
    return told.get(told.size() - 1).facts();
  }

  Object fact(String name) {
    Object value = facts().get(name);
    if (value == null) {
      throw new IllegalArgumentException("No fact " + name + " among " + facts().keySet());
    }
    return value;
  }
}
