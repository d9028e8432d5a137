package io.riskgate.workbench.story;

import io.riskgate.core.Decision;
import io.riskgate.core.Hit;
import io.riskgate.core.Reference;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.pack.RulePack;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints a story as it happens, for people. */
final class Timeline {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final String INDENT = "          ";

  private final PrintWriter to;
  private final Policy policy;
  private final Locale language;
  private @Nullable LocalDate day;

  Timeline(PrintWriter to, Policy policy, Locale language) {
    this.to = to;
    this.policy = policy;
    this.language = language;
  }

  void begin(Story story, RulePack pack) {
    to.println(story.title());
    to.println("rule pack " + pack.identity() + ", times in " + policy.zone());
  }

  void print(Step step, Happening happening, List<String> unmet) {
    ZonedDateTime at = step.at().atZone(policy.zone());
    if (!at.toLocalDate().equals(day)) {
      day = at.toLocalDate();
      to.println();
      to.println("---- " + DAY.format(at) + " ----");
    }
    if (step.scene() != null) {
      to.println();
      to.println("# " + step.scene());
    }
    if (step.note() != null) {
      to.println(INDENT + "(" + step.note() + ")");
    }
    to.println(CLOCK.format(at) + "  " + step.action().words());
    cameOf(happening);
    unmet.forEach(what -> to.println(INDENT + "NOT AS EXPECTED " + what));
  }

  private void cameOf(Happening happening) {
    Decision decision = happening.decision();
    if (happening.refusal() != null) {
      to.println(INDENT + "refused: " + happening.refusal());
    } else if (decision != null) {
      decision(decision, happening.remark());
    } else if (Boolean.FALSE.equals(happening.changed())) {
      to.println(INDENT + "nothing changed");
    }
    if (!happening.moved().isEmpty()) {
      to.println(
          INDENT
              + "moved to HELD: "
              + happening.moved().stream().map(Reference::id).collect(Collectors.joining(", ")));
    }
  }

  private void decision(Decision decision, String remark) {
    StringBuilder line = new StringBuilder(INDENT);
    if (decision.state().isOpen()) {
      line.append(decision.outcome()).append(", ");
    }
    line.append(decision.state());
    line.append(", score ").append(decision.score());
    ReleasePath path = decision.releasePath();
    if (path != null) {
      line.append(", released by ").append(path);
    }
    if (!decision.verificationMethods().isEmpty()) {
      line.append(", to pass: ")
          .append(
              decision.verificationMethods().stream()
                  .sorted()
                  .map(Enum::name)
                  .collect(Collectors.joining(", ")));
    }
    if (!decision.hits().isEmpty()) {
      line.append(", rules: ")
          .append(decision.hits().stream().map(Hit::code).collect(Collectors.joining(", ")));
    }
    if (!remark.isEmpty()) {
      line.append(" (").append(remark).append(')');
    }
    to.println(line);
    if (!decision.state().isOpen()) {
      return; // it has been told
    }
    decision.reasons(language).forEach(reason -> to.println(INDENT + "- " + reason));
    decision.advice(language).forEach(advice -> to.println(INDENT + "> " + advice));
  }

  void end(int steps, int expectations, List<String> unmet) {
    to.println();
    unmet.forEach(to::println);
    to.printf(
        Locale.ROOT, "%d steps, %d expectations, %d not met%n", steps, expectations, unmet.size());
    to.flush();
  }
}
