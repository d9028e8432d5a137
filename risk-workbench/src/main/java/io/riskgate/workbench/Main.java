package io.riskgate.workbench;

import io.riskgate.core.pack.RulePackException;
import io.riskgate.rules.RulePacks;
import io.riskgate.workbench.message.InputException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts the workbench. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // numbers and messages look the same everywhere
    PrintWriter err = utf8(new FileOutputStream(FileDescriptor.err));
    int exitCode = ExitCode.INTERNAL;
    try {
      exitCode = run(args, environment(err));
    } catch (OutOfMemoryError e) {
      err.println("risk: out of memory; give it more, for example: RISK_JAVA_OPTS=-Xmx4g risk …");
    }
    err.flush();
    System.exit(exitCode);
  }

  /** The commands with all their options, so that documentation can be checked against them. */
  public static CommandLine commandLine() {
    return commandLine(
        new RiskCommand(), environment(utf8(new FileOutputStream(FileDescriptor.err))));
  }

  private static Environment environment(PrintWriter err) {
    return new Environment(
        new FileOutputStream(FileDescriptor.out),
        err,
        Terminal.isPresent(),
        dir -> dir == null ? RulePacks.bundled("cn") : RulePacks.load(dir));
  }

  private static CommandLine commandLine(RiskCommand root, Environment environment) {
    return new CommandLine(root)
        .addSubcommand(new ScoreCommand(environment))
        .addSubcommand(new BacktestCommand(environment))
        .addSubcommand(new ExplainCommand(environment))
        .addSubcommand(new ImportCommand(environment))
        .addSubcommand(new NewCommand())
        .addSubcommand(new ReplayCommand(environment))
        .addSubcommand(new RulesCommand(environment))
        .addSubcommand(new VerifyCommand(environment))
        .addSubcommand(new LintCommand())
        .addSubcommand(new StoryCommand(environment))
        .addSubcommand(new TestCommand(environment))
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** Runs a command in this JVM. */
  static int run(String[] args, Environment environment) {
    RiskCommand root = new RiskCommand();
    PrintWriter out = utf8(environment.out());
    int exitCode =
        commandLine(root, environment)
            .setOut(out)
            .setErr(environment.err())
            .setParameterExceptionHandler((e, unused) -> usage(e))
            .setExecutionExceptionHandler(
                (e, command, unused) -> failure(e, root.isVerbose(), environment.err()))
            .execute(args);
    out.flush();
    environment.err().flush();
    return exitCode;
  }

  private static PrintWriter utf8(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  private static int usage(ParameterException e) {
    CommandLine command = e.getCommandLine();
    command.getErr().println("risk: " + e.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
      command
          .getErr()
          .println(
              "'" + command.getCommandSpec().qualifiedName() + " --help' tells how to use it.");
    }
    return ExitCode.USAGE;
  }

  private static int failure(Exception e, boolean verbose, PrintWriter err) {
    if (e instanceof InputException || e instanceof RulePackException) {
      err.println("risk: " + e.getMessage());
      return ExitCode.USAGE;
    }
    boolean output = e instanceof IOException || e instanceof UncheckedIOException;
    err.println(
        output
            ? "risk: cannot write the output: " + e.getMessage()
            : "risk: something broke inside, please report it: " + e);
    if (verbose) {
      e.printStackTrace(err);
    } else {
      err.println("'--verbose' shows where.");
    }
    return ExitCode.INTERNAL;
  }
}
