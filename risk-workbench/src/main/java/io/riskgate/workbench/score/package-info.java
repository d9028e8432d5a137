/** Scores a file of transfers. */
@NullMarked
package io.riskgate.workbench.score;

import org.jspecify.annotations.NullMarked;
