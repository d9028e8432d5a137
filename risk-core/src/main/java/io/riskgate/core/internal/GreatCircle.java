package io.riskgate.core.internal;

/** Distances on a sphere. */
final class GreatCircle {
  /** The mean radius of the Earth, IUGG R1. */
  private static final double EARTH_RADIUS_KM = 6371.0088;

  private static final double HOUR_MS = 3_600_000;

  /** Faster than anything: what a change of place in no time at all comes to. */
  static final long SPEED_KMH_MAX = 1_000_000;

  private GreatCircle() {}

  /** The great-circle distance by the haversine formula, exact enough at any distance. */
  static double km(double latitude1, double longitude1, double latitude2, double longitude2) {
    double phi1 = Math.toRadians(latitude1);
    double phi2 = Math.toRadians(latitude2);
    double halfPhi = (phi2 - phi1) / 2;
    double halfLambda = Math.toRadians(longitude2 - longitude1) / 2;
    double h =
        Math.sin(halfPhi) * Math.sin(halfPhi)
            + Math.cos(phi1) * Math.cos(phi2) * Math.sin(halfLambda) * Math.sin(halfLambda);
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
  }

  /** The speed of covering a distance in a time, at most {@link #SPEED_KMH_MAX}. */
  static long speedKmh(double km, long elapsedMs) {
    if (km < 0.001) {
      return 0;
    }
    return elapsedMs <= 0
        ? SPEED_KMH_MAX
        : (long) Math.min(SPEED_KMH_MAX, km * HOUR_MS / elapsedMs);
  }
}
