/**
 * Plays scripted stories against the real engine. A new kind of step is a class that implements
 * {@link io.riskgate.workbench.story.ActionKind} and a line in {@code ActionKinds}; a new kind of
 * expectation is a line in {@code Expectations}.
 */
@NullMarked
package io.riskgate.workbench.story;

import org.jspecify.annotations.NullMarked;
