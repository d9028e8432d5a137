package io.riskgate.benchmarks;

/**
 * One line of the {@link SpeedTable}.
 *
 * @param part which lines may be compared: those of one part
 * @param name what was measured
 * @param ns nanoseconds a call, of all processes
 * @param ratio to what is the measure of the part, pair by pair of processes that ran one after the
 *     other
 * @param p999Ns the time that 999 of 1,000 calls kept, or not a number
 * @param bytes allocated a call, or not a number
 */
record SpeedRow(String part, String name, Spread ns, Spread ratio, double p999Ns, double bytes) {}
