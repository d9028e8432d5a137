package io.riskgate.workbench.score;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.riskgate.core.Decision;
import io.riskgate.core.Degraded;
import io.riskgate.core.Hit;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.VerificationMethod;
import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes a CSV row a decision; lists are joined by semicolons. */
final class CsvDecisionWriter implements DecisionWriter {
  private final Writer target;
  private final CsvWriter csv;

  CsvDecisionWriter(Writer target) {
    this.target = target;
    csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(target);
    csv.writeRecord(
        "transfer_id",
        "outcome",
        "score",
        "reasons",
        "limits",
        "verification",
        "release",
        "scam",
        "degraded");
  }

  @Override
  public void write(Decision decision) {
    ReleasePath release = decision.releasePath();
    csv.writeRecord(
        decision.reference().id(),
        decision.outcome().name(),
        Integer.toString(decision.score()),
        joined(decision.hits(), Hit::code),
        joined(
            decision.limitUsages().stream().filter(LimitUsage::isPassed).toList(),
            usage -> usage.limit().id()),
        // sorted, as the set has no order of its own
        joined(decision.verificationMethods().stream().sorted().toList(), VerificationMethod::name),
        release == null ? "" : release.name(),
        String.join(";", decision.suspectedScams()),
        joined(decision.degraded(), Degraded::toString));
  }

  private static <T> String joined(Collection<T> elements, Function<T, String> text) {
    // Most lists are empty.
    return elements.isEmpty() ? "" : elements.stream().map(text).collect(Collectors.joining(";"));
  }

  @Override
  public void close() throws IOException {
    csv.flush();
    target.flush();
  }
}
