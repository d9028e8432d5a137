package io.riskgate.workbench.yaml;

import io.riskgate.workbench.message.InputException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** The text of a YAML file. */
public final class YamlText {
  private static final long BYTES_MAX = 1 << 20;

  private YamlText() {}

  /**
   * Reads a file of at most 1 MiB.
   *
   * @param what what it is, for messages
   */
  public static String read(Path file, String what) {
    try {
      if (Files.size(file) > BYTES_MAX) {
        throw new InputException(file + ": is far too large for a " + what);
      }
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw new InputException(file + ": is not UTF-8 text", e);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Parses a text.
   *
   * @param file what to call it in messages
   * @param page the page that describes its form
   */
  public static Node root(String file, String yaml, String page) {
    try {
      return new Compose(LoadSettings.builder().setLabel(file).build())
          .composeString(yaml)
          .orElseThrow(() -> new InputException(file + ": is empty; see " + page));
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new InputException(file + line + ": is not YAML: " + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new InputException(file + ": is not YAML: " + e.getMessage(), e);
    }
  }
}
