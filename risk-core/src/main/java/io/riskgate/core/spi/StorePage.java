package io.riskgate.core.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of what a store keeps, of an iteration in pages.
 *
 * @param items at most as many as were asked for; a page may hold fewer, even none, and another
 *     still follow
 * @param next the cursor of the next page, or null where this is the last. Opaque to callers; it
 *     may hold the id of an account, and is to be protected like one
 */
public record StorePage<T>(List<T> items, @Nullable String next) {
  /** Copies the list. */
  public StorePage {
    items = List.copyOf(items);
  }
}
