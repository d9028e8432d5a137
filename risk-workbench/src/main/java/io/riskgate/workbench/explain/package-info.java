/** Explains one decision, down to the value that tipped it. */
@NullMarked
package io.riskgate.workbench.explain;

import org.jspecify.annotations.NullMarked;
