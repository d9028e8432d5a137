/** Tests of the metrics. */
@NullMarked
package io.riskgate.micrometer;

import org.jspecify.annotations.NullMarked;
