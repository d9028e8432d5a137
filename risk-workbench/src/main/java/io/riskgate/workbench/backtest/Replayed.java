package io.riskgate.workbench.backtest;

import io.riskgate.core.Transfer;
import io.riskgate.workbench.rows.InputRow;

/**
 * A row that was replayed, and what is known of it afterwards.
 *
 * @param number its number in the stream, from 1 on
 * @param row the row
 * @param transfer its transfer
 * @param isLabelled whether its file tells what was fraud
 * @param isFraud whether it is labelled so
 * @param fraudKind the kind of fraud, or empty
 */
record Replayed(
    long number,
    InputRow row,
    Transfer transfer,
    boolean isLabelled,
    boolean isFraud,
    String fraudKind) {}
