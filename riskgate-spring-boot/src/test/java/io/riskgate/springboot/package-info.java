/** Tests of the auto-configuration. */
@NullMarked
package io.riskgate.springboot;

import org.jspecify.annotations.NullMarked;
