/**
 * All that touches Drools: parsing, compiling and evaluating. Not API. Nothing outside this package
 * imports a Drools class, so that an upgrade is felt here and nowhere else.
 */
@NullMarked
package io.riskgate.rules.internal.drools;

import org.jspecify.annotations.NullMarked;
