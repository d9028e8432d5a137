package io.riskgate.workbench.message;

import java.util.List;

/**
 * Input that cannot be used until its owner has mended it: a file that is missing or unreadable, a
 * wrong mapping, a wrong option. Ends a command with exit code 2.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception with what is wrong and how to mend it, in one line. */
  public InputException(String message) {
    super(message);
  }

  /** Creates the exception for several problems at once, a line each. */
  public InputException(List<String> problems) {
    super(String.join("\n", problems));
  }

  /** Creates the exception with what is wrong and where it was noticed. */
  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
