/**
 * What may be logged of exceptions from elsewhere. No API: it is exported to the modules of this
 * project alone.
 */
@NullMarked
package io.riskgate.core.internal.logging;

import org.jspecify.annotations.NullMarked;
