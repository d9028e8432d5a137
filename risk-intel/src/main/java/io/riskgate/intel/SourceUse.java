package io.riskgate.intel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What look-ups use of a file.
 *
 * @param source the file
 * @param table what is asked; null if nothing was ever read
 * @param isKept whether it is not what the file holds by now
 * @param staleFromMs from when on it is stale, in milliseconds; {@link Long#MAX_VALUE} if never
 */
record SourceUse(SourceFile<?> source, @Nullable Object table, boolean isKept, long staleFromMs) {
  /** The bit of its kind. */
  int kind() {
    return source.kind().bit();
  }

  /** What can be asked among the files of a kind; those that were never read are left out. */
  static <T> List<T> tables(List<SourceUse> uses, SourceKind kind, Class<T> type) {
    List<T> tables = new ArrayList<>();
    for (SourceUse use : uses) {
      if (use.kind() == kind.bit() && use.table() != null) {
        tables.add(type.cast(use.table()));
      }
    }
    return tables;
  }

  /** The kinds of some files, as the union of their bits. */
  static int kinds(List<SourceUse> uses) {
    int kinds = 0;
    for (SourceUse use : uses) {
      kinds |= use.kind();
    }
    return kinds;
  }
}
