/**
 * What an integrator uses: {@link io.riskgate.core.RiskEngine} scores a {@link
 * io.riskgate.core.Transfer} before money moves and answers with a {@link
 * io.riskgate.core.Decision}.
 */
@NullMarked
package io.riskgate.core;

import org.jspecify.annotations.NullMarked;
