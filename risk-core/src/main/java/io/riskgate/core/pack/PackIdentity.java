package io.riskgate.core.pack;

import java.util.Objects;

/**
 * Which rule pack decided.
 *
 * @param id the pack's id, such as {@code cn}
 * @param version the pack's version
 * @param sha256 the SHA-256 of the pack's content, 64 lower-case hexadecimal digits
 */
public record PackIdentity(String id, String version, String sha256) {
  /** Checks that nothing is null. */
  public PackIdentity {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(sha256, "sha256");
  }

  /** The identity as {@code id/version@12 digits of the hash}. */
  @Override
  public String toString() {
    return id + "/" + version + "@" + sha256.substring(0, Math.min(12, sha256.length()));
  }
}
