package io.riskgate.core;

import io.riskgate.core.ShadowReport.Comparison;
import io.riskgate.core.ShadowReport.Example;
import io.riskgate.core.ShadowReport.Latency;
import io.riskgate.core.ShadowReport.OutcomeCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes a shadow's report as a table, for people. */
final class ShadowTable {
  private final StringBuilder text = new StringBuilder();
  private final String currency;

  private ShadowTable(String currency) {
    this.currency = currency;
  }

  static String of(ShadowReport report) {
    ShadowTable table = new ShadowTable(report.baseCurrency());
    table.line("Shadow of %s since %s", report.candidate(), report.since());
    table.line(
        "waiting %,d of %,d, dropped %,d", report.waiting(), report.queueMax(), report.dropped());
    for (Comparison comparison : report.comparisons()) {
      table.add(comparison);
    }
    return table.text.toString();
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private void add(Comparison c) {
    text.append('\n');
    line("Beside %s since %s", c.champion(), c.since());
    int share = c.agreedHundredths();
    line(
        "compared %,d, agreed %,d (%d.%02d %%); not compared: warming %,d, failed %,d, forgotten"
            + " %,d",
        c.compared(), c.agreed(), share / 100, share % 100, c.warming(), c.failed(), c.forgotten());
    if (!c.limitsNotCounted().isEmpty()) {
      line("limits whose use is a lower bound: %s", String.join(", ", c.limitsNotCounted()));
    }
    line("");
    line("  %-8s    %-9s  %9s", "champion", "candidate", "transfers");
    for (OutcomeCount pair : c.outcomes()) {
      line("  %-8s -> %-9s  %,9d", pair.champion(), pair.candidate(), pair.count());
      for (Example example : pair.examples()) {
        add(example);
      }
    }
    line("");
    line(
        "scores: %,d the same, %,d higher (at most by %d), %,d lower (at most by %d)",
        c.scores().same(),
        c.scores().higher(),
        c.scores().highestRise(),
        c.scores().lower(),
        c.scores().deepestFall());
    line("  %-9s  %10s  %10s  %10s", "rules, ns", "median", "p99", "max");
    add("champion", c.championRules());
    add("candidate", c.candidateRules());
  }

  private void add(Example e) {
    List<String> parts = new ArrayList<>();
    codes(parts, "only champion", e.championOnly());
    codes(parts, "only candidate", e.candidateOnly());
    codes(parts, "not evaluated", e.notEvaluated());
    codes(parts, "champion's limits", e.championLimits());
    codes(parts, "candidate's limits", e.candidateLimits());
    line(
        "      %s %s %s %s, score %d -> %d%s",
        e.reference(),
        e.time(),
        Amounts.format(e.value(), Amounts.fractionDigits(currency)),
        currency,
        e.championScore(),
        e.candidateScore(),
        parts.isEmpty() ? "" : "; " + String.join("; ", parts));
  }

  private static void codes(List<String> parts, String what, List<String> codes) {
    if (!codes.isEmpty()) {
      parts.add(what + " " + String.join(", ", codes));
    }
  }

  private void add(String pack, Latency latency) {
    line("  %-9s  %,10d  %,10d  %,10d", pack, latency.medianNs(), latency.p99Ns(), latency.maxNs());
  }
}
