package io.riskgate.intel;

import java.io.IOException;

/** A file that was read and is of no use; the message says why, without its content. */
final class BrokenSourceException extends IOException {
  private static final long serialVersionUID = 1L;

  BrokenSourceException(String why) {
    super(why);
  }
}
