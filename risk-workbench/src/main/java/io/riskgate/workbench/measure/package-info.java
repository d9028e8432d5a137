/** Measures what a pack stops of fraud, and what of honest transfers. */
@NullMarked
package io.riskgate.workbench.measure;

import org.jspecify.annotations.NullMarked;
