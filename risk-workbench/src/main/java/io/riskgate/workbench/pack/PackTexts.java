package io.riskgate.workbench.pack;

import io.riskgate.workbench.message.InputException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** What the author of a pack has written, to the letter: texts and parameters. */
public final class PackTexts {
  private final Properties messages;
  private final Map<String, Map<?, ?>> parameters;

  private PackTexts(Properties messages, Map<String, Map<?, ?>> parameters) {
    this.messages = messages;
    this.parameters = parameters;
  }

  /** Reads a pack that passes lint. */
  public static PackTexts in(Path dir, String language) throws IOException {
    Path file = dir.resolve("messages_" + language + ".properties");
    if (!Files.exists(file)) {
      throw new InputException(
          dir + ": the pack has no texts in '" + language + "'; name a language that it has");
    }
    Properties messages = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      messages.load(reader);
    }
    return new PackTexts(messages, parameters(Files.readString(dir.resolve("pack.yaml"))));
  }

  /** As texts, so that 5000.00 stays 5000.00. */
  private static Map<String, Map<?, ?>> parameters(String yaml) {
    LoadSettings settings = LoadSettings.builder().setSchema(new FailsafeSchema()).build();
    Map<String, Map<?, ?>> parameters = new LinkedHashMap<>();
    if (new Load(settings).loadFromString(yaml) instanceof Map<?, ?> pack
        && pack.get("parameters") instanceof Map<?, ?> declared) {
      declared.forEach(
          (name, parameter) -> {
            if (parameter instanceof Map<?, ?> keys) {
              parameters.put(String.valueOf(name), keys);
            }
          });
    }
    return parameters;
  }

  /** A text as it is written, with its facts and parameters in curly braces; empty if none. */
  String message(String key) {
    return messages.getProperty(key, "");
  }

  /** The parameters by name, each with its keys, in the order of the pack. */
  Map<String, Map<?, ?>> parameters() {
    return parameters;
  }
}
