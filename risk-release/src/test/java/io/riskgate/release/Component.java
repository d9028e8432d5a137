package io.riskgate.release;

import java.nio.file.Path;
import java.util.List;

/**
 * A library that somebody gets.
 *
 * @param ref its name in the bill of materials
 * @param licences of which one may be chosen, by their SPDX identifiers where they have one
 * @param jar its file; of what has no code of its own, nearly empty
 */
record Component(
    String ref, String group, String name, String version, List<String> licences, Path jar) {

  boolean ours() {
    return group.equals("io.riskgate");
  }

  String coordinates() {
    return group + ":" + name + ":" + version;
  }
}
