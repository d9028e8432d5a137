package io.riskgate.benchmarks;

/** The parameters of the pack {@code cn}, as the constants that somebody would write in Java. */
final class Thresholds {
  static final long NEW_HOURS = 24;
  static final long YOUNG_ACCOUNT_HOURS = 720;
  static final long GROWING_WITHIN_HOURS = 168;
  static final long NOTICEABLE_AMOUNT = 1_000_00;
  static final long LARGE_AMOUNT = 5_000_00;
  static final long SINGLE_LIMIT = 10_000_00;
  static final long STRUCTURING_FROM = 9_000_00;
  static final long STRUCTURING_COUNT = 2;
  static final long TIMES_LARGEST = 3;
  static final long GROWTH_PERCENT = 150;
  static final long GROWTH_STEPS = 2;
  static final long BURST_COUNT = 6;
  static final long FAN_OUT_PAYEES = 10;
  static final long FAN_IN_PAYERS = 10;
  static final long RAPID_PERCENT = 80;
  static final long RAPID_AMOUNT = 5_000_00;
  static final long PROBE_COUNT = 3;
  static final long DEVICE_PAYERS = 3;
  static final long IP_PAYERS = 10;
  static final long SPEED_KMH = 900;
  static final long DISTANCE_KM = 100;
  static final long PLACES = 2;
  static final long ELDERLY_AGE = 60;

  private Thresholds() {}
}
