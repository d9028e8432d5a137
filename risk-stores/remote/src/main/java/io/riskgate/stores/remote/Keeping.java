package io.riskgate.stores.remote;

import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;

/**
 * How much is kept, and for how long. Each change says it, so that whoever applies the change lets
 * go of the same.
 *
 * @param referencesMs how long closed references are remembered
 * @param reachMs how far back events are kept
 * @param eventsMax how many events a record keeps
 * @param dealingsMax how many payees, and how many devices, an account's record keeps
 */
record Keeping(long referencesMs, long reachMs, int eventsMax, int dealingsMax) {
  private static final long HOUR_MS = 3_600_000;

  void write(WireOut out) {
    writeLength(out, referencesMs);
    writeLength(out, reachMs);
    out.putVar(eventsMax);
    out.putVar(dealingsMax);
  }

  static Keeping read(WireIn in) {
    return new Keeping(readLength(in), readLength(in), (int) in.nextVar(), (int) in.nextVar());
  }

  /** Whole hours mostly. */
  private static void writeLength(WireOut out, long ms) {
    boolean isWhole = ms % HOUR_MS == 0;
    out.putVar(isWhole ? (ms / HOUR_MS) << 1 : (ms << 1) | 1);
  }

  private static long readLength(WireIn in) {
    long length = in.nextVar();
    return (length & 1) == 0 ? (length >>> 1) * HOUR_MS : length >>> 1;
  }
}
