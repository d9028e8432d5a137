package io.riskgate.core.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that writes a required log until it is killed, and tells what it may rely on. */
final class LogCrashChild {
  private static final int THREADS = 4;

  private LogCrashChild() {}

  /** Writes to the folder that is named first, as the run that is named second. */
  public static void main(String[] args) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    FileDecisionLog log = FileDecisionLog.in(Path.of(args[0])).required().sync(Sync.ALWAYS).open();
    for (int t = 0; t < THREADS; t++) {
      int thread = t;
      new Thread(
              () -> {
                for (int i = 0; ; i++) {
                  String says = args[1] + "-" + thread + "-" + i;
                  long number = log.append(LogKit.entry(says));
                  out.println(number + " " + says);
                }
              })
          .start();
    }
  }
}
