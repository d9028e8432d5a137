/** A store of Riskgate that survives its process: memory, a journal and snapshots. */
@NullMarked
package io.riskgate.stores.embedded;

import org.jspecify.annotations.NullMarked;
