package io.riskgate.core.memory;

import io.riskgate.core.spi.StoreException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** Small numbers for tenants. Safe for use by any number of threads. */
final class Tenants {
  /** No such tenant. */
  static final int NONE = -1;

  private static final int TENANTS_MAX = 1 << 16;

  private final ConcurrentHashMap<String, Integer> numbers = new ConcurrentHashMap<>();

  /** The number of a tenant, or {@link #NONE}. */
  int find(String tenant) {
    Integer number = numbers.get(tenant);
    return number == null ? NONE : number;
  }

  /** The number of a tenant, given on first use. */
  int number(String tenant) {
    Integer number = numbers.get(tenant);
    return number == null ? add(tenant) : number;
  }

  private synchronized int add(String tenant) {
    Integer known = numbers.get(tenant);
    if (known != null) {
      return known;
    }
    if (numbers.size() == TENANTS_MAX) {
      throw new StoreException("No room for more than " + TENANTS_MAX + " tenants");
    }
    int number = numbers.size();
    numbers.put(tenant, number);
    return number;
  }

  // ---- images

  synchronized void write(ImageOut out) {
    String[] names = new String[numbers.size()];
    numbers.forEach((name, number) -> names[number] = name);
    out.putAll(List.of(names), out::putText);
  }

  void read(ImageIn in) {
    in.nextAll(in::nextText).forEach(this::number);
  }
}
