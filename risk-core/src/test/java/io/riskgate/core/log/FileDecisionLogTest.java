package io.riskgate.core.log;

import static io.riskgate.core.log.LogKit.NOON;
import static io.riskgate.core.log.LogKit.entry;
import static io.riskgate.core.log.LogKit.files;
import static io.riskgate.core.log.LogKit.lines;
import static io.riskgate.core.log.LogKit.verify;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.Sentence;
import io.riskgate.core.internal.JsonReader;
import io.riskgate.core.spi.DecisionLogException;
import io.riskgate.core.spi.Identifiers;
import io.riskgate.core.spi.LogRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sentences J: the log as files. */
class FileDecisionLogTest {
  @TempDir Path dir;

  @Test
  @Sentence("J-8")
  void each_line_holds_the_sha256_of_the_whole_line_before() throws Exception {
    LogKit.write(dir, 3);

    List<String> lines = lines(dir);
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0))
        .isEqualTo(
            "{\"prev\":\""
                + "0".repeat(64)
                + "\",\"seq\":0,\"type\":\"file\",\"clock\":\"2024-03-14T04:00:00Z\","
                + "\"format\":1,\"file\":1,\"key\":null,\"torn\":[]}");
    for (int i = 1; i < lines.size(); i++) {
      byte[] before = (lines.get(i - 1) + "\n").getBytes(UTF_8);
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(before));
      assertThat(lines.get(i))
          .isEqualTo(
              "{\"prev\":\""
                  + hash
                  + "\",\"seq\":"
                  + i
                  + ",\"type\":\"test\",\"says\":\"r"
                  + (i - 1)
                  + "\"}");
    }
    assertThat(files(dir))
        .extracting(p -> p.getFileName().toString())
        .containsExactly("decisions-00000001-20240314.jsonl");
  }

  @ParameterizedTest
  @EnumSource
  @Sentence("J-8")
  void the_chain_goes_on_over_restarts_in_a_new_file(Sync sync) throws IOException {
    for (int run = 0; run < 3; run++) {
      try (FileDecisionLog log = FileDecisionLog.in(dir).required().sync(sync).open()) {
        assertThat(log.append(entry("a"))).isEqualTo(run * 3L + 1);
        log.note(entry("b"));
      }
    }

    assertThat(files(dir)).hasSize(3);
    LogVerification verification = verify(dir);
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.records()).isEqualTo(9);
  }

  @Test
  @Sentence("J-8")
  void a_log_that_is_opened_and_not_written_makes_no_file() throws IOException {
    FileDecisionLog.in(dir).open().close();

    assertThat(files(dir)).isEmpty();
    assertThat(verify(dir).records()).isZero();
  }

  @Test
  @Sentence("J-8")
  void the_chain_goes_on_over_full_files_and_days() throws IOException {
    try (FileDecisionLog log =
        FileDecisionLog.in(dir).required().fileBytes(FileDecisionLog.FILE_BYTES_MIN).open()) {
      for (int i = 0; i < 100; i++) {
        log.append(entry("x".repeat(200)));
      }
      log.append(entry("tomorrow", NOON + Duration.ofDays(1).toMillis()));
      log.append(entry("a clock that was set back", NOON));
    }

    List<Path> files = files(dir);
    assertThat(files).hasSizeGreaterThan(5);
    assertThat(files.get(files.size() - 1).getFileName().toString()).endsWith("-20240315.jsonl");
    assertThat(files.subList(0, files.size() - 1))
        .allSatisfy(
            file -> assertThat(Files.size(file)).isLessThan(FileDecisionLog.FILE_BYTES_MIN + 500));
    assertThat(verify(dir).findings()).isEmpty();
    assertThat(verify(dir).records()).isEqualTo(102L + files.size());
  }

  @ParameterizedTest
  @EnumSource
  @Sentence("J-8")
  void many_threads_write_one_chain_and_none_of_their_records_is_lost(Sync sync) throws Exception {
    int threads = 16;
    int each = 200;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Long> numbers = new ArrayList<>();
    try (FileDecisionLog log = FileDecisionLog.in(dir).required().sync(sync).queueMax(8).open()) {
      List<Callable<List<Long>>> writers = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        writers.add(
            () -> {
              List<Long> mine = new ArrayList<>();
              for (int i = 0; i < each; i++) {
                mine.add(log.append(entry(thread + "-" + i)));
              }
              return mine;
            });
      }
      for (Future<List<Long>> of : pool.invokeAll(writers)) {
        assertThat(of.get()).isSorted();
        numbers.addAll(of.get());
      }
      assertThat(log.lost()).isZero();
    } finally {
      pool.shutdown();
    }

    assertThat(numbers).doesNotHaveDuplicates().hasSize(threads * each);
    assertThat(verify(dir).findings()).isEmpty();
    List<String> lines = lines(dir);
    assertThat(lines).hasSize(threads * each + 1);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(JsonReader.object(lines.get(i)).whole("seq")).isEqualTo(i);
    }
  }

  @Test
  @Sentence("J-10")
  void what_a_crash_left_of_a_record_stays_and_the_next_record_tells_of_it() throws IOException {
    LogKit.write(dir, 3);
    Path first = files(dir).get(0);
    Files.writeString(first, "{\"prev\":\"abc", StandardOpenOption.APPEND);
    byte[] left = Files.readAllBytes(first);

    assertThat(verify(dir).findings()).isEmpty();
    assertThat(verify(dir).notes()).hasSize(1);
    LogKit.write(dir, 1);

    assertThat(first).hasBinaryContent(left);
    assertThat(lines(dir)).anySatisfy(line -> assertThat(line).contains("\"seq\":4"));
    assertThat(JsonReader.object(Files.readAllLines(files(dir).get(1)).get(0)).objects("torn"))
        .singleElement()
        .satisfies(
            torn -> {
              assertThat(torn.text("file")).isEqualTo(first.getFileName().toString());
              assertThat(torn.whole("bytes")).isEqualTo(12);
            });
    LogVerification verification = verify(dir);
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.notes().toString()).contains("unfinished record of 12 bytes");
    assertThat(verification.records()).isEqualTo(6);
  }

  @Test
  @Sentence("J-10")
  void a_file_whose_very_first_record_is_unfinished_is_told_of_too() throws IOException {
    LogKit.write(dir, 3);
    Files.writeString(dir.resolve("decisions-00000002-20240314.jsonl"), "{\"pr");
    Files.createFile(dir.resolve("decisions-00000003-20240314.jsonl"));

    LogKit.write(dir, 1);

    assertThat(verify(dir).findings()).isEmpty();
    assertThat(verify(dir).records()).isEqualTo(6);
    assertThat(verify(dir).files()).isEqualTo(4);
  }

  @Test
  @Sentence("J-10")
  void whole_lines_that_do_not_hold_together_are_left_out_and_found() throws IOException {
    LogKit.write(dir, 5);
    Path first = files(dir).get(0);
    List<String> lines = Files.readAllLines(first);
    lines.set(4, lines.get(4).replace("says", "sags"));
    Files.write(first, lines);

    LogKit.write(dir, 1); // goes on behind the last line that holds

    assertThat(verify(dir).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.what()).contains("hold whole lines"));
  }

  @Test
  @Sentence("J-10")
  void an_end_that_is_not_as_it_was_left_out_is_found() throws IOException {
    LogKit.write(dir, 3);
    Path first = files(dir).get(0);
    Files.writeString(first, "{\"prev\":\"abc", StandardOpenOption.APPEND);
    LogKit.write(dir, 1);
    Files.writeString(first, "d", StandardOpenOption.APPEND);

    assertThat(verify(dir).isIntact()).isFalse();
  }

  @Test
  @Sentence("J-11")
  void a_second_writer_is_refused_until_the_first_has_closed() {
    FileDecisionLog first = FileDecisionLog.in(dir).open();
    assertThatThrownBy(() -> FileDecisionLog.in(dir).open())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Somebody else writes the decision log");

    first.close();
    FileDecisionLog.in(dir).open().close();
  }

  @Test
  @Sentence("J-11")
  void a_log_of_a_newer_version_is_refused() throws IOException {
    LogKit.write(dir, 1);
    Path file = files(dir).get(0);
    Files.writeString(file, Files.readString(file).replace("\"format\":1", "\"format\":2"));

    assertThatThrownBy(() -> FileDecisionLog.in(dir).open())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("format 2")
        .hasMessageContaining("a newer version");
    assertThat(verify(dir).findings().get(0).what()).contains("use a newer one");
  }

  @Test
  @Sentence("J-11")
  void one_whose_last_file_does_not_begin_as_it_should_is_refused() throws IOException {
    LogKit.write(dir, 2);
    Path file = files(dir).get(0);
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(1, lines.size()));

    assertThatThrownBy(() -> FileDecisionLog.in(dir).open())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("./risk verify");

    lines.set(0, lines.get(0).replace("{\"prev\"", "{\"Prev\""));
    Files.write(file, lines);
    assertThatThrownBy(() -> FileDecisionLog.in(dir).open())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("./risk verify");
  }

  @Test
  void a_closed_log_takes_nothing_more() {
    FileDecisionLog log = FileDecisionLog.in(dir).open();
    log.close();

    assertThatThrownBy(() -> log.append(entry("late")))
        .isInstanceOf(DecisionLogException.class)
        .hasMessageContaining("closed");
    log.note(entry("late"));
    assertThat(log.lost()).isEqualTo(2);
  }

  @Test
  void the_key_is_named_in_each_file_and_is_not_in_it() throws IOException {
    byte[] key = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    try (FileDecisionLog log =
        FileDecisionLog.in(dir).pseudonyms(Pseudonyms.keyed("key \"7\"", key)).open()) {
      log.note(entry("a"));
    }

    assertThat(JsonReader.object(lines(dir).get(0)).text("key")).isEqualTo("key \"7\"");
    assertThat(lines(dir).get(0)).doesNotContain("0123456789abcdef");
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    FileDecisionLog.Builder builder = FileDecisionLog.in(dir);
    assertThatThrownBy(() -> builder.queueMax(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.fileBytes(100)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.patience(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.syncInterval(Duration.ofDays(2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Sentence({"J-4", "J-5", "J-8"})
  void a_record_that_is_too_long_to_be_read_is_not_written_and_hides_none_behind_it()
      throws IOException {
    String tooLong = "\u4eac".repeat((1 << 20) / 3);
    try (FileDecisionLog log = FileDecisionLog.in(dir).open()) {
      assertThatThrownBy(() -> log.append(entry(tooLong)))
          .isInstanceOf(DecisionLogException.class)
          .hasMessageContaining("longer than");
      log.note(entry(tooLong));
      assertThat(log.lost()).isEqualTo(2);
      log.append(entry("long: " + "\u4eac".repeat((1 << 20) / 3 - 100)));
      log.append(entry("behind it"));
    }
    LogKit.write(dir, 1);

    LogVerification verification = verify(dir);
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.notes()).hasSize(1); // the two that are lost
    assertThat(verification.records()).isEqualTo(6);
  }

  @Test
  @Sentence("J-5")
  void a_record_that_cannot_even_be_written_down_is_counted() throws IOException {
    LogRecord broken =
        new LogRecord() {
          @Override
          public long clockMs() {
            return NOON;
          }

          @Override
          public String members(Identifiers identifiers) {
            throw new IllegalStateException("a test");
          }
        };
    try (FileDecisionLog log = FileDecisionLog.in(dir).open()) {
      assertThatThrownBy(() -> log.note(broken)).isInstanceOf(IllegalStateException.class);
      assertThat(log.lost()).isEqualTo(1);
      log.append(entry("after"));
    }
    assertThat(verify(dir).lost()).isEqualTo(1);
  }
}
