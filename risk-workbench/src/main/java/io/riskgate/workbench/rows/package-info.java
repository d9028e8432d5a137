/** Turns the rows of files into transfers. */
@NullMarked
package io.riskgate.workbench.rows;

import org.jspecify.annotations.NullMarked;
