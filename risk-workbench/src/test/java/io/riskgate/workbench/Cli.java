package io.riskgate.workbench;

import io.riskgate.core.pack.RulePack;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

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
