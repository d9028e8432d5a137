package io.riskgate.workbench.backtest;

import io.riskgate.workbench.rows.InputRow;
import io.riskgate.workbench.rows.RowProblem;
import org.jspecify.annotations.Nullable;

/**
 * A row whose turn it is.
 *
 * @param row the row
 * @param replayed what is to be replayed, or null where the row is rejected
 * @param problem why it is rejected; null where it is replayed, or cannot even be read
 */
record Turn(InputRow row, @Nullable Replayed replayed, @Nullable RowProblem problem) {}
