package io.riskgate.core;

/** What a transfer is, seen from the payer. */
public enum TransferKind {
  /** Money to another account. */
  TRANSFER,
  /** Money to a merchant for goods or services. */
  PAYMENT,
  /** Cash, or money to an account of the payer's own elsewhere. */
  WITHDRAWAL,
  /** Cash or money paid in; never counts against a limit. */
  DEPOSIT,
  /**
   * Virtual currency against money, or one virtual currency against another; the leg that leaves
   * the payer is what is scored.
   */
  EXCHANGE,
  /** Money given back; never counts against a limit. */
  REFUND,
  /**
   * Money of one currency against money of another; what leaves the payer is scored. Apart from
   * EXCHANGE, of which rules ask how much becomes virtual currency or has been it.
   */
  FOREIGN_EXCHANGE;

  /** Whether money of this kind leaves the payer and so counts against the payer's limits. */
  public boolean countsAgainstLimits() {
    return this != DEPOSIT && this != REFUND;
  }
}
