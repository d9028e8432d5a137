package io.riskgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.MovementExport;
import io.riskgate.core.Outcome;
import io.riskgate.core.Transfer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.infra.ThreadParams;
import org.openjdk.jmh.runner.RunnerException;

/** What the measurements of the store measure is what they say, and they run. */
class StoreBenchmarksTest {
  private static final Population SMALL = Population.of(1_000);

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("an account has paid 10 times and been paid 10 times, within the longest window")
  void history() {
    try (LivingStore living = new LivingStore(SMALL, StorePack.HISTORY)) {
      living.fill(2);
      Instant now = Instant.ofEpochMilli(living.clock.advance(living.clock.hand()));
      for (int account : new int[] {0, 1, 499, 500, 999}) {
        Transfer any = SMALL.transfer(1, account, 0, 0);
        MovementExport life =
            living.engine.movements(
                any.tenant(),
                any.payer(),
                now.minus(StorePack.longestWindow()).minus(Duration.ofHours(1)),
                now.plus(Duration.ofHours(1)));
        assertThat(life.entries())
            .filteredOn(e -> e.direction() == MovementExport.Direction.OUT)
            .hasSize(10)
            .map(MovementExport.Entry::counterparty)
            .satisfies(payees -> assertThat(Set.copyOf(payees)).hasSize(5));
        assertThat(life.entries())
            .filteredOn(e -> e.direction() == MovementExport.Direction.IN)
            .hasSize(10);
      }
    }
  }

  @Test
  @DisplayName("the two halves of a population share neither accounts nor addresses")
  void halves() {
    Set<String> even = new HashSet<>();
    Set<String> odd = new HashSet<>();
    for (int account = 0; account < SMALL.accounts(); account++) {
      for (int turn = 0; turn < 10; turn++) {
        Transfer t = SMALL.transfer(1, account, turn, 0);
        Set<String> half = account % 2 == 0 ? even : odd;
        half.addAll(Arrays.asList(t.payer(), t.payee(), t.device(), t.ip()));
      }
    }
    assertThat(even).hasSameSizeAs(odd).doesNotContainAnyElementsOf(odd);
    // 500 accounts, 600 devices, 250 addresses
    assertThat(even).hasSize(1_350);
  }

  @Test
  @DisplayName("disjoint callers keep to their halves, and every account has its rank")
  void draws() {
    for (int caller = 0; caller < 2; caller++) {
      int half = caller;
      assertThat(Arrays.stream(Keys.DISJOINT.draw(SMALL, caller)))
          .allMatch(account -> account % 2 == half);
    }
    Set<Integer> scattered = new HashSet<>();
    for (int rank = 0; rank < SMALL.accounts(); rank++) {
      scattered.add(SMALL.scatter(rank));
    }
    assertThat(scattered).hasSize(SMALL.accounts());
  }

  @Test
  @DisplayName("the likeliest rank is drawn as often as Zipf's law says")
  void zipf() {
    Zipf zipf = new Zipf(1_000);
    Random random = new Random(7);
    int[] counts = new int[1_000];
    for (int i = 0; i < 200_000; i++) {
      counts[zipf.next(random)]++;
    }
    // The sum of 1 / i^0.99 up to 1,000 is 7.73.
    assertThat(counts[0]).isBetween(24_500, 27_300);
    assertThat(counts[0] / (double) counts[1]).isBetween(1.8, 2.2);
  }

  @ParameterizedTest
  @EnumSource(Keys.class)
  @DisplayName(
      "whoever's transfers they are, nearly all that are scored may go where there are no rules")
  void allowed(Keys keys) {
    StoreBenchmark benchmark = new StoreBenchmark();
    benchmark.accounts = 1_000;
    benchmark.pack = StorePack.EMPTY;
    benchmark.keys = keys;
    benchmark.setUp(1);
    try {
      StoreBenchmark.Source source = new StoreBenchmark.Source();
      source.setUp(benchmark, new ThreadParams(0, 1, 0, 1, 0, 1, 0, 1, 0, 1));
      ShadowBenchmark.Caller caller = new ShadowBenchmark.Caller();
      caller.setUp();
      for (int i = 0; i < 2_000; i++) {
        assertThat(benchmark.scoreAndEnd(source, caller).outcome()).isEqualTo(Outcome.ALLOW);
      }
      assertThat(benchmark.makeTransfer(source).payer()).hasSize(19);
    } finally {
      benchmark.tearDown();
    }
  }

  @Test
  @DisplayName("with the whole pack transfers of ordinary accounts may go")
  void wholePack() {
    try (LivingStore living = new LivingStore(SMALL, StorePack.CN)) {
      living.fill(1);
      ReplayClock.Hand hand = living.clock.hand();
      int[] drawn = Keys.UNIFORM.draw(SMALL, 0);
      int allowed = 0;
      for (int i = 0; i < 2_000; i++) {
        Transfer t =
            SMALL.transfer(1_000_000_000_000L + i, drawn[i], i, living.clock.advance(hand));
        allowed += living.scoreAndEnd(t).outcome() == Outcome.ALLOW ? 1 : 0;
      }
      assertThat(allowed).isGreaterThan(1_900);
    }
  }

  @Test
  @DisplayName("the ratios are of what was run, and their table is printed")
  void ratios() throws RunnerException {
    StoreRatios.Plan given =
        StoreRatios.Plan.of("few=8", "many=16", "packs=EMPTY", "rounds=1", "iterations=1");
    StoreRatios.Plan here =
        new StoreRatios.Plan(
            given.few(),
            given.many(),
            given.packs(),
            1,
            1,
            300,
            given.parts(),
            given.keys(),
            given.jvmArgs(),
            0);

    StoreRatios.run(here, out);

    assertThat(printed())
        .contains("Round 1 of 1")
        .containsPattern(
            "\\d\\)  time, many to few accounts: EMPTY   ZIPF +16 accounts, 1 thread /")
        .containsPattern("\\d\\)  transfers a second, two threads to one: EMPTY   DISJOINT")
        .contains("time, corporate to ordinary account");
  }

  @Test
  @DisplayName("two threads that take the same time each do twice as much; the median tells")
  void arithmetic() {
    StoreRatios.Line one = new StoreRatios.Line(StorePack.CN, Keys.DISJOINT, 8, 1);
    StoreRatios.Line two = new StoreRatios.Line(StorePack.CN, Keys.DISJOINT, 8, 2);
    var took =
        java.util.Map.of(
            one,
            new StoreRatios.Took(4, 2, 0, 0, 1, 0),
            two,
            new StoreRatios.Took(5, 2, 0, 0, 1, 0));

    StoreRatios.Comparison faster = new StoreRatios.Comparison("", two, one, true);
    StoreRatios.Comparison slower = new StoreRatios.Comparison("", two, one, false);

    assertThat(faster.ratio(took, StoreRatios.Took::p50)).isEqualTo(2);
    assertThat(faster.ratio(took, StoreRatios.Took::mean)).isEqualTo(1.6);
    assertThat(slower.ratio(took, StoreRatios.Took::mean)).isEqualTo(1.25);
    assertThat(StoreRatios.middle(new double[] {9, 1, 2})).isEqualTo(2);
  }

  @Test
  @DisplayName("what a read of memory takes is printed for each size")
  void memoryLadder() {
    MemoryLadder.run(new String[] {"1", "2"}, out);

    assertThat(printed())
        .containsPattern(" 1 MB: \\d+ ns a line, one after the other; \\d+ ns, 8 side by side")
        .contains(" 2 MB: ");
  }

  @Test
  @DisplayName("memory is measured of a population that lives on, and each thing has its term")
  void memory() {
    AccountMemory.Found found = AccountMemory.measure(SMALL, StorePack.HISTORY, out, 2_000);

    assertThat(found.allowedShare()).isGreaterThan(0.9);
    assertThat(found.scoreBytes()).isPositive();
    assertThat(printed()).contains("bytes an account: heap").contains("GC pauses, longest");

    AccountMemory.terms(400, StorePack.EMPTY, out);
    assertThat(printed()).contains("an event x 20").contains("a payee x 5");
  }

  @Test
  @DisplayName("what waits behind a call that stalls is seen to wait")
  void noCoordinatedOmission() {
    StorePauses.Found found =
        StorePauses.paced(
            1_000,
            200,
            i -> {
              if (i == 20) {
                long until = System.nanoTime() + 100_000_000L;
                while (System.nanoTime() < until) {
                  Thread.onSpinWait();
                }
                return 100_000_000L;
              }
              return 0;
            });

    assertThat(Arrays.stream(found.calls).filter(ns -> ns > 0)).hasSize(1);
    // Those due in the first half of the stall waited for its second half at least.
    assertThat(Arrays.stream(found.sinceDue).filter(ns -> ns >= 50_000_000L))
        .hasSizeGreaterThanOrEqualTo(50);
  }

  @Test
  @DisplayName("the longest call is told while tables grow and while idle keys leave")
  void pauses() {
    StorePauses.Found found = StorePauses.measure(500, 1, StorePack.EMPTY, out);

    assertThat(found.calls).hasSize(500).isSorted().doesNotContain(0L);
    assertThat(StorePauses.Found.at(found.sinceDue, 1))
        .isGreaterThanOrEqualTo(StorePauses.Found.at(found.calls, 1));
    assertThat(printed()).contains("Nothing is called").contains("idle keys leave");
  }
}
