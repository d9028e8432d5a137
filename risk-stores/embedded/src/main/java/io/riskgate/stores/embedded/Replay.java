package io.riskgate.stores.embedded;

import io.riskgate.core.Control;
import io.riskgate.core.FraudReport;
import io.riskgate.core.Reference;
import io.riskgate.core.Signal;
import io.riskgate.core.internal.wire.Lexicon;
import io.riskgate.core.internal.wire.Values;
import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.memory.InMemoryState;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.spi.AlertRecord;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.Commit;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StoreSchema;
import io.riskgate.core.spi.StoredNotice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Applies the calls of a journal to a store in memory, as they were applied before. Time came with
 * each call, so what comes of them is the same.
 */
final class Replay {
  private final InMemoryStore memory;
  private final InMemoryState inside;
  private long calls;

  Replay(InMemoryState state) {
    memory = state.store();
    inside = state;
  }

  long calls() {
    return calls;
  }

  void apply(long seq, int type, int flags, WireIn in, Lexicon words) {
    calls++;
    boolean wasRefused = (flags & Call.REFUSED) != 0;
    try {
      apply(type, in, words);
    } catch (WireException e) {
      throw e;
    } catch (RuntimeException e) {
      if (!wasRefused) {
        throw new StoreException(
            "Call "
                + seq
                + " of the journal was applied once, and cannot be now: "
                + e.getMessage()
                + ". If the store was opened with smaller caps than before, give it the former"
                + " ones",
            e);
      }
    } catch (StackOverflowError | LinkageError | AssertionError e) {
      if (!wasRefused) {
        throw new StoreException(
            "Call " + seq + " of the journal was applied once, and breaks now: " + e, e);
      }
    }
  }

  private void apply(int type, WireIn in, Lexicon words) {
    switch (type) {
      case Call.ATTEMPT -> {
        Attempt attempt = Values.read(in, words, Attempt.class);
        memory.attempt(attempt, history(attempt));
      }
      case Call.COMMIT -> {
        CommitResult result = memory.commit(Values.read(in, words, Commit.class));
        if (result.status() != CommitResult.Status.COMMITTED) {
          throw new StoreException("the decision is " + result.status());
        }
      }
      case Call.SETTLE -> memory.settle(reference(in, words), moment(in, words));
      case Call.CANCEL -> memory.cancel(reference(in, words), moment(in, words));
      case Call.OBSERVE -> {
        Attempt movement = Values.read(in, words, Attempt.class);
        memory.observe(movement, moment(in, words));
      }
      case Call.REPORT ->
          memory.report(Values.read(in, words, FraudReport.class), moment(in, words));
      case Call.SIGNAL -> memory.signal(Values.read(in, words, Signal.class), moment(in, words));
      case Call.IMPOSE -> {
        Control control = Values.read(in, words, Control.class);
        Demand heldBy = Values.read(in, words, Demand.class);
        memory.impose(control, heldBy, in.nextSigned(), moment(in, words));
      }
      case Call.LIFT -> {
        String tenant = in.nextText();
        String account = in.nextText();
        String id = in.nextText();
        String by = in.nextText();
        memory.lift(tenant, account, id, by, in.nextText(), moment(in, words));
      }
      case Call.RECEIVE -> {
        StoredNotice notice = Values.read(in, words, StoredNotice.class);
        Demand heldBy = Values.read(in, words, Demand.class);
        memory.receive(notice, heldBy, in.nextSigned(), moment(in, words));
      }
      case Call.CHANGE ->
          memory.change(Values.read(in, words, StoredNotice.class), moment(in, words));
      case Call.FORGET -> {
        String tenant = in.nextText();
        String account = in.nextText();
        long key = in.nextLong();
        inside.forget(tenant, account, key, in.nextLong(), moment(in, words));
      }
      case Call.DECLARE -> {
        List<StoreSchema> inForce = new ArrayList<>();
        for (int i = in.nextCount(); i > 0; i--) {
          inForce.add(Values.read(in, words, StoreSchema.class));
        }
        memory.declare(inForce, in.nextSigned());
      }
      case Call.ALERT -> inside.alerts().put(Values.read(in, words, AlertRecord.class));
      case Call.FORGET_ALERTS -> {
        String tenant = in.nextText();
        inside.alerts().forget(tenant, in.nextText());
      }
      case Call.FORGET_CUSTOMER -> {
        String tenant = in.nextText();
        String customer = in.nextText();
        long key = in.nextLong();
        inside.forgetCustomer(tenant, customer, key, in.nextLong(), moment(in, words));
      }
      case Call.FORGET_DEVICE -> {
        String tenant = in.nextText();
        String device = in.nextText();
        Set<String> accounts = new LinkedHashSet<>();
        for (int i = in.nextCount(); i > 0; i--) {
          accounts.add(in.nextText());
        }
        long key = in.nextLong();
        inside.forgetDevice(tenant, device, accounts, key, in.nextLong(), moment(in, words));
      }
      case Call.DROP_ALERTS -> {
        Instant raisedBefore = Instant.ofEpochMilli(in.nextSigned());
        inside.alerts().dropClosed(raisedBefore, (int) in.nextVar());
      }
      case Call.NOTHING -> {}
      case Call.TIDY -> {
        int part = (int) in.nextVar();
        inside.tidy(part, in.nextSigned());
      }
      case Call.FIND -> memory.find(reference(in, words), moment(in, words));
      default ->
          throw new WireException("A call is of type " + type + ", which this version knows not");
    }
  }

  /** Nobody looks at what an attempt reads this time. */
  private static History history(Attempt attempt) {
    return new History(
        new long[attempt.schema().aggregates().size()], attempt.schema().limits().size());
  }

  private static Reference reference(WireIn in, Lexicon words) {
    return Values.read(in, words, Reference.class);
  }

  private static Moment moment(WireIn in, Lexicon words) {
    return Values.read(in, words, Moment.class);
  }
}
