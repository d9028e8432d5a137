package io.riskgate.core.memory;

/** How the degrees of places are written: as whole millionths, which nearly all are, or whole. */
final class Degrees {
  private static final double MICRO = 1e6;
  private static final int TENTHS = 10;

  private Degrees() {}

  /** Whether degrees are whole millionths. */
  static boolean isSmall(double degrees) {
    return Math.abs(degrees) <= 360
        && Double.doubleToRawLongBits(Math.round(degrees * MICRO) / MICRO)
            == Double.doubleToRawLongBits(degrees);
  }

  /** The bits of degrees, in four bytes where they are small. */
  static long bits(double degrees, boolean small) {
    return small ? Math.round(degrees * MICRO) : Double.doubleToRawLongBits(degrees);
  }

  /** Degrees from their bits. */
  static double of(long bits, boolean small) {
    return small ? (int) bits / MICRO : Double.longBitsToDouble(bits);
  }

  /** The middle of a tenth of a degree, the grid on which places are counted. */
  static double coarse(double degrees) {
    return (Math.floor(degrees * TENTHS) + 0.5) / TENTHS;
  }

  /** A number for the tenth of a degree that a place is in. */
  static long grid(double latitude, double longitude) {
    return Double.doubleToLongBits(
        Math.floor(latitude * TENTHS) * 10_000 + Math.floor(longitude * TENTHS));
  }
}
