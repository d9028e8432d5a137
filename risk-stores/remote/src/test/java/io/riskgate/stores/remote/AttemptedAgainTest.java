package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.Transfer;
import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreException;
import io.riskgate.stores.remote.kit.Faults;
import io.riskgate.stores.remote.kit.InProcessServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Transfers that are attempted a second time before they are decided. */
class AttemptedAgainTest {
  private final InProcessServer server = new InProcessServer();
  private final List<RemoteStore> opened = new ArrayList<>();

  private Till till(RecordServer of) {
    RemoteStore store = RemoteStore.on(of).budget(Duration.ofSeconds(20)).open();
    opened.add(store);
    return new Till(store);
  }

  private static void drain(Till till) {
    assertThat(((RemoteStore) till.store).drain(Duration.ofSeconds(30))).isTrue();
  }

  @AfterEach
  void close() {
    server.faults(Faults.NONE);
    opened.forEach(RemoteStore::close);
  }

  @Test
  @Sentence("RS-6")
  @DisplayName("the payee is frozen between the parts of a second attempt: nothing is let go")
  void frozenBetween() {
    PartedAttempt parted = new PartedAttempt(server);
    Till here = till(parted);
    Till there = till(server);
    Transfer t = here.pays("1", "A", "B", 70);
    here.attempt(t); // and nobody decides it
    parted.between = () -> there.freeze("B");
    History again = here.attempt(t);
    assertThat(again.payeeControls()).hasSize(1);
    assertThat(here.attempt(t).payeeControls()).hasSize(1);
  }

  @Test
  @Sentence("RS-5")
  @DisplayName("a conflicting attempt that could not be taken back is never told as a payment")
  void conflictIsNoPayment() {
    Till here = till(server);
    Transfer t = here.pays("1", "A", "B", 70);
    assertThat(here.pay(t)).isEqualTo(Status.COMMITTED);
    here.settle(t);
    server.faults(Faults.failing(calls -> with(calls, Op.RETRACT)));
    Transfer other = here.pays("1", "A", "X", 70);
    assertThatThrownBy(() -> here.attempt(other)).isInstanceOf(StoreException.class);
    server.faults(Faults.NONE);
    here.nowMs += 2 * Events.UNDECIDED_MS;
    here.attempt(here.pays("2", "C", "X", 1)); // X's record is looked at
    drain(here);
    History history = here.attempt(here.pays("3", "C", "X", 1));
    assertThat(history.aggregates()[0]).as("what X was paid and has kept").isZero();
    assertThat(history.payeeFirstSeenMs()).isEqualTo(History.NEVER);
  }

  private static boolean with(List<RecordCall> calls, Op op) {
    return calls.stream()
        .map(RecordCall::change)
        .anyMatch(change -> change != null && change.body()[1] == op.code);
  }
}
