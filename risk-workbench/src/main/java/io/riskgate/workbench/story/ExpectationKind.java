package io.riskgate.workbench.story;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A kind of expectation.
 *
 * @param key the key under {@code expect}
 * @param reader reads what stands behind the key
 */
record ExpectationKind(String key, Reader reader) {
  /** Reads the value of an expectation. */
  @FunctionalInterface
  interface Reader {
    /**
     * Reads it.
     *
     * @return what says how a happening differs, or null where what is wrong has been reported
     */
    @Nullable Function<Happening, Optional<String>> read(Node value, Reading reading);
  }
}
