package io.riskgate.rules.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.riskgate.core.pack.PackProblem;
import io.riskgate.rules.RulePacks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The content of a pack: bytes by path, relative to the pack's folder, with forward slashes. */
public final class PackFiles {
  /** The file that says what a pack is. */
  public static final String PACK_YAML = "pack.yaml";

  private static final String BUNDLED = "packs/";
  private static final String INDEX = "index.txt";

  /** Files beside a pack that are no part of it. */
  private static final Set<String> BESIDE = Set.of("README.md", INDEX, PrebuiltPack.FILE);

  private static final String NAME = "[\\p{L}\\p{N}][\\p{L}\\p{N}_.-]{0,99}";

  private final TreeMap<String, byte[]> content;
  private final List<PackProblem> unread;

  PackFiles(Map<String, byte[]> content) {
    this(content, List.of());
  }

  /**
   * Some content.
   *
   * @param content bytes by path
   * @param unread what was left out, and why
   */
  PackFiles(Map<String, byte[]> content, List<PackProblem> unread) {
    this.content = new TreeMap<>(content);
    this.unread = List.copyOf(unread);
  }

  /** Reads the files in a folder; what cannot be taken is left to {@link #report}. */
  public static PackFiles in(Path dir) {
    try {
      return new PackFolder(dir).read();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the rule pack in " + dir, e);
    }
  }

  /** Reads a pack that lies in this module, by the index that lies beside it. */
  public static PackFiles bundled(String id) {
    byte[] index = resource(id, INDEX);
    if (index == null) {
      throw new IllegalArgumentException(
          "No rule pack '" + id + "' comes with this library; load(Path) reads one from a folder");
    }
    TreeMap<String, byte[]> content = new TreeMap<>();
    for (String path : new String(index, UTF_8).lines().toList()) {
      byte[] bytes = resource(id, path);
      if (bytes == null) {
        throw new IllegalStateException("The index of pack " + id + " names " + path + " in vain");
      }
      content.put(path, bytes);
    }
    return new PackFiles(content);
  }

  /** What the build stored for a pack that lies in this module; null if it was not built whole. */
  public static byte @Nullable [] prebuilt(String id) {
    return resource(id, PrebuiltPack.FILE);
  }

  private static byte @Nullable [] resource(String id, String path) {
    if (!id.matches("[a-z][a-z0-9-]*")) {
      return null;
    }
    try (InputStream in = RulePacks.class.getResourceAsStream(BUNDLED + id + "/" + path)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path + " of the bundled rule pack " + id, e);
    }
  }

  static boolean isContent(String path) {
    return !BESIDE.contains(path) && !path.startsWith(".") && !path.contains("/.");
  }

  /**
   * Writes the files into a folder, which is made where it is not there.
   *
   * @return their paths, relative to the folder
   * @throws IOException if a file cannot be written, or is there already
   */
  public List<String> copyTo(Path dir) throws IOException {
    for (Map.Entry<String, byte[]> file : content.entrySet()) {
      Path target = dir.resolve(file.getKey());
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.write(target, file.getValue(), StandardOpenOption.CREATE_NEW);
    }
    return List.copyOf(content.keySet());
  }

  /** The paths in a folder of the pack, in order. */
  List<String> under(String folder, String suffix) {
    return content.keySet().stream()
        .filter(path -> path.startsWith(folder + "/") && path.endsWith(suffix))
        .toList();
  }

  /** Whether there is such a file. */
  boolean contains(String path) {
    return content.containsKey(path);
  }

  /** The text of a file; empty, and a problem, where it is missing or unfit to be parsed. */
  String text(String path, Problems problems) {
    byte[] bytes = content.get(path);
    if (bytes == null) {
      problems.add(path, 0, "this file is missing");
      return "";
    }
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      text = text.startsWith("\uFEFF") ? text.substring(1) : text;
      return new TextScreen(path, problems).accepts(text) ? text : "";
    } catch (CharacterCodingException e) {
      problems.add(path, 0, "this file is not UTF-8; save it as UTF-8");
      return "";
    }
  }

  /**
   * Reports what could not be read, and every file that has no place in a pack: a rule in a
   * misspelt folder must not be lost.
   */
  void report(Problems problems) {
    unread.forEach(problems::add);
    for (String path : content.keySet()) {
      if (!path.equals(PACK_YAML)
          && !path.matches("rules/(" + NAME + "/){0,4}" + NAME + "\\.drl")
          && !path.matches("tests/(" + NAME + "/){0,4}" + NAME + "\\.yaml")
          && !path.matches("messages_[a-z]{2,3}\\.properties")) {
        problems.add(
            path,
            0,
            "this file has no place in a pack; a pack is pack.yaml, rules/*.drl, tests/*.yaml and"
                + " messages_*.properties");
      }
    }
  }

  /** Whether everything was read: what was not is reported, and is no part of the hash. */
  public boolean isWhole() {
    return unread.isEmpty();
  }

  /** The hash that {@link RulePacks} documents. */
  public String sha256() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
    content.forEach(
        (path, bytes) -> {
          digest.update(path.getBytes(UTF_8));
          digest.update((byte) 0);
          digest.update(ByteBuffer.allocate(Long.BYTES).putLong(bytes.length).array());
          digest.update(bytes);
        });
    return HexFormat.of().formatHex(digest.digest());
  }
}
