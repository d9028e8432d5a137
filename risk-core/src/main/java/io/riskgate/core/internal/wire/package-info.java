/**
 * How values of the core are written in the files of a store, and read again. No API: it is
 * exported to the stores of this project alone.
 */
@NullMarked
package io.riskgate.core.internal.wire;

import org.jspecify.annotations.NullMarked;
