/** Reads credit transfers from ISO 20022 messages, which are XML. */
@NullMarked
package io.riskgate.workbench.iso;

import org.jspecify.annotations.NullMarked;
