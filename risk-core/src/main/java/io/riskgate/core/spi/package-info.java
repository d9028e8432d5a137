/**
 * The ports: what an engine needs from a store, a rule evaluator, a source of rates and its
 * listeners.
 */
@NullMarked
package io.riskgate.core.spi;

import org.jspecify.annotations.NullMarked;
