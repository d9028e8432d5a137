/** How the engine works. Not API: anything here may change without notice. */
@NullMarked
package io.riskgate.core.internal;

import org.jspecify.annotations.NullMarked;
