/**
 * How a folder is kept to one writer at a time. No API: it is exported to the stores of this
 * project alone.
 */
@NullMarked
package io.riskgate.core.internal.files;

import org.jspecify.annotations.NullMarked;
