package io.riskgate.core;

import io.riskgate.core.internal.JsonReader;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.core.spi.Identifiers;
import io.riskgate.core.spi.LogRecord;
import java.util.ArrayList;
import java.util.List;

/** A decision log in memory that can be made to fail. */
final class LogProbe implements DecisionLog {
  private final boolean required;
  private final Identifiers identifiers;
  private final List<String> lines = new ArrayList<>();
  private Runnable before = () -> {};

  private LogProbe(boolean required, Identifiers identifiers) {
    this.required = required;
    this.identifiers = identifiers;
  }

  static LogProbe required() {
    return new LogProbe(true, Identifiers.PLAIN);
  }

  static LogProbe bestEffort() {
    return new LogProbe(false, Identifiers.PLAIN);
  }

  static LogProbe writing(Identifiers identifiers) {
    return new LogProbe(false, identifiers);
  }

  /** Does something before each record is taken; may throw. */
  void beforeEach(Runnable what) {
    before = what;
  }

  /** Does something before the next record is taken, and nothing before those after it. */
  void beforeNext(Runnable what) {
    before =
        () -> {
          heal();
          what.run();
        };
  }

  void heal() {
    before = () -> {};
  }

  List<String> lines() {
    return lines;
  }

  /** The types of the records so far. */
  List<String> types() {
    return lines.stream().map(line -> JsonReader.object(line).text("type")).toList();
  }

  JsonReader.Members last() {
    return JsonReader.object(lines.get(lines.size() - 1));
  }

  @Override
  public boolean isRequired() {
    return required;
  }

  @Override
  public long append(LogRecord entry) {
    before.run();
    lines.add("{" + entry.members(identifiers) + "}");
    return lines.size() - 1L;
  }

  @Override
  public void note(LogRecord entry) {
    append(entry);
  }

  @Override
  public void close() {}
}
