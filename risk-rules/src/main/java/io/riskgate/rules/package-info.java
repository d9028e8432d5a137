/**
 * Rule packs: {@link io.riskgate.rules.RulePacks} turns a folder of rules, parameters, limits and
 * texts into a {@link io.riskgate.core.pack.RulePack} that an engine scores with.
 */
@NullMarked
package io.riskgate.rules;

import org.jspecify.annotations.NullMarked;
