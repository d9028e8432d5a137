package io.riskgate.rules.internal;

import io.riskgate.core.DataItem;
import io.riskgate.core.facts.Bound;
import io.riskgate.core.facts.Fact;
import io.riskgate.core.facts.FactGroup;
import io.riskgate.core.facts.FactUnit;
import io.riskgate.core.facts.SignalFacts;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.Aggregate;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a pack's rules may read: what the core marks with {@link Fact}, and the
 * aggregates that the pack declares, under {@code history}.
 */
public final class FactCatalog {
  /** The group of the declared aggregates. */
  public static final String HISTORY = "history";

  private static final Map<String, FactInfo> CORE = core();
  private static final Map<String, FactInfo> SIGNAL = factsOf("", SignalFacts.class);
  private static final Map<String, FactInfo> FLAG = Map.of("name", flagName());

  private final Map<String, FactInfo> facts;
  private final Map<String, FactInfo> ofTransfer;

  private FactCatalog(Map<String, FactInfo> facts, Map<String, FactInfo> ofTransfer) {
    this.facts = facts;
    this.ofTransfer = ofTransfer;
  }

  /** A catalog with a pack's aggregates. */
  public FactCatalog(List<Aggregate> aggregates) {
    facts = new LinkedHashMap<>(CORE);
    ofTransfer = facts;
    for (int i = 0; i < aggregates.size(); i++) {
      Aggregate aggregate = aggregates.get(i);
      DataItem key = aggregate.key().needs();
      String path = HISTORY + "." + aggregate.name();
      facts.put(
          path,
          new FactInfo(
              path,
              long.class,
              aggregate.unit(),
              key == null ? 0 : key.bit(),
              aggregate.bound(),
              false,
              i,
              "declared in pack.yaml"));
    }
  }

  /** What a pattern of a type has to read. */
  Map<String, FactInfo> of(PatternType type) {
    return switch (type) {
      case TRANSFER -> ofTransfer;
      case SIGNAL -> SIGNAL;
      case FLAG -> FLAG;
    };
  }

  /** The names within a pattern: its own, and those that are bound. */
  FactCatalog within(PatternType type, Map<String, FactInfo> bound) {
    Map<String, FactInfo> known = new LinkedHashMap<>(of(type));
    known.putAll(bound);
    return new FactCatalog(known, ofTransfer);
  }

  /** The names that are bound, and no others. */
  FactCatalog only(Map<String, FactInfo> bound) {
    return new FactCatalog(new LinkedHashMap<>(bound), ofTransfer);
  }

  /** The fact that a pattern has by itself, of one that may be read by the pattern's name. */
  FactInfo original(FactInfo fact) {
    String path =
        fact.isBound() ? fact.path().substring(fact.path().indexOf('.') + 1) : fact.path();
    for (Map<String, FactInfo> own : List.of(ofTransfer, SIGNAL)) {
      FactInfo found = own.get(path);
      if (found != null && found.type() == fact.type() && found.about().equals(fact.about())) {
        return found;
      }
    }
    return fact; // a number of signals
  }

  /** How to reach a fact of the transfer from where it has no plain name; empty otherwise. */
  String elsewhere(String path) {
    return ofTransfer.containsKey(path) && !facts.containsKey(path)
        ? "; it is a fact of the transfer: write $t : TransferFacts( … ) before, and $t." + path
        : "";
  }

  private static FactInfo flagName() {
    return new FactInfo(
        "name",
        String.class,
        FactUnit.NONE,
        0,
        Bound.EXACT,
        false,
        FactInfo.NO_AGGREGATE,
        "its name");
  }

  /** The fact of a path, or null. */
  public @Nullable FactInfo find(String path) {
    return facts.get(path);
  }

  /** Whether a path names a group of facts. */
  public boolean isGroup(String path) {
    return path.equals(HISTORY)
        || facts.keySet().stream().anyMatch(known -> known.startsWith(path + "."));
  }

  /** Every path there is. */
  public Collection<String> paths() {
    return facts.keySet();
  }

  /** Every fact there is: those of the transfer first, then group by group. */
  public List<FactInfo> all() {
    return List.copyOf(facts.values());
  }

  private static Map<String, FactInfo> core() {
    Map<String, FactInfo> facts = new LinkedHashMap<>(factsOf("", TransferFacts.class));
    Map<String, Class<?>> groups = new TreeMap<>();
    for (Method method : TransferFacts.class.getMethods()) {
      if (method.isAnnotationPresent(FactGroup.class)) {
        groups.put(property(method), method.getReturnType());
      }
    }
    groups.forEach((name, type) -> facts.putAll(factsOf(name + ".", type)));
    return facts;
  }

  private static Map<String, FactInfo> factsOf(String prefix, Class<?> type) {
    // Reflection promises no order; a reference and a test need one.
    Map<String, FactInfo> facts = new TreeMap<>();
    for (Method method : type.getMethods()) {
      Fact fact = method.getAnnotation(Fact.class);
      if (fact != null) {
        long items = 0;
        for (DataItem item : fact.needs()) {
          items |= item.bit();
        }
        String path = prefix + property(method);
        facts.put(
            path,
            new FactInfo(
                path,
                method.getReturnType(),
                fact.unit(),
                items,
                fact.bound(),
                fact.ofSignals(),
                FactInfo.NO_AGGREGATE,
                fact.value()));
      }
    }
    return facts;
  }

  private static String property(Method getter) {
    String name = getter.getName();
    String bare = name.startsWith("is") ? name.substring(2) : name.substring("get".length());
    return bare.substring(0, 1).toLowerCase(Locale.ROOT) + bare.substring(1);
  }

  /** The data items behind bits, in order. */
  public static List<DataItem> items(long bits) {
    List<DataItem> items = new ArrayList<>();
    for (DataItem item : DataItem.values()) {
      if ((bits & item.bit()) != 0) {
        items.add(item);
      }
    }
    return items;
  }
}
