/** Making and checking rule packs. */
@NullMarked
package io.riskgate.workbench.pack;

import org.jspecify.annotations.NullMarked;
