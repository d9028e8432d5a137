/** What the workbench says to people when their input cannot be used. */
@NullMarked
package io.riskgate.workbench.message;

import org.jspecify.annotations.NullMarked;
