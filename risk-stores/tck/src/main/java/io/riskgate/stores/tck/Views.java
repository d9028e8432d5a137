package io.riskgate.stores.tck;

import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import io.riskgate.core.facts.Bound;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.MovementPage;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StorePage;
import io.riskgate.core.spi.StoredMovement;
import io.riskgate.core.spi.StoredTransfer;
import io.riskgate.stores.tck.Telling.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks at two stores from all sides, and finds the first thing in which they differ. */
final class Views {
  /** Whatever a store prunes, it keeps what is not older than this. */
  private static final long RECENT_MS = 20 * Kit.HOUR_MS;

  /** It is everybody's turn. */
  static final int ALL = -1;

  private static final String AGAIN = "what is read again of";

  private final NaiveStore naive;
  private final Side model;
  private final Side store;
  private final boolean capped;

  /** The accounts that were forgotten. */
  private final Set<String> forgotten = new TreeSet<>();

  Views(NaiveStore naive, Side model, Side store, boolean capped) {
    this.naive = naive;
    this.model = model;
    this.store = store;
    this.capped = capped;
  }

  void forgotten(String tenant, String account) {
    forgotten.add(tenant + "/" + account);
  }

  /**
   * Compares everything but what can be read again, of which each time one thing is compared.
   *
   * @param turn whose turn it is
   */
  @Nullable Finding compare(Map<Reference, Transfer> said, int turn) {
    int number = 0;
    for (Map.Entry<Reference, Transfer> entry : said.entrySet()) {
      Reference reference = entry.getKey();
      String name = reference.tenant() + "/" + reference.owner() + "/" + reference.id();
      Finding found = same("state of", name, s -> s.find(reference));
      if (found == null && (turn == ALL || number++ == turn % said.size())) {
        found = compareReadAgain(entry.getValue(), name);
      }
      if (found != null) {
        return found;
      }
    }
    for (String tenant : World.TENANTS) {
      for (String account : World.ACCOUNTS) {
        Finding found = compareAccount(tenant, account);
        if (found != null) {
          return found;
        }
      }
      Finding found = compareTenant(tenant);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Finding same(String view, String of, Function<Side, String> look) {
    String expected = look.apply(model);
    String got = look.apply(store);
    return expected.equals(got) ? null : new Finding(view, of, expected, got);
  }

  private @Nullable Finding compareAccount(String tenant, String account) {
    String name = tenant + "/" + account;
    Reference any = new Reference(tenant, account, "?");
    // Asked once for all limits: a store on a server answers each question in a call.
    long[] expected = model.store.used(World.SCHEMA, any, model.desk.moment());
    long[] got = store.store.used(World.SCHEMA, any, store.desk.moment());
    for (int i = 0; i < World.LIMITS.size(); i++) {
      if (expected[i] != got[i]) {
        String view = "use of \"" + World.LIMITS.get(i).id() + "\" by";
        return new Finding(view, name, expected[i] + "", got[i] + "");
      }
    }
    Finding found =
        same("controls on", name, s -> s.store.controls(tenant, account, s.desk.moment()) + "");
    if (found == null) {
      found =
          same(
              "history of controls on",
              name,
              s -> s.store.controlHistory(tenant, account, s.desk.moment()).entries() + "");
    }
    if (found == null) {
      found = same("notices on", name, s -> s.notices(tenant, account));
    }
    if (found == null && !capped) {
      found = same("signals about", name, s -> signals(s, tenant, account));
    }
    return found == null && !capped ? compareMovements(tenant, account, name) : found;
  }

  private static String signals(Side s, String tenant, String account) {
    List<String> all = new ArrayList<>();
    for (String customer : World.CUSTOMERS) {
      all.add(s.store.signals(tenant, account, customer, s.desk.moment()) + "");
    }
    return all.toString();
  }

  private @Nullable Finding compareMovements(String tenant, String account, String name) {
    long toMs = store.desk.nowMs + Kit.HOUR_MS;
    long wholeMs =
        store
            .store
            .movements(tenant, account, toMs - 1, toMs, 1, store.desk.moment())
            .wholeSinceMs();
    long fromMs = Math.max(wholeMs, store.desk.nowMs - RECENT_MS);
    return same("movements of", name, s -> movements(s, tenant, account, fromMs, toMs).toString());
  }

  /** In pages of two. */
  private static List<String> movements(
      Side s, String tenant, String account, long fromMs, long toMs) {
    List<String> all = new ArrayList<>();
    long next = fromMs;
    while (next != History.NEVER) {
      MovementPage page = s.store.movements(tenant, account, next, toMs, 2, s.desk.moment());
      page.movements().forEach(m -> all.add(told(m)));
      next = page.nextMs();
    }
    return all;
  }

  private static String told(StoredMovement m) {
    Transfer t = m.transfer();
    return who(t.payer())
        + "→"
        + who(t.payee())
        + " "
        + t.id()
        + " "
        + World.clock(Kit.timeMs(t))
        + " "
        + m.value()
        + " "
        + m.state()
        + " "
        + new TreeSet<>(m.marks());
  }

  private static String who(String account) {
    return World.ACCOUNTS.contains(account) ? account : "someone";
  }

  private @Nullable Finding compareTenant(String tenant) {
    Finding found =
        same("transfers of", tenant, s -> new TreeSet<>(transfers(s.store, tenant, s)) + "");
    if (found != null) {
      return found;
    }
    Set<String> told = new TreeSet<>(accounts(store.store, tenant, store));
    Set<String> known = new TreeSet<>(accounts(model.store, tenant, model));
    Set<String> missing = new TreeSet<>();
    for (String account : known) {
      if (!told.contains(account) && isRecent(tenant, account)) {
        missing.add(account);
      }
    }
    return missing.isEmpty() && known.containsAll(told)
        ? null
        : new Finding("accounts of", tenant, known + "", told + "");
  }

  private boolean isRecent(String tenant, String account) {
    long nowMs = model.desk.nowMs;
    return !movements(model, tenant, account, nowMs - RECENT_MS, nowMs + 1).isEmpty();
  }

  private static List<String> transfers(RiskStore of, String tenant, Side s) {
    List<String> all = new ArrayList<>();
    String cursor = null;
    do {
      StorePage<StoredTransfer> page = of.transfers(tenant, cursor, 3, s.desk.moment());
      page.items().forEach(t -> all.add(t.reference().owner() + "/" + t.reference().id()));
      cursor = page.next();
    } while (cursor != null);
    return all;
  }

  private static List<String> accounts(RiskStore of, String tenant, Side s) {
    List<String> all = new ArrayList<>();
    String cursor = null;
    do {
      StorePage<String> page = of.accounts(tenant, cursor, 3, s.desk.moment());
      all.addAll(page.items());
      cursor = page.next();
    } while (cursor != null);
    return all;
  }

  /** Every attempt that is remembered reads as what is known by now of what came before it. */
  private @Nullable Finding compareReadAgain(Transfer t, String name) {
    if (forgotten.contains(t.tenant() + "/" + t.payee())) {
      return null; // it is known under a pseudonym by now, so what came since may be missed
    }
    History expected = model.desk.history();
    History got = store.desk.history();
    boolean isKnown = model.store.read(model.desk.attemptOf(t), expected);
    boolean isRead = store.store.read(store.desk.attemptOf(t), got);
    if (isKnown != isRead) {
      return capped && isKnown // its own event may be gone
          ? null
          : new Finding("whether one can read again", name, isKnown + "", isRead + "");
    }
    return isKnown ? compare(AGAIN, name, expected, got, t) : null;
  }

  /** What the last attempt has read. */
  @Nullable Finding comparePast(String view, Transfer t, String name) {
    History expected = model.lastRead;
    History got = store.lastRead;
    return expected == null || got == null ? null : compare(view, name, expected, got, t);
  }

  private @Nullable Finding compare(
      String view, String name, History expected, History got, Transfer t) {
    List<Aggregate> aggregates = World.SCHEMA.aggregates();
    for (int i = 0; i < aggregates.size(); i++) {
      long most = expected.aggregates()[i];
      long value = got.aggregates()[i];
      boolean isBound = got.isCapped(i) && (capped || expected.isCapped(i));
      boolean isRight =
          isBound
              ? aggregates.get(i).bound() != Bound.LOWER || value <= mostOf(aggregates.get(i), t)
              : value == most && !got.isCapped(i);
      if (!isRight) {
        return new Finding(view, name + ", " + said(aggregates.get(i)), most + "", capOf(got, i));
      }
    }
    List<Limit> limits = World.LIMITS;
    for (int i = 0; i < limits.size(); i++) {
      if (expected.used()[i] != got.used()[i]) {
        return new Finding(
            view,
            name + ", use of \"" + limits.get(i).id() + "\"",
            expected.used()[i] + "",
            got.used()[i] + "");
      }
    }
    Finding found = same(view, name + ", what was seen", expected, got, this::seen);
    if (found == null && !view.equals(AGAIN)) {
      found =
          same(
              view,
              name + ", controls",
              expected,
              got,
              h -> h.payerControls() + " " + h.payeeControls());
    }
    boolean signalsMayLack = capped && got.isSignalsCapped();
    return found == null && !signalsMayLack
        ? same(view, name + ", signals", expected, got, h -> h.signals() + "")
        : found;
  }

  private static String said(Aggregate a) {
    return a.of()
        + " "
        + a.key()
        + " "
        + a.direction()
        + " "
        + a.measure()
        + (a.field() == null ? "" : " of " + a.field())
        + " over "
        + (a.window().kind() == Aggregate.WindowKind.TRAILING
            ? a.window().length()
            : a.window().kind())
        + (a.delay().isZero() ? "" : ", " + a.delay() + " ago")
        + (a.filter().equals(Aggregate.Filter.ALL) ? "" : " where " + a.filter());
  }

  private long mostOf(Aggregate a, Transfer t) {
    return naive.mostOf(a, model.desk.attemptOf(t));
  }

  private static String capOf(History history, int i) {
    return history.aggregates()[i] + (history.isCapped(i) ? " (a bound)" : "");
  }

  private static @Nullable Finding same(
      String view, String of, History expected, History got, Function<History, String> look) {
    String wanted = look.apply(expected);
    String found = look.apply(got);
    return wanted.equals(found) ? null : new Finding(view, of, wanted, found);
  }

  private String seen(History h) {
    String firsts =
        "payer from "
            + World.clock(h.payerFirstSeenMs())
            + ", payee from "
            + World.clock(h.payeeFirstSeenMs());
    return capped // the others may be dropped, and are marked then
        ? firsts
        : firsts
            + ", payer up to "
            + World.clock(h.payerLastSeenMs())
            + ", pair from "
            + World.clock(h.pairFirstSeenMs())
            + " to "
            + World.clock(h.pairLastSeenMs())
            + ", device from "
            + World.clock(h.payerDeviceFirstSeenMs())
            + ", last place "
            + World.clock(h.lastPlaceMs())
            + " "
            + h.lastLatitude()
            + " "
            + h.lastLongitude();
  }
}
