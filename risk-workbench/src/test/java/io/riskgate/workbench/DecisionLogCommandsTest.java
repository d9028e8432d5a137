package io.riskgate.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.rules.RulePacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --log}, {@code verify} and {@code replay}, as their users run them. */
class DecisionLogCommandsTest {
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final String ROWS =
      """
      transfer_id,time,payer,payee,amount,currency,kind,status
      T1,2026-01-05T09:00:00+08:00,alice,bob,100.00,CNY,TRANSFER,
      T2,2026-01-05T09:01:00+08:00,alice,bob,10000.01,CNY,PAYMENT,COMPLETED
      T3,2026-01-05T09:02:00+08:00,alice,alice-cash,45000,CNY,WITHDRAWAL,
      """;

  @TempDir Path dir;

  private Path log() {
    return dir.resolve("log");
  }

  private Cli.Result score(Object... more) throws IOException {
    Path rows = Files.writeString(dir.resolve("rows.csv"), ROWS);
    Object[] args = new Object[4 + more.length];
    args[0] = "score";
    args[1] = rows;
    args[2] = "--log";
    args[3] = log();
    System.arraycopy(more, 0, args, 4, more.length);
    return Cli.run(args);
  }

  private Path onlyFile() throws IOException {
    try (var files = Files.list(log())) {
      List<Path> all = files.filter(f -> f.toString().endsWith(".jsonl")).toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  @Test
  @DisplayName("A run with --log can be verified and replayed, and comes out the same")
  void thereAndBack() throws IOException {
    Cli.Result scored = score();
    assertThat(scored.exitCode()).isZero();
    assertThat(scored.err()).contains("decision log: " + log());

    Cli.Result verified = Cli.run("verify", log());
    assertThat(verified.exitCode()).isZero();
    assertThat(verified.rows().get(0)).isEqualTo("intact: 5 records (0 to 4) in 1 file");
    assertThat(verified.out()).contains("The end is unprotected");

    Cli.Result replayed = Cli.run("replay", log());
    assertThat(replayed.exitCode()).isZero();
    assertThat(replayed.rows().get(0))
        .isEqualTo("3 decisions: 3 the same, 0 different, 0 that could not be decided again");
  }

  @Test
  @DisplayName("Every decision of a day in the life of a bank is replayed equal")
  void theDay() {
    Cli.Result played =
        Cli.runWith(
            RulePacks.bundled("cn"),
            "story",
            EXAMPLES.resolve("day-in-the-life.yaml"),
            "--log",
            log());
    assertThat(played.exitCode()).isZero();

    Cli.Result replayed = Cli.runWith(RulePacks.bundled("cn"), "replay", log());

    assertThat(replayed.exitCode()).as(replayed.out()).isZero();
    assertThat(replayed.rows().get(0))
        .matches("\\d\\d decisions: \\d\\d the same, 0 different, 0 that could not be .*");
  }

  @Test
  @DisplayName("So is every decision of the examples, also under pseudonyms and without the key")
  void theExamples() throws IOException {
    Path key = Files.write(dir.resolve("key-2026"), new byte[32]);
    Cli.Result scored =
        Cli.runWith(
            RulePacks.bundled("cn"),
            "score",
            EXAMPLES.resolve("transfers.csv"),
            "--out",
            dir.resolve("decisions.csv"),
            "--log",
            log(),
            "--log-key",
            key);
    assertThat(scored.exitCode()).isZero();

    Cli.Result replayed = Cli.runWith(RulePacks.bundled("cn"), "replay", log());

    assertThat(replayed.exitCode()).as(replayed.out()).isZero();
    assertThat(replayed.rows().get(0)).startsWith("199 decisions: 199 the same, ");
    assertThat(Files.readString(onlyFile()))
        .contains("\"key\":\"key-2026\"")
        .doesNotContain("wang-fang")
        .doesNotContain("PHONE-WANG")
        .doesNotContain("203.0.113")
        .doesNotContain("latitude");
  }

  @Test
  @DisplayName("A changed record is told by file and line, and replayed to another decision")
  void changed() throws IOException {
    score();
    Path file = onlyFile();
    Files.writeString(
        file,
        Files.readString(file)
            .replace("\"facts\":{\"kind\":\"WITHDRAWAL\"", "\"facts\":{\"kind\":\"REFUND\""));

    Cli.Result verified = Cli.run("verify", log(), "--export", dir.resolve("cp.json"));
    assertThat(verified.exitCode()).isZero(); // it is the last record, which nothing follows

    Cli.Result replayed = Cli.run("replay", log());
    assertThat(replayed.exitCode()).isEqualTo(3);
    assertThat(replayed.rows().get(0))
        .startsWith("different: " + file.getFileName() + ":5: T3: outcome: HOLD -> VERIFY")
        .contains("hits: [LARGE_WITHDRAWAL, OFTEN] -> [OFTEN]");
  }

  @Test
  @DisplayName("With a checkpoint kept elsewhere, a cut end is found")
  void cut() throws IOException {
    score();
    Path checkpoint = dir.resolve("monday.json");
    assertThat(Cli.run("verify", log(), "--export", checkpoint).exitCode()).isZero();
    assertThat(Cli.run("verify", log(), "--checkpoint", checkpoint).out())
        .contains("intact")
        .doesNotContain("unprotected");

    Path file = onlyFile();
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 4));

    assertThat(Cli.run("verify", log()).exitCode()).isZero();
    Cli.Result against =
        Cli.run("verify", log(), "--checkpoint", checkpoint, "--export", dir.resolve("no.json"));
    assertThat(against.exitCode()).isEqualTo(3);
    assertThat(against.out())
        .contains("found: the log: had 5 records when the checkpoint was taken, and ends after 4")
        .contains("NOT INTACT: 1 finding in 4 records in 1 file")
        .doesNotContain("checkpoint: {");
    assertThat(dir.resolve("no.json")).doesNotExist();
    assertThat(Cli.run("replay", log(), "--checkpoint", checkpoint).exitCode()).isEqualTo(3);
  }

  @Test
  @DisplayName("Another pack is named, whether or not it decides differently")
  void anotherPack() throws IOException {
    score();

    Cli.Result replayed = Cli.runWith(RulePacks.bundled("cn"), "replay", log());

    assertThat(replayed.exitCode()).isEqualTo(3);
    assertThat(replayed.out())
        .contains("other pack: 3 records were decided by test/1@000000000000")
        .contains("3 that could not be decided again")
        .contains("the pack reads what is not in the record: [history.");
  }

  @Test
  @DisplayName("What is no log, no checkpoint and no key is refused before anything is done")
  void refused() throws IOException {
    Path empty = Files.createDirectory(dir.resolve("empty"));
    Path noCheckpoint = Files.writeString(dir.resolve("no.json"), "{}");
    Path shortKey = Files.write(dir.resolve("short"), new byte[16]);
    score();

    assertThat(Cli.run("verify", dir.resolve("nowhere")).err()).contains("there is no such folder");
    assertThat(Cli.run("verify", empty).err()).contains("has no file of a decision log");
    assertThat(Cli.run("replay", empty).exitCode()).isEqualTo(2);
    assertThat(Cli.run("verify", log(), "--checkpoint", noCheckpoint).err())
        .contains("no.json: is no checkpoint: 'format' is missing");
    assertThat(score().err()).contains("holds a decision log already");
    assertThat(score().exitCode()).isEqualTo(2);
    assertThat(
            Cli.run(
                    "score",
                    dir.resolve("rows.csv"),
                    "--log",
                    dir.resolve("new"),
                    "--log-key",
                    shortKey)
                .err())
        .contains("short: The key has 16 bytes and needs 32");
    assertThat(Cli.run("score", dir.resolve("rows.csv"), "--log-key", shortKey).err())
        .contains("name its folder by --log");
    assertThat(Cli.run("score", dir.resolve("rows.csv"), "--log", noCheckpoint).err())
        .contains("is no folder");
  }
}
