/** Reads CSV files, plain and gzipped. */
@NullMarked
package io.riskgate.workbench.csv;

import org.jspecify.annotations.NullMarked;
