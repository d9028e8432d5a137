/** Pages that need no network: elements with escaped text, and charts drawn in them. */
@NullMarked
package io.riskgate.workbench.html;

import org.jspecify.annotations.NullMarked;
