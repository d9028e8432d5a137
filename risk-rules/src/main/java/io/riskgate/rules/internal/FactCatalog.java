package io.riskgate.rules.internal;

import io.riskgate.core.DataItem;
import io.riskgate.core.facts.Fact;
import io.riskgate.core.facts.FactGroup;
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

  private final Map<String, FactInfo> facts = new LinkedHashMap<>(CORE);

  /** A catalog with a pack's aggregates. */
  public FactCatalog(List<Aggregate> aggregates) {
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
              i,
              "declared in pack.yaml"));
    }
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
