package io.riskgate.core.internal;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.Control;
import io.riskgate.core.DataItem;
import io.riskgate.core.Decision;
import io.riskgate.core.Degraded;
import io.riskgate.core.Mode;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.Release;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.SignalKind;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.Verdict;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.facts.Availability;
import io.riskgate.core.facts.SignalFacts;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.internal.JsonReader.Members;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.Commit;
import io.riskgate.core.spi.Intelligence;
import io.riskgate.core.spi.Moment;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a logged decision again, from its record and a pack and nothing else: no store, no clock,
 * no look-up. Used by one thread.
 */
public final class Redecision implements AutoCloseable {
  /** What a change of a decision comes to; the rest of it was decided before. */
  private static final List<String> CHANGED =
      List.of("outcome", "state", "limits", "verificationMethods", "releasePath", "expiresAt");

  /** What no record leaves out: a member that somebody took out is not the same as it was. */
  private static final List<String> ALWAYS_THERE =
      List.of(
          "version",
          "reference",
          "outcome",
          "decidedOutcome",
          "state",
          "marks",
          "mode",
          "retry",
          "score",
          "value",
          "hits",
          "limits",
          "verificationMethods",
          "releasePath",
          "suspectedScams",
          "evidence",
          "release",
          "degraded",
          "notEvaluated",
          "warming",
          "decidedAt",
          "expiresAt",
          "controls",
          "alert",
          "labels");

  /** What the transfer is worth, which is a fact and what limits count. */
  private static final String VALUE = "value";

  private final PackRuntime r;
  private @Nullable Workspace workspace;

  /** Decides with a pack. */
  public Redecision(RulePack pack) {
    int aggregates = pack.aggregates().size();
    Coverage coverage = new Coverage(pack, Long.MIN_VALUE / 2, new long[aggregates], 0);
    r = new PackRuntime(pack, PackRuntime.schemaOf(pack), coverage);
  }

  /** The pack. */
  public PackIdentity pack() {
    return r.identity;
  }

  /** Whether records of a type hold what a decision is made of. */
  public static boolean isRedecidable(String type) {
    return type.equals(LogType.DECISION.text())
        || type.equals(LogType.VERIFIED.text())
        || type.equals(LogType.RELEASED.text());
  }

  /**
   * Makes a decision again and compares.
   *
   * @return what is different, as {@code field: logged -> now}; empty where nothing is
   * @throws NotInTheRecord if the pack reads what the record does not have
   * @throws IllegalArgumentException if the record is not what this version writes
   */
  public List<String> differences(Members entry) {
    Members logged = entry.object("decision");
    if (entry.has("retry")) {
      return compare(logged, retried(entry, logged), all(logged));
    }
    return entry.text("type").equals(LogType.DECISION.text())
        ? compare(logged, decided(entry, logged, Map.of(), Set.of()), all(logged))
        : compare(logged, again(entry, logged), CHANGED);
  }

  /**
   * Makes a decision on facts of which some are other than the record says.
   *
   * @param changes facts by name, aggregates as {@code history.<name>}: whole numbers, truth values
   *     or texts; the value goes for limits too
   * @param lifted the ids of controls that are taken for not being there
   * @throws NotInTheRecord if the pack reads what the record does not have
   * @throws IllegalArgumentException if the record is of no decision, or there is no such fact
   */
  public Decision decide(Members entry, Map<String, Object> changes, Set<String> lifted) {
    requireFacts(entry);
    return decided(entry, entry.object("decision"), changes, lifted);
  }

  /**
   * The facts of a record, which are this redecision's own until it is asked again.
   *
   * @throws NotInTheRecord if the pack reads what the record does not have
   * @throws IllegalArgumentException if the record is of no decision
   */
  public TransferFacts facts(Members entry) {
    requireFacts(entry);
    Workspace w = workspace();
    fill(w, entry);
    return w.facts;
  }

  private static void requireFacts(Members entry) {
    if (!entry.text("type").equals(LogType.DECISION.text()) || entry.has("retry")) {
      throw new IllegalArgumentException("The record holds no facts");
    }
  }

  /** The members of a decision, with those that a later version added. */
  private static Set<String> all(Members logged) {
    Set<String> names = new LinkedHashSet<>(ALWAYS_THERE);
    logged.names().forEach(names::add);
    return names;
  }

  private List<String> compare(Members logged, Decision now, Iterable<String> names) {
    Members made = JsonReader.object(now.toJson());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      // Which pack is compared with is known to whoever chose it.
      if (name.equals("pack")) {
        continue;
      }
      if (!logged.has(name)) {
        differences.add(name + ": not in the record");
      } else if (!Objects.equals(logged.any(name), made.any(name))) {
        String before = shown(logged.any(name));
        String after = shown(made.any(name));
        differences.add(
            before.equals(after)
                ? name + ": " + logged.any(name) + " -> " + made.any(name)
                : name + ": " + before + " -> " + after);
      }
    }
    return differences;
  }

  /** A value for people: of hits and limits their names, where these tell them apart. */
  private static String shown(@Nullable Object value) {
    if (value instanceof List<?> items) {
      return items.stream().map(Redecision::name).toList().toString();
    }
    return String.valueOf(value);
  }

  private static String name(@Nullable Object item) {
    if (item instanceof Members members) {
      Object name = members.has("code") ? members.any("code") : members.any("id");
      return String.valueOf(name == null ? members : name);
    }
    return String.valueOf(item);
  }

  private Decision retried(Members entry, Members logged) {
    Members cause = entry.object("retry");
    return Commits.retry(
        r.identity,
        mode(entry),
        reference(logged),
        entry.whole("value"),
        clockMs(entry),
        degraded(cause),
        r.pack.messages());
  }

  private Decision decided(
      Members entry, Members logged, Map<String, Object> changes, Set<String> lifted) {
    Workspace w = workspace();
    Transfer transfer = transfer(entry, logged);
    long value = changes.get(VALUE) instanceof Long other ? other : entry.whole(VALUE);
    Reference reference = reference(logged);
    Moment moment = r.moment(clockMs(entry));
    fill(w, entry);
    changes.forEach((name, to) -> change(w, name, to));
    w.results.clear();
    try {
      w.evaluator.evaluate(w.facts, w.results);
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      close();
      return Commits.retry(
          r.identity,
          mode(entry),
          reference,
          value,
          moment.nowMs(),
          new Degraded(Degraded.Cause.EVALUATOR_FAILED, ""),
          r.pack.messages());
    }
    LoggedInputs inputs = inputs(entry);
    Judgement judgement =
        Judgement.of(
            r,
            mode(entry),
            transfer,
            value,
            r.scoring.assess(transfer, w),
            inputs.used(),
            without(lifted, inputs.payerControls()),
            without(lifted, inputs.payeeControls()));
    Attempt attempt = new Attempt(r.schema, reference, transfer, value, moment.nowMs(), moment);
    judgement = r.alertRaising.raise(judgement, attempt, w.facts, moment.nowMs());
    Commit commit = Commits.first(r, mode(entry), reference, 0, judgement, List.of(), moment);
    return decision(commit, value, logged);
  }

  /** A pending transfer is looked at again; what was found of it was found before. */
  private Decision again(Members entry, Members logged) {
    Members asked = entry.object("asked");
    String along = entry.textOrNull("releasedAlong");
    Reconsidered on =
        new Reconsidered(
            of(TransferState.class, entry.text("wasState")),
            Instant.parse(entry.text("wasUntil")).toEpochMilli(),
            new Findings(
                Math.toIntExact(entry.whole("score")),
                entry.flag("abnormal"),
                entry.whole("score") >= r.policy.suspiciousFrom()),
            new Demand(
                of(Outcome.class, asked.text("outcome")),
                methods(asked.texts("methods")),
                of(ReleasePath.class, asked.text("path"))),
            methods(entry.texts("passed")),
            along == null
                ? null
                : new Release(
                    of(ReleasePath.class, along),
                    entry.text("releasedBy"),
                    entry.text("releaseNote")));
    Transfer transfer = transfer(entry, logged);
    long value = entry.whole("value");
    Moment moment = r.moment(clockMs(entry));
    Standing standing = on.standing(r.policy, transfer, value, inputs(entry));
    Demand nothing = Demand.NOTHING;
    Commit commit =
        Commits.of(
            r,
            reference(logged),
            0,
            new Verdict(
                r.identity,
                mode(entry),
                on.found().score(),
                List.of(),
                List.of(),
                false,
                List.of(),
                nothing,
                nothing,
                List.of()),
            standing.open(),
            standing,
            Set.of(),
            List.of(),
            null,
            moment);
    return decision(on.keepingItsEnd(commit), value, logged);
  }

  private Decision decision(Commit commit, long value, Members logged) {
    long decidedAtMs = Instant.parse(logged.text("decidedAt")).toEpochMilli();
    return Commits.decision(commit, value, decidedAtMs, r.pack.messages());
  }

  private Workspace workspace() {
    Workspace w = workspace;
    if (w == null) {
      w = new Workspace(r.pack, r.scoring.groupCount());
      workspace = w;
    }
    return w;
  }

  /** Puts a record's facts where the rules read them. */
  private void fill(Workspace w, Members entry) {
    w.history.clear();
    TransferFacts facts = w.facts;
    Members logged = entry.object("facts");
    int known = 0;
    for (NamedFact fact : NamedFact.ALL) {
      if (!fact.isOfSignals()) {
        Object value = logged.any(fact.name());
        known += value == null ? 0 : 1;
        set(fact, facts, value == null ? fact.neutral() : value);
      }
    }
    if (known != logged.size()) {
      throw new IllegalArgumentException("The record has facts that this version does not know");
    }
    facts.eventDay(LocalDate.parse(entry.text("eventDay")).toEpochDay());
    facts.signals().clear();
    for (Members signal : entry.objects("signals")) {
      facts
          .signals()
          .add(
              new SignalFacts(
                  of(SignalKind.class, signal.text("kind")), signal.whole("ageMinutes")));
    }
    facts.getSignal().setAll(facts.signals());
    fillHistory(w, entry.object("history"));
    fillGaps(w, entry);
  }

  private static List<Control> without(Set<String> lifted, List<Control> controls) {
    return lifted.isEmpty()
        ? controls
        : controls.stream().filter(control -> !lifted.contains(control.id())).toList();
  }

  private void change(Workspace w, String name, Object to) {
    int aggregate = aggregate(name);
    if (aggregate >= 0 && to instanceof Long whole) {
      w.facts.aggregates().array()[aggregate] = whole;
      return;
    }
    for (NamedFact fact : NamedFact.ALL) {
      if (fact.name().equals(name)) {
        set(fact, w.facts, to);
        return;
      }
    }
    throw new IllegalArgumentException("There is no fact " + name + " to change so");
  }

  private static void set(NamedFact fact, TransferFacts facts, Object value) {
    try {
      fact.set().accept(facts, value);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException("The fact " + fact.name() + " has the wrong type", e);
    }
  }

  private void fillHistory(Workspace w, Members logged) {
    List<String> missing = new ArrayList<>();
    List<Aggregate> aggregates = r.pack.aggregates();
    for (int i = 0; i < aggregates.size(); i++) {
      String name = aggregates.get(i).name();
      if (logged.has(name)) {
        w.facts.aggregates().array()[i] = logged.whole(name);
      } else {
        missing.add(LogMembers.OF_HISTORY + name);
      }
    }
    if (!missing.isEmpty()) {
      throw new NotInTheRecord("the pack reads what is not in the record: " + missing);
    }
  }

  private void fillGaps(Workspace w, Members entry) {
    Availability availability = w.facts.availability();
    availability.clear();
    for (String item : entry.texts("missing")) {
      availability.missing(of(DataItem.class, item));
    }
    for (String name : entry.texts("uncovered")) {
      switch (name) {
        case LogMembers.WARMING -> availability.warming();
        case LogMembers.SEEN -> availability.seenUncovered();
        case LogMembers.SIGNALS -> availability.signalsUncovered();
        default -> {
          int aggregate = aggregate(name);
          if (aggregate >= 0) {
            availability.aggregateUncovered(aggregate);
          }
        }
      }
    }
    for (String name : entry.texts("capped")) {
      switch (name) {
        case LogMembers.SEEN -> w.history.setSeenCapped();
        case LogMembers.SIGNALS -> w.history.setSignalsCapped();
        default -> {
          int aggregate = aggregate(name);
          if (aggregate >= 0) {
            w.history.setCapped(aggregate);
          }
        }
      }
    }
    List<Degraded> lookUps = new ArrayList<>();
    for (Members cause : entry.objects("lookUps")) {
      lookUps.add(degraded(cause));
    }
    w.intelligence = new Intelligence(0, "", 0, 0, lookUps);
  }

  /** The pack's aggregate of a name such as {@code history.x}; -1 where it has none. */
  private int aggregate(String name) {
    List<Aggregate> aggregates = r.pack.aggregates();
    for (int i = 0; i < aggregates.size(); i++) {
      if (name.equals(LogMembers.OF_HISTORY + aggregates.get(i).name())) {
        return i;
      }
    }
    return -1;
  }

  private LoggedInputs inputs(Members entry) {
    Members logged = entry.object("used");
    List<Limit> limits = r.policy.limits();
    long[] used = new long[limits.size()];
    for (int i = 0; i < used.length; i++) {
      Limit limit = limits.get(i);
      if (logged.has(limit.id())) {
        used[i] = logged.whole(limit.id());
      } else if (limit.window() != Limit.Window.SINGLE) {
        throw new NotInTheRecord("the use of limit " + limit.id() + " is not in the record");
      }
    }
    return new LoggedInputs(
        used, controls(entry.objects("payerControls")), controls(entry.objects("payeeControls")));
  }

  /** Controls as far as they decide; who set them and why is not in the record. */
  private static List<Control> controls(List<Members> logged) {
    List<Control> controls = new ArrayList<>();
    for (Members c : logged) {
      Control.Kind kind = of(Control.Kind.class, c.text("kind"));
      boolean limit = kind == Control.Kind.LIMIT;
      controls.add(
          new Control(
              c.text("id"),
              "",
              "",
              kind,
              limit ? c.text("limit") : null,
              limit ? c.whole("max") : 0,
              kind == Control.Kind.TRUSTED_PAYEE ? "" : null,
              null,
              null,
              "log",
              "log"));
    }
    return controls;
  }

  private static Transfer transfer(Members entry, Members logged) {
    Members t = entry.object("transfer");
    Reference reference = reference(logged);
    Transfer.Builder builder =
        Transfer.builder()
            .tenant(reference.tenant())
            .id(reference.id())
            .payer(t.text("payer"))
            .payee(t.text("payee"))
            .kind(of(TransferKind.class, t.text("kind")))
            .channel(of(Channel.class, t.text("channel")));
    AssetClass assetClass = of(AssetClass.class, t.text("assetClass"));
    if (t.has("currency")) {
      builder.amount(t.whole("amount"), t.text("currency"));
    } else {
      builder.asset(
          t.whole("amount"), t.text("asset"), Math.toIntExact(t.whole("scale")), assetClass);
    }
    if (t.has("declaredAbsent")) {
      Set<DataItem> absent = EnumSet.noneOf(DataItem.class);
      t.texts("declaredAbsent").forEach(item -> absent.add(of(DataItem.class, item)));
      builder.declaredAbsent(absent);
    }
    return builder.build();
  }

  private static Reference reference(Members logged) {
    Members reference = logged.object("reference");
    return new Reference(reference.text("tenant"), reference.text("owner"), reference.text("id"));
  }

  private static Mode mode(Members entry) {
    return of(Mode.class, entry.text("mode"));
  }

  private static long clockMs(Members entry) {
    return Instant.parse(entry.text("clock")).toEpochMilli();
  }

  private static Degraded degraded(Members cause) {
    return new Degraded(of(Degraded.Cause.class, cause.text("cause")), cause.text("subject"));
  }

  private static Set<VerificationMethod> methods(List<String> names) {
    Set<VerificationMethod> methods = EnumSet.noneOf(VerificationMethod.class);
    names.forEach(name -> methods.add(of(VerificationMethod.class, name)));
    return methods;
  }

  private static <E extends Enum<E>> E of(Class<E> type, String name) {
    return Enum.valueOf(type, name);
  }

  /** Frees the evaluator; another is made where one is needed again. */
  @Override
  public void close() {
    Workspace w = workspace;
    workspace = null;
    if (w != null) {
      WorkspacePool.drop(w);
    }
  }
}
