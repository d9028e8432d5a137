package io.riskgate.workbench;

import java.io.Console;

/** Tells whether a person watches. */
final class Terminal {
  private Terminal() {}

  @SuppressWarnings("SystemConsoleNull") // where it is never null, it is asked what it is
  static boolean isPresent() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console); // from JDK 22 on
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
