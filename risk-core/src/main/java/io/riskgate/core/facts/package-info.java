/**
 * What rules may look at: one flat fact a transfer, with named groups. Nothing here is null, so a
 * rule never trips over a group that is not there; what is missing is known from {@link
 * io.riskgate.core.facts.Availability}.
 */
@NullMarked
package io.riskgate.core.facts;

import org.jspecify.annotations.NullMarked;
