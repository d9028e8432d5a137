package io.riskgate.core.spi;

/**
 * A transfer's claim on one limit.
 *
 * @param limit the limit's index in the schema
 * @param amount what the transfer adds to its use
 * @param max what may be used
 * @param covered whether the transfer may pass it: because of recorded evidence, a release or mode
 *     MONITOR or, where the limit counts what is suspicious, because what passing it asks for is
 *     part of what is recorded
 */
public record Claim(int limit, long amount, long max, boolean covered) {}
