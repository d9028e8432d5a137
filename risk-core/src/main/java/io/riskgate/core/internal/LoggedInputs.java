package io.riskgate.core.internal;

import io.riskgate.core.Control;
import java.util.List;

/**
 * What limits and controls were when a transfer was looked at.
 *
 * @param used the use of each limit's window without the transfer, in the schema's order
 * @param payerControls the controls in force on the payer account
 * @param payeeControls the controls in force on the payee account
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read once, never compared
record LoggedInputs(long[] used, List<Control> payerControls, List<Control> payeeControls) {}
