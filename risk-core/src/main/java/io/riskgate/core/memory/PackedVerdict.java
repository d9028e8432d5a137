package io.riskgate.core.memory;

import io.riskgate.core.AlertChannel;
import io.riskgate.core.AlertTier;
import io.riskgate.core.Control;
import io.riskgate.core.Degraded;
import io.riskgate.core.Hit;
import io.riskgate.core.Mode;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.Verdict;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.spi.AlertRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A verdict in bytes. Read again, it says exactly what it said. */
final class PackedVerdict {
  private static final int MONITOR = 1;
  private static final int WARMING = 1 << 1;
  private static final int HITS = 1 << 2;
  private static final int NOT_EVALUATED = 1 << 3;
  private static final int DEGRADED = 1 << 4;
  private static final int CONTROLS = 1 << 5;
  private static final int ALERT = 1 << 6;

  private static final int ALERT_MONITORED = 1;
  private static final int ALERT_LOWER_BOUND = 1 << 1;
  private static final int ALERT_TOLD = 1 << 2;

  private static final List<Degraded.Cause> CAUSES = List.of(Degraded.Cause.values());
  private static final List<Control.Kind> KINDS = List.of(Control.Kind.values());
  private static final List<AlertTier> TIERS = List.of(AlertTier.values());
  private static final List<AlertChannel> CHANNELS = List.of(AlertChannel.values());
  private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

  private PackedVerdict() {}

  /** Whether a verdict can be written, but for room for what it shares with others. */
  static boolean isPackable(Verdict v, Reference reference) {
    for (Hit hit : v.hits()) {
      for (Object argument : hit.arguments()) {
        if (!PackedValue.isPackable(argument)) {
          return false;
        }
      }
    }
    AlertRecord alert = v.alert();
    return alert == null || (alert.reference().equals(reference) && alert.responses().isEmpty());
  }

  /** Writes a verdict. */
  static void write(Packer out, Verdict v) {
    AlertRecord alert = v.alert();
    int has =
        (v.mode() == Mode.MONITOR ? MONITOR : 0)
            | (v.warming() ? WARMING : 0)
            | (v.hits().isEmpty() ? 0 : HITS)
            | (v.notEvaluated().isEmpty() ? 0 : NOT_EVALUATED)
            | (v.degraded().isEmpty() ? 0 : DEGRADED)
            | (v.controls().isEmpty() ? 0 : CONTROLS)
            | (alert == null ? 0 : ALERT);
    out.bytes.put(has);
    out.bytes.putVar(v.score());
    out.putShared(v.pack());
    out.putShared(v.riskDemand());
    out.putShared(v.demand());
    if (!v.hits().isEmpty()) {
      out.bytes.putVar(v.hits().size());
      for (Hit hit : v.hits()) {
        out.putShared(hit.rule());
        out.bytes.putVar(hit.arguments().size());
        for (Object argument : hit.arguments()) {
          PackedValue.write(out.bytes, argument);
        }
      }
    }
    if (!v.notEvaluated().isEmpty()) {
      putAllShared(out, v.notEvaluated());
    }
    if (!v.degraded().isEmpty()) {
      out.bytes.putVar(v.degraded().size());
      for (Degraded degraded : v.degraded()) {
        out.bytes.putVar(degraded.cause().ordinal());
        out.bytes.put(degraded.subject());
      }
    }
    if (!v.controls().isEmpty()) {
      out.bytes.putVar(v.controls().size());
      for (Control control : v.controls()) {
        write(out.bytes, control);
      }
    }
    if (alert != null) {
      write(out, alert);
    }
  }

  private static void putAllShared(Packer out, Collection<String> all) {
    out.bytes.putVar(all.size());
    for (String one : all) {
      out.putShared(one);
    }
  }

  private static void write(Bytes out, Control control) {
    out.putVar(control.kind().ordinal());
    out.put(control.id());
    out.put(control.tenant());
    out.put(control.account());
    out.putNullable(control.limitId());
    out.putVar(control.max());
    out.putNullable(control.payee());
    PackedValue.writeInstant(out, control.since());
    PackedValue.writeInstant(out, control.until());
    out.put(control.by());
    out.put(control.why());
  }

  private static void write(Packer out, AlertRecord alert) {
    Bytes bytes = out.bytes;
    bytes.put(
        (alert.monitored() ? ALERT_MONITORED : 0)
            | (alert.lossIsLowerBound() ? ALERT_LOWER_BOUND : 0)
            | (alert.overdueTold() ? ALERT_TOLD : 0));
    bytes.put(alert.account());
    out.putShared(alert.pack());
    bytes.putVar(alert.tier().ordinal());
    bytes.putSigned(alert.expectedLoss());
    PackedValue.writeInstant(bytes, alert.raisedAt());
    PackedValue.writeInstant(bytes, alert.respondBy());
    bytes.putVar(alert.channels().size());
    for (AlertChannel channel : alert.channels()) {
      bytes.putVar(channel.ordinal());
    }
    bytes.putVar(alert.contacts());
    putAllShared(out, alert.scams());
    putAllShared(out, alert.rules());
    putAllShared(out, alert.labels());
    bytes.putVar(alert.outcome().ordinal());
    bytes.putVar(alert.score());
    bytes.putVar(alert.revision());
  }

  // ---- reading

  /** Reads a verdict. */
  static Verdict read(Packer.Unpacker in, Reference reference) {
    Bytes.Reader bytes = in.bytes;
    int has = bytes.next();
    int score = (int) bytes.nextVar();
    PackIdentity pack = in.nextShared(PackIdentity.class);
    Demand riskDemand = in.nextShared(Demand.class);
    Demand demand = in.nextShared(Demand.class);
    List<Hit> hits = (has & HITS) == 0 ? List.of() : list(bytes, b -> hit(in));
    List<String> notEvaluated = (has & NOT_EVALUATED) == 0 ? List.of() : shared(in);
    List<Degraded> degraded =
        (has & DEGRADED) == 0
            ? List.of()
            : list(bytes, b -> new Degraded(CAUSES.get((int) b.nextVar()), b.nextText()));
    List<Control> controls =
        (has & CONTROLS) == 0 ? List.of() : list(bytes, PackedVerdict::control);
    return new Verdict(
        pack,
        (has & MONITOR) == 0 ? Mode.ENFORCE : Mode.MONITOR,
        score,
        hits,
        notEvaluated,
        (has & WARMING) != 0,
        degraded,
        riskDemand,
        demand,
        controls,
        (has & ALERT) == 0 ? null : alert(in, reference));
  }

  private static <T> List<T> list(Bytes.Reader in, Function<Bytes.Reader, T> one) {
    int size = (int) in.nextVar();
    List<T> all = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      all.add(one.apply(in));
    }
    return all;
  }

  private static List<String> shared(Packer.Unpacker in) {
    return list(in.bytes, b -> in.nextShared(String.class));
  }

  private static Hit hit(Packer.Unpacker in) {
    Rule rule = in.nextShared(Rule.class);
    return new Hit(rule, list(in.bytes, PackedValue::read));
  }

  private static Control control(Bytes.Reader in) {
    Control.Kind kind = KINDS.get((int) in.nextVar());
    String id = in.nextText();
    String tenant = in.nextText();
    String account = in.nextText();
    String limitId = in.nextNullable();
    long max = in.nextVar();
    String payee = in.nextNullable();
    Instant since = PackedValue.readInstant(in);
    Instant until = PackedValue.readInstant(in);
    String by = in.nextText();
    return new Control(
        id, tenant, account, kind, limitId, max, payee, since, until, by, in.nextText());
  }

  private static AlertRecord alert(Packer.Unpacker in, Reference reference) {
    Bytes.Reader bytes = in.bytes;
    int has = bytes.next();
    String account = bytes.nextText();
    PackIdentity pack = in.nextShared(PackIdentity.class);
    AlertTier tier = TIERS.get((int) bytes.nextVar());
    long expectedLoss = bytes.nextSigned();
    Instant raisedAt = instant(bytes);
    Instant respondBy = instant(bytes);
    Set<AlertChannel> channels =
        new LinkedHashSet<>(list(bytes, b -> CHANNELS.get((int) b.nextVar())));
    int contacts = (int) bytes.nextVar();
    List<String> scams = shared(in);
    List<String> rules = shared(in);
    List<String> labels = shared(in);
    Outcome outcome = OUTCOMES.get((int) bytes.nextVar());
    int score = (int) bytes.nextVar();
    return new AlertRecord(
        reference,
        account,
        pack,
        (has & ALERT_MONITORED) != 0,
        tier,
        expectedLoss,
        (has & ALERT_LOWER_BOUND) != 0,
        raisedAt,
        respondBy,
        channels,
        contacts,
        scams,
        rules,
        labels,
        outcome,
        score,
        List.of(),
        (has & ALERT_TOLD) != 0,
        bytes.nextVar());
  }

  private static Instant instant(Bytes.Reader in) {
    @Nullable Instant read = PackedValue.readInstant(in);
    if (read == null) {
      throw new IllegalStateException("An alert has its times");
    }
    return read;
  }
}
