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
import org.jspecify.annotations.Nullable;

/**
 * Writes the JSON form of a decision: fields in a fixed order, sets in the order of their names,
 * money as whole minor units, times in ISO 8601. New fields may be added at the end of an object;
 * nothing is renamed or removed.
 */
public final class DecisionJson {
  private final JsonText out = new JsonText(768);

  private DecisionJson() {}

  /** Writes a decision on one line. */
  public static String write(Decision d) {
    return write(d, d.reference().owner());
  }

  /** Writes a decision on one line, with something else in place of the owner of the limits. */
  static String write(Decision d, String owner) {
    DecisionJson json = new DecisionJson();
    json.decision(d, owner);
    return json.out.toString();
  }

  private void decision(Decision d, String owner) {
    out.begin();
    out.field("version", 1);
    out.object("reference");
    out.field("tenant", d.reference().tenant());
    out.field("owner", owner);
    out.field("id", d.reference().id());
    out.end();
    out.field("outcome", d.outcome().name());
    out.field("decidedOutcome", d.decidedOutcome().name());
    out.field("state", d.state().name());
    out.names("marks", d.marks());
    out.field("mode", d.mode().name());
    out.field("retry", d.isRetry());
    out.field("score", d.score());
    out.field("value", d.value());
    out.array("hits");
    for (Hit hit : d.hits()) {
      out.begin();
      out.field("code", hit.code());
      out.field("points", hit.rule().points());
      out.field("group", hit.rule().group());
      out.field("outcome", hit.rule().demand().outcome().name());
      out.field("scam", hit.rule().scam());
      out.strings("arguments", hit.arguments().stream().map(Object::toString).toList());
      out.end();
    }
    out.endArray();
    out.array("limits");
    for (LimitUsage usage : d.limitUsages()) {
      out.begin();
      out.field("id", usage.limit().id());
      out.field("used", usage.used());
      out.field("max", usage.max());
      out.field("passed", usage.isPassed());
      out.end();
    }
    out.endArray();
    out.names("verificationMethods", d.verificationMethods());
    ReleasePath path = d.releasePath();
    out.field("releasePath", path == null ? null : path.name());
    out.strings("suspectedScams", d.suspectedScams());
    out.array("evidence");
    for (Evidence e : d.evidence()) {
      out.begin();
      out.field("method", e.method().name());
      out.field("passed", e.passed());
      out.field("at", e.at().toString());
      out.field("source", e.source());
      out.end();
    }
    out.endArray();
    Release release = d.release();
    if (release == null) {
      out.field("release", null);
    } else {
      out.object("release");
      out.field("authority", release.authority().name());
      out.field("by", release.by());
      out.field("note", release.note());
      out.end();
    }
    out.strings("degraded", d.degraded().stream().map(Degraded::toString).toList());
    out.strings("notEvaluated", d.notEvaluated());
    out.field("warming", d.isWarming());
    out.object("pack");
    out.field("id", d.pack().id());
    out.field("version", d.pack().version());
    out.field("sha256", d.pack().sha256());
    out.end();
    out.field("decidedAt", d.decidedAt().toString());
    Instant expires = d.expiresAt();
    out.field("expiresAt", expires == null ? null : expires.toString());
    out.array("controls");
    for (Control control : d.controls()) {
      out.begin();
      out.field("kind", control.kind().name());
      out.field("id", control.id());
      out.end();
    }
    out.endArray();
    alert(d.verdict().alert());
    out.strings("labels", d.labels());
    out.end();
  }

  private void alert(@Nullable AlertRecord alert) {
    if (alert == null) {
      out.field("alert", null);
      return;
    }
    out.object("alert");
    out.field("tier", alert.tier().name());
    out.field("expectedLoss", alert.expectedLoss());
    out.field("lossIsLowerBound", alert.lossIsLowerBound());
    out.field("raisedAt", alert.raisedAt().toString());
    out.field("respondBy", alert.respondBy().toString());
    out.strings("channels", alert.channels().stream().map(Enum::name).toList());
    out.field("contacts", alert.contacts());
    out.field("monitored", alert.monitored());
    out.end();
  }
}
