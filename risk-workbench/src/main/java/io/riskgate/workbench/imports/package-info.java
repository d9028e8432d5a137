/** Imports what has moved before there was an engine. */
@NullMarked
package io.riskgate.workbench.imports;

import org.jspecify.annotations.NullMarked;
