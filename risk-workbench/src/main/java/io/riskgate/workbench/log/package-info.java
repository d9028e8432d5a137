/** Decision logs on the command line. */
@NullMarked
package io.riskgate.workbench.log;

import org.jspecify.annotations.NullMarked;
