/** JMH benchmarks: what Riskgate costs, beside what it could cost and what others cost. */
@NullMarked
package io.riskgate.benchmarks;

import org.jspecify.annotations.NullMarked;
