package io.riskgate.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The option {@code --intelligence} of {@code ./risk score}. */
class IntelligenceOptionTest {
  private static final String ROWS =
      """
      transfer_id,time,payer,payee,amount,currency,ip
      T1,2026-01-05T09:00:00+08:00,alice,bob,1.00,CNY,203.0.113.9
      T2,2026-01-05T09:01:00+08:00,alice,bob,1.00,CNY,203.0.113.10
      T3,2026-01-05T09:02:00+08:00,alice,bob,1.00,CNY,
      """;

  @TempDir Path dir;

  private Cli.Result score(Object... options) throws IOException {
    Path rows = Files.writeString(dir.resolve("rows.csv"), ROWS);
    Object[] args = new Object[options.length + 2];
    args[0] = "score";
    args[1] = rows;
    System.arraycopy(options, 0, args, 2, options.length);
    return Cli.runWith(TestPack.holdingTor(), args);
  }

  @Test
  @DisplayName("transfers are looked up in the files that are named")
  void lookedUp() throws IOException {
    Path tor = Files.writeString(dir.resolve("tor.txt"), "203.0.113.9\n");

    Cli.Result result = score("--intelligence", "tor-exits=" + tor);

    assertThat(result.err()).doesNotContain("error");
    assertThat(result.exitCode()).isZero();
    assertThat(result.rows().get(1)).startsWith("T1,HOLD,60,TOR,");
    assertThat(result.rows().get(2)).startsWith("T2,ALLOW,0,");
    assertThat(result.rows().get(3)).startsWith("T3,ALLOW,0,");
    assertThat(score().rows().get(1)).startsWith("T1,ALLOW,0,");
  }

  @Test
  @DisplayName("a file that cannot be used is an error here, where somebody tries rules out")
  void unusable() throws IOException {
    Path page = Files.writeString(dir.resolve("vpn.txt"), "<html>\n");

    Cli.Result result =
        score("--intelligence", "tor-exits=nowhere.txt", "--intelligence", "vpn=" + page);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("nowhere.txt: is missing")
        .contains("vpn.txt: 1 of 1 lines are no entries: line 1: not an address");
    assertThat(result.out()).isEmpty();
  }

  @Test
  @DisplayName("kinds that do not exist and missing names are told at once")
  void wrongUse() throws IOException {
    Cli.Result result = score("--intelligence", "tor-exit=a.txt", "--intelligence", "vpn");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("there is no kind 'tor-exit'", "did you mean 'tor-exits'?")
        .contains("give a file, as in vpn=FILE");
  }
}
