/** The rule author's command line. */
@NullMarked
package io.riskgate.workbench;

import org.jspecify.annotations.NullMarked;
