package io.riskgate.core.internal;

import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.PackProblem;
import io.riskgate.core.pack.PackProblem.Severity;
import io.riskgate.core.pack.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a pack can take over an engine that holds the reservations, the usage and the references
 * of another. Usage is kept by limit id and in the base currency, references by owner: what would
 * give these another meaning is refused. For one thread at a time.
 */
final class Succession {
  /** The file that what is said of a policy belongs to. */
  static final String FILE = "pack.yaml";

  /** How many limit ids are remembered; those used longest ago make room. */
  private static final int LIMITS_MAX = 1_000;

  private final Duration past;
  private final Duration future;

  /** What each limit counted when a pack last had it, by id. */
  private final Map<String, Limit> limits = new LinkedHashMap<>();

  /** For an engine whose event times may lie so far from the clock. */
  Succession(Duration past, Duration future) {
    this.past = past;
    this.future = future;
  }

  /** Why references would be forgotten too early under a policy, or null. */
  @Nullable String tooShortlyRemembered(Policy policy) {
    return past.plus(future).compareTo(policy.referencesKept()) <= 0
        ? null
        : "Event times may lie "
            + past
            + " back and "
            + future
            + " ahead, but references are kept for "
            + policy.referencesKept()
            + " only: a late retry would be scored, and could be paid, twice";
  }

  /** Takes note of the limits that count from now on. */
  void tookOver(Policy policy) {
    for (Limit limit : policy.limits()) {
      limits.remove(limit.id());
      limits.put(limit.id(), limit);
    }
    while (limits.size() > Math.max(LIMITS_MAX, policy.limits().size())) {
      limits.remove(limits.keySet().iterator().next());
    }
  }

  /** What stands against a policy taking over from another, and what its author should know. */
  List<PackProblem> problems(Policy current, Policy next) {
    List<PackProblem> found = new ArrayList<>();
    same("baseCurrency", current.baseCurrency(), next.baseCurrency(), found);
    same("zone", current.zone(), next.zone(), found);
    same("limitOwner", current.limitOwner(), next.limitOwner(), found);
    String tooShort = tooShortlyRemembered(next);
    if (tooShort != null) {
      found.add(error(tooShort, "raise 'references' of 'expiry'"));
    }
    for (Limit limit : next.limits()) {
      Limit known = limits.get(limit.id());
      if (known != null && !Limits.countTheSame(known, limit)) {
        found.add(
            error(
                "limit "
                    + limit.id()
                    + " counted "
                    + what(known)
                    + " and would now count "
                    + what(limit)
                    + ", but its use so far is kept under its id",
                "give the changed limit a new id"));
      } else if (!has(current, limit.id())) {
        found.add(
            warning(
                known == null
                    ? "limit " + limit.id() + " counts from now on; nothing before is part of it"
                    : "limit "
                        + limit.id()
                        + " counts again; what moved while it was gone is no part of it"));
      }
    }
    for (Limit limit : current.limits()) {
      if (!has(next, limit.id())) {
        found.add(
            warning(
                "limit "
                    + limit.id()
                    + " is gone; what moves without it will not count, should it come back"));
      }
    }
    return found;
  }

  private static void same(String key, Object current, Object next, List<PackProblem> found) {
    if (!current.equals(next)) {
      found.add(
          error(
              "'" + key + "' is " + next + ", but what this engine has recorded is by " + current,
              "keep " + current + ", or start another engine with this pack"));
    }
  }

  private static boolean has(Policy policy, String limitId) {
    return policy.limits().stream().anyMatch(l -> l.id().equals(limitId));
  }

  private static String what(Limit limit) {
    return limit.assetClasses().stream().map(Enum::name).collect(Collectors.joining(" and "))
        + (Limits.countsLetGo(limit) ? " " : " " + limit.counts() + " ")
        + limit.measure()
        + " "
        + limit.window();
  }

  private static PackProblem error(String message, String hint) {
    return new PackProblem(Severity.ERROR, FILE, 0, "", message, hint);
  }

  private static PackProblem warning(String message) {
    return new PackProblem(Severity.WARNING, FILE, 0, "", message, "");
  }
}
