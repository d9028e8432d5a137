package io.riskgate.core.spi;

/**
 * A transfer's claim on one limit.
 *
 * @param limit the limit's index in the schema
 * @param amount what the transfer adds to its use
 * @param max what may be used
 * @param covered whether recorded evidence, a release or mode MONITOR lets the transfer pass it
 */
public record Claim(int limit, long amount, long max, boolean covered) {}
