package io.riskgate.stores.remote;

/** What the changes to one record come to: the same in every process that applies the same. */
interface State {
  /** Applies a change; one that was applied before has no effect again. */
  Outcome apply(RecordChange change, WordBook words);

  /** What came of a change; null where it is too long ago. */
  @org.jspecify.annotations.Nullable
  Outcome outcome(long token);

  /** The bytes from which {@link #read} makes the same. */
  byte[] snapshot(WordBook words);

  /**
   * Until when the record is needed once a change is applied.
   *
   * @param nowMs the clock from which is counted
   * @param reachMs how far back events are kept
   */
  long keepUntilMs(byte[] change, long nowMs, long reachMs);

  /** An empty record. */
  static State empty(RecordKey key, WordBook words) {
    return switch (key.kind()) {
      case ACCOUNT, OWNER, DEVICE, IP, CUSTOMER, MERCHANT -> new RecordState(key, words);
      case NOTICES, ALERTS, STORE, ALERT -> new ListState();
    };
  }

  /** The record of a snapshot. */
  static State read(RecordKey key, byte[] snapshot, WordBook words) {
    return switch (key.kind()) {
      case ACCOUNT, OWNER, DEVICE, IP, CUSTOMER, MERCHANT -> RecordState.read(key, snapshot, words);
      case NOTICES, ALERTS, STORE, ALERT -> ListState.read(snapshot);
    };
  }
}
