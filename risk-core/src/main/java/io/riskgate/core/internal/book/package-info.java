/**
 * What every store must do alike with the controls on an account. No API: it is exported to the
 * stores of this project alone.
 */
@NullMarked
package io.riskgate.core.internal.book;

import org.jspecify.annotations.NullMarked;
