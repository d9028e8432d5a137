/**
 * A store on PostgreSQL that many processes share; on H2 for tests.
 *
 * <p>A record is a row, its changes are rows of a table that is only ever appended to, and whoever
 * has locked the row says which change comes next. What several callers ask at the same time is
 * done together, in a few statements that go out in one packet.
 */
@NullMarked
package io.riskgate.stores.jdbc;

import org.jspecify.annotations.NullMarked;
