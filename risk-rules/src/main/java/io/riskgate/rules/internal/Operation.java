package io.riskgate.rules.internal;

/** How two whole numbers become one. */
public enum Operation {
  /** Their sum. */
  PLUS('+', "plus"),
  /** Their difference. */
  MINUS('-', "minus"),
  /** Their product. */
  TIMES('*', "times"),
  /** Their quotient, rounded towards zero. */
  DIVIDE('/', "divide"),
  /** What a division leaves. */
  REMAINDER('%', "remainder");

  private final char symbol;
  private final String method;

  Operation(char symbol, String method) {
    this.symbol = symbol;
    this.method = method;
  }

  static Operation of(char symbol) {
    for (Operation operation : values()) {
      if (operation.symbol == symbol) {
        return operation;
      }
    }
    throw new IllegalArgumentException("No operation " + symbol);
  }

  /** How Java and DRL write it. */
  public char symbol() {
    return symbol;
  }

  /** What the method is called that does it. */
  public String method() {
    return method;
  }
}
