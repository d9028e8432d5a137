package io.riskgate.stores.remote;

import java.time.Duration;
import java.util.Objects;

/** Says how a store on a server is opened. */
public final class RemoteStoreBuilder {
  final RecordServer server;
  Duration budget = Duration.ofSeconds(2);
  int recordsMax = 20_000;
  int queueMax = 100_000;
  int eventsPerKeyMax = 1_024;
  int dealingsPerAccountMax = 1_000;

  /** How often it is looked whether the server has lost words of packs. */
  Duration wordsEvery = Duration.ofMinutes(1);

  RemoteStoreBuilder(RecordServer server) {
    this.server = Objects.requireNonNull(server, "server");
  }

  /**
   * Sets how long one answer of the server may take; 2 s by default. A transfer whose answer takes
   * longer is held, path RETRY.
   */
  public RemoteStoreBuilder budget(Duration value) {
    budget = Objects.requireNonNull(value, "budget");
    return this;
  }

  /** Sets how many records this process keeps in memory; 20,000 by default. */
  public RemoteStoreBuilder recordsMax(int value) {
    recordsMax = atLeastOne("recordsMax", value);
    return this;
  }

  /**
   * Sets how many messages to other records may wait; 100,000 by default. Whoever brings another
   * then waits, for the budget at most; what finds no room is found out by whoever looks for it.
   */
  public RemoteStoreBuilder queueMax(int value) {
    queueMax = atLeastOne("queueMax", value);
    return this;
  }

  /**
   * Sets how many events of one account, device, IP … are kept; 1,024 by default. Processes that
   * share a server must be given the same.
   */
  public RemoteStoreBuilder eventsPerKeyMax(int value) {
    eventsPerKeyMax = atLeastOne("eventsPerKeyMax", value);
    return this;
  }

  /**
   * Sets how many payees, and how many devices, of one account are remembered; 1,000 by default.
   */
  public RemoteStoreBuilder dealingsPerAccountMax(int value) {
    dealingsPerAccountMax = atLeastOne("dealingsPerAccountMax", value);
    return this;
  }

  private static int atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + value);
    }
    return value;
  }

  /** Opens the store. It closes the server when it is closed. */
  public RemoteStore open() {
    return new RemoteStore(this);
  }
}
