package io.riskgate.workbench.story;

import io.riskgate.core.Reference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Prints reasons, advice and scripts so that they are read: of a transfer each once, and only a few
 * at a time, first those that have not been told in the story before.
 */
final class ToldTexts {
  private static final int AT_A_TIME = 4;

  private final Page page;
  private final boolean full;
  private final Map<Reference, Set<String>> ofTransfers = new HashMap<>();
  private final Set<String> before = new HashSet<>();

  /** Begins without anything told; where it is full, no text of a transfer is left out. */
  ToldTexts(Page page, boolean full) {
    this.page = page;
    this.full = full;
  }

  /** Tells the texts of a transfer that have not been told of it. */
  void tell(Reference transfer, String sign, List<String> texts) {
    Set<String> told = ofTransfers.computeIfAbsent(transfer, key -> new HashSet<>());
    List<String> fresh = new ArrayList<>(new LinkedHashSet<>(texts));
    fresh.removeIf(text -> !told.add(sign + text));
    int most = full ? fresh.size() : AT_A_TIME;
    List<String> chosen =
        fresh.stream().sorted(Comparator.comparing(before::contains)).limit(most).toList();
    chosen.forEach(text -> page.below(sign, text));
    before.addAll(chosen);
    if (fresh.size() > most) {
      page.below(sign, "(and " + (fresh.size() - most) + " more)");
    }
  }

  /** Whether anything of a transfer has been told. */
  boolean knows(Reference transfer) {
    return ofTransfers.containsKey(transfer);
  }
}
