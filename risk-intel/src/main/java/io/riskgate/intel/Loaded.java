package io.riskgate.intel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was read from a file.
 *
 * @param table what look-ups ask
 * @param entries how much it holds
 * @param builtAt when a database was built; null for a list, which is as old as its file
 * @param remark what the operator should look at though the file is used; or empty
 */
record Loaded<T>(T table, long entries, @Nullable Instant builtAt, String remark) {}
