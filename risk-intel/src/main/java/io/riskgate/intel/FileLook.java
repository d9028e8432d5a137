package io.riskgate.intel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a file looks like from outside. Two looks that are equal most likely saw the same content;
 * disks that keep times in steps of two seconds can err.
 *
 * @param size in bytes; -1 where there is no file
 * @param changedAt when it was written last
 * @param key tells files of the same name apart, where the file system has such keys
 */
record FileLook(long size, Instant changedAt, String key) {
  private static final Duration STEP_MAX = Duration.ofSeconds(3);
  private static final FileLook MISSING = new FileLook(-1, Instant.EPOCH, "");

  /**
   * Looks at a file, through links.
   *
   * @throws BrokenSourceException if it is a folder or a device
   */
  static FileLook at(Path file) throws IOException {
    if (Files.notExists(file)) {
      return MISSING;
    }
    BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
    if (!seen.isRegularFile()) {
      throw new BrokenSourceException("is no regular file");
    }
    Object key = seen.fileKey();
    return new FileLook(
        seen.size(), seen.lastModifiedTime().toInstant(), key == null ? "" : key.toString());
  }

  boolean isMissing() {
    return size < 0;
  }

  /** Whether it may have been written again since, within one step of the disk's clock. */
  boolean mayHideChange(@Nullable Instant readAt) {
    return readAt == null || Duration.between(changedAt, readAt).abs().compareTo(STEP_MAX) < 0;
  }
}
