/** History, limits and decisions in the memory of one process. */
@NullMarked
package io.riskgate.core.memory;

import org.jspecify.annotations.NullMarked;
