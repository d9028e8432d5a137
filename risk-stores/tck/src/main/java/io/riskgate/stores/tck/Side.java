package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.DAY_MS;
import static io.riskgate.stores.tck.Kit.HOUR_MS;
import static io.riskgate.stores.tck.Kit.reference;

import io.riskgate.core.ConflictingTransferException;
import io.riskgate.core.Control;
import io.riskgate.core.FraudReport;
import io.riskgate.core.NoticeStatus.State;
import io.riskgate.core.NoticeStatus.Step;
import io.riskgate.core.Reference;
import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.StopPaymentNotice;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StoredNotice;
import io.riskgate.core.spi.StoredTransfer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One of two stores that are told the same. Each answer is put into words that can be compared. */
final class Side {
  static final String NO_ROOM = "no room";

  final Desk desk;
  final RiskStore store;
  private final Map<Reference, Long> revisions = new HashMap<>();

  /** What the last attempt read, or null where it read nothing. */
  @Nullable History lastRead;

  Side(RiskStore store) {
    this.store = store;
    this.desk = new Desk(store, World.SCHEMA).at(World.START_MS);
  }

  private static String answer(Supplier<Object> call) {
    try {
      return String.valueOf(call.get());
    } catch (ConflictingTransferException e) {
      return "conflict";
    } catch (StoreException e) {
      return NO_ROOM;
    } catch (IllegalArgumentException e) {
      return "refused";
    }
  }

  String attempt(Transfer t) {
    lastRead = null;
    return answer(
        () -> {
          History history = desk.history();
          StoredTransfer stored = store.attempt(desk.attemptOf(t), history);
          if (stored != null) {
            return "is decided: " + told(stored);
          }
          revisions.put(reference(t), history.revision());
          lastRead = history;
          return "attempted";
        });
  }

  String commit(Transfer t, TransferState state, boolean covered, boolean leaves) {
    return answer(
        () -> {
          StoredTransfer before = store.find(reference(t), desk.moment());
          Deciding deciding = desk.deciding(t).as(state);
          if (covered) {
            deciding.covered();
          }
          if (World.isSuspicious(t)) {
            deciding.suspicious();
          }
          if (leaves) {
            deciding.leaving(
                Signal.ofAccount(
                    t.tenant(),
                    "left by " + t.id() + state,
                    t.payer(),
                    SignalKind.FREQUENT_TRANSFERS,
                    Objects.requireNonNull(t.time(), "time")));
          }
          Long attempted = revisions.get(reference(t));
          long revision = before != null ? before.revision() : attempted == null ? 0 : attempted;
          CommitResult result = deciding.from(revision).commit();
          StoredTransfer stored = result.stored();
          return result.status() == Status.PASSED
              ? "PASSED with " + Arrays.toString(result.used())
              : result.status() + (stored == null ? "" : " " + told(stored));
        });
  }

  String settle(Transfer t) {
    return answer(() -> told(store.settle(reference(t), desk.moment())));
  }

  String cancel(Transfer t) {
    return answer(() -> told(store.cancel(reference(t), desk.moment())));
  }

  String find(Reference reference) {
    return answer(() -> told(store.find(reference, desk.moment())));
  }

  /** All of a stored transfer that is the same whoever stores it. */
  private static String told(@Nullable StoredTransfer s) {
    return s == null
        ? "not known"
        : s.state()
            + " "
            + new TreeSet<>(s.marks())
            + ", worth "
            + s.value()
            + ", asks for "
            + s.demand().outcome()
            + " "
            + s.demand().path()
            + ", stopped by "
            + s.verdict().controls().size()
            + ", decided at "
            + World.clock(s.decidedAtMs())
            + ", ends at "
            + World.clock(s.expiresAtMs())
            + ", device "
            + s.transfer().device()
            + ", limits "
            + s.usages().stream().map(u -> u.limit().id() + "=" + u.used()).toList();
  }

  String observe(Transfer t) {
    return answer(() -> desk.observe(t) ? "new" : "known");
  }

  String report(FraudReport report) {
    return answer(() -> store.report(report, desk.moment()) ? "new" : "known");
  }

  String signal(Signal signal) {
    return answer(() -> store.signal(signal, desk.moment()) ? "new" : "known");
  }

  String impose(Control control) {
    return answer(() -> "moved " + names(desk.impose(control)));
  }

  private static Set<String> names(Iterable<Reference> references) {
    Set<String> names = new TreeSet<>();
    references.forEach(r -> names.add(r.tenant() + "/" + r.owner() + "/" + r.id()));
    return names;
  }

  String lift(String tenant, String account, String id) {
    return answer(
        () -> store.lift(tenant, account, id, "bank", "done", desk.moment()) ? "lifted" : "none");
  }

  String receive(String tenant, String account, String number) {
    StopPaymentNotice notice =
        StopPaymentNotice.builder()
            .tenant(tenant)
            .account(account)
            .number(number)
            .authority("police")
            .reason("case")
            .receivedAt(Kit.at(desk.nowMs))
            .build();
    return answer(
        () ->
            told(
                store.receive(
                    StoredNotice.received(notice, desk.nowMs + HOUR_MS, desk.nowMs + 6 * HOUR_MS),
                    Kit.authority(),
                    desk.nowMs + DAY_MS,
                    desk.moment())));
  }

  private static String told(@Nullable StoredNotice n) {
    return n == null
        ? "known"
        : n.notice().number()
            + " revision "
            + n.revision()
            + ", moved "
            + names(n.held())
            + ", lapses at "
            + World.clock(n.lapsesAtMs())
            + ", confirmed "
            + n.confirmed()
            + ", extended "
            + n.extended()
            + ", lifted "
            + n.lifted()
            + (n.overdueTold() ? ", told as overdue" : "")
            + (n.lapseTold() ? ", told as lapsed" : "");
  }

  /** Does what an engine would: confirms, extends what is in force, or tells what is due. */
  String change(String tenant, String account, String number, int how) {
    for (StoredNotice n : store.notices(tenant, account)) {
      if (n.notice().number().equals(number)) {
        return answer(() -> changed(n, how));
      }
    }
    return "no such notice";
  }

  private String changed(StoredNotice n, int how) {
    Step step = new Step("bank", "checked", Kit.at(desk.nowMs));
    State state = n.state(desk.nowMs);
    if (how == 0 && n.confirmed() == null) {
      return "confirmed: " + store.change(n.confirmed(step), desk.moment());
    }
    if (how == 1 && n.extended() == null && state.isInForce()) {
      StoredNotice next = n.extended(step, n.lapsesAtMs() + 6 * HOUR_MS);
      return "extended: " + store.change(next, desk.moment());
    }
    return n.isDue(desk.nowMs)
        ? "told: " + store.change(n.told(desk.nowMs), desk.moment())
        : "nothing to change";
  }

  String notices(String tenant, String account) {
    return store.notices(tenant, account).stream().map(Side::told).toList().toString();
  }
}
