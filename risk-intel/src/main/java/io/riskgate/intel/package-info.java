/**
 * Intelligence from files: {@link io.riskgate.intel.IntelligenceFiles} reads databases and lists,
 * reads them again when they change, and says of each how it stands.
 */
@NullMarked
package io.riskgate.intel;

import org.jspecify.annotations.NullMarked;
