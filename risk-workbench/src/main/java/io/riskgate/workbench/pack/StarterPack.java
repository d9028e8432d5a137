package io.riskgate.workbench.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.riskgate.rules.RulePacks;
import io.riskgate.workbench.message.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The packs that an author begins with: a small and commented one, or a copy of a bundled one. */
public final class StarterPack {
  private static final String FOLDER = "/io/riskgate/workbench/starter/";
  private static final List<String> FILES =
      List.of(
          "README.md",
          "pack.yaml",
          "rules/payee.drl",
          "rules/behaviour.drl",
          "tests/payee.yaml",
          "tests/behaviour.yaml",
          "messages_zh.properties",
          "messages_en.properties");

  private StarterPack() {}

  /**
   * Writes the pack into a folder that is not there yet, or empty.
   *
   * @return the files, relative to the folder
   */
  public static List<String> write(Path dir) throws IOException {
    refuseTaken(dir);
    for (String file : FILES) {
      Path target = dir.resolve(file);
      Files.createDirectories(target.toAbsolutePath().getParent());
      String text = resource(file).replace("${id}", idOf(dir));
      Files.writeString(target, text, StandardOpenOption.CREATE_NEW);
    }
    return FILES;
  }

  /**
   * Copies a pack that comes with the library into a folder that is not there yet, or empty.
   *
   * @return the files, relative to the folder
   */
  public static List<String> copy(String id, Path dir) throws IOException {
    refuseTaken(dir);
    try {
      return RulePacks.copyBundled(id, dir);
    } catch (IllegalArgumentException e) {
      throw new InputException("no pack '" + id + "' comes with the library; there is cn", e);
    }
  }

  private static void refuseTaken(Path dir) throws IOException {
    if (Files.exists(dir) && !Files.isDirectory(dir)) {
      throw new InputException(dir + ": there is a file of this name");
    }
    if (Files.isDirectory(dir)) {
      try (Stream<Path> entries = Files.list(dir)) {
        if (entries.findAny().isPresent()) {
          throw new InputException(dir + ": this folder is not empty; name a new one");
        }
      }
    }
  }

  /** The folder's name as far as a pack's id may be like it. */
  private static String idOf(Path dir) {
    Path name = dir.toAbsolutePath().normalize().getFileName();
    String id =
        (name == null ? "" : name.toString())
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^[^a-z]+|-+$", "");
    return id.isEmpty() ? "mypack" : id.substring(0, Math.min(id.length(), 32));
  }

  private static String resource(String file) throws IOException {
    try (InputStream in = StarterPack.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("The workbench lacks " + file);
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
