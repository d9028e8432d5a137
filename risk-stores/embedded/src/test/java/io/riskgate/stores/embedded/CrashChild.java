package io.riskgate.stores.embedded;

import io.riskgate.core.RiskEngine;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A process that scores at full speed until it is killed, and tells what was acknowledged. */
final class CrashChild {
  private static final int THREADS = 16;

  private CrashChild() {}

  /** Works in the folder that is named first, as the run that is named second. */
  public static void main(String[] args) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    int run = Integer.parseInt(args[1]);
    EmbeddedStore store = builder(Path.of(args[0])).open();
    RiskEngine engine = Traffic.engine(store, run);
    for (int t = 0; t < THREADS; t++) {
      int thread = t;
      Traffic traffic = new Traffic(engine, run, out::println);
      new Thread(
              () -> {
                SplittableRandom random = new SplittableRandom(run * 31L + thread);
                for (int i = 0; ; i++) {
                  if (!traffic.one("r" + run + "t" + thread + "n" + i, random)) {
                    out.println("x the store takes nothing");
                  }
                }
              })
          .start();
    }
  }

  /** Small files, so that kills find the store at every turn of its upkeep. */
  static EmbeddedStoreBuilder builder(Path dir) {
    return EmbeddedStore.at(dir).segmentBytes(16 << 10).snapshotEveryBytes(64 << 10);
  }
}
