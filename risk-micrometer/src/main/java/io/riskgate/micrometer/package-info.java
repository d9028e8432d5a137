/** Meters for what an engine decides, how long that takes and what it rests on. */
@NullMarked
package io.riskgate.micrometer;

import org.jspecify.annotations.NullMarked;
