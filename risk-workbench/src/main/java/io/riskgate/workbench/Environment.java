package io.riskgate.workbench;

import io.riskgate.core.pack.RulePack;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The world around a command, so that tests can be it.
 *
 * @param out where results go
 * @param err where messages go
 * @param terminal whether a person watches
 * @param packs where rule packs come from
 */
record Environment(OutputStream out, PrintWriter err, boolean terminal, PackSource packs) {
  /** Finds rule packs. */
  @FunctionalInterface
  interface PackSource {
    /** Loads the pack in a folder, or the bundled one where none is named. */
    RulePack load(@Nullable Path dir);
  }
}
