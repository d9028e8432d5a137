package io.riskgate.benchmarks;

import io.riskgate.core.pack.RulePack;
import io.riskgate.rules.Lanes;
import io.riskgate.rules.RulePacks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The pack {@code cn} in the session lane: copied to a folder, because only those have options. */
final class SessionPack {
  private static final String PACK = "/io/riskgate/rules/packs/cn/";

  private SessionPack() {}

  static RulePack load() {
    try {
      Path folder = Files.createTempDirectory("cn");
      for (String file : new String(bytes("index.txt"), StandardCharsets.UTF_8).lines().toList()) {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes(file));
      }
      return RulePacks.load(folder, Lanes.SESSION_ONLY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String file) throws IOException {
    try (InputStream in = RulePacks.class.getResourceAsStream(PACK + file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing");
      }
      return in.readAllBytes();
    }
  }
}
