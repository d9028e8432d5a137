/**
 * The decision log as files: writing it, proving that it is as it was written, and replaying it.
 */
@NullMarked
package io.riskgate.core.log;

import org.jspecify.annotations.NullMarked;
