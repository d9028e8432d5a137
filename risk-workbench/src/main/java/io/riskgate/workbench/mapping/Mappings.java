package io.riskgate.workbench.mapping;

import io.riskgate.workbench.message.DidYouMean;
import io.riskgate.workbench.message.InputException;
import io.riskgate.workbench.yaml.YamlText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Finds mappings: those that come with the workbench by name, others by file. */
public final class Mappings {
  /** The names of the mappings that come with the workbench. */
  public static final List<String> BUILT_IN = List.of("paysim", "amlsim", "device-ip");

  private Mappings() {}

  /** The mapping of a name, or else in a file. */
  public static Mapping find(String nameOrFile) {
    if (BUILT_IN.contains(nameOrFile)) {
      return builtIn(nameOrFile);
    }
    Path file = Path.of(nameOrFile);
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          "%s: there is no such mapping file, and none built in of this name (%s)%s"
              .formatted(
                  nameOrFile, String.join(", ", BUILT_IN), DidYouMean.hint(nameOrFile, BUILT_IN)));
    }
    return MappingReader.read(nameOrFile, YamlText.read(file, "mapping file"));
  }

  private static Mapping builtIn(String name) {
    String resource = name + ".yaml";
    try (InputStream in =
        Objects.requireNonNull(Mappings.class.getResourceAsStream(resource), resource)) {
      return MappingReader.read(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The built-in mapping whose columns are all in a header, if there is one. */
  public static Optional<String> fitting(List<String> header) {
    Set<String> columns = Set.copyOf(header);
    return BUILT_IN.stream()
        .filter(name -> columns.containsAll(builtIn(name).columns()))
        .findFirst();
  }
}
