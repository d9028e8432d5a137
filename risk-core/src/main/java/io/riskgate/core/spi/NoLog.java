package io.riskgate.core.spi;

/** The log of an engine that keeps none. */
enum NoLog implements DecisionLog {
  INSTANCE;

  @Override
  public boolean isRequired() {
    return false;
  }

  @Override
  public long append(LogRecord entry) {
    return 0;
  }

  @Override
  public void note(LogRecord entry) {}

  @Override
  public void close() {}
}
