package io.riskgate.rules.internal;

/** How two values are compared. */
public enum Relation {
  /** Equal. */
  EQUAL("==", "equal"),
  /** Not equal. */
  NOT_EQUAL("!=", "notEqual"),
  /** Less. */
  LESS("<", "less"),
  /** Less or equal. */
  LESS_OR_EQUAL("<=", "lessOrEqual"),
  /** Greater. */
  GREATER(">", "greater"),
  /** Greater or equal. */
  GREATER_OR_EQUAL(">=", "greaterOrEqual");

  private final String symbol;
  private final String method;

  Relation(String symbol, String method) {
    this.symbol = symbol;
    this.method = method;
  }

  /** How DRL writes it. */
  public String symbol() {
    return symbol;
  }

  /** What the method is called that compares two numbers so. */
  public String method() {
    return method;
  }

  /** What holds exactly where this does not. */
  Relation negated() {
    return switch (this) {
      case EQUAL -> NOT_EQUAL;
      case NOT_EQUAL -> EQUAL;
      case LESS -> GREATER_OR_EQUAL;
      case LESS_OR_EQUAL -> GREATER;
      case GREATER -> LESS_OR_EQUAL;
      case GREATER_OR_EQUAL -> LESS;
    };
  }

  /** Whether a larger left side keeps it true. */
  boolean wantsLargerLeft() {
    return this == GREATER || this == GREATER_OR_EQUAL;
  }

  /** Whether it compares sizes. */
  boolean isOrder() {
    return this != EQUAL && this != NOT_EQUAL;
  }
}
