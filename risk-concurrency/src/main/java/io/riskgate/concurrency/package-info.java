/** What the checks of the store share, and jcstress tests of the store through its port. */
@NullMarked
package io.riskgate.concurrency;

import org.jspecify.annotations.NullMarked;
