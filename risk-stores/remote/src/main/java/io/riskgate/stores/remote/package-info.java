/**
 * A store whose data lives on a server that several processes share.
 *
 * <p>Everything is kept in records: one for each account, owner of limits, device … A record is the
 * sum of its changes, which the server keeps in one order: whoever applies the same changes in the
 * same order has the same record. So a server need not understand what a change means. It appends
 * it and answers with whatever else was appended since the caller last looked, and the caller finds
 * out from its change's place in the order whether a limit was passed or another came first.
 */
@NullMarked
package io.riskgate.stores.remote;

import org.jspecify.annotations.NullMarked;
