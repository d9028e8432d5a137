package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.StoreException;
import io.riskgate.stores.remote.kit.Faults;
import io.riskgate.stores.remote.kit.InProcessServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told to other records in the background, where some of it cannot be told. */
class AfterwardsTest {
  private final InProcessServer server = new InProcessServer();
  private RemoteStore store = open(100_000, Duration.ofSeconds(20));
  private Till till = new Till(store);

  private RemoteStore open(int queueMax, Duration budget) {
    return RemoteStore.on(server).queueMax(queueMax).budget(budget).open();
  }

  @AfterEach
  void close() {
    server.faults(Faults.NONE);
    store.close();
  }

  private static RecordKey account(String id) {
    return new RecordKey(RecordKey.Kind.ACCOUNT, Till.TENANT, id);
  }

  private static boolean isInBackground() {
    return Thread.currentThread().getName().equals("riskgate-afterwards");
  }

  private static boolean names(List<RecordCall> calls, String id) {
    return calls.stream().anyMatch(call -> call.key().equals(account(id)));
  }

  private long received(String payee) {
    String id = "look-" + payee + System.nanoTime();
    return till.attempt(till.pays(id, "looker", payee, 1)).aggregates()[0];
  }

  private void pays(String id, String payer, String payee) {
    Transfer t = till.pays(id, payer, payee, 10);
    assertThat(till.pay(t)).isEqualTo(Status.COMMITTED);
    till.settle(t);
  }

  @Test
  @Sentence({"RS-13", "RS-15"})
  @DisplayName(
      "a record that this version cannot read has been told all the same, and holds up none")
  void unreadable() {
    Transfer t = till.pays("1", "A", "B", 10);
    long revision = till.attempt(t).revision();
    RecordChange newer = new RecordChange(7, new byte[] {(byte) (Head.FORMAT + 1), 1, 2, 3});
    server.call(
        List.of(new RecordCall(account("B"), RecordPoint.START, newer, null, Long.MAX_VALUE)),
        Duration.ofSeconds(1));
    assertThat(till.commit(t, revision).status()).isEqualTo(Status.COMMITTED);
    pays("2", "C", "D");
    assertThat(store.drain(Duration.ofSeconds(20))).isTrue();
    assertThat(received("D")).isEqualTo(10);
    int told = server.tailLength(account("B"));
    pays("3", "C", "D");
    assertThat(store.drain(Duration.ofSeconds(20))).isTrue();
    assertThat(server.tailLength(account("B"))).as("it is told once").isEqualTo(told);
  }

  @Test
  @Sentence("RS-15")
  @DisplayName("what the server does not take for one record holds up nothing that others are told")
  void refused() {
    server.faults(Faults.failing(calls -> isInBackground() && names(calls, "B")));
    pays("1", "A", "B");
    for (int i = 0; i < 20; i++) {
      pays("d" + i, "A" + i, "D");
    }
    for (int i = 0; i < 1_000 && received("D") < 200; i++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    assertThat(received("D")).isEqualTo(200);
    assertThat(store.waiting()).as("what is told to B waits on").isPositive();
    server.faults(Faults.NONE);
    assertThat(store.drain(Duration.ofSeconds(20))).isTrue();
    assertThat(received("B")).isEqualTo(10);
  }

  @Test
  @Timeout(60)
  @Sentence({"RS-12", "RS-15"})
  @DisplayName(
      "where there is no room to tell others, a caller with a budget is answered within it")
  void budget() {
    store.close();
    store = open(1, Duration.ofHours(1));
    till = new Till(store);
    server.faults(Faults.failing(calls -> isInBackground()));
    for (int i = 0; i < 3; i++) {
      Transfer t = till.pays("t" + i, "A", "B", 10);
      long revision = till.attempt(t).revision();
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
      CommitResult result = till.commit(t, revision, deadline);
      assertThat(result.status()).isEqualTo(Status.COMMITTED);
    }
    assertThat(store.leftOut()).isPositive();
    assertThat(till.used("A")).isEqualTo(30);
  }

  @Test
  @Sentence("RS-11")
  @DisplayName("nobody is forgotten while something that names them is still to be told")
  void forgetWaits() {
    store.close();
    store = open(100, Duration.ofMillis(50));
    till = new Till(store);
    server.faults(Faults.failing(calls -> isInBackground()));
    Transfer t = till.pays("1", "person", "B", 10);
    till.store.observe(till.attemptOf(t), till.moment());
    Moment moment = till.moment();
    assertThatThrownBy(() -> store.forget(Till.TENANT, "person", moment))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("forget it again");
    server.faults(Faults.NONE);
    store.forget(Till.TENANT, "person", moment);
    assertThat(store.drain(Duration.ofSeconds(20))).isTrue();
    assertThat(store.movements(Till.TENANT, "B", 0, Long.MAX_VALUE, 10, moment).movements())
        .hasSize(1)
        .noneMatch(m -> m.transfer().payer().equals("person"));
  }

  @Test
  @Timeout(60)
  @Sentence({"RS-6", "RS-15"})
  @DisplayName("a freeze stops what is on its way although there is no room to tell others of it")
  void freezeWithoutRoom() {
    store.close();
    store = open(1, Duration.ofSeconds(1));
    till = new Till(store);
    server.faults(Faults.failing(calls -> isInBackground()));
    for (int i = 0; i < 12; i++) {
      Transfer t = till.pays("t" + i, "A", "B", 1);
      long revision = till.attempt(t).revision();
      till.commit(t, revision, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20));
    }
    Transfer incoming = till.pays("in", "X", "A", 1);
    long revision = till.attempt(incoming).revision();
    till.commit(incoming, revision, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20));
    long begin = System.nanoTime();
    assertThat(till.freeze("A")).hasSize(13);
    assertThat(till.find(incoming).state()).isEqualTo(TransferState.HELD);
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as("it waits for room once, not for each of them")
        .isLessThan(Duration.ofSeconds(6));
  }
}
