package io.riskgate.core.internal;

import java.util.ArrayList;
import java.util.List;

/** Lists that mostly have one or two elements, and are then as small as lists can be. */
public final class SmallLists {
  private static final int SMALL = 2;

  private SmallLists() {}

  /**
   * A list and one more element. What was passed is used up: it may be the list that is returned.
   *
   * @param list empty, or from an earlier call
   */
  public static <T> List<T> plus(List<T> list, T one) {
    if (list.isEmpty()) {
      return List.of(one);
    }
    if (list.size() < SMALL) {
      return List.of(list.get(0), one);
    }
    List<T> all = list.size() == SMALL ? new ArrayList<>(list) : list;
    all.add(one);
    return all;
  }
}
