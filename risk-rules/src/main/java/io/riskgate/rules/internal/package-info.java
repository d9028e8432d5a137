/**
 * How packs are read, checked and put together. Not API: anything here may change without notice.
 */
@NullMarked
package io.riskgate.rules.internal;

import org.jspecify.annotations.NullMarked;
