package io.riskgate.rules.internal;

import io.riskgate.core.Outcome;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.SignalKind;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.pack.RuleDates;
import io.riskgate.core.pack.RuleEffects;
import io.riskgate.rules.internal.RuleSource.Annotation;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a rule's annotations say. */
final class RuleHeader {
  private static final List<String> KNOWN =
      List.of(
          "points",
          "group",
          "scam",
          "labels",
          "outcome",
          "methods",
          "release",
          "abnormal",
          "notify",
          "restrict",
          "signal",
          "effective",
          "expires");
  private static final String CODE = "[A-Z][A-Z0-9_]{0,63}";

  private final RuleSource source;
  private final Problems problems;
  private final Map<String, Annotation> annotations = new LinkedHashMap<>();
  private boolean broken;

  private RuleHeader(RuleSource source, Problems problems) {
    this.source = source;
    this.problems = problems;
    for (Annotation annotation : source.annotations()) {
      if (!KNOWN.contains(annotation.name())) {
        problem(
            annotation.line(),
            "unknown annotation '@"
                + annotation.name()
                + "'"
                + Suggestions.didYouMean(annotation.name(), KNOWN));
      }
      annotations.put(annotation.name(), annotation);
    }
  }

  /** Reads a rule's annotations; null, and problems, where something is wrong with them. */
  static @Nullable Rule read(RuleSource source, Problems problems) {
    return new RuleHeader(source, problems).rule();
  }

  private @Nullable Rule rule() {
    if (!source.name().matches(CODE)) {
      problem(
          source.line(),
          "a rule is named like NEW_DEVICE_NEW_PAYEE, not '"
              + source.name()
              + "': its name is the code that decisions and texts carry");
    }
    int points = points();
    String group = text("group", "[a-z][a-z0-9-]{0,31}", "a name in lower case such as takeover");
    String scam = text("scam", CODE, "a kind of scam such as TASK_REBATE");
    Demand demand = demand();
    RuleDates dates = dates();
    RuleEffects effects = effects();
    if (broken) {
      return null;
    }
    return new Rule(
        source.name(),
        points,
        group.isEmpty() ? source.name() : group,
        demand,
        scam,
        dates,
        effects);
  }

  private int points() {
    Annotation annotation = annotations.get("points");
    if (annotation == null) {
      problem(
          source.line(),
          "rule " + source.name() + " has no @points; @points(0) is for a rule that only informs");
      return 0;
    }
    if (annotation.value().matches("-?[0-9]{1,3}")) {
      int points = Integer.parseInt(annotation.value());
      if (points >= -100 && points <= 100) {
        return points;
      }
    }
    problem(
        annotation.line(),
        "@points must be a whole number from -100 to 100, not '" + annotation.value() + "'");
    return 0;
  }

  private String text(String name, String regex, String form) {
    Annotation annotation = annotations.get(name);
    if (annotation == null) {
      return "";
    }
    if (!annotation.value().matches(regex)) {
      problem(
          annotation.line(),
          "@" + name + " must be " + form + ", not '" + annotation.value() + "'");
    }
    return annotation.value();
  }

  private RuleEffects effects() {
    Annotation abnormal = annotations.get("abnormal");
    if (abnormal != null && !abnormal.value().equals("true")) {
      problem(abnormal.line(), "@abnormal must be @abnormal(true), not '" + abnormal.value() + "'");
    }
    Set<String> labels = new LinkedHashSet<>();
    for (String label : list("labels")) {
      if (!label.matches(CODE)) {
        problem(
            line(source, "labels"),
            "@labels must be risk labels such as AI_FACE_OR_VOICE, not '" + label + "'");
      }
      labels.add(label);
    }
    Set<RuleEffects.Notified> notify = new LinkedHashSet<>();
    Annotation told = annotations.get("notify");
    if (told != null) {
      list("notify").forEach(who -> notify.add(constant(told, RuleEffects.Notified.class, who)));
    }
    Annotation signal = annotations.get("signal");
    SignalKind left = signal == null ? null : constant(signal, SignalKind.class, signal.value());
    return new RuleEffects(abnormal != null, labels, notify, restriction(), left);
  }

  private List<String> list(String name) {
    Annotation annotation = annotations.get(name);
    return annotation == null ? List.of() : List.of(annotation.value().split("\\s*,\\s*", -1));
  }

  private @Nullable Duration restriction() {
    Annotation annotation = annotations.get("restrict");
    if (annotation == null) {
      return null;
    }
    if (annotation.value().matches("[1-9][0-9]{0,3}[hd]")) {
      long number =
          Long.parseLong(annotation.value().substring(0, annotation.value().length() - 1));
      return annotation.value().endsWith("d") ? Duration.ofDays(number) : Duration.ofHours(number);
    }
    problem(
        annotation.line(),
        "@restrict must be a time such as \"24h\" or \"7d\", not '" + annotation.value() + "'");
    return null;
  }

  private RuleDates dates() {
    LocalDate effective = date("effective");
    LocalDate expires = date("expires");
    refuseDatesOfFlags();
    try {
      return new RuleDates(effective, expires);
    } catch (IllegalArgumentException e) {
      problem(
          line(source, "expires"),
          "@expires(\""
              + expires
              + "\") must be later than @effective(\""
              + effective
              + "\"): it is the first day on which the rule no longer counts");
      return RuleDates.ALWAYS;
    }
  }

  /**
   * Days decide whether what a rule comes to counts, after all rules were evaluated: its flag would
   * be set on the other days as well, and rules without days would rest on it.
   */
  private void refuseDatesOfFlags() {
    if (source.sets().isEmpty()) {
      return;
    }
    for (String name : List.of("effective", "expires")) {
      if (annotations.containsKey(name)) {
        problem(
            line(source, name),
            "rule "
                + source.name()
                + " sets the flag "
                + source.sets()
                + ", so that it has no days: leave @"
                + name
                + " out here, and write it at the rules that read the flag");
      }
    }
  }

  private @Nullable LocalDate date(String name) {
    Annotation annotation = annotations.get(name);
    if (annotation == null) {
      return null;
    }
    try {
      if (annotation.value().matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
        return LocalDate.parse(annotation.value());
      }
    } catch (DateTimeParseException e) {
      // There is no such day; the message says how to write one.
    }
    problem(
        annotation.line(),
        "@" + name + " must be a day such as \"2026-12-01\", not '" + annotation.value() + "'");
    return null;
  }

  /** The line of an annotation, or of the rule where it has none of the name. */
  private static int line(RuleSource source, String name) {
    return source.annotations().stream()
        .filter(annotation -> annotation.name().equals(name))
        .mapToInt(Annotation::line)
        .findFirst()
        .orElse(source.line());
  }

  /** Warns of a rule that counts on no day from today on. */
  static void warnIfExpired(RuleSource source, Rule rule, LocalDate today, Problems problems) {
    LocalDate expires = rule.dates().expires();
    if (expires != null && !today.isBefore(expires)) {
      int line = line(source, "expires");
      problems.warn(
          source,
          line,
          "rule " + rule.code() + " expired on " + expires + " and no longer counts",
          "delete it, or give it a later day");
    }
  }

  private Demand demand() {
    Annotation outcome = annotations.get("outcome");
    Annotation methods = annotations.get("methods");
    Annotation release = annotations.get("release");
    if (outcome == null && methods == null && release == null) {
      return Demand.NOTHING;
    }
    if (outcome == null) {
      problem(source.line(), "@methods and @release go with @outcome");
      return Demand.NOTHING;
    }
    Outcome wanted = constant(outcome, Outcome.class, outcome.value());
    Set<VerificationMethod> ways = new LinkedHashSet<>();
    if (methods != null) {
      for (String way : methods.value().split("\\s*,\\s*", -1)) {
        ways.add(constant(methods, VerificationMethod.class, way));
      }
    }
    ReleasePath path =
        release == null ? null : constant(release, ReleasePath.class, release.value());
    if (broken) {
      return Demand.NOTHING;
    }
    try {
      return DemandYaml.of(wanted, ways, path);
    } catch (IllegalArgumentException e) {
      problem(outcome.line(), "@outcome: " + e.getMessage());
      return Demand.NOTHING;
    }
  }

  private <E extends Enum<E>> E constant(Annotation annotation, Class<E> type, String text) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    if (names.contains(text)) {
      return Enum.valueOf(type, text);
    }
    problem(
        annotation.line(),
        "@"
            + annotation.name()
            + " must be one of "
            + String.join(", ", names)
            + ", not '"
            + text
            + "'"
            + Suggestions.didYouMean(text, names));
    return type.getEnumConstants()[0];
  }

  private void problem(int line, String message) {
    broken = true;
    problems.add(source.file(), line, message);
  }
}
