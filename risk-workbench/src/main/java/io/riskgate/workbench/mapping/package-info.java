/** Says what the columns of a CSV file mean. */
@NullMarked
package io.riskgate.workbench.mapping;

import org.jspecify.annotations.NullMarked;
