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
  void write(WireOut out) {
    out.putVar(referencesMs);
    out.putVar(reachMs);
    out.putVar(eventsMax);
    out.putVar(dealingsMax);
  }

  static Keeping read(WireIn in) {
    return new Keeping(in.nextVar(), in.nextVar(), (int) in.nextVar(), (int) in.nextVar());
  }
}
