package io.riskgate.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Channel;
import io.riskgate.core.Decision;
import io.riskgate.core.Hit;
import io.riskgate.core.MovementExport;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.spi.Moment;
import io.riskgate.stores.embedded.EmbeddedStore;
import io.riskgate.workbench.score.ReplayClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./risk import}: history for the first day. */
class ImportCommandTest {
  private static final String HEADER = "time,payer,payee,amount,currency,status\n";

  private static final Moment MOMENT = new Moment(0, 0, 0);

  @TempDir Path dir;

  private Path file(String... rows) throws IOException {
    return Files.writeString(dir.resolve("rows.csv"), HEADER + String.join("", rows));
  }

  private static String row(String time, String payer, String payee, String status) {
    return "2026-01-05T" + time + "+08:00," + payer + "," + payee + ",12.00,CNY," + status + "\n";
  }

  /** What an engine over the store answers at a time of that day. */
  private static <T> T at(Path store, String time, Function<RiskEngine, T> what) {
    ReplayClock clock = new ReplayClock(Instant.parse("2026-01-05T" + time + "+08:00"));
    try (EmbeddedStore opened = EmbeddedStore.open(store);
        RiskEngine engine =
            RiskEngine.builder().rules(TestPack.standard()).store(opened).clock(clock).build()) {
      return what.apply(engine);
    }
  }

  private static Decision score(RiskEngine engine, String payer, String time) {
    return engine.score(
        Transfer.builder()
            .id("new")
            .time(Instant.parse("2026-01-05T" + time + "+08:00"))
            .payer(payer)
            .payee("b")
            .amount("1.00", "CNY")
            .channel(Channel.MOBILE)
            .build());
  }

  @Test
  @DisplayName("an engine over the store knows what was imported, as if it had been there")
  void isKnown() throws IOException {
    Path store = dir.resolve("state");
    Path rows =
        file(
            row("09:00:00", "a", "b", ""),
            row("10:00:00", "a", "c", ""),
            row("10:00:00", "d", "c", "FAILED"),
            row("10:30:00", "d", "c", ""));

    Cli.Result result = Cli.run("import", rows, "--store", store);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err())
        .contains("3 movements imported into " + store)
        .contains("1 failed in reality and were left out")
        .contains("history from 2026-01-05T01:00:00Z to 2026-01-05T02:30:00Z")
        .contains("historyCompleteSince(Instant.parse(\"2026-01-05T01:00:00Z\"))");
    List<String> hits =
        at(
            store,
            "11:00:00",
            e -> score(e, "a", "11:00:00").hits().stream().map(Hit::code).toList());
    assertThat(hits).as("the third in 24 hours").containsExactly("OFTEN");
    hits =
        at(
            store,
            "11:00:01",
            e -> score(e, "d", "11:00:01").hits().stream().map(Hit::code).toList());
    assertThat(hits).as("what failed did not move").isEmpty();
    MovementExport export =
        at(
            store,
            "11:00:01",
            e ->
                e.movements(
                    Transfer.DEFAULT_TENANT,
                    "c",
                    Instant.parse("2026-01-05T00:00:00Z"),
                    Instant.parse("2026-01-06T00:00:00Z")));
    assertThat(export.entries())
        .extracting(MovementExport.Entry::counterparty)
        .containsExactly("a", "d");
  }

  @Test
  @DisplayName("what another import fills is left to it")
  void another() throws IOException {
    Path store = dir.resolve("state");
    Path rows = file(row("09:00:00", "a", "b", ""));
    try (EmbeddedStore other = EmbeddedStore.open(dir.resolve("state.importing"))) {
      Cli.Result result = Cli.run("import", rows, "--store", store);

      assertThat(result.exitCode()).isNotZero();
      assertThat(result.err()).contains("another import fills it");
      assertThat(store).doesNotExist();
      assertThat(other.controls(Transfer.DEFAULT_TENANT, "a", MOMENT)).isEmpty();
    }
    assertThat(dir.resolve("state.importing")).isNotEmptyDirectory();

    assertThat(Cli.run("import", rows, "--store", store).exitCode()).isZero();
  }

  @Test
  @DisplayName("bad rows are told of, and the others imported")
  void rejects() throws IOException {
    Path store = dir.resolve("state");
    Path rejects = dir.resolve("rejects.csv");
    Path rows =
        file(
            row("09:00:00", "a", "b", ""),
            row("09:10:00", "a", "", ""),
            row("09:05:00", "a", "c", ""));

    Cli.Result result = Cli.run("import", rows, "--store", store, "--rejects", rejects);

    assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
    assertThat(result.err()).contains("rows.csv:3: payee").contains("2 movements imported");
    assertThat(Files.readAllLines(rejects)).hasSize(2);
  }

  @Test
  @DisplayName("where the files cannot be read to their end there is no store")
  void wholeOrNothing() throws IOException {
    Path store = dir.resolve("state");
    Path rows = file(row("09:00:00", "a", "b", ""), row("08:00:00", "a", "b", ""));

    Cli.Result result = Cli.run("import", rows, "--store", store);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("must be in order of time: use --sort");
    assertThat(dir.toFile().list()).containsExactly("rows.csv");
    assertThat(Cli.run("import", rows, "--store", store, "--sort").exitCode()).isZero();
    assertThat(store).isDirectory();
  }

  @Test
  @DisplayName("rows out of order are refused also behind a failed row without a time")
  void orderBehindFailedRows() throws IOException {
    String timeless = ",a,b,12.00,CNY,FAILED\n";
    Path rows = file(row("09:00:00", "a", "b", ""), timeless, row("08:00:00", "a", "c", ""));

    Cli.Result result = Cli.run("import", rows, "--store", dir.resolve("state"));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("must be in order of time: use --sort");
  }

  @Test
  @DisplayName("a store that has something in it is left alone: it would be counted twice")
  void notTwice() throws IOException {
    Path store = dir.resolve("state");
    Path rows = file(row("09:00:00", "a", "b", ""));
    assertThat(Cli.run("import", rows, "--store", store).exitCode()).isZero();

    Cli.Result again = Cli.run("import", rows, "--store", store);

    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("is not empty; an import begins a store");
    assertThat(Cli.run("import", rows).exitCode()).as("no store is named").isEqualTo(2);
  }

  @Test
  @DisplayName("a file of which nothing moved makes no store")
  void nothing() throws IOException {
    Path store = dir.resolve("state");

    Cli.Result result =
        Cli.run("import", file(row("09:00:00", "a", "b", "FAILED")), "--store", store);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("Nothing could be imported");
    assertThat(store).doesNotExist();
  }
}
