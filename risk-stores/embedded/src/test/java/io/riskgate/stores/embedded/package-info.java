@NullMarked
package io.riskgate.stores.embedded;

import org.jspecify.annotations.NullMarked;
