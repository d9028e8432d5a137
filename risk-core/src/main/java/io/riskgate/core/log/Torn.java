package io.riskgate.core.log;

import io.riskgate.core.internal.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The end of a file that is no part of the log: a record that was being written when the process or
 * the disk gave way. It stays where it is, and the next file's first record tells of it.
 *
 * @param file the name of the file
 * @param bytes how many bytes at its end
 * @param sha256 the SHA-256 of these bytes
 */
record Torn(String file, long bytes, String sha256) {
  private static final int BUFFER = 1 << 16;

  /** What stands behind the good part of a file. */
  static Torn of(Path file, long goodBytes) throws IOException {
    MessageDigest digest = Chain.sha256();
    long torn = 0;
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(goodBytes);
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        torn += read;
      }
    }
    return new Torn(
        String.valueOf(file.getFileName()), torn, HexFormat.of().formatHex(digest.digest()));
  }

  /** As an array of JSON. File names of logs need no escapes. */
  static String json(List<Torn> all) {
    return all.stream()
        .map(
            t ->
                "{\"file\":\""
                    + t.file
                    + "\",\"bytes\":"
                    + t.bytes
                    + ",\"sha256\":\""
                    + t.sha256
                    + "\"}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  static List<Torn> of(JsonReader.Members header) {
    List<Torn> all = new ArrayList<>();
    for (JsonReader.Members torn : header.objects("torn")) {
      all.add(new Torn(torn.text("file"), torn.whole("bytes"), torn.text("sha256")));
    }
    return all;
  }
}
