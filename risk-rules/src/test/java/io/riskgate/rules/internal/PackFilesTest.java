package io.riskgate.rules.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackFilesTest {
  @Test
  void theHashIsWhatTheDocumentationSays() {
    // printf 'a\0\0\0\0\0\0\0\0\003abcb/c\0\0\0\0\0\0\0\0\002\r\n' | sha256sum
    PackFiles files = files(Map.of("b/c", "\r\n", "a", "abc"));

    assertThat(files.sha256())
        .isEqualTo("e9a9c56f5b0380d7996b872ea756dc6000d49b7c80b35919778fbf93dc1e3704");
  }

  @Test
  void theHashTellsContentsApart() {
    String hash = files(Map.of("a", "bc")).sha256();

    assertThat(files(Map.of("a", "bc")).sha256()).isEqualTo(hash);
    assertThat(files(Map.of("ab", "c")).sha256()).isNotEqualTo(hash);
    assertThat(files(Map.of("a", "b\n")).sha256())
        .isNotEqualTo(files(Map.of("a", "b\r\n")).sha256());
  }

  @Test
  void aFolderIsReadWithoutHiddenFilesAndReadme(@TempDir Path dir) throws IOException {
    write(dir.resolve("pack.yaml"), "id: a");
    write(dir.resolve("rules/a.drl"), "x");
    write(dir.resolve("README.md"), "x");
    write(dir.resolve(".git/config"), "x");
    write(dir.resolve("rules/.a.drl.swp"), "x");

    PackFiles files = PackFiles.in(dir);

    assertThat(files.sha256())
        .isEqualTo(files(Map.of("pack.yaml", "id: a", "rules/a.drl", "x")).sha256());
    assertThat(files.under("rules", ".drl")).containsExactly("rules/a.drl");
  }

  @Test
  void aFolderThatIsNotThere(@TempDir Path dir) {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> PackFiles.in(dir.resolve("none")))
        .withMessageStartingWith("Cannot read the rule pack in ");
  }

  @Test
  void aFileThatIsTooLarge(@TempDir Path dir) throws IOException {
    Files.write(dir.resolve("pack.yaml"), new byte[(1 << 20) + 1]);

    assertThat(reportOf(dir)).containsExactly("pack.yaml: error: a file has at most 1048576 bytes");
  }

  @Test
  void aPackThatIsTooLargeIsNotReadToItsEnd(@TempDir Path dir) throws IOException {
    for (int i = 0; i < 12; i++) {
      Files.write(dir.resolve("pack" + i + ".yaml"), new byte[1 << 20]);
    }

    assertThat(reportOf(dir))
        .anyMatch(line -> line.endsWith("a pack has at most 1000 files and 8388608 bytes in all"));
  }

  @Test
  void linksStayInside(@TempDir Path dir, @TempDir Path elsewhere) throws IOException {
    write(elsewhere.resolve("secret"), "root:x:0:0");
    write(elsewhere.resolve("rules/b.drl"), "x");
    write(dir.resolve("..data/a.drl"), "x");
    Files.createDirectories(dir.resolve("rules"));
    Files.createSymbolicLink(dir.resolve("rules/a.drl"), dir.resolve("..data/a.drl"));
    Files.createSymbolicLink(dir.resolve("rules/out.drl"), elsewhere.resolve("secret"));
    Files.createSymbolicLink(dir.resolve("rules/gone.drl"), elsewhere.resolve("none"));
    Files.createSymbolicLink(dir.resolve("tests"), dir.resolve("rules"));

    assertThat(reportOf(dir))
        .containsExactly(
            "rules/gone.drl: error: this link leads out of the pack",
            "rules/out.drl: error: this link leads out of the pack",
            "tests: error: this is no file that can be read; links to folders are not followed");
    assertThat(PackFiles.in(dir).under("rules", ".drl")).containsExactly("rules/a.drl");
  }

  @Test
  void anUnknownBundledPack() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PackFiles.bundled("../cn"))
        .withMessage(
            "No rule pack '../cn' comes with this library; load(Path) reads one from a folder");
  }

  @Test
  void textThatIsNotUtf8() {
    Problems problems = new Problems();
    PackFiles files = new PackFiles(Map.of("a", new byte[] {(byte) 0xD6, (byte) 0xD0}));

    assertThat(files.text("a", problems)).isEmpty();
    assertThat(problems.list())
        .map(Object::toString)
        .containsExactly("a: error: this file is not UTF-8; save it as UTF-8");
  }

  private static List<String> reportOf(Path dir) {
    Problems problems = new Problems();
    PackFiles.in(dir).report(problems);
    return problems.list().stream().map(Object::toString).toList();
  }

  private static PackFiles files(Map<String, String> texts) {
    Map<String, byte[]> content = new HashMap<>();
    texts.forEach((path, text) -> content.put(path, text.getBytes(UTF_8)));
    return new PackFiles(content);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
