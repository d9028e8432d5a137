package io.riskgate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.riskgate.core.pack.RulePack;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pack {@code cn} as an author starts from it. */
class BundledCopyTest {
  private static final Path BUILT = Path.of("target/classes/io/riskgate/rules/packs/cn");

  @TempDir Path temp;

  @Test
  @DisplayName("a copy of its folder, with all that lies beside it, lints and is the same pack")
  void folder() throws IOException {
    try (Stream<Path> walk = Files.walk(BUILT)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        Path target = temp.resolve(BUILT.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    assertThat(temp.resolve("index.txt")).exists();
    assertThat(temp.resolve("compiled.bin")).exists();

    RulePackLint lint = RulePackLint.lint(temp);

    assertThat(lint.problems()).isEmpty();
    assertThat(lint.identity()).contains(RulePacks.bundled("cn").identity());
  }

  @Test
  @DisplayName("the same folder in a jar is the same pack")
  void jar() throws IOException {
    Path jar = temp.resolve("packs.jar");
    try (FileSystem files = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      RulePacks.copyBundled("cn", files.getPath("/packs/mine"));
    }

    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      RulePack pack = RulePacks.load(files.getPath("/packs/mine"));

      assertThat(pack.identity()).isEqualTo(RulePacks.bundled("cn").identity());
      assertThat(RulePackTests.of(pack).run()).isEmpty();
    }
  }

  @Test
  @DisplayName("copyBundled copies the pack's own files and nothing else, and overwrites nothing")
  void copy() throws IOException {
    Path dir = temp.resolve("mine/pack");

    List<String> files = RulePacks.copyBundled("cn", dir);

    assertThat(files)
        .contains("pack.yaml", "rules/purpose.drl", "tests/purpose.yaml")
        .doesNotContain("index.txt", "compiled.bin");
    try (Stream<Path> walk = Files.walk(dir)) {
      assertThat(walk.filter(Files::isRegularFile).map(f -> dir.relativize(f).toString()))
          .containsExactlyInAnyOrderElementsOf(files);
    }
    for (String file : files) {
      assertThat(dir.resolve(file)).hasSameBinaryContentAs(BUILT.resolve(file));
    }
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> RulePacks.copyBundled("cn", dir));
    assertThatIllegalArgumentException().isThrownBy(() -> RulePacks.copyBundled("xy", temp));
  }

  @Test
  @DisplayName("a file of that name in a folder of the pack is no exception")
  void elsewhere() throws IOException {
    RulePacks.copyBundled("cn", temp);
    Files.writeString(temp.resolve("rules/index.txt"), "x");

    assertThat(RulePackLint.lint(temp).problems().stream().map(Object::toString))
        .containsExactly(
            "rules/index.txt: error: this file has no place in a pack; a pack is pack.yaml,"
                + " rules/*.drl, tests/*.yaml and messages_*.properties");
  }

  @Test
  @DisplayName("it runs in sessions only where that is asked for, with the same identity")
  void sessionsOnly() {
    RulePack pack = RulePacks.bundled("cn", Lanes.SESSION_ONLY);

    assertThat(RulePacks.lanes(pack))
        .isNotEmpty()
        .allSatisfy(
            lane ->
                assertThat(lane)
                    .hasToString("session lane: the pack was loaded for sessions only"));
    assertThat(RulePackTests.of(pack).run()).isEmpty();
    assertThat(pack.identity()).isEqualTo(RulePacks.bundled("cn").identity());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RulePacks.bundled("xy", Lanes.SESSION_ONLY));
  }

  @Test
  @DisplayName("lint tells of each rule which lane it takes, unless the pack was not compiled")
  void lanes() throws IOException {
    RulePacks.copyBundled("cn", temp);

    assertThat(RulePackLint.lint(temp).notes())
        .hasSize(RulePacks.bundled("cn").rules().size())
        .allSatisfy(
            note ->
                assertThat(note.toString())
                    .endsWith(
                        "; takes the direct lane: it is one pattern of plain conditions over the"
                            + " facts"));

    Path drl = temp.resolve("rules/purpose.drl");
    Files.writeString(drl, Files.readString(drl).replace("purpose contains", "purpos contains"));
    assertThat(RulePackLint.lint(temp).notes())
        .isNotEmpty()
        .allSatisfy(note -> assertThat(note.lane()).isNull());
  }
}
