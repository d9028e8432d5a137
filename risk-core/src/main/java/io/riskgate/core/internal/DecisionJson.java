package io.riskgate.core.internal;

import io.riskgate.core.Control;
import io.riskgate.core.Decision;
import io.riskgate.core.Degraded;
import io.riskgate.core.Evidence;
import io.riskgate.core.Hit;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Release;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.spi.AlertRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the JSON form of a decision: fields in a fixed order, sets in the order of their names,
 * money as whole minor units, times in ISO 8601. New fields may be added at the end of an object;
 * nothing is renamed or removed.
 */
public final class DecisionJson {
  private final StringBuilder out = new StringBuilder(512);

  private DecisionJson() {}

  /** Writes a decision on one line. */
  public static String write(Decision d) {
    DecisionJson json = new DecisionJson();
    json.decision(d);
    return json.out.toString();
  }

  private void decision(Decision d) {
    out.append("{\"version\":1");
    object("reference");
    field("tenant", d.reference().tenant());
    field("owner", d.reference().owner());
    field("id", d.reference().id());
    out.append('}');
    field("outcome", d.outcome().name());
    field("decidedOutcome", d.decidedOutcome().name());
    field("state", d.state().name());
    names("marks", d.marks());
    field("mode", d.mode().name());
    field("retry", d.isRetry());
    field("score", d.score());
    field("value", d.value());
    array("hits");
    for (Hit hit : d.hits()) {
      item();
      out.append('{');
      field("code", hit.code());
      field("points", hit.rule().points());
      field("group", hit.rule().group());
      field("outcome", hit.rule().demand().outcome().name());
      field("scam", hit.rule().scam());
      strings("arguments", hit.arguments().stream().map(Object::toString).toList());
      out.append('}');
    }
    out.append(']');
    array("limits");
    for (LimitUsage usage : d.limitUsages()) {
      item();
      out.append('{');
      field("id", usage.limit().id());
      field("used", usage.used());
      field("max", usage.max());
      field("passed", usage.isPassed());
      out.append('}');
    }
    out.append(']');
    names("verificationMethods", d.verificationMethods());
    ReleasePath path = d.releasePath();
    field("releasePath", path == null ? null : path.name());
    strings("suspectedScams", d.suspectedScams());
    array("evidence");
    for (Evidence e : d.evidence()) {
      item();
      out.append('{');
      field("method", e.method().name());
      field("passed", e.passed());
      field("at", e.at().toString());
      field("source", e.source());
      out.append('}');
    }
    out.append(']');
    Release release = d.release();
    if (release == null) {
      field("release", null);
    } else {
      object("release");
      field("authority", release.authority().name());
      field("by", release.by());
      field("note", release.note());
      out.append('}');
    }
    strings("degraded", d.degraded().stream().map(Degraded::toString).toList());
    strings("notEvaluated", d.notEvaluated());
    field("warming", d.isWarming());
    object("pack");
    field("id", d.pack().id());
    field("version", d.pack().version());
    field("sha256", d.pack().sha256());
    out.append('}');
    field("decidedAt", d.decidedAt().toString());
    Instant expires = d.expiresAt();
    field("expiresAt", expires == null ? null : expires.toString());
    array("controls");
    for (Control control : d.controls()) {
      item();
      out.append('{');
      field("kind", control.kind().name());
      field("id", control.id());
      out.append('}');
    }
    out.append(']');
    alert(d.verdict().alert());
    strings("labels", d.labels());
    out.append('}');
  }

  private void alert(@Nullable AlertRecord alert) {
    if (alert == null) {
      field("alert", null);
      return;
    }
    object("alert");
    field("tier", alert.tier().name());
    field("expectedLoss", alert.expectedLoss());
    field("lossIsLowerBound", alert.lossIsLowerBound());
    field("raisedAt", alert.raisedAt().toString());
    field("respondBy", alert.respondBy().toString());
    strings("channels", alert.channels().stream().map(Enum::name).toList());
    field("contacts", alert.contacts());
    field("monitored", alert.monitored());
    out.append('}');
  }

  private void object(String name) {
    name(name);
    out.append('{');
  }

  private void array(String name) {
    name(name);
    out.append('[');
  }

  private void item() {
    if (out.charAt(out.length() - 1) != '[') {
      out.append(',');
    }
  }

  private void names(String name, Collection<? extends Enum<?>> values) {
    strings(name, values.stream().map(Enum::name).sorted().toList());
  }

  private void strings(String name, List<String> values) {
    array(name);
    for (String value : values) {
      item();
      string(value);
    }
    out.append(']');
  }

  private void field(String name, boolean value) {
    name(name);
    out.append(value);
  }

  private void field(String name, long value) {
    name(name);
    out.append(value);
  }

  private void field(String name, @Nullable String value) {
    name(name);
    if (value == null) {
      out.append("null");
    } else {
      string(value);
    }
  }

  private void name(String name) {
    if (out.charAt(out.length() - 1) != '{') {
      out.append(',');
    }
    string(name);
    out.append(':');
  }

  private void string(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
