package io.riskgate.rules.internal;

import java.math.BigInteger;
import java.util.stream.Stream;

/** From where to where a number can lie, both ends included. */
record NumberRange(BigInteger low, BigInteger high) {
  static NumberRange of(long low, long high) {
    return new NumberRange(BigInteger.valueOf(low), BigInteger.valueOf(high));
  }

  boolean contains(long number) {
    BigInteger n = BigInteger.valueOf(number);
    return low.compareTo(n) <= 0 && high.compareTo(n) >= 0;
  }

  boolean isWithin(long least, long most) {
    return low.compareTo(BigInteger.valueOf(least)) >= 0
        && high.compareTo(BigInteger.valueOf(most)) <= 0;
  }

  NumberRange negated() {
    return new NumberRange(high.negate(), low.negate());
  }

  NumberRange apply(char operator, NumberRange other) {
    return switch (operator) {
      case '+' -> new NumberRange(low.add(other.low), high.add(other.high));
      case '-' -> apply('+', other.negated());
      case '*' ->
          hull(
              low.multiply(other.low),
              low.multiply(other.high),
              high.multiply(other.low),
              high.multiply(other.high));
      case '/' -> hull(low, high, low.negate(), high.negate()); // it never grows
      default -> {
        BigInteger most = other.low.abs().max(other.high.abs());
        yield new NumberRange(most.negate(), most);
      }
    };
  }

  private static NumberRange hull(BigInteger... ends) {
    return new NumberRange(
        Stream.of(ends).reduce(ends[0], BigInteger::min),
        Stream.of(ends).reduce(ends[0], BigInteger::max));
  }
}
