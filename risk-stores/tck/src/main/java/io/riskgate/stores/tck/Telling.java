package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.reference;
import static io.riskgate.stores.tck.Kit.timeMs;

import io.riskgate.core.Amounts;
import io.riskgate.core.Control;
import io.riskgate.core.FraudReport;
import io.riskgate.core.Reference;
import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoredTransfer;
import io.riskgate.stores.tck.Step.Pick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells one story to a store and to the naive one, step by step, and looks for the first thing in
 * which they differ.
 */
final class Telling {
  /**
   * What was found.
   *
   * @param view where one looked
   * @param of at what
   */
  record Finding(String view, String of, String expected, String got) {
    @Override
    public String toString() {
      return "→ "
          + (view + " " + of).strip()
          + ":\n   expected "
          + expected
          + "\n   got      "
          + got;
    }
  }

  private final NaiveStore naive = new NaiveStore();
  private final Side model = new Side(naive);
  private final Side store;
  private final boolean capped;
  private final Views views;

  /** The transfers and movements that were recorded, as they were said first. */
  private final Map<Reference, Transfer> said = new LinkedHashMap<>();

  /** The clock of the last attempt of those that are not decided. */
  private final Map<Reference, Long> undecided = new HashMap<>();

  private final List<String> lines = new ArrayList<>();
  private long nowMs = World.START_MS;

  /**
   * Begins a story.
   *
   * @param capped whether the store has small caps, so that values may be marked as lower bounds
   */
  Telling(RiskStore told, boolean capped) {
    this.store = new Side(told);
    this.capped = capped;
    this.views = new Views(naive, model, store, capped);
  }

  /** The story so far, a line a step. */
  List<String> lines() {
    return lines;
  }

  /** Tells the story up to the first difference; null where there is none. */
  @Nullable Finding tell(List<Step> story) {
    for (int i = 0; i < story.size(); i++) {
      model.desk.at(nowMs);
      store.desk.at(nowMs);
      Finding found = one(story.get(i));
      if (found == null) {
        model.desk.at(nowMs);
        store.desk.at(nowMs);
        found = views.compare(said, i == story.size() - 1 ? Views.ALL : i);
      }
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Finding one(Step step) {
    String tenant = World.tenant(step);
    Transfer asked = World.transfer(step, nowMs);
    String account = asked.payer();
    return switch (step.act) {
      case DECIDE -> {
        Transfer t = inItsWords(asked, step);
        Finding found = attempt(t);
        yield found == null ? commit(t, step) : found;
      }
      case ATTEMPT -> attempt(inItsWords(asked, step));
      case COMMIT -> commit(inItsWords(asked, step), step);
      case SETTLE -> tell("settles " + name(asked), s -> s.settle(asked));
      case CANCEL -> tell("cancels " + name(asked), s -> s.cancel(asked));
      case OBSERVE -> observe(inItsWords(asked, step));
      case REPORT -> report(asked, step);
      case SIGNAL -> signal(asked, step);
      case IMPOSE -> {
        Control c = control(step, tenant, account);
        yield tell(c.kind() + " " + c.id() + " is set on " + account + until(c), s -> s.impose(c));
      }
      case LIFT -> {
        String id = "c" + step.pick(Pick.NAME);
        yield tell(id + " is lifted from " + account, s -> s.lift(tenant, account, id));
      }
      case NOTICE -> {
        String number = "n" + step.pick(Pick.NAME);
        yield tell(
            "notice " + number + " stops " + account, s -> s.receive(tenant, account, number));
      }
      case CHANGE_NOTICE -> {
        String number = "n" + step.pick(Pick.NAME);
        int how = step.pick(Pick.UNTIL);
        yield tell(
            "notice " + number + " on " + account + " is changed",
            s -> s.change(tenant, account, number, how));
      }
      case FORGET ->
          // With caps a name may stay where the account's own event was dropped.
          capped || isAnythingOpen(tenant, account)
              ? null
              : tell(
                  account + of(tenant) + " is forgotten",
                  s -> {
                    s.store.forget(tenant, account, s.desk.moment());
                    views.forgotten(tenant, account);
                    return "forgotten";
                  });
      case WAIT -> {
        nowMs += World.waitMs(step);
        line("the clock shows " + World.clock(nowMs));
        yield null;
      }
    };
  }

  private void line(String text) {
    lines.add((lines.size() + 1) + ". " + text);
  }

  /** Tells both, the store first: what it has no room for is not told to the model. */
  private @Nullable Finding tell(String what, Function<Side, String> telling) {
    String got = telling.apply(store);
    if (capped && got.equals(Side.NO_ROOM)) {
      line(what + " (no room)");
      return null;
    }
    String expected = telling.apply(model);
    line(what + " — " + expected);
    return expected.equals(got) ? null : new Finding("the answer", "", expected, got);
  }

  private static String of(String tenant) {
    return tenant.equals(World.TENANTS.get(0)) ? "" : " of tenant " + tenant;
  }

  private static String name(Transfer t) {
    return t.payer() + "'s " + t.id() + of(t.tenant());
  }

  private String describe(Transfer t) {
    StringBuilder text = new StringBuilder();
    text.append(t.payer()).append(" pays ").append(t.payee()).append(' ');
    String currency = t.currency();
    text.append(Amounts.format(t.amountMinor(), currency == null ? t.assetScale() : 2));
    text.append(' ').append(currency == null ? t.asset() : currency);
    text.append(" (").append(t.id()).append(of(t.tenant()));
    text.append(", ").append(t.kind());
    text.append(", at ").append(World.clock(timeMs(t)));
    for (String circumstance : new String[] {t.device(), t.ip(), t.customer(), t.merchant()}) {
      text.append(circumstance == null ? "" : ", " + circumstance);
    }
    if (t.hasLocation()) {
      text.append(", from ").append(t.latitude()).append(' ').append(t.longitude());
    }
    return text.append(')').toString();
  }

  /** What is known under the reference is said again in the same words, most of the time. */
  private Transfer inItsWords(Transfer t, Step step) {
    Transfer known = said.get(reference(t));
    return known != null && (step.pick(Pick.AGAIN) == 0 || known.hasSameContentAs(t)) ? known : t;
  }

  private @Nullable Finding attempt(Transfer t) {
    boolean[] isUndecided = new boolean[1];
    Finding found =
        tell(
            describe(t) + ": is attempted",
            s -> {
              String answer = s.attempt(t);
              isUndecided[0] = answer.equals("attempted");
              return answer;
            });
    if (isUndecided[0]) {
      said.put(reference(t), t);
      undecided.put(reference(t), nowMs);
    }
    return found == null && isUndecided[0] ? views.comparePast("attempt of", t, name(t)) : found;
  }

  private @Nullable Finding commit(Transfer asked, Step step) {
    Reference reference = reference(asked);
    Transfer t = said.get(reference);
    StoredTransfer now = model.store.find(reference, model.desk.moment());
    Long attemptedMs = undecided.get(reference);
    boolean mayBeDecided =
        now == null
            ? attemptedMs != null && nowMs - attemptedMs < Kit.DAY_MS
            : now.state().isOpen() && now.state() != TransferState.RESERVED;
    if (t == null || !mayBeDecided) {
      return null; // no engine would
    }
    int decision = step.pick(Pick.DECISION);
    TransferState state =
        decision == 1
            ? TransferState.AWAITING_VERIFICATION
            : decision == 2 ? TransferState.HELD : TransferState.RESERVED;
    boolean covered = decision == Pick.DECISION.choices - 1;
    boolean leaves = step.pick(Pick.AGAIN) == 0;
    Finding found =
        tell(
            name(t)
                + " is decided as "
                + state
                + (covered ? " with evidence" : "")
                + (leaves ? ", leaving a signal" : ""),
            s -> s.commit(t, state, covered, leaves));
    if (model.store.find(reference, model.desk.moment()) != null) {
      undecided.remove(reference);
    }
    return found;
  }

  private @Nullable Finding observe(Transfer t) {
    boolean[] isNew = new boolean[1];
    Finding found =
        tell(
            describe(t) + ": is observed",
            s -> {
              String answer = s.observe(t);
              isNew[0] = answer.equals("new");
              return answer;
            });
    if (isNew[0]) {
      said.put(reference(t), t);
      undecided.remove(reference(t));
    }
    return found;
  }

  /** Reports a payment like a transfer, with or without its reference, some things left out. */
  private @Nullable Finding report(Transfer t, Step step) {
    int out = step.pick(Pick.LEFT_OUT);
    FraudReport report =
        FraudReport.builder()
            .tenant(t.tenant())
            .id("r" + step.pick(Pick.ID) + step.pick(Pick.DECISION))
            .knownAt(Kit.at(timeMs(t)))
            .payee(t.payee())
            .reference((out & 1) == 0 ? reference(t) : null)
            .payer((out & 2) == 0 ? t.payer() : null)
            .device((out & 4) == 0 ? t.device() : null)
            .ip((out & 8) == 0 ? t.ip() : null)
            .customer((out & 16) == 0 ? t.customer() : null)
            .merchant((out & 32) == 0 ? t.merchant() : null)
            .value((out & 64) == 0 ? t.amountMinor() : null)
            .build();
    return tell(describe(t) + ": is reported as " + report.id(), s -> s.report(report));
  }

  private @Nullable Finding signal(Transfer t, Step step) {
    SignalKind kind = SignalKind.values()[step.pick(Pick.AMOUNT)];
    String id = "s" + step.pick(Pick.ID) + step.pick(Pick.DECISION);
    String customer = t.customer();
    Instant at = Kit.at(timeMs(t));
    Signal signal =
        customer == null || step.pick(Pick.AGAIN) == 0
            ? Signal.ofAccount(t.tenant(), id, t.payer(), kind, at)
            : Signal.ofCustomer(t.tenant(), id, customer, kind, at);
    return tell(
        kind + " " + id + " is learnt about " + signal.name() + of(t.tenant()),
        s -> s.signal(signal));
  }

  private Control control(Step step, String tenant, String account) {
    Control.Kind[] kinds = Control.Kind.values();
    Control.Kind kind = kinds[step.pick(Pick.CONTROL) % kinds.length];
    Long untilMs =
        switch (step.pick(Pick.UNTIL)) {
          case 0 -> null;
          case 1 -> nowMs + Kit.PENDING_MS;
          default -> nowMs + 6 * Kit.HOUR_MS;
        };
    return new Control(
        "c" + step.pick(Pick.NAME),
        tenant,
        account,
        kind,
        kind == Control.Kind.LIMIT ? "day" : null,
        0,
        kind == Control.Kind.TRUSTED_PAYEE ? "B" : null,
        kind == Control.Kind.TRUSTED_PAYEE ? Kit.at(nowMs) : null,
        untilMs == null ? null : Kit.at(untilMs),
        "bank",
        "why");
  }

  private static String until(Control c) {
    Instant end = c.until();
    return end == null ? "" : " until " + World.clock(end.toEpochMilli());
  }

  /** Whether something of an account may still go on; such accounts are not forgotten here. */
  private boolean isAnythingOpen(String tenant, String account) {
    for (Map.Entry<Reference, Transfer> entry : said.entrySet()) {
      Transfer t = entry.getValue();
      if (t.tenant().equals(tenant) && (t.payer().equals(account) || t.payee().equals(account))) {
        StoredTransfer stored = model.store.find(entry.getKey(), model.desk.moment());
        if (undecided.containsKey(entry.getKey()) || (stored != null && stored.state().isOpen())) {
          return true;
        }
      }
    }
    return false;
  }
}
