package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StorePage;
import io.riskgate.core.spi.StoredMovement;
import io.riskgate.core.spi.StoredTransfer;
import io.riskgate.stores.remote.kit.Faults;
import io.riskgate.stores.remote.kit.InProcessServer;
import io.riskgate.stores.remote.kit.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Several stores over one server, as several processes have them; and what goes wrong between. */
class SeveralProcessesTest {
  private final InProcessServer server = new InProcessServer();
  private final List<RemoteStore> opened = new ArrayList<>();

  private RemoteStore store(RecordServer of) {
    RemoteStore store = RemoteStore.on(of).budget(Duration.ofSeconds(20)).open();
    opened.add(store);
    return store;
  }

  private Till till() {
    return new Till(store(server));
  }

  private static boolean drain(Till till) {
    return ((RemoteStore) till.store).drain(Duration.ofSeconds(30));
  }

  @AfterEach
  void close() {
    server.faults(Faults.NONE);
    opened.forEach(RemoteStore::close);
  }

  private static RecordKey account(String id) {
    return new RecordKey(RecordKey.Kind.ACCOUNT, Till.TENANT, id);
  }

  private static Predicate<List<RecordCall>> with(Op op) {
    return calls ->
        calls.stream()
            .filter(c -> c.key().kind() == RecordKey.Kind.ACCOUNT)
            .map(RecordCall::change)
            .anyMatch(c -> c != null && c.body()[1] == op.code);
  }

  private static boolean isInBackground() {
    return Thread.currentThread().getName().equals("riskgate-afterwards");
  }

  @RepeatedTest(3)
  @Sentence("RS-1")
  @DisplayName("four processes at full speed let go what the limit says, to the last unit")
  void exact() {
    List<Till> tills = List.of(till(), till(), till(), till());
    AtomicLong committed = new AtomicLong();
    Workers.run(
        8,
        thread -> {
          Till mine = tills.get(thread % 4);
          for (int i = 0; i < 60; i++) {
            Transfer t = mine.pays(thread + "-" + i, "A", "B" + i % 3, 7);
            if (mine.pay(t) == Status.COMMITTED) {
              committed.addAndGet(7);
              if (i % 5 == 0) {
                mine.settle(t);
              }
            }
          }
        });
    assertThat(committed).hasValue(Till.DAILY_MAX / 7 * 7);
    for (Till till : tills) {
      assertThat(till.used("A")).isEqualTo(committed.get());
    }
    assertThat(till().used("A")).as("whoever reads it all anew").isEqualTo(committed.get());
  }

  @Test
  @Sentence("RS-1")
  @DisplayName("reservations and cancellations of several processes leave what was not given back")
  void givenBack() {
    List<Till> tills = List.of(till(), till());
    AtomicLong open = new AtomicLong();
    Workers.run(
        6,
        thread -> {
          Till mine = tills.get(thread % 2);
          for (int i = 0; i < 80; i++) {
            Transfer t = mine.pays(thread + "-" + i, "A", "B", 1 + i % 9);
            if (mine.pay(t) == Status.COMMITTED) {
              open.addAndGet(t.amountMinor());
              if (ThreadLocalRandom.current().nextInt(3) > 0) {
                mine.store.cancel(Till.reference(t), mine.moment());
                open.addAndGet(-t.amountMinor());
              }
            }
          }
        });
    assertThat(tills.get(0).used("A")).isEqualTo(open.get()).isLessThanOrEqualTo(Till.DAILY_MAX);
    assertThat(tills.get(1).used("A")).isEqualTo(open.get());
  }

  @Test
  @Sentence("RS-2")
  @DisplayName(
      "a transfer waits for the server twice: once when it is attempted, once when decided")
  void twoWaits() {
    Till till = till();
    Till other = till();
    till.pay(till.pays("warm", "A", "B", 1));
    other.pay(other.pays("too", "A", "B", 1)); // and knows what the first one has said
    assertThat(drain(till)).isTrue();
    AtomicInteger waits = new AtomicInteger();
    server.faults(
        new Faults() {
          @Override
          public void before(List<RecordCall> calls, Duration budget) {
            waits.addAndGet(isInBackground() ? 0 : 1);
          }
        });
    for (int i = 0; i < 100; i++) {
      Transfer t = till.pays("t" + i, "A" + i % 7, "B" + i % 11, 1);
      Signal left =
          Signal.ofAccount(t.tenant(), "s" + i, t.payer(), SignalKind.FREQUENT_TRANSFERS, t.time());
      till.commit(t, till.attempt(t).revision(), left);
      assertThat(other.attempt(other.pays("u" + i, t.payer(), "C", 1)).signals())
          .as("another process is told as well")
          .contains(left);
    }
    assertThat(waits).as("attempt, decision, and another attempt").hasValue(300);
    waits.set(0);
    till.settle(till.pays("t1", "A1", "B1", 1));
    assertThat(waits).hasValue(1);
  }

  @Test
  @Sentence("RS-3")
  @DisplayName("the answer to a commit is lost: the same transfer again finds out, and counts once")
  void lostAnswer() {
    Till till = till();
    Transfer t = till.pays("1", "A", "B", 70);
    History history = till.attempt(t);
    server.faults(Faults.losingAnswers(with(Op.COMMIT)));
    assertThatThrownBy(() -> till.commit(t, history.revision())).isInstanceOf(StoreException.class);
    server.faults(Faults.NONE);
    StoredTransfer stored = till.tryAttempt(t, new History(new long[3], 1));
    assertThat(Objects.requireNonNull(stored).state()).isEqualTo(TransferState.RESERVED);
    assertThat(till.used("A")).isEqualTo(70);
    assertThat(till.commit(t, history.revision()).status()).isEqualTo(Status.CHANGED);
    assertThat(till.used("A")).isEqualTo(70);
    assertThat(till().used("A")).isEqualTo(70);
  }

  @Test
  @Sentence("RS-3")
  @DisplayName("the answer to an attempt is lost: attempted again it is the same attempt")
  void lostAttempt() {
    Till till = till();
    Transfer t = till.pays("1", "A", "B", 70);
    server.faults(Faults.losingAnswers(with(Op.ATTEMPT)));
    assertThatThrownBy(() -> till.attempt(t)).isInstanceOf(StoreException.class);
    server.faults(Faults.NONE);
    assertThat(till.pay(t)).isEqualTo(Status.COMMITTED);
    History next = till.attempt(till.pays("2", "A", "B", 1));
    assertThat(next.aggregates()[1]).as("paid once before").isEqualTo(1);
    assertThat(next.used()).containsExactly(70);
  }

  @Test
  @Sentence("RS-3")
  @DisplayName("what fails before it is done is not counted")
  void failedBefore() {
    Till till = till();
    Transfer t = till.pays("1", "A", "B", 70);
    History history = till.attempt(t);
    server.faults(Faults.failing(with(Op.COMMIT)));
    assertThatThrownBy(() -> till.commit(t, history.revision())).isInstanceOf(StoreException.class);
    server.faults(Faults.NONE);
    assertThat(till.used("A")).isZero();
    assertThat(till.commit(t, history.revision()).status()).isEqualTo(Status.COMMITTED);
  }

  /** Sends every change twice, as a client does that has lost its connection. */
  private static final class Twice implements RecordServer {
    private final RecordServer server;

    Twice(RecordServer server) {
      this.server = server;
    }

    @Override
    public List<RecordTail> call(List<RecordCall> calls, Duration budget) {
      server.call(calls, budget);
      return server.call(calls, budget);
    }

    @Override
    public StorePage<RecordKey> keys(
        RecordKey.Kind kind, @Nullable String tenant, @Nullable String after, int max) {
      return server.keys(kind, tenant, after, max);
    }

    @Override
    public void close() {
      server.close();
    }
  }

  @Test
  @Sentence("RS-4")
  @DisplayName("a change that arrives twice has no effect the second time, and the same result")
  void twice() {
    Till till = new Till(store(new Twice(server)));
    for (int i = 0; i < 50; i++) {
      Transfer t = till.pays("t" + i, "A", "B", 10);
      assertThat(till.pay(t)).isEqualTo(Status.COMMITTED);
      if (i % 3 == 0) {
        till.settle(t);
      } else if (i % 3 == 1) {
        till.store.cancel(Till.reference(t), till.moment());
      }
      assertThat(till.store.observe(till.attemptOf(till.pays("m" + i, "C", "D", 1)), till.moment()))
          .isTrue();
    }
    assertThat(till.used("A")).isEqualTo(330);
    assertThat(till().used("A")).isEqualTo(330);
    assertThat(till.used("C")).isEqualTo(50);
    assertThat(till.freeze("A")).hasSize(16);
    assertThat(till.store.controlHistory(Till.TENANT, "A", till.moment()).entries()).hasSize(1);
  }

  @Test
  @Sentence("RS-5")
  @DisplayName("a process dies before it has told the payee: whoever looks later finds out")
  void diedBeforeTelling() {
    Till dying = till();
    server.faults(Faults.failing(calls -> isInBackground()));
    Transfer t = dying.pays("1", "A", "B", 70);
    dying.pay(t);
    dying.settle(t);
    server.faults(
        Faults.failing(calls -> isInBackground() && with(Op.STATE).test(calls) && !repaired));
    Till other = till();
    other.nowMs += 2 * Events.UNDECIDED_MS;
    assertThat(other.attempt(other.pays("2", "C", "B", 1)).aggregates()[0])
        .as("not told yet: the payee lags")
        .isZero();
    repaired = true;
    server.faults(Faults.NONE);
    assertThat(drain(other)).isTrue();
    assertThat(other.attempt(other.pays("3", "C", "B", 1)).aggregates()[0]).isEqualTo(70);
    assertThat(other.used("A")).as("limits never lag").isEqualTo(70);
  }

  private volatile boolean repaired;

  @Test
  @Sentence("RS-5")
  @DisplayName("the clock of who died was behind: it is found out when its minute is over")
  void diedWithAClockBehind() {
    Till other = till();
    other.attempt(other.pays("1", "C", "B", 1)); // B is looked at, and then in a minute again
    Till dying = till();
    dying.nowMs -= 50_000;
    server.faults(Faults.failing(calls -> isInBackground()));
    Transfer t = dying.pays("2", "A", "B", 70);
    dying.pay(t);
    dying.settle(t);
    server.faults(Faults.NONE);
    other.nowMs += 15_000;
    other.attempt(other.pays("3", "C", "B", 1));
    assertThat(drain(other)).isTrue();
    assertThat(other.attempt(other.pays("4", "C", "B", 1)).aggregates()[0]).isEqualTo(70);
  }

  @Test
  @Sentence("RS-6")
  @DisplayName("the payee is frozen from another process while a transfer is decided: it is seen")
  void frozenMeanwhile() {
    Till here = till();
    Till there = till();
    Transfer t = here.pays("1", "A", "B", 70);
    History history = here.attempt(t);
    assertThat(there.freeze("B")).isEmpty();
    assertThat(here.commit(t, history.revision()).status()).isEqualTo(Status.CHANGED);
    assertThat(here.attempt(t).payeeControls()).hasSize(1);
    assertThat(here.used("A")).isZero();
  }

  @Test
  @Sentence("RS-6")
  @DisplayName("the payee is frozen between the two parts of an attempt: the attempt sees it")
  void frozenBetween() {
    PartedAttempt slow = new PartedAttempt(server);
    Till here = new Till(store(slow));
    Till there = till();
    slow.between = () -> there.freeze("B");
    Transfer t = here.pays("1", "A", "B", 70);
    assertThat(here.attempt(t).payeeControls()).hasSize(1);
  }

  @RepeatedTest(5)
  @Sentence("RS-6")
  @DisplayName("however a freeze of the payee and payments race, none stays reserved")
  void freezeRaces() {
    List<Till> tills = List.of(till(), till(), till());
    Workers.run(
        3,
        thread -> {
          Till mine = tills.get(thread);
          if (thread == 0) {
            mine.freeze("B");
            return;
          }
          for (int i = 0; i < 12; i++) {
            Transfer t = mine.pays(thread + "-" + i, "A" + i, "B", 1);
            History history = mine.attempt(t);
            if (history.payeeControls().isEmpty()) {
              mine.commit(t, history.revision());
            }
          }
        });
    for (int i = 0; i < 12; i++) {
      assertThat(tills.get(0).used("A" + i)).isZero();
    }
  }

  @Test
  @Sentence("RS-7")
  @DisplayName("a process dies while it carries a freeze out: whoever sees the account finishes it")
  void diedWhileStopping() {
    Till dying = till();
    Transfer t = dying.pays("1", "A", "B", 70);
    dying.pay(t);
    server.faults(Faults.failing(with(Op.STOP)));
    assertThatThrownBy(() -> dying.freeze("B")).isInstanceOf(StoreException.class);
    server.faults(Faults.NONE);
    assertThat(dying.used("A")).as("not stopped yet").isEqualTo(70);
    Till other = till();
    other.nowMs += 20_000;
    other.attempt(other.pays("2", "C", "B", 1));
    assertThat(drain(other)).isTrue();
    assertThat(Objects.requireNonNull(other.find(t)).state()).isEqualTo(TransferState.HELD);
    assertThat(other.used("A")).isZero();
  }

  @Test
  @Sentence("RS-8")
  @DisplayName("a server that has lost what it acknowledged is believed, and what it lost is all")
  void lostByTheServer() {
    Till here = till();
    Till there = till();
    for (int i = 0; i < 10; i++) {
      here.pay(here.pays("t" + i, "A", "B", 10));
    }
    assertThat(drain(here)).isTrue();
    assertThat(there.used("A")).isEqualTo(100);
    server.lose(account("A"), 4); // two attempts and their commits
    assertThat(here.used("A")).isEqualTo(80);
    assertThat(there.used("A")).isEqualTo(80);
    there.pay(there.pays("u", "A", "B", 10));
    assertThat(here.used("A")).isEqualTo(90);
    assertThat(here.pay(here.pays("t9", "A", "B", 10)))
        .as("what was lost is attempted anew")
        .isEqualTo(Status.COMMITTED);
    assertThat(here.used("A")).isEqualTo(100);
    assertThat(there.used("A")).isEqualTo(100);
  }

  @Test
  @Sentence("RS-8")
  @DisplayName("other changes stand where the lost ones stood: the record is read anew")
  void otherPast() {
    Till here = till();
    Till there = till();
    here.pay(here.pays("1", "A", "B", 10));
    assertThat(drain(here)).isTrue();
    assertThat(there.used("A")).isEqualTo(10);
    server.lose(account("A"), 2);
    Till third = till();
    third.pay(third.pays("2", "A", "B", 33));
    assertThat(here.used("A")).isEqualTo(33);
    assertThat(there.used("A")).isEqualTo(33);
  }

  @Test
  @Sentence("RS-9")
  @DisplayName("a process that can keep but a few records in memory counts the same")
  void fewInMemory() {
    RemoteStore small = RemoteStore.on(server).recordsMax(64).open();
    opened.add(small);
    Till few = new Till(small);
    Till many = till();
    for (int i = 0; i < 600; i++) {
      Till one = i % 2 == 0 ? few : many;
      one.pay(one.pays("t" + i, "A" + i % 200, "B" + i % 150, 5));
    }
    for (int i = 0; i < 200; i++) {
      assertThat(few.used("A" + i)).isEqualTo(15).isEqualTo(many.used("A" + i));
    }
  }

  @Test
  @Sentence("RS-10")
  @DisplayName(
      "a snapshot takes the place of many changes, and says the same to who begins with it")
  void snapshots() {
    Till till = till();
    for (int i = 0; i < 200; i++) {
      till.pay(till.pays("t" + i, "A", "B" + i % 5, 5));
    }
    assertThat(drain(till)).isTrue();
    for (RecordKey key : server.allKeys()) {
      if (key.kind() == RecordKey.Kind.ACCOUNT) {
        assertThat(server.tailLength(key)).isLessThanOrEqualTo(2 * Folded.TAIL_MAX);
      }
    }
    Till anew = till();
    assertThat(anew.used("A")).isEqualTo(1_000);
    History history = anew.attempt(anew.pays("u", "A", "B", 1));
    assertThat(history.aggregates()).containsExactly(0, 200, 200);
  }

  /** What a process does that knows nothing before, and ends then. */
  private void visit(Consumer<Till> what) {
    try (RemoteStore store = RemoteStore.on(server).open()) {
      Till till = new Till(store);
      what.accept(till);
      assertThat(drain(till)).isTrue();
    }
  }

  private static void observe(Till till, int i) {
    till.store.observe(till.attemptOf(till.pays("m" + i, "A", "B", 1)), till.moment());
  }

  @Test
  @Sentence("RS-10")
  @DisplayName("a record that no process knows when it is changed gets its snapshots all the same")
  void neverKnown() {
    for (int i = 0; i < 10 * Folded.TAIL_MAX; i++) {
      int number = i;
      visit(till -> observe(till, number));
      assertThat(server.tailLength(account("A"))).isLessThanOrEqualTo(4 * Folded.TAIL_MAX + 4);
    }
    for (RecordKey key : server.allKeys()) {
      assertThat(server.tailLength(key)).as("%s", key).isLessThanOrEqualTo(4 * Folded.TAIL_MAX + 4);
    }
    assertThat(till().used("A")).isEqualTo(10 * Folded.TAIL_MAX);
  }

  @Test
  @Sentence("RS-10")
  @DisplayName("the same of a record of which nobody else is told anything")
  void neverKnownAndTelling() {
    for (int i = 0; i < 5 * Folded.TAIL_MAX; i++) {
      String id = "s" + i;
      visit(
          till ->
              till.store.signal(
                  Signal.ofAccount(
                      Till.TENANT,
                      id,
                      "A",
                      SignalKind.FREQUENT_TRANSFERS,
                      Instant.ofEpochMilli(till.nowMs)),
                  till.moment()));
      assertThat(server.tailLength(account("A"))).isLessThanOrEqualTo(4 * Folded.TAIL_MAX + 4);
    }
  }

  @Test
  @Sentence("RS-10")
  @DisplayName("where the server takes no snapshots for a while, the record has one later")
  void snapshotsRefused() {
    server.faults(
        Faults.failing(
            calls -> calls.stream().anyMatch(c -> c.change() == null && c.snapshot() != null)));
    int many = 4 * Folded.TAIL_MAX + 20;
    for (int i = 0; i < many; i++) {
      int number = i;
      visit(till -> observe(till, number));
    }
    assertThat(server.tailLength(account("A"))).isEqualTo(many);
    server.faults(Faults.NONE);
    visit(till -> observe(till, many));
    assertThat(server.tailLength(account("A"))).isLessThan(Folded.TAIL_MAX);
    assertThat(till().used("A")).isEqualTo(many + 1);
  }

  @Test
  @Sentence("RS-11")
  @DisplayName("after forget the server holds nothing of what only the account's transfers said")
  void forgotten() {
    Till till = till();
    for (int i = 0; i < 10; i++) {
      Transfer t = till.pays("t" + i, "secret-1", "B", 5);
      till.pay(t);
      till.settle(t);
    }
    assertThat(drain(till)).isTrue();
    assertThat(server.holds("phone-of-secret-1")).isTrue();
    till.store.forget(Till.TENANT, "secret-1", till.moment());
    assertThat(server.holds("phone-of-secret-1")).isFalse();
    assertThat(till.used("secret-1")).as("limits stay").isEqualTo(50);
  }

  @Test
  @Sentence("RS-12")
  @DisplayName("a server that is too slow is an error, and later all is well without a restart")
  void slow() {
    RemoteStore hasty = RemoteStore.on(server).budget(Duration.ofMillis(40)).open();
    opened.add(hasty);
    Till till = new Till(hasty);
    Transfer t = till.pays("1", "A", "B", 70);
    server.faults(Faults.slow(Duration.ofMillis(400)));
    assertThatThrownBy(() -> till.attempt(t)).isInstanceOf(StoreException.class);
    server.faults(Faults.NONE);
    assertThat(till.pay(t)).isEqualTo(Status.COMMITTED);
    assertThat(till.used("A")).isEqualTo(70);
  }

  @Test
  @Sentence("RS-13")
  @DisplayName("a record with a change of a newer version is not guessed at; others go on")
  void newer() {
    Till till = till();
    till.pay(till.pays("1", "A", "B", 70));
    RecordChange newer = new RecordChange(99, new byte[] {9, 1, 2, 3});
    server.call(
        List.of(new RecordCall(account("A"), RecordPoint.START, newer, null, Long.MAX_VALUE)),
        Duration.ofSeconds(1));
    assertThatThrownBy(() -> till.used("A"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("newer")
        .hasMessageNotContaining("\"A\"");
    assertThat(till.pay(till.pays("2", "C", "D", 1))).isEqualTo(Status.COMMITTED);
  }

  @Test
  @Sentence("RS-14")
  @DisplayName("an idle account leaves by itself, one with a control does not")
  void idle() {
    Till till = till();
    till.pay(till.pays("1", "A", "B", 70));
    till.freeze("C");
    assertThat(drain(till)).isTrue();
    long year = 365L * 86_400_000L;
    server.dropIdle(Till.START_MS + year);
    assertThat(server.allKeys()).contains(account("A"), account("B"), account("C"));
    assertThat(server.allKeys()).noneMatch(k -> k.kind() == RecordKey.Kind.DEVICE);
    server.dropIdle(Till.START_MS + 2 * year);
    assertThat(server.allKeys()).contains(account("C")).doesNotContain(account("A"), account("B"));
    assertThat(till().store.controls(Till.TENANT, "C", till.moment())).hasSize(1);
  }

  @Test
  @Sentence("RS-15")
  @DisplayName("what others are to be told waits where it can be counted, up to a cap, and arrives")
  void lag() {
    RemoteStore small = RemoteStore.on(server).queueMax(8).open();
    opened.add(small);
    Till till = new Till(small);
    for (int i = 0; i < 200; i++) {
      Transfer t = till.pays("t" + i, "A" + i, "B", 1);
      till.pay(t);
      till.settle(t);
      assertThat(small.waiting()).isLessThanOrEqualTo(16);
    }
    assertThat(drain(till)).isTrue();
    assertThat(small.waiting()).isZero();
    assertThat(small.lagMs()).isZero();
    assertThat(till.attempt(till.pays("u", "C", "B", 1)).aggregates()[0]).isEqualTo(200);
  }

  @Test
  @Sentence("RS-15")
  @DisplayName("where there is no room to tell others, nobody waits for ever, and others find out")
  void noRoom() {
    RemoteStore small = RemoteStore.on(server).queueMax(2).budget(Duration.ofMillis(50)).open();
    opened.add(small);
    Till till = new Till(small);
    server.faults(Faults.failing(calls -> isInBackground()));
    for (int i = 0; i < 6; i++) {
      till.pay(till.pays("t" + i, "A", "B", 10));
      till.settle(till.pays("t" + i, "A", "B", 10));
    }
    assertThat(small.leftOut()).isPositive();
    server.faults(Faults.NONE);
    assertThat(till.used("A")).isEqualTo(60);
    Till other = till();
    other.nowMs += Till.PENDING_MS;
    other.attempt(other.pays("u", "C", "B", 1));
    assertThat(drain(till)).isTrue();
    assertThat(drain(other)).isTrue();
    assertThat(other.attempt(other.pays("v", "C", "B", 1)).aggregates()[0]).isEqualTo(60);
  }

  private static Transfer of(Till till, String customer, String id, String payer, long amount) {
    return Transfer.builder()
        .id(id)
        .payer(payer)
        .payee("B")
        .customer(customer)
        .amount(amount, "CNY")
        .time(Instant.ofEpochMilli(till.nowMs))
        .device("phone-of-" + customer)
        .build();
  }

  private static List<StoredMovement> movements(Till till, String account) {
    return till.store
        .movements(Till.TENANT, account, 0, till.nowMs + 1, 10, till.moment())
        .movements();
  }

  @Test
  @Sentence("RS-18")
  @DisplayName("a customer's limit is shared by the accounts; a freeze of one finds what is open")
  void customerIsOwner() {
    Till here = till();
    Till there = till();
    AtomicLong committed = new AtomicLong();
    Workers.run(
        4,
        thread -> {
          Till mine = thread % 2 == 0 ? here : there;
          for (int i = 0; i < 60; i++) {
            Transfer t = of(mine, "ann", thread + "-" + i, "A" + thread % 2, 7);
            if (mine.payAs("ann", t) == Status.COMMITTED) {
              committed.addAndGet(7);
            }
          }
        });
    assertThat(committed).hasValue(Till.DAILY_MAX / 7 * 7);
    assertThat(here.used("ann")).isEqualTo(committed.get());
    assertThat(here.used("A0")).isZero();
    History history = here.attemptAs("ann", of(here, "ann", "more", "A1", 1));
    assertThat(history.aggregates()[1]).as("what the account A1 tried to pay").isEqualTo(120);
    assertThat(drain(here) && drain(there)).isTrue();
    int moved = here.freeze("A0").size();
    int movedLater = there.freeze("A1").size();
    assertThat(7L * (moved + movedLater)).isEqualTo(committed.get());
    assertThat(here.used("ann")).isZero();
    there.store.forget(Till.TENANT, "A0", there.moment());
    assertThat(movements(there, "A0")).isEmpty();
    assertThat(movements(there, "A1"))
        .isNotEmpty()
        .allSatisfy(m -> assertThat(m.transfer().customer()).isEqualTo("ann"));
  }

  @Test
  @Sentence("RS-16")
  @DisplayName("an account with 20 events and 5 payees, decided long ago, takes less than 2 KiB")
  void size() {
    Till till = till();
    for (int i = 0; i < 20; i++) {
      Transfer t =
          till.pays("2026031000" + i, "6222020200001" + 1, "62220202000" + i % 5, 100L * i);
      till.store.observe(till.attemptOf(t), till.moment());
      till.nowMs += 60_000;
    }
    assertThat(drain(till)).isTrue();
    till.nowMs += 4 * 86_400_000L; // references are forgotten, but the events stay for a while
    RecordKey key = account("62220202000011");
    for (int i = 0; i < Folded.TAIL_MAX || server.tailLength(key) > 1; i++) {
      assertThat(i).as("a snapshot is written some time").isLessThan(4 * Folded.TAIL_MAX);
      till.store.lift(Till.TENANT, key.id(), "none", "by", "why", till.moment());
    }
    assertThat(server.bytes(key)).isLessThan(2_048);
  }
}
