package io.riskgate.benchmarks;

/** Collects hits as bits; the global of the joined rules. */
public final class HitBits {
  private long bits;

  /** Sets a bit. */
  public void hit(int rule) {
    bits |= 1L << rule;
  }

  long take() {
    long taken = bits;
    bits = 0;
    return taken;
  }
}
