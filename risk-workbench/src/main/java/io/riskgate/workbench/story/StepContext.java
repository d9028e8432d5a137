package io.riskgate.workbench.story;

import java.time.Instant;

/**
 * What a step's action is read with.
 *
 * @param reading the story so far
 * @param number the step's number, from 1 on
 * @param line the line it starts at
 * @param at when it happens
 * @param settleAllowed whether what it allows is settled at once
 */
record StepContext(Reading reading, int number, int line, Instant at, boolean settleAllowed) {}
