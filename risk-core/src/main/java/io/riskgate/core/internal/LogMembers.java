package io.riskgate.core.internal;

import io.riskgate.core.Control;
import io.riskgate.core.DataItem;
import io.riskgate.core.Decision;
import io.riskgate.core.Degraded;
import io.riskgate.core.Mode;
import io.riskgate.core.Reference;
import io.riskgate.core.Release;
import io.riskgate.core.Transfer;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.facts.Availability;
import io.riskgate.core.facts.SignalFacts;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.LimitOwner;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Identifiers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the members of the log's records, as {@code docs/decision-log.md} describes them. Facts
 * that are as if nothing were known are left out; whoever reads takes them for that.
 */
final class LogMembers {
  /** What windows and ages are called where they are short of history. */
  static final String WARMING = "warming";

  static final String SEEN = "seen";
  static final String SIGNALS = "signals";
  static final String OF_HISTORY = "history.";

  private final JsonText out;
  private final Identifiers identifiers;

  LogMembers(int capacity, Identifiers identifiers) {
    this.out = new JsonText(capacity);
    this.identifiers = identifiers;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  void head(LogType type, long clockMs, Mode mode, PackIdentity pack) {
    out.field("type", type.text());
    out.field("clock", Instant.ofEpochMilli(clockMs).toString());
    out.field("mode", mode.name());
    out.object("pack");
    out.field("id", pack.id());
    out.field("version", pack.version());
    out.field("sha256", pack.sha256());
    out.end();
  }

  void transfer(Transfer t, long value) {
    String tenant = t.tenant();
    out.object("transfer");
    Instant time = t.time();
    out.field("time", time == null ? null : time.toString());
    identifier("payer", Identifiers.Kind.ACCOUNT, tenant, t.payer());
    identifier("payee", Identifiers.Kind.ACCOUNT, tenant, t.payee());
    identifier("customer", Identifiers.Kind.CUSTOMER, tenant, t.customer());
    identifier("merchant", Identifiers.Kind.MERCHANT, tenant, t.merchant());
    out.field("amount", t.amountMinor());
    if (t.currency() != null) {
      out.field("currency", t.currency());
    } else {
      out.field("asset", t.asset());
      out.field("scale", t.assetScale());
    }
    out.field("assetClass", t.assetClass().name());
    out.field("kind", t.kind().name());
    out.field("channel", t.channel().name());
    identifier("device", Identifiers.Kind.DEVICE, tenant, t.device());
    identifier("ip", Identifiers.Kind.IP, tenant, t.ip());
    identifier("payeePhone", Identifiers.Kind.PHONE, tenant, t.payeePhone());
    if (t.hasLocation() && identifiers.writesPlaces()) {
      out.json("latitude", Double.toString(t.latitude()));
      out.json("longitude", Double.toString(t.longitude()));
    }
    if (!t.declaredAbsent().isEmpty()) {
      out.names("declaredAbsent", t.declaredAbsent());
    }
    out.end();
    out.field("value", value);
  }

  private void identifier(
      String name, Identifiers.Kind kind, String tenant, @Nullable String identifier) {
    if (identifier != null) {
      out.field(name, identifiers.write(kind, tenant, identifier));
    }
  }

  /** What the rules saw. */
  void facts(TransferFacts facts, List<Aggregate> aggregates) {
    out.field("eventDay", LocalDate.ofEpochDay(facts.eventDay()).toString());
    out.object("facts");
    for (NamedFact fact : NamedFact.ALL) {
      Object value = fact.isOfSignals() ? fact.neutral() : fact.get().apply(facts);
      if (!value.equals(fact.neutral())) {
        fact(fact.name(), value);
      }
    }
    out.end();
    out.array("signals");
    for (SignalFacts signal : facts.signals()) {
      out.begin();
      out.field("kind", signal.getKind().name());
      out.field("ageMinutes", signal.getAgeMinutes());
      out.end();
    }
    out.endArray();
    out.object("history");
    for (int i = 0; i < aggregates.size(); i++) {
      out.field(aggregates.get(i).name(), facts.aggregates().value(i));
    }
    out.end();
  }

  private void fact(String name, Object value) {
    if (value instanceof Number number) {
      out.field(name, number.longValue());
    } else if (value instanceof Boolean flag) {
      out.field(name, flag);
    } else {
      out.field(name, value.toString());
    }
  }

  /** On how little the facts rest. */
  void gaps(
      Availability availability,
      History history,
      List<Degraded> lookUps,
      List<Aggregate> aggregates) {
    long missing = availability.missingItems();
    out.array("missing");
    for (DataItem item : DataItem.values()) {
      if ((missing & item.bit()) != 0) {
        out.item(item.name());
      }
    }
    out.endArray();
    List<String> uncovered = new ArrayList<>(0);
    List<String> capped = new ArrayList<>(0);
    addIf(uncovered, availability.isWarming(), WARMING);
    addIf(uncovered, availability.isSeenUncovered(), SEEN);
    addIf(uncovered, availability.isSignalsUncovered(), SIGNALS);
    addIf(capped, history.isSeenCapped(), SEEN);
    addIf(capped, history.isSignalsCapped(), SIGNALS);
    for (int i = 0; i < aggregates.size(); i++) {
      String name = OF_HISTORY + aggregates.get(i).name();
      addIf(uncovered, availability.isAggregateUncovered(i), name);
      addIf(capped, history.isCapped(i), name);
    }
    out.strings("uncovered", uncovered);
    out.strings("capped", capped);
    out.array("lookUps");
    for (Degraded cause : lookUps) {
      out.begin();
      cause(cause);
      out.end();
    }
    out.endArray();
  }

  private static void addIf(List<String> to, boolean condition, String name) {
    if (condition) {
      to.add(name);
    }
  }

  private void cause(Degraded cause) {
    out.field("cause", cause.cause().name());
    out.field("subject", cause.subject());
  }

  /** Why there is no decision to speak of. */
  void retry(Degraded cause) {
    out.object("retry");
    cause(cause);
    out.end();
  }

  /** How far limits were used without the transfer, and the controls in force. */
  void inputs(LoggedInputs inputs, List<Limit> limits) {
    out.object("used");
    for (int i = 0; i < limits.size(); i++) {
      out.field(limits.get(i).id(), inputs.used()[i]);
    }
    out.end();
    controls("payerControls", inputs.payerControls());
    controls("payeeControls", inputs.payeeControls());
  }

  private void controls(String name, List<Control> controls) {
    out.array(name);
    for (Control control : controls) {
      out.begin();
      out.field("kind", control.kind().name());
      out.field("id", control.id());
      if (control.limitId() != null) {
        out.field("limit", control.limitId());
        out.field("max", control.max());
      }
      Instant until = control.until();
      if (until != null) {
        out.field("until", until.toString());
      }
      out.end();
    }
    out.endArray();
  }

  /** What a transfer was looked at again on. */
  void again(Reconsidered on) {
    out.field("wasState", on.wasState().name());
    out.field("wasUntil", Instant.ofEpochMilli(on.wasUntilMs()).toString());
    out.field("score", on.found().score());
    out.field("abnormal", on.found().abnormal());
    demand("asked", on.asked());
    out.names("passed", on.passed());
    Release release = on.release();
    out.field("releasedAlong", release == null ? null : release.authority().name());
    out.field("releasedBy", release == null ? null : release.by());
    out.field("releaseNote", release == null ? null : release.note());
  }

  private void demand(String name, Demand demand) {
    Set<VerificationMethod> methods = demand.methods();
    out.object(name);
    out.field("outcome", demand.outcome().name());
    out.names("methods", methods);
    out.field("path", demand.path().name());
    out.end();
  }

  void record(long number) {
    out.field("record", number);
  }

  /** Whether it came about is known to the store alone. */
  void inDoubt() {
    out.field("inDoubt", true);
  }

  void control(Control.Kind kind, String id) {
    out.object("control");
    out.field("kind", kind.name());
    out.field("id", id);
    out.end();
  }

  void reference(Reference reference, LimitOwner ownerKind) {
    out.object("reference");
    out.field("tenant", reference.tenant());
    out.field("owner", owner(reference, ownerKind));
    out.field("id", reference.id());
    out.end();
  }

  /** Where a transfer stands after what happened to it. */
  void standing(Decision decision) {
    out.field("state", decision.state().name());
    out.names("marks", decision.marks());
    out.field("value", decision.value());
  }

  void decision(Decision decision, LimitOwner ownerKind) {
    out.json("decision", DecisionJson.write(decision, owner(decision.reference(), ownerKind)));
  }

  private String owner(Reference reference, LimitOwner ownerKind) {
    Identifiers.Kind kind =
        ownerKind == LimitOwner.CUSTOMER ? Identifiers.Kind.CUSTOMER : Identifiers.Kind.ACCOUNT;
    return identifiers.write(kind, reference.tenant(), reference.owner());
  }
}
