package io.riskgate.workbench;

import io.riskgate.core.pack.RulePack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Runs the command line in this JVM. */
public final class Cli {
  private Cli() {}

  /**
   * What came of a run.
   *
   * @param exitCode how it ended
   * @param out what it wrote to standard output
   * @param err what it wrote to standard error
   */
  public record Result(int exitCode, String out, String err) {
    /** The lines of standard output. */
    public List<String> rows() {
      return out.lines().toList();
    }
  }

  /** Runs with the small test pack, whatever {@code --rules} says. */
  public static Result run(Object... args) {
    return runWith(TestPack.standard(), args);
  }

  /** Runs with a pack, whatever {@code --rules} says. */
  public static Result runWith(RulePack pack, Object... args) {
    return runWithPacks(dir -> pack, args);
  }

  /** Reads a JSON file; JSON is YAML. */
  static Map<?, ?> json(Path file) throws IOException {
    Object read =
        new Load(LoadSettings.builder().setCodePointLimit(100_000_000).build())
            .loadFromString(Files.readString(file));
    return (Map<?, ?>) Objects.requireNonNull(read);
  }

  static Result runWithPacks(Environment.PackSource packs, Object... args) {
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = args[i].toString();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.ROOT); // as main does
    try {
      int exitCode =
          Main.run(
              texts,
              new Environment(
                  out,
                  new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true),
                  false,
                  packs));
      return new Result(
          exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      Locale.setDefault(before);
    }
  }
}
