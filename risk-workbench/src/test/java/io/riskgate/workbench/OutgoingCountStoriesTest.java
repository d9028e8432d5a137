package io.riskgate.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Decision;
import io.riskgate.core.Hit;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stories by which Tazama tells what "transfers sent by this account in 24 hours" means. Its
 * count has the current transfer in it; ours is what was before, so ours + 1 is theirs.
 *
 * <p>Their second story cannot be told here: in it the current transfer itself has failed, which
 * nobody knows before it is paid.
 */
class OutgoingCountStoriesTest {
  @TempDir Path dir;

  /**
   * A story.
   *
   * @param number its number in Tazama's list
   * @param told what was before
   * @param before the rows before the current transfer, in the order of their times
   * @param after the rows after it
   * @param theirs what Tazama counts
   */
  record Story(int number, String told, List<String> before, List<String> after, int theirs) {
    @Override
    public String toString() {
      return number + ": " + told;
    }
  }

  static Stream<Story> stories() {
    return Stream.of(
        new Story(1, "nothing", List.of(), List.of(), 1),
        new Story(3, "one settled 4 h ago", List.of(sent("08:00")), List.of(), 2),
        new Story(
            4,
            "one failed 4 h ago, one settled 2 h ago",
            List.of(failed("08:00"), sent("10:00")),
            List.of(),
            3),
        new Story(5, "two settled 2 h ago", List.of(sent("10:00"), sent("10:00")), List.of(), 3),
        new Story(
            6,
            "two settled 2.5 h and 2 h ago, to different payees",
            List.of(sentTo("carol", "09:30"), sent("10:00")),
            List.of(),
            3),
        new Story(
            7,
            "one settled 25 h ago, one within 24 h",
            List.of(yesterday("11:00"), sent("08:00")),
            List.of(),
            2),
        new Story(
            8,
            "as 7, and one that is dated 1 h later",
            List.of(yesterday("11:00"), sent("08:00")),
            List.of(sent("13:00")),
            2),
        new Story(
            9,
            "one settled 4 h ago, and others of another tenant's account of the same number",
            List.of(otherTenant("07:00"), sent("08:00"), otherTenant("09:00")),
            List.of(),
            2));
  }

  private static String row(String day, String time, String tenant, String payee, String status) {
    return "2026-01-%sT%s:00+08:00,%s,alice,%s,100.00,CNY,%s"
        .formatted(day, time, tenant, payee, status);
  }

  private static String sent(String time) {
    return row("06", time, "ours", "bob", "COMPLETED");
  }

  private static String sentTo(String payee, String time) {
    return row("06", time, "ours", payee, "COMPLETED");
  }

  private static String failed(String time) {
    return row("06", time, "ours", "bob", "FAILED");
  }

  private static String yesterday(String time) {
    return row("05", time, "ours", "bob", "COMPLETED");
  }

  private static String otherTenant(String time) {
    return row("06", time, "theirs", "bob", "COMPLETED");
  }

  /** The later one of story 8 does not count even where it has arrived first. */
  @Test
  void aLaterDatedTransferThatIsKnownAlreadyDoesNotCount() {
    Instant one = Instant.parse("2026-01-06T05:00:00Z");
    try (RiskEngine engine =
        RiskEngine.builder()
            .rules(TestPack.countingAttempts())
            .clock(InstantSource.fixed(one))
            .historyCompleteSince(Instant.EPOCH)
            .build()) {
      engine.score(transfer("earlier", one.minus(Duration.ofHours(5))));
      engine.score(transfer("later", one));

      Decision current = engine.score(transfer("current", one.minus(Duration.ofHours(1))));

      assertThat(current.hits()).extracting(Hit::code).containsExactly("N1");
    }
  }

  private static Transfer transfer(String id, Instant time) {
    return Transfer.builder()
        .id(id)
        .time(time)
        .payer("alice")
        .payee("bob")
        .amount("100.00", "CNY")
        .build();
  }

  @ParameterizedTest
  @MethodSource("stories")
  void countsWhatTazamaCounts(Story story) throws IOException {
    StringBuilder csv = new StringBuilder("time,tenant,payer,payee,amount,currency,status\n");
    // A transfer dated in the future cannot have been seen yet: a file in order of time has it
    // behind.
    Stream.of(story.before(), List.of(sentTo("dave", "12:00")), story.after())
        .flatMap(List::stream)
        .forEach(row -> csv.append(row).append('\n'));
    Path file = Files.writeString(dir.resolve("story.csv"), csv);

    Cli.Result result = Cli.runWith(TestPack.countingAttempts(), "score", file);

    assertThat(result.exitCode()).isZero();
    String current = result.rows().get(1 + story.before().size());
    assertThat(current)
        .isEqualTo("%d,ALLOW,1,N%d,,,,,".formatted(story.before().size() + 1, story.theirs() - 1));
  }
}
