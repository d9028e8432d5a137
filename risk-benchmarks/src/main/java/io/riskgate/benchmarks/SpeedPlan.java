package io.riskgate.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the {@link SpeedTable} measures.
 *
 * @param rounds how many processes measure each variant; they take turns
 * @param percentiles of which variants p99.9 is measured too
 * @param forks 1, or 0 to run all in this process, for tests
 * @param out where JSON and picture go, if anywhere
 */
record SpeedPlan(
    int rounds,
    List<Variant> variants,
    Set<Variant> percentiles,
    List<Variant> sized,
    List<RuleBook> books,
    List<Integer> accounts,
    List<Variant> first,
    int perSecond,
    int seconds,
    int warmupMillis,
    int measureMillis,
    int forks,
    @Nullable Path out) {
  private static final int ITERATIONS_SHORT_MS = 200;
  private static final int ITERATIONS_LONG_MS = 1_000;

  /** What the long version alone runs. */
  private static final Set<Variant> LONG_ONLY =
      EnumSet.of(
          Variant.LIST_OF_LAMBDAS,
          Variant.EASY_RULES_FACTS,
          Variant.EVRETE_TEXT_STATELESS,
          Variant.EVRETE_TEXT_REUSED,
          Variant.EVRETE_LAMBDA_STATELESS,
          Variant.EVRETE_LAMBDA_REUSED,
          Variant.EVRETE_LAMBDA_THREADS,
          Variant.DROOLS_REUSED,
          Variant.DROOLS_SEQUENTIAL);

  /** Of which the short version asks for percentiles too: in processes of their own. */
  private static final Set<Variant> PERCENTILES =
      EnumSet.of(
          Variant.HAND_WRITTEN,
          Variant.STRAIGHT_JAVA,
          Variant.DIRECT_LANE,
          Variant.DROOLS_JOINED_FRESH);

  private static final List<Variant> SIZED =
      List.of(
          Variant.STRAIGHT_JAVA, Variant.DIRECT_LANE, Variant.SESSION_LANE, Variant.DROOLS_REUSED);

  private static final List<Variant> FIRST =
      List.of(
          Variant.STRAIGHT_JAVA, Variant.DIRECT_LANE, Variant.SESSION_LANE, Variant.DROOLS_REUSED);

  private static final List<Variant> FIRST_SHORT =
      List.of(Variant.STRAIGHT_JAVA, Variant.DIRECT_LANE);

  /** What the arguments ask for. */
  static SpeedPlan of(String... args) {
    boolean longer = args.length > 0 && args[0].equals("long");
    Map<String, String> given = new LinkedHashMap<>();
    given.put("rounds", longer ? "5" : "3");
    given.put("accounts", longer ? "10000,1000000" : "10000");
    given.put("rate", "2000");
    given.put("seconds", longer ? "60" : "5");
    given.put("out", longer ? "." : "");
    for (String arg : List.of(args).subList(longer ? 1 : 0, args.length)) {
      String[] parts = arg.split("=", 2);
      if (parts.length < 2 || given.replace(parts[0], parts[1]) == null) {
        throw new IllegalArgumentException(
            "Not an argument: " + arg + "; there are long and " + given.keySet());
      }
    }
    int iterationMs = longer ? ITERATIONS_LONG_MS : ITERATIONS_SHORT_MS;
    return new SpeedPlan(
        Integer.parseInt(given.get("rounds")),
        Arrays.stream(Variant.values()).filter(v -> longer || !LONG_ONLY.contains(v)).toList(),
        longer ? EnumSet.allOf(Variant.class) : PERCENTILES,
        longer ? SIZED : List.of(Variant.STRAIGHT_JAVA, Variant.DIRECT_LANE),
        longer
            ? List.of(RuleBook.GENERATED_40, RuleBook.GENERATED_200, RuleBook.GENERATED_1000)
            : List.of(RuleBook.GENERATED_200),
        Arrays.stream(given.get("accounts").split(",")).map(Integer::valueOf).toList(),
        longer ? FIRST : FIRST_SHORT,
        Integer.parseInt(given.get("rate")),
        Integer.parseInt(given.get("seconds")),
        // The rules of a large pack take the JIT longer.
        2 * iterationMs,
        iterationMs,
        1,
        given.get("out").isEmpty() ? null : Path.of(given.get("out")));
  }
}
