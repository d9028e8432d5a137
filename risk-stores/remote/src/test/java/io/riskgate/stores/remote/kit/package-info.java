/**
 * What tests of a {@link io.riskgate.stores.remote.RecordServer} share; published as test-jar. In a
 * package of its own, as a package cannot be in two modules.
 */
@NullMarked
package io.riskgate.stores.remote.kit;

import org.jspecify.annotations.NullMarked;
