package io.riskgate.stores.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.riskgate.core.RiskEngine;
import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.Transfer;
import io.riskgate.core.log.FileDecisionLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of the disk, nobody's account, device or IP can be read in logs or messages. */
class LogPrivacyTest {
  private static final int THREADS = 4;
  private static final int TRANSFERS = 150;

  private static final String PAYER = "mandarinkestrel";
  private static final String PAYEE = "obsidianheron";
  private static final String CUSTOMER = "vermilionlynx";
  private static final String MERCHANT = "tangerinebadger";
  private static final String DEVICE = "ultramarineotter";
  private static final String IP = "203.0.113.77";
  private static final String PURPOSE = "chartreuse";

  /** More of a name than is ever shown. */
  private static final int READABLE_CHARS = 5;

  @TempDir Path dir;

  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final PrintStream err = System.err;
  private final PlugDisk disk = new PlugDisk();

  @BeforeEach
  void capture() {
    System.setErr(new PrintStream(logged, true, UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(err);
  }

  private static void assertNothingReadable(String text) {
    for (String name : List.of(PAYER, PAYEE, CUSTOMER, MERCHANT, DEVICE, IP, PURPOSE)) {
      for (int i = 0; i + READABLE_CHARS <= name.length(); i++) {
        String part = name.substring(i, i + READABLE_CHARS);
        assertThat(text.contains(part)).as("%s in: %s", part, text).isFalse();
      }
    }
  }

  private static void assertThrownWithoutNames(Throwable thrown) {
    assertThat(thrown).isNotNull();
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      assertNothingReadable(String.valueOf(t));
    }
  }

  private static Transfer transfer(int number) {
    return Transfer.builder()
        .id("t" + number)
        .time(Traffic.clock(0))
        .payer(PAYER + number % 20)
        .payee(PAYEE + number % 30)
        .amount(1 + number % 900, "CNY")
        .customer(CUSTOMER)
        .merchant(MERCHANT)
        .device(DEVICE)
        .ip(IP)
        .purpose(PURPOSE)
        .build();
  }

  private EmbeddedStoreBuilder builder() {
    return EmbeddedStore.at(dir.resolve("store"))
        .disk(disk)
        .retry(Duration.ofMillis(5))
        .patience(Duration.ofMillis(200))
        .segmentBytes(16 << 10)
        .snapshotEveryBytes(32 << 10)
        .snapshotOnClose(false);
  }

  @Test
  @DisplayName(
      "Under load, on a disk that fills up, and with a decision log that cannot be written")
  void underLoad() throws Exception {
    Path log = dir.resolve("log");
    try (EmbeddedStore store = builder().open();
        RiskEngine engine =
            RiskEngine.builder()
                .rules(new LimitPack())
                .store(store)
                .clock(InstantSource.fixed(Traffic.clock(0)))
                .decisionLog(
                    FileDecisionLog.in(log).required().fileBytes(4 << 10).queueMax(64).open())
                .build()) {
      score(engine, 0);
      disk.room(2_000);
      score(engine, 1);
      assertThat(store.stats().failing()).isNotEmpty();
      assertThrownWithoutNames(
          catchThrowable(
              () ->
                  engine.signal(
                      Signal.ofCustomer(
                          Transfer.DEFAULT_TENANT,
                          "s",
                          CUSTOMER,
                          SignalKind.ON_CALL,
                          Traffic.clock(0)))));
      disk.room(Long.MAX_VALUE);
      while (!store.stats().failing().isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      Files.move(log, dir.resolve("elsewhere")); // the next file of the log has no place
      score(engine, 2);
    }
    assertThat(logged.toString(UTF_8))
        .contains("The disk of the store takes nothing")
        .contains("The store failed for default/***")
        .contains("The decision log in")
        .contains("is held, as it was not written down");
    assertNothingReadable(logged.toString(UTF_8));
  }

  private static void score(RiskEngine engine, int round) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int first = (round * THREADS + t) * TRANSFERS;
      Thread thread =
          new Thread(
              () -> {
                for (int i = first; i < first + TRANSFERS; i++) {
                  engine.score(transfer(i));
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  @DisplayName("At a start that finds a torn end, and at one that finds damage")
  void damaged() throws Exception {
    EmbeddedStoreBuilder builder = builder().snapshotEveryBytes(0); // so that all is read again
    try (EmbeddedStore store = builder.open();
        RiskEngine engine =
            RiskEngine.builder()
                .rules(new LimitPack())
                .store(store)
                .clock(InstantSource.fixed(Traffic.clock(0)))
                .build()) {
      score(engine, 0);
    }
    List<Path> segments;
    try (Stream<Path> files = Files.list(dir.resolve("store"))) {
      segments = files.filter(f -> f.toString().endsWith(".journal")).sorted().toList();
    }
    assertThat(segments).hasSizeGreaterThan(1);
    Files.writeString(segments.get(segments.size() - 1), PAYER + DEVICE, StandardOpenOption.APPEND);
    builder.open().close();
    byte[] bytes = Files.readAllBytes(segments.get(0));
    bytes[bytes.length / 2] ^= 0x10;
    Files.write(segments.get(0), bytes);

    assertThrownWithoutNames(catchThrowable(builder::open));
    assertNothingReadable(logged.toString(UTF_8));
  }
}
