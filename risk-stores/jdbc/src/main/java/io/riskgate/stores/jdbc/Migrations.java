package io.riskgate.stores.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files with statements that are in the jar, under {@value #ROOT}. */
final class Migrations {
  static final String ROOT = "riskgate-jdbc";

  /** The migrations of each database, in order: the n-th leads to version n. */
  static final List<String> FILES = List.of("V1__riskgate_records.sql");

  private Migrations() {}

  /** The version that this release works with. */
  static int version() {
    return FILES.size();
  }

  /** The text of a file. */
  static String text(String path) {
    String whole = "/" + ROOT + "/" + path;
    try (InputStream in = Migrations.class.getResourceAsStream(whole)) {
      if (in == null) {
        throw new IllegalStateException("The jar lacks " + whole);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
