package io.riskgate.rules.internal.drools;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ThreadSafeOption;

/**
 * Some of a pack's rules as networks of Drools: one with all of them, and for each rule one of its
 * own, in which it can fail without taking others along but those that rest on its flag. Networks
 * are built when they are first needed, from what is compiled already. Safe for use by several
 * threads.
 */
final class RuleSet {
  /** The flag of rules that set none. */
  static final int NO_FLAG = -1;

  private final Map<String, Integer> indexes = new HashMap<>();
  private final List<Member> members;
  private final List<String> flags;
  private final int[] flagOf;
  private final Networks networks;
  private final @Nullable KieBase[] alone;
  private @Nullable KieBase together;
  private @Nullable KieSessionConfiguration configuration;

  RuleSet(List<Member> members, Networks networks) {
    this.members = List.copyOf(members);
    this.networks = networks;
    flags = members.stream().map(Member::sets).filter(flag -> !flag.isEmpty()).distinct().toList();
    flagOf = members.stream().mapToInt(member -> flags.indexOf(member.sets())).toArray();
    for (Member member : members) {
      indexes.put(member.name(), indexes.size());
    }
    alone = new KieBase[members.size()];
  }

  /**
   * A rule.
   *
   * @param name its name
   * @param sets the flag that it sets; empty where it sets none
   * @param reads the flags that it reads
   */
  record Member(String name, String sets, List<String> reads) {
    Member {
      reads = List.copyOf(reads);
    }
  }

  /** Builds networks. */
  @FunctionalInterface
  interface Networks {
    /** A network of the rules with these names. */
    KieBase build(List<String> names);
  }

  int size() {
    return members.size();
  }

  /** How many flags the rules set. */
  int flags() {
    return flags.size();
  }

  /** The number of the flag that a rule sets, or {@link #NO_FLAG}. */
  int flagOf(int rule) {
    return flagOf[rule];
  }

  /** The index of a rule that is one of these. */
  int indexOf(String name) {
    Integer index = indexes.get(name);
    if (index == null) {
      throw new IllegalArgumentException("No rule " + name);
    }
    return index;
  }

  /** A session with all rules; the caller disposes of it. */
  KieSession newSession() {
    KieBase base;
    synchronized (this) {
      if (together == null) {
        together = networks.build(members.stream().map(Member::name).toList());
      }
      base = together;
    }
    return session(base);
  }

  /** A session with one rule and those that it rests on; the caller disposes of it. */
  KieSession newSession(int rule) {
    KieBase base;
    synchronized (this) {
      base = alone[rule];
      if (base == null) {
        base = networks.build(List.copyOf(restingOn(members.get(rule))));
        alone[rule] = base;
      }
    }
    return session(base);
  }

  /** A rule, the rules that set flags it reads, and so on. */
  private Set<String> restingOn(Member rule) {
    Set<String> names = new LinkedHashSet<>();
    Deque<Member> open = new ArrayDeque<>(List.of(rule));
    while (!open.isEmpty()) {
      Member next = open.removeFirst();
      if (names.add(next.name())) {
        members.stream()
            .filter(member -> next.reads().contains(member.sets()))
            .forEach(open::addLast);
      }
    }
    return names;
  }

  private KieSession session(KieBase base) {
    return base.newKieSession(configuration(), null);
  }

  /**
   * One for all sessions, which only read it: to make it, Drools looks for files of properties all
   * over the class path, which takes longer than a session does.
   */
  private synchronized KieSessionConfiguration configuration() {
    if (configuration == null) {
      configuration = KieServices.get().newKieSessionConfiguration();
      // A session is used by one thread at a time; its locks cost a fifth of the time.
      configuration.setOption(ThreadSafeOption.NO);
    }
    return configuration;
  }
}
