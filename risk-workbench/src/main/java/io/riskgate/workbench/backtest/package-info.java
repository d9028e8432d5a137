/** Measures what a pack stops of fraud, and what of honest transfers. */
@NullMarked
package io.riskgate.workbench.backtest;

import org.jspecify.annotations.NullMarked;
