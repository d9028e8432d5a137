/** The records of MaxMind databases, as far as they are read. Not for users. */
@NullMarked
package io.riskgate.intel.internal;

import org.jspecify.annotations.NullMarked;
