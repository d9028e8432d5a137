package io.riskgate.core;

/** The classes of data that is kept of a person, as {@code docs/retention.md} names them. */
public enum PersonalData {
  /** What moved from and to their accounts. */
  ACCOUNT_HISTORY("the history of their accounts"),
  /** What they paid, by customer. */
  CUSTOMER_HISTORY("the history by customer"),
  /** What was paid from a device. */
  DEVICE_HISTORY("the history of devices"),
  /** What was learnt about them between transfers. */
  SIGNALS("signals about them and their accounts"),
  /** Fraud reports by them and of them. */
  REPORTS("fraud reports that name them"),
  /** Transfers that are over. */
  CLOSED_TRANSFERS("closed transfers"),
  /** Transfers that are not over. */
  OPEN_TRANSFERS("open transfers"),
  /** What a retry is compared with. */
  REFERENCES("references of transfers"),
  /** How far their limits are used. */
  LIMIT_USE("the use of limits"),
  /** Alerts for the bank's staff. */
  CLOSED_ALERTS("closed alerts"),
  /** Alerts that staff still work on. */
  OPEN_ALERTS("open alerts"),
  /** Standing restrictions on an account. */
  CONTROLS("controls in force"),
  /** Who set and lifted controls. */
  CONTROL_HISTORY("the history of controls"),
  /** Emergency stop-payment notices. */
  NOTICES("stop-payment notices"),
  /** What others paid them or were paid by them. */
  OTHERS_HISTORY("the history of others"),
  /** Files, copies and backups of a store. */
  STORE_FILES("files of the store"),
  /** The decision log. */
  DECISION_LOG("the decision log");

  private final String words;

  PersonalData(String words) {
    this.words = words;
  }

  /** The class in words. */
  public String words() {
    return words;
  }
}
