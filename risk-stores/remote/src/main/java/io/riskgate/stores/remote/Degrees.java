package io.riskgate.stores.remote;

import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;

/** Degrees: as a whole number of ten-millionths where that is exact, which a position mostly is. */
final class Degrees {
  private static final double UNITS = 1e7;
  private static final long LARGEST = 1L << 40;

  private Degrees() {}

  static void write(WireOut out, double degrees) {
    long units = Math.round(degrees * UNITS);
    boolean isExact =
        Math.abs(units) < LARGEST
            && Double.doubleToRawLongBits(units / UNITS) == Double.doubleToRawLongBits(degrees);
    if (isExact) {
      out.putVar((units << 1 ^ units >> 63) + 1);
    } else {
      out.putVar(0);
      out.putLong(Double.doubleToRawLongBits(degrees));
    }
  }

  static double read(WireIn in) {
    long how = in.nextVar();
    if (how == 0) {
      return Double.longBitsToDouble(in.nextLong());
    }
    long zigzag = how - 1;
    return (zigzag >>> 1 ^ -(zigzag & 1)) / UNITS;
  }
}
