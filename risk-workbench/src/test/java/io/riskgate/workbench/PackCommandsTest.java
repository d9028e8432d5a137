package io.riskgate.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.rules.RulePacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code new}, {@code lint} and {@code test}, the way an author goes. */
class PackCommandsTest {
  @TempDir Path temp;

  private Path dir;

  @BeforeEach
  void starterPack() {
    dir = temp.resolve("My pack");
    assertThat(run("new", dir).exitCode()).isZero();
  }

  @Test
  void theStarterPackPasses() {
    assertThat(run("lint", dir))
        .isEqualTo(new Cli.Result(0, "my-pack 0.1.0: 4 rules, 0 errors, 0 warnings\n", ""));
    assertThat(run("test", dir)).isEqualTo(new Cli.Result(0, "12 passed, 0 failed\n", ""));
  }

  @Test
  void newSaysWhatToDoNext() {
    Path other = temp.resolve("other");

    assertThat(run("new", other).rows())
        .contains(other.resolve("rules/payee.drl").toString())
        .endsWith("  ./risk lint " + other, "  ./risk test " + other);
  }

  @Test
  void newNeverOverwrites() throws IOException {
    assertThat(run("new", dir))
        .isEqualTo(
            new Cli.Result(2, "", "risk: " + dir + ": this folder is not empty; name a new one\n"));

    Path file = Files.writeString(temp.resolve("file"), "mine");
    assertThat(run("new", file).err())
        .isEqualTo("risk: " + file + ": there is a file of this name\n");
    assertThat(file).hasContent("mine");
  }

  @Test
  void lintTellsEveryProblemWithFileAndLine() throws IOException {
    edit("rules/payee.drl", "!counterparty.paidBefore", "!counterparty.paidBfore");
    edit("rules/behaviour.drl", "value > P.LARGE_AMOUNT", "value > 500000");

    assertThat(run("lint", dir))
        .isEqualTo(
            new Cli.Result(
                3,
                """
                rules/behaviour.drl:6: error: 'value' is money and 500000 is a bare number: declare\
                 a parameter of type money in pack.yaml and write P.<its name>
                rules/payee.drl:12: error: unknown fact 'counterparty.paidBfore' (did you mean\
                 'counterparty.paidBefore'?)
                """
                    + dir
                    + ": 4 rules, 2 errors, 0 warnings\n",
                ""));
  }

  @Test
  void aWarningIsNoFailure() throws IOException {
    edit(
        "rules/behaviour.drl",
        "device.ageHours < P.NEW_HOURS",
        "payer.ageHours / device.ageHours > 3");

    Cli.Result result = run("lint", dir);

    assertThat(result.exitCode()).isZero();
    assertThat(result.rows())
        .containsExactly(
            "rules/behaviour.drl:6: warning: 'device.ageHours' can be zero: the rule then fails,"
                + " and the decision asks for VERIFY at least; multiply instead of dividing",
            "my-pack 0.1.0: 4 rules, 0 errors, 1 warning");
  }

  @Test
  void notesSayWhatEachRuleNeeds() {
    assertThat(run("lint", dir, "--notes").rows())
        .contains(
            "rules/behaviour.drl:3: note: NEW_DEVICE_LARGE needs DEVICE; waits for enough history"
                + " to tell new from known; takes the direct lane: it is one pattern of plain"
                + " conditions over the facts",
            "rules/behaviour.drl:9: note: BURST_OF_TRANSFERS is always evaluated; takes the direct"
                + " lane: it is one pattern of plain conditions over the facts");
  }

  @Test
  void notesTellNoLaneOfAPackThatWasNotCompiled() throws IOException {
    edit("rules/payee.drl", "!counterparty.paidBefore", "!counterparty.paidBfore");

    assertThat(run("lint", dir, "--notes").rows())
        .contains("rules/behaviour.drl:9: note: BURST_OF_TRANSFERS is always evaluated");
  }

  @Test
  void newCopiesAPackThatComesWithTheLibrary() {
    Path copy = temp.resolve("copy");

    assertThat(run("new", copy, "--from", "cn").rows())
        .contains(copy.resolve("rules/purpose.drl").toString())
        .endsWith(
            "Next: give it an id and a version of its own in " + copy.resolve("pack.yaml"),
            "and change what you like, then",
            "  ./risk lint " + copy,
            "  ./risk test " + copy);

    assertThat(run("lint", copy).rows())
        .singleElement()
        .asString()
        .startsWith("cn ")
        .endsWith(" rules, 0 errors, 0 warnings");
    assertThat(run("test", copy).exitCode()).isZero();
    assertThat(run("new", copy, "--from", "cn").err())
        .isEqualTo("risk: " + copy + ": this folder is not empty; name a new one\n");
  }

  @Test
  void newCopiesNoPackThatIsNotThere() {
    Path copy = temp.resolve("copy");

    assertThat(run("new", copy, "--from", "nl"))
        .isEqualTo(
            new Cli.Result(2, "", "risk: no pack 'nl' comes with the library; there is cn\n"));
    assertThat(copy).doesNotExist();
  }

  @Test
  void testTellsWhatFailedAndWhatIsNotTested() throws IOException {
    edit("tests/payee.yaml", "{ counterparty.ageHours: 2161 }", "{ counterparty.ageHours: 2160 }");
    edit("tests/behaviour.yaml", "  quiet: { history.payerOutCount30m: P.BURST_COUNT - 1 }", "");

    assertThat(run("test", dir))
        .isEqualTo(
            new Cli.Result(
                3,
                """
                tests/payee.yaml:13: error: rule KNOWN_PAYEE should be 'fires' and is 'quiet'
                rules/behaviour.drl:9: warning: rule BURST_OF_TRANSFERS has no test with 'quiet'
                10 passed, 1 failed
                """,
                ""));
  }

  @Test
  void testTellsThePacksErrors() throws IOException {
    edit("pack.yaml", "value: 6", "value: 600");

    assertThat(run("test", dir))
        .isEqualTo(
            new Cli.Result(
                3,
                """
                pack.yaml:34: error: 'BURST_COUNT' of 'parameters' of a pack: value must lie between\
                 min and max
                0 passed, 0 failed: the pack has errors
                """,
                ""));
  }

  @Test
  void aFolderThatIsNotThere() {
    Path none = temp.resolve("none");
    String expected =
        "risk: "
            + none
            + ": there is no such folder; './risk new "
            + none
            + "' makes a pack to"
            + " begin with\n";

    assertThat(run("lint", none)).isEqualTo(new Cli.Result(2, "", expected));
    assertThat(run("test", none)).isEqualTo(new Cli.Result(2, "", expected));
    assertThat(run("lint").exitCode()).isEqualTo(2);
  }

  private void edit(String file, String part, String by) throws IOException {
    String text = Files.readString(dir.resolve(file));
    assertThat(text).contains(part);
    Files.writeString(dir.resolve(file), text.replace(part, by));
  }

  private static Cli.Result run(Object... args) {
    return Cli.runWithPacks(pack -> RulePacks.load(Objects.requireNonNull(pack)), args);
  }
}
