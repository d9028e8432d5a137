/** Reads YAML files key by key, so that everything wrong is told with its line. */
@NullMarked
package io.riskgate.workbench.yaml;

import org.jspecify.annotations.NullMarked;
