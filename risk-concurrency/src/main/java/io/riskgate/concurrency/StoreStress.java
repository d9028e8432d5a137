package io.riskgate.concurrency;

import static io.riskgate.concurrency.Direct.DAY_MS;
import static io.riskgate.concurrency.Direct.PAYEE;
import static io.riskgate.concurrency.Direct.PAYER;
import static io.riskgate.concurrency.Direct.RESERVED_MS;
import static io.riskgate.concurrency.Direct.START_MS;
import static io.riskgate.concurrency.Direct.TENANT;
import static io.riskgate.concurrency.Direct.count;
import static io.riskgate.concurrency.Direct.moment;
import static io.riskgate.concurrency.Direct.reference;
import static io.riskgate.concurrency.Direct.transfer;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoredTransfer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.LIL_Result;
import org.openjdk.jcstress.infra.results.LLJ_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The store in memory, through its port: what threads on any two keys may see of each other. */
public final class StoreStress {
  private static final Aggregate OUT =
      count("out", Aggregate.Key.PAYER, Aggregate.Direction.OUT, Aggregate.Filter.ALL);
  private static final Aggregate IN =
      count("in", Aggregate.Key.PAYEE, Aggregate.Direction.IN, Aggregate.Filter.ALL);
  private static final Aggregate SETTLED_IN =
      count(
          "settledIn",
          Aggregate.Key.PAYEE,
          Aggregate.Direction.IN,
          new Aggregate.Filter(Set.of(), Set.of(), Set.of(), Set.of(TransferState.SETTLED), 0));

  private static final Aggregate PAYERS_OF_DEVICE =
      different("payersOfDevice", Aggregate.Field.PAYER);
  private static final Aggregate PAYEES_OF_DEVICE =
      different("payeesOfDevice", Aggregate.Field.PAYEE);

  private static final Aggregate ON_DEVICE =
      count("onDevice", Aggregate.Key.DEVICE, Aggregate.Direction.OUT, Aggregate.Filter.ALL);
  private static final Aggregate DEVICES_OF_PAYEE =
      new Aggregate(
          "devicesOfPayee",
          Aggregate.Key.PAYEE,
          Aggregate.Direction.IN,
          Aggregate.Measure.DISTINCT,
          Aggregate.Field.DEVICE,
          Aggregate.Window.trailing(Duration.ofDays(30)),
          Aggregate.Filter.ALL);

  private StoreStress() {}

  /** A transfer on a device. */
  static Transfer onDevice(int id, String payer, String payee, String device) {
    return Transfer.builder()
        .id(Integer.toString(id))
        .payer(payer)
        .payee(payee)
        .amount(Direct.amount(id), "CNY")
        .time(Instant.ofEpochMilli(START_MS))
        .device(device)
        .build();
  }

  /** How many different ones a device has seen of late. */
  private static Aggregate different(String name, Aggregate.Field field) {
    return new Aggregate(
        name,
        Aggregate.Key.DEVICE,
        Aggregate.Direction.OUT,
        Aggregate.Measure.DISTINCT,
        field,
        Aggregate.Window.trailing(Duration.ofDays(30)),
        Aggregate.Filter.ALL);
  }

  static String state(StoredTransfer stored) {
    return stored.state().name();
  }

  static String stateAndMarks(StoredTransfer stored) {
    StringBuilder said = new StringBuilder(state(stored));
    stored.marks().forEach(mark -> said.append(' ').append(mark));
    return said.toString();
  }

  static StoredTransfer found(Direct direct, int id) {
    return Objects.requireNonNull(direct.find(id));
  }

  /** L-2: of two transfers that together pass the limit, one is reserved. */
  @JCStressTest
  @Outcome(
      id = {"RESERVED, AWAITING_VERIFICATION, 60", "AWAITING_VERIFICATION, RESERVED, 60"},
      expect = ACCEPTABLE,
      desc = "One is reserved, the other asks for verification.")
  @Outcome(id = "RESERVED, RESERVED, .*", expect = FORBIDDEN, desc = "The limit is passed.")
  @Outcome(expect = FORBIDDEN, desc = "A claim is lost or counted twice.")
  @State
  public static class OneLimit {
    final Direct direct = new Direct();

    /** A transfer of 60. */
    @Actor
    public void score1(LLJ_Result r) {
      r.r1 = state(direct.score(transfer(1), START_MS));
    }

    /** Another of 60. */
    @Actor
    public void score2(LLJ_Result r) {
      r.r2 = state(direct.score(transfer(2), START_MS));
    }

    /** Afterwards. */
    @Arbiter
    public void used(LLJ_Result r) {
      r.r3 = direct.used(START_MS);
    }
  }

  /** two threads score one reference: both get the one decision that was recorded. */
  @JCStressTest
  @Outcome(id = "RESERVED, RESERVED, 60", expect = ACCEPTABLE, desc = "One decision, one claim.")
  @Outcome(expect = FORBIDDEN, desc = "Two decisions, or two claims.")
  @State
  public static class OneReference {
    final Direct direct = new Direct();

    /** A caller. */
    @Actor
    public void score(LLJ_Result r) {
      r.r1 = state(direct.score(transfer(1), START_MS));
    }

    /** A retry. */
    @Actor
    public void again(LLJ_Result r) {
      r.r2 = state(direct.score(transfer(1), START_MS));
    }

    /** Afterwards. */
    @Arbiter
    public void used(LLJ_Result r) {
      r.r3 = direct.used(START_MS);
    }
  }

  /** Whoever finds a decision finds all of it. */
  @JCStressTest
  @Outcome(id = "none", expect = ACCEPTABLE, desc = "It was not decided yet.")
  @Outcome(id = "RESERVED 60 1 NOTHING", expect = ACCEPTABLE, desc = "The whole decision.")
  @Outcome(expect = FORBIDDEN, desc = "A decision with parts missing.")
  @State
  public static class WholeDecision {
    final Direct direct = new Direct();

    /** The caller that scores. */
    @Actor
    public void score() {
      direct.score(transfer(1), START_MS);
    }

    /** Somebody who looks. */
    @Actor
    public void find(L_Result r) {
      StoredTransfer found = direct.find(1);
      r.r1 =
          found == null
              ? "none"
              : found.state()
                  + " "
                  + found.usages().get(0).used()
                  + " "
                  + found.revision()
                  + (found.demand().methods().isEmpty() ? " NOTHING" : " SOMETHING");
    }
  }

  /** Of two attempts by one payer, one sees the other. */
  @JCStressTest
  @Outcome(
      id = {"0, 1", "1, 0"},
      expect = ACCEPTABLE,
      desc = "One came first.")
  @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Neither sees the other: velocity goes unseen.")
  @Outcome(expect = FORBIDDEN, desc = "An attempt is part of its own history.")
  @State
  public static class OnePayer {
    final Direct direct = new Direct(OUT);

    /** A transfer. */
    @Actor
    public void attempt1(JJ_Result r) {
      r.r1 = direct.attempt(transfer(1), START_MS).aggregates()[0];
    }

    /** Another. */
    @Actor
    public void attempt2(JJ_Result r) {
      r.r2 = direct.attempt(transfer(2), START_MS).aggregates()[0];
    }
  }

  /** Of two attempts to one payee by two payers, one sees the other: what this store adds. */
  @JCStressTest
  @Outcome(
      id = {"0, 1", "1, 0"},
      expect = ACCEPTABLE,
      desc = "One came first.")
  @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Neither sees the other: a mule goes unseen.")
  @Outcome(expect = FORBIDDEN, desc = "An attempt is part of its own history.")
  @State
  public static class OnePayee {
    final Direct direct = new Direct(IN);

    /** A payer. */
    @Actor
    public void attempt1(JJ_Result r) {
      r.r1 = direct.attempt(transfer(1, "A", PAYEE, START_MS), START_MS).aggregates()[0];
    }

    /** Another. */
    @Actor
    public void attempt2(JJ_Result r) {
      r.r2 = direct.attempt(transfer(1, "C", PAYEE, START_MS), START_MS).aggregates()[0];
    }
  }

  /** C-3: a transfer is scored while its payee is frozen. */
  @JCStressTest
  @Outcome(id = "HELD, 0, HELD", expect = ACCEPTABLE, desc = "The freeze was seen.")
  @Outcome(id = "RESERVED, 1, HELD", expect = ACCEPTABLE, desc = "The freeze has moved it.")
  @Outcome(expect = FORBIDDEN, desc = "It slipped past the freeze, or is not told.")
  @State
  public static class PayeeFrozenMeanwhile {
    final Direct direct = new Direct();

    /** The customer. */
    @Actor
    public void score(LIL_Result r) {
      r.r1 = state(direct.score(transfer(1), START_MS));
    }

    /** The bank. */
    @Actor
    public void freeze(LIL_Result r) {
      r.r2 = direct.freeze(PAYEE).size();
    }

    /** Afterwards. */
    @Arbiter
    public void find(LIL_Result r) {
      r.r3 = state(found(direct, 1));
    }
  }

  /** C-3 and N-1: a transfer is scored while a stop-payment notice on its payer arrives. */
  @JCStressTest
  @Outcome(id = "HELD, 0, HELD", expect = ACCEPTABLE, desc = "The notice was seen.")
  @Outcome(id = "RESERVED, 1, HELD", expect = ACCEPTABLE, desc = "The notice has moved it.")
  @Outcome(expect = FORBIDDEN, desc = "It slipped past the notice, or is not told.")
  @State
  public static class NoticeMeanwhile {
    final Direct direct = new Direct();

    /** The customer. */
    @Actor
    public void score(LIL_Result r) {
      r.r1 = state(direct.score(transfer(1), START_MS));
    }

    /** The police. */
    @Actor
    public void receive(LIL_Result r) {
      r.r2 = Objects.requireNonNull(direct.receive(PAYER, "1")).held().size();
    }

    /** Afterwards. */
    @Arbiter
    public void find(LIL_Result r) {
      r.r3 = state(found(direct, 1));
    }
  }

  /** N-2: a notice that is told twice at once is kept once. */
  @JCStressTest
  @Outcome(
      id = {"new, known", "known, new"},
      expect = ACCEPTABLE,
      desc = "It is kept once.")
  @Outcome(expect = FORBIDDEN, desc = "It is kept twice, or not at all.")
  @State
  public static class NoticeToldTwice {
    final Direct direct = new Direct();

    /** The police. */
    @Actor
    public void receive1(LL_Result r) {
      r.r1 = direct.receive(PAYER, "1") == null ? "known" : "new";
    }

    /** The police again. */
    @Actor
    public void receive2(LL_Result r) {
      r.r2 = direct.receive(PAYER, "1") == null ? "known" : "new";
    }
  }

  /** S-6: a transfer is settled while it is cancelled. Its money counts once. */
  @JCStressTest
  @Outcome(
      id = "CANCELLED, SETTLED AFTER_CANCEL, 60",
      expect = ACCEPTABLE,
      desc = "Cancelled first.")
  @Outcome(id = "SETTLED, SETTLED, 60", expect = ACCEPTABLE, desc = "Settled first.")
  @Outcome(expect = FORBIDDEN, desc = "Posted money is not counted, or counted twice.")
  @State
  public static class SettledWhileCancelled {
    final Direct direct = new Direct();

    /** It is reserved. */
    public SettledWhileCancelled() {
      direct.score(transfer(1), START_MS);
    }

    /** The caller gives up. */
    @Actor
    public void cancel(LLJ_Result r) {
      r.r1 = state(Objects.requireNonNull(direct.store.cancel(reference(1), moment(START_MS))));
    }

    /** The core system posts. */
    @Actor
    public void settle(LLJ_Result r) {
      StoredTransfer settled =
          Objects.requireNonNull(direct.store.settle(reference(1), moment(START_MS)));
      r.r2 = stateAndMarks(settled);
    }

    /** Afterwards. */
    @Arbiter
    public void used(LLJ_Result r) {
      r.r3 = direct.used(START_MS);
    }
  }

  /** S-4 and S-8: a transfer is settled while another thread's clock shows it as expired. */
  @JCStressTest
  @Outcome(id = "60, 60, SETTLED", expect = ACCEPTABLE, desc = "Settled first.")
  @Outcome(id = "0, 60, SETTLED LATE", expect = ACCEPTABLE, desc = "Expired first.")
  @Outcome(expect = FORBIDDEN, desc = "Posted money is not counted, or counted twice.")
  @State
  public static class SettledWhileExpiring {
    final Direct direct = new Direct();

    /** It is reserved. */
    public SettledWhileExpiring() {
      direct.score(transfer(1), START_MS);
    }

    /** A thread at the instant of expiry. */
    @Actor
    public void expire(LLL_Result r) {
      r.r1 = direct.used(START_MS + RESERVED_MS);
    }

    /** A thread just before it. */
    @Actor
    public void settle(LLL_Result r) {
      StoredTransfer settled =
          Objects.requireNonNull(
              direct.store.settle(reference(1), moment(START_MS + RESERVED_MS - 1)));
      r.r3 = stateAndMarks(settled);
    }

    /** Afterwards. */
    @Arbiter
    public void used(LLL_Result r) {
      r.r2 = direct.used(START_MS + RESERVED_MS);
    }
  }

  /** The first signals of all: a store that keeps none yet may not look for any. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Each finds what it has told.")
  @Outcome(expect = FORBIDDEN, desc = "A signal that was told is not known.")
  @State
  public static class FirstSignals {
    final Direct direct = new Direct();

    private int tell(String account) {
      Instant at = Instant.ofEpochMilli(START_MS);
      direct.store.signal(
          Signal.ofAccount(TENANT, "1", account, SignalKind.SCREEN_SHARED, at), moment(START_MS));
      return direct.store.signals(TENANT, account, null, moment(START_MS)).latestFirst().size();
    }

    /** About one account. */
    @Actor
    public void tell1(II_Result r) {
      r.r1 = tell("A");
    }

    /** About another. */
    @Actor
    public void tell2(II_Result r) {
      r.r2 = tell("C");
    }
  }

  /** An account comes back while another's first transfer makes the store let go of idle keys. */
  @JCStressTest
  @Outcome(id = "RESERVED, 60, 1", expect = ACCEPTABLE, desc = "All of it is kept.")
  @Outcome(expect = FORBIDDEN, desc = "It was recorded in what had been let go of.")
  @State
  public static class IdleKeyComesBack {
    private static final long LATER_MS = START_MS + 100 * DAY_MS;
    final Direct direct =
        new Direct(InMemoryStore.builder().idleKept(Duration.ofMillis(1)).build(), OUT);

    /** The account has been idle for long. */
    public IdleKeyComesBack() {
      direct.score(transfer(1), START_MS);
      direct.store.cancel(reference(1), moment(START_MS));
    }

    /** It pays again. */
    @Actor
    public void comeBack(LLL_Result r) {
      r.r1 = state(direct.score(transfer(2, PAYER, PAYEE, LATER_MS), LATER_MS));
    }

    /** An account that was never seen. */
    @Actor
    public void newcomer() {
      direct.attempt(transfer(1, "C", "D", LATER_MS), LATER_MS);
    }

    /** Afterwards. */
    @Arbiter
    public void look(LLL_Result r) {
      r.r2 = direct.used(LATER_MS);
      r.r3 = direct.attempt(transfer(3, PAYER, PAYEE, LATER_MS), LATER_MS).aggregates()[0];
    }
  }

  /**
   * A settled transfer's reference is forgotten in its time while a transfer to the same payee
   * counts what was settled.
   */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The past stays what it was.")
  @Outcome(expect = FORBIDDEN, desc = "For a moment what was settled looks as if it never was.")
  @State
  public static class ReferenceForgottenMeanwhile {
    private static final long LATER_MS = START_MS + 4 * DAY_MS;
    final Direct direct = new Direct(SETTLED_IN);

    /** It was settled days ago. */
    public ReferenceForgottenMeanwhile() {
      direct.score(transfer(1), START_MS);
      direct.store.settle(reference(1), moment(START_MS));
    }

    /** The payer looks at the limit. */
    @Actor
    public void forget(JJ_Result r) {
      r.r2 = direct.used(LATER_MS);
    }

    /** Somebody else pays the same payee. */
    @Actor
    public void count(JJ_Result r) {
      r.r1 = direct.attempt(transfer(1, "C", PAYEE, LATER_MS), LATER_MS).aggregates()[0];
    }
  }

  /**
   * H-8: payer and payee of one transfer are forgotten at once. What the device remembers of it
   * names neither, so when they come back they are others.
   */
  @JCStressTest
  @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "Neither is known from before.")
  @Outcome(expect = FORBIDDEN, desc = "The device still remembers one by name.")
  @State
  public static class BothForgotten {
    final Direct direct = new Direct(PAYERS_OF_DEVICE, PAYEES_OF_DEVICE);

    /** They did business once. */
    public BothForgotten() {
      direct.attempt(onDevice(1, PAYER, PAYEE, "D"), START_MS);
    }

    /** One leaves the bank. */
    @Actor
    public void forgetPayer() {
      direct.store.forget(TENANT, PAYER, moment(START_MS));
    }

    /** The other leaves too. */
    @Actor
    public void forgetPayee() {
      direct.store.forget(TENANT, PAYEE, moment(START_MS));
    }

    /** They come back, on the device that others use by now. */
    @Arbiter
    public void comeBack(JJ_Result r) {
      direct.attempt(onDevice(2, PAYER, PAYEE, "D"), START_MS);
      long[] seen = direct.attempt(onDevice(3, "C", "E", "D"), START_MS).aggregates();
      r.r1 = seen[0];
      r.r2 = seen[1];
    }
  }

  /**
   * H-8: a payer is forgotten while another transfer counts the devices that the payee was paid
   * from, of which there is one. Under way it may stand there under its old and its new name.
   */
  @JCStressTest
  @Outcome(
      id = {"1, 1", "2, 1"},
      expect = ACCEPTABLE,
      desc = "One device, under one name or two.")
  @Outcome(expect = FORBIDDEN, desc = "A device is counted that never was.")
  @State
  public static class PayerForgottenMeanwhile {
    final Direct direct = new Direct(DEVICES_OF_PAYEE);

    /** The payer pays twenty times from one device. */
    public PayerForgottenMeanwhile() {
      for (int id = 1; id <= 20; id++) {
        direct.attempt(onDevice(id, PAYER, PAYEE, "D"), START_MS);
      }
    }

    /** The payer leaves the bank. */
    @Actor
    public void forget() {
      direct.store.forget(TENANT, PAYER, moment(START_MS));
    }

    /** Somebody else pays the same payee. */
    @Actor
    public void count(JJ_Result r) {
      r.r1 = direct.attempt(transfer(1, "C", PAYEE, START_MS), START_MS).aggregates()[0];
    }

    /** Afterwards. */
    @Arbiter
    public void countAgain(JJ_Result r) {
      r.r2 = direct.attempt(transfer(2, "C", PAYEE, START_MS), START_MS).aggregates()[0];
    }
  }

  /** of two devices that one undecided attempt is said to come from, one counts it. */
  @JCStressTest
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = ACCEPTABLE,
      desc = "It counts where it was said to be last.")
  @Outcome(expect = FORBIDDEN, desc = "It counts at both devices, or at none.")
  @State
  public static class RepeatedOnAnotherDevice {
    final Direct direct = new Direct(ON_DEVICE);

    /** A caller. */
    @Actor
    public void attempt() {
      direct.attempt(onDevice(1, PAYER, PAYEE, "D"), START_MS);
    }

    /** A retry from elsewhere. */
    @Actor
    public void again() {
      direct.attempt(onDevice(1, PAYER, PAYEE, "E"), START_MS);
    }

    /** Afterwards. */
    @Arbiter
    public void count(JJ_Result r) {
      r.r1 = direct.attempt(onDevice(2, "C", PAYEE, "D"), START_MS).aggregates()[0];
      r.r2 = direct.attempt(onDevice(3, "C", PAYEE, "E"), START_MS).aggregates()[0];
    }
  }

  /** A pack takes over while a transfer of the one before is looked at. */
  @JCStressTest
  @Outcome(id = "1, false", expect = ACCEPTABLE, desc = "What the pack before reads is kept.")
  @Outcome(expect = FORBIDDEN, desc = "The past is missing because other things are kept now.")
  @State
  public static class DeclaredMeanwhile {
    final Direct direct = new Direct(OUT);

    /** There was one transfer. */
    public DeclaredMeanwhile() {
      direct.attempt(transfer(1), START_MS);
    }

    /** The pack that takes over, with what the one before reads. */
    @Actor
    public void declare() {
      direct.store.declare(List.of(Direct.schema(IN), direct.schema), START_MS);
    }

    /** A call on the pack before. */
    @Actor
    public void attempt(LL_Result r) {
      History history = direct.attempt(transfer(2), START_MS);
      r.r1 = history.aggregates()[0];
      r.r2 = history.isAnyCapped();
    }
  }
}
