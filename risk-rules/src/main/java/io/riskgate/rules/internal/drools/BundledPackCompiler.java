package io.riskgate.rules.internal.drools;

import io.riskgate.rules.internal.LoadedPack;
import io.riskgate.rules.internal.PackAssembler;
import io.riskgate.rules.internal.PackFiles;
import io.riskgate.rules.internal.PrebuiltPack;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Part of the build: passes the packs that come with the library through everything that loading a
 * pack does, and stores what comes of it beside them.
 */
public final class BundledPackCompiler {
  private BundledPackCompiler() {}

  /**
   * Compiles packs.
   *
   * @param args the folder of the packs, and their ids
   */
  public static void main(String[] args) throws IOException {
    // Drools numbers what it generates as it comes along: by several threads, never the same twice.
    System.setProperty("drools.parallelRulesBuildThreshold", "-1");
    for (int i = 1; i < args.length; i++) {
      String id = args[i];
      LoadedPack pack =
          PackAssembler.assembleForBuild(id, PackFiles.bundled(id), new DroolsLanguage());
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      PrebuiltPack.write(pack, new DataOutputStream(bytes));
      Files.write(Path.of(args[0], id, PrebuiltPack.FILE), bytes.toByteArray());
    }
  }
}
