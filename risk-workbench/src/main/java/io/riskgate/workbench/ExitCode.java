package io.riskgate.workbench;

/** How commands end; part of the interface to scripts. */
final class ExitCode {
  /** All rows were scored. */
  static final int OK = 0;

  /** Something broke inside, or the output could not be written. */
  static final int INTERNAL = 1;

  /** Wrong usage, or input that cannot be read; there is no output file. */
  static final int USAGE = 2;

  /** Some rows were rejected, the others scored. */
  static final int SOME_REJECTED = 3;

  /** A pack has errors, or some of its tests failed. */
  static final int SOME_FAILED = 3;

  private ExitCode() {}
}
