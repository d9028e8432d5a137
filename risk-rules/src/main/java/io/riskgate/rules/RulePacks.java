package io.riskgate.rules;

import io.riskgate.core.RiskEngine;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.pack.RulePackException;
import io.riskgate.rules.internal.LoadedPack;
import io.riskgate.rules.internal.PackAssembler;
import io.riskgate.rules.internal.PackFiles;
import io.riskgate.rules.internal.PrebuiltPack;
import io.riskgate.rules.internal.drools.DroolsLanguage;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Loads rule packs. Loading from a folder compiles and checks the rules and takes seconds in a
 * fresh JVM. A pack is immutable: load it once and share it.
 *
 * <p>A pack's SHA-256 is taken over its content, file by file in the order of their paths: the path
 * in UTF-8, a zero byte, the length in bytes as eight bytes with the highest first, and the bytes
 * as they are. Line ends are not changed, so a checkout that rewrites them makes another pack.
 * {@code README.md} and files whose names start with a dot are no part of it; nor are {@code
 * index.txt} and {@code compiled.bin}, which lie beside the packs that come with this library.
 */
public final class RulePacks {
  private RulePacks() {}

  /**
   * Loads a pack that comes with this library. It passed every check and was compiled when the
   * library was built; here only the SHA-256 of its files is compared, and nothing is compiled.
   *
   * @param id the pack's id; {@code cn} is the one there is
   * @throws IllegalArgumentException if no pack of this id comes with this library
   */
  public static RulePack bundled(String id) {
    return bundled(id, Lanes.DIRECT_WHERE_POSSIBLE);
  }

  /**
   * Loads a pack that comes with this library as {@link #bundled(String)} does, and says which
   * lanes its rules may take. Sessions start Drools' engine, but no compiler.
   *
   * @param id the pack's id; {@code cn} is the one there is
   * @param lanes the lanes
   * @throws IllegalArgumentException if no pack of this id comes with this library
   */
  public static RulePack bundled(String id, Lanes lanes) {
    PackFiles files = PackFiles.bundled(id);
    byte[] prebuilt = PackFiles.prebuilt(id);
    if (prebuilt == null) {
      throw new IllegalStateException(
          "Pack '" + id + "' is not compiled; the library's build does that (mvn process-classes)");
    }
    try {
      return PrebuiltPack.read(
          files,
          new DataInputStream(new ByteArrayInputStream(prebuilt)),
          new DroolsLanguage(lanes)::readClasses,
          new DroolsLanguage());
    } catch (IOException e) {
      throw new IllegalStateException("The compiled pack '" + id + "' is cut off", e);
    }
  }

  /**
   * Copies the files of a pack that comes with this library, for an author to start from. What it
   * is compiled to is not copied: {@link #load(Path)} compiles the copy.
   *
   * @param id the pack's id; {@code cn} is the one there is
   * @param dir the folder, which is made where it is not there
   * @return the files, relative to the folder, with forward slashes
   * @throws IllegalArgumentException if no pack of this id comes with this library
   * @throws IOException if a file cannot be written, or is there already
   */
  public static List<String> copyBundled(String id, Path dir) throws IOException {
    return PackFiles.bundled(id).copyTo(dir);
  }

  /**
   * Loads a pack from a folder. What belongs in it is told in {@code docs/rule-authors.md}. The
   * folder may lie in a jar that is opened by {@code FileSystems.newFileSystem(jar)}: the same
   * files are the same pack, wherever they lie.
   *
   * @throws RulePackException if anything is wrong with the pack; it lists every problem
   * @throws java.io.UncheckedIOException if the folder cannot be read
   */
  public static RulePack load(Path dir) {
    return load(dir, Lanes.DIRECT_WHERE_POSSIBLE);
  }

  /**
   * Loads a pack from a folder, and says which lanes its rules may take.
   *
   * @throws RulePackException if anything is wrong with the pack; it lists every problem
   * @throws java.io.UncheckedIOException if the folder cannot be read
   */
  public static RulePack load(Path dir, Lanes lanes) {
    return PackAssembler.assemble(dir.toString(), PackFiles.in(dir), new DroolsLanguage(lanes));
  }

  /**
   * Watches a pack's folder and puts it live in an engine whenever its files change, while scoring
   * goes on; looks every {@link PackWatch#INTERVAL}. A folder that holds something else than the
   * active pack from the start is put live as well. Whatever is wrong with it is logged.
   *
   * @return what is closed to end it
   */
  public static PackWatch watch(Path folder, RiskEngine engine) {
    return watch(
        folder, engine, Lanes.DIRECT_WHERE_POSSIBLE, PackWatch.INTERVAL, PackWatchListener.NONE);
  }

  /**
   * Watches a pack's folder as {@link #watch(Path, RiskEngine)} does, and tells what came of it.
   *
   * @param lanes which lanes the rules may take
   * @param interval how often the folder is looked at; a millisecond at least
   * @param listener told of each change
   */
  public static PackWatch watch(
      Path folder, RiskEngine engine, Lanes lanes, Duration interval, PackWatchListener listener) {
    return PackWatch.start(folder, engine, lanes, interval, listener);
  }

  /**
   * Tells which lane each rule of a pack takes and why, in the order of the rules.
   *
   * @throws IllegalArgumentException if the pack was not loaded by this class
   */
  public static List<RuleLane> lanes(RulePack pack) {
    if (pack instanceof LoadedPack loaded) {
      return loaded.lanes();
    }
    throw new IllegalArgumentException("Not loaded by RulePacks: " + pack.identity());
  }
}
