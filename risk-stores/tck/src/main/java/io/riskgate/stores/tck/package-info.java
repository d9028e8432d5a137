/**
 * The contract of {@link io.riskgate.core.spi.RiskStore}, as tests that a store's author inherits.
 */
@NullMarked
package io.riskgate.stores.tck;

import org.jspecify.annotations.NullMarked;
