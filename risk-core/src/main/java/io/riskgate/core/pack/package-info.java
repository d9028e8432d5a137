/** What a rule pack says, apart from how its rules are evaluated. */
@NullMarked
package io.riskgate.core.pack;

import org.jspecify.annotations.NullMarked;
