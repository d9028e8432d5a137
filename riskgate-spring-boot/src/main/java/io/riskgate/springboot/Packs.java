package io.riskgate.springboot;

import io.riskgate.core.pack.PackProblem;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.pack.RulePackException;
import io.riskgate.rules.Lanes;
import io.riskgate.rules.RulePacks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Loads packs from where properties say. */
final class Packs {
  private Packs() {}

  /**
   * Loads a pack.
   *
   * @param prefix the properties' prefix, for messages
   * @throws SetupException listing what is wrong with it
   */
  static RulePack load(
      String prefix,
      @Nullable String bundled,
      @Nullable Path location,
      String pathInJar,
      Lanes lanes) {
    try {
      if (location == null) {
        String id = bundled == null ? RiskgateProperties.PACK_DEFAULT : bundled;
        return RulePacks.bundled(id, lanes);
      }
      return Files.isRegularFile(location)
          ? fromJar(location, pathInJar, lanes)
          : RulePacks.load(location, lanes);
    } catch (RulePackException e) {
      List<SetupProblem> problems = new ArrayList<>();
      for (PackProblem problem : e.problems()) {
        problems.add(
            new SetupProblem(
                prefix + ".location", problem.toString(), "see ./risk lint " + location));
      }
      throw new SetupException(problems, e);
    } catch (IllegalArgumentException e) {
      throw failed(prefix + ".bundled", e, "name one that comes with the library, such as cn");
    } catch (UncheckedIOException | IOException e) {
      throw failed(prefix + ".location", e, "name a folder or jar that can be read");
    }
  }

  /** All of a pack is read when it is loaded, so that the jar can be closed. */
  private static RulePack fromJar(Path jar, String pathInJar, Lanes lanes) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      return RulePacks.load(files.getPath(pathInJar), lanes);
    }
  }

  private static SetupException failed(String property, Exception e, String mend) {
    return new SetupException(
        List.of(new SetupProblem(property, String.valueOf(e.getMessage()), mend)), e);
  }
}
