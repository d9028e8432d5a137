package io.riskgate.core.log;

import static io.riskgate.core.log.LogKit.entry;
import static io.riskgate.core.log.LogKit.files;
import static io.riskgate.core.log.LogKit.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.Sentence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sentences J: what verifying finds, and what it cannot. */
class LogVerifierTest {
  private static final int RECORDS = 12;

  @TempDir Path dir;
  private Path file;
  private List<String> lines;

  @BeforeEach
  void write() throws IOException {
    LogKit.write(dir, RECORDS - 1);
    file = files(dir).get(0);
    lines = Files.readAllLines(file);
  }

  private LogVerification rewritten() throws IOException {
    Files.writeString(file, String.join("\n", lines) + "\n");
    return verify(dir);
  }

  @Test
  @Sentence("J-8")
  void any_byte_that_is_changed_is_found_but_for_the_last_record() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    // Its line begins behind the line feed of the one before, which belongs to both.
    int lastLine = bytes.length - (lines.get(RECORDS - 1).length() + 2);
    for (int i = 0; i < lastLine; i++) {
      byte before = bytes[i];
      bytes[i] ^= 1;
      Files.write(file, bytes);
      assertThat(verify(dir).isIntact()).as("byte %d", i).isFalse();
      bytes[i] = before;
    }
    Files.write(file, bytes);
    assertThat(verify(dir).isIntact()).isTrue();
  }

  @Test
  @Sentence("J-8")
  void any_record_that_is_removed_is_found_but_for_the_last() throws IOException {
    List<String> all = List.copyOf(lines);
    for (int i = 0; i < RECORDS - 1; i++) {
      lines = new java.util.ArrayList<>(all);
      lines.remove(i);
      LogVerification verification = rewritten();
      assertThat(verification.isIntact()).as("record %d", i).isFalse();
      assertThat(verification.findings().toString()).contains("record " + i + " is missing");
    }
  }

  @Test
  @Sentence("J-8")
  void any_two_records_that_change_places_are_found() throws IOException {
    for (int i = 1; i < RECORDS - 1; i++) {
      Collections.swap(lines, i, i + 1);
      assertThat(rewritten().findings().toString()).contains("the order was changed");
      Collections.swap(lines, i, i + 1);
    }
  }

  @Test
  @Sentence("J-8")
  void a_record_that_is_there_twice_or_put_in_is_found() throws IOException {
    lines.add(7, lines.get(6));
    assertThat(rewritten().isIntact()).isFalse();
    lines.set(7, "a remark");
    assertThat(rewritten().findings())
        .containsExactly(
            new LogFinding(file.getFileName() + ":8", "is no record: the line was changed"));
  }

  @Test
  @Sentence("J-8")
  void what_is_changed_is_told_by_file_and_line() throws IOException {
    lines.set(7, lines.get(7).replace("r6", "r9"));

    assertThat(rewritten().findings())
        .containsExactly(
            new LogFinding(
                file.getFileName() + ":9",
                "record 7 was changed, or this line: it does not hold the hash of the line"
                    + " before"));
  }

  @Test
  @Sentence("J-8")
  void a_file_that_is_missing_is_found() throws IOException {
    LogKit.write(dir, 3);
    LogKit.write(dir, 3);
    Files.delete(files(dir).get(1));

    assertThat(verify(dir).findings().toString())
        .contains("the files numbered in between are not here")
        .contains("records 12 to 15 are missing");
  }

  @Test
  @Sentence("J-9")
  void without_a_checkpoint_a_cut_end_is_not_seen_and_with_one_it_is() throws IOException {
    Checkpoint checkpoint = verify(dir).head().orElseThrow();
    lines = lines.subList(0, RECORDS - 1);

    assertThat(rewritten().isIntact()).isTrue();
    assertThat(verify(dir).checked()).isFalse();

    LogVerification against = LogVerifier.of(dir).against(checkpoint).run();
    assertThat(against.findings())
        .containsExactly(
            new LogFinding(
                "the log",
                "had 12 records when the checkpoint was taken, and ends after 11: its end was cut"
                    + " off"));
    assertThat(against.head()).isEmpty();
  }

  @Test
  @Sentence("J-9")
  void a_log_that_was_written_anew_is_found_by_a_checkpoint_alone() throws IOException {
    Checkpoint checkpoint = verify(dir).head().orElseThrow();
    Files.delete(file);
    try (FileDecisionLog log = FileDecisionLog.in(dir).required().open()) {
      for (int i = 0; i < RECORDS; i++) {
        log.append(entry("forged"));
      }
    }

    assertThat(verify(dir).isIntact()).isTrue();
    assertThat(LogVerifier.of(dir).against(checkpoint).run().findings())
        .extracting(LogFinding::what)
        .containsExactly("is not the record that the checkpoint was taken at");
  }

  @Test
  @Sentence("J-9")
  void a_log_that_has_grown_since_holds_its_checkpoint() throws IOException {
    Checkpoint checkpoint = verify(dir).head().orElseThrow();
    LogKit.write(dir, 5);

    LogVerification verification = LogVerifier.of(dir).against(checkpoint).run();
    assertThat(verification.isIntact()).isTrue();
    assertThat(verification.checked()).isTrue();
    assertThat(Checkpoint.ofJson(checkpoint.toJson())).isEqualTo(checkpoint);
  }

  @Test
  @Sentence("J-9")
  void the_last_record_can_be_changed_unseen_unless_there_is_a_checkpoint() throws IOException {
    Checkpoint checkpoint = verify(dir).head().orElseThrow();
    lines.set(RECORDS - 1, lines.get(RECORDS - 1).replace("r10", "r99"));

    assertThat(rewritten().isIntact()).isTrue();
    assertThat(LogVerifier.of(dir).against(checkpoint).run().isIntact()).isFalse();
  }

  @Test
  @Sentence("J-9")
  void files_that_were_put_away_are_missed_unless_a_checkpoint_says_where_the_rest_begins()
      throws IOException {
    Checkpoint away = verify(dir).head().orElseThrow();
    LogKit.write(dir, 5);
    Checkpoint now = verify(dir).head().orElseThrow();
    Files.delete(file);

    assertThat(verify(dir).findings().get(0).what()).contains("records 0 to 11 are missing");
    LogVerification rest = LogVerifier.of(dir).beginningAt(away).against(now).run();
    assertThat(rest.findings()).isEmpty();
    assertThat(rest.first()).isEqualTo(RECORDS);
    assertThat(rest.head()).contains(now);

    Checkpoint another = new Checkpoint(RECORDS, "a".repeat(64));
    assertThat(LogVerifier.of(dir).beginningAt(another).run().findings())
        .extracting(LogFinding::what)
        .containsExactly("does not follow from what is said to lie before it");
    assertThat(LogVerifier.of(dir).beginningAt(away).against(away).run().findings())
        .extracting(LogFinding::what)
        .containsExactly("begins after the checkpoint, which proves nothing of it");
  }

  @Test
  void text_that_is_no_checkpoint_is_refused() {
    for (String text :
        List.of(
            "",
            "{}",
            "[]",
            "{\"format\":2,\"count\":1,\"head\":\"" + "a".repeat(64) + "\"}",
            "{\"format\":1,\"count\":0,\"head\":\"" + "a".repeat(64) + "\"}",
            "{\"format\":1,\"count\":1,\"head\":\"A\"}",
            "{\"format\":1,\"count\":1,\"count\":1,\"head\":\"" + "a".repeat(64) + "\"}")) {
      assertThatThrownBy(() -> Checkpoint.ofJson(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_line_that_never_ends_is_not_read_into_memory() throws IOException {
    Files.write(
        file,
        "x".repeat(3 * LineReader.LINE_MAX).getBytes(StandardCharsets.US_ASCII),
        java.nio.file.StandardOpenOption.APPEND);

    assertThat(verify(dir).records()).isEqualTo(RECORDS);
    assertThat(verify(dir).notes().get(0).what()).contains("unfinished record of 3145728 bytes");
  }
}
