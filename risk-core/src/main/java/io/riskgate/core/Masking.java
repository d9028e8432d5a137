package io.riskgate.core;

/** Makes identifiers fit for logs and messages. */
public final class Masking {
  private static final int SHOWN_CHARS = 4;

  private Masking() {}

  /**
   * Masks an account number, device or IP: at most its last four characters, and never more than a
   * third of it, stay readable.
   */
  public static String mask(String identifier) {
    int shown = Math.min(SHOWN_CHARS, identifier.length() / 3);
    return "***" + identifier.substring(identifier.length() - shown);
  }
}
