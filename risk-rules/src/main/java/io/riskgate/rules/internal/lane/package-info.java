/**
 * What a pack's generated lane implements. Kept apart, because the pack's class loader is let into
 * this package and no other.
 */
@NullMarked
package io.riskgate.rules.internal.lane;

import org.jspecify.annotations.NullMarked;
