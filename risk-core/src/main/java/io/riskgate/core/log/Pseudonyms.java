package io.riskgate.core.log;

import io.riskgate.core.spi.Identifiers;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes identifiers under pseudonyms: HMAC-SHA-256 under the bank's key, over the kind of the
 * identifier, the tenant and the identifier, with a zero byte between them; the first 128 bits, in
 * hexadecimal digits. The same account has the same pseudonym for as long as the key is the same,
 * so that its records can be found by whoever has the key, and by nobody once it is destroyed.
 *
 * <p>Places are not written at all. Rules read none of this, so a log is replayed without the key.
 */
public final class Pseudonyms implements Identifiers {
  /** The shortest key: 256 bits, as long as what it makes. */
  public static final int KEY_BYTES_MIN = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SHOWN_BYTES = 16;

  private final String keyId;
  private final Mac keyed;

  private Pseudonyms(String keyId, Mac keyed) {
    this.keyId = keyId;
    this.keyed = keyed;
  }

  /**
   * Pseudonyms under a key. Not the key but its name is written to the log.
   *
   * @param keyId the bank's name for the key, so that it is found again; not blank, without control
   *     characters
   * @param key at least {@value #KEY_BYTES_MIN} random bytes
   */
  public static Pseudonyms keyed(String keyId, byte[] key) {
    if (keyId.isBlank()) {
      throw new IllegalArgumentException("The key needs a name, which the log shows");
    }
    if (keyId.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("The key's name has a control character");
    }
    if (key.length < KEY_BYTES_MIN) {
      throw new IllegalArgumentException(
          "The key has "
              + key.length
              + " bytes and needs "
              + KEY_BYTES_MIN
              + ": account numbers are few enough to try them all under a short one");
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      // Each call takes a copy: that it can is known from here on.
      return new Pseudonyms(keyId, (Mac) mac.clone());
    } catch (NoSuchAlgorithmException | InvalidKeyException | CloneNotSupportedException e) {
      throw new IllegalStateException("This Java makes no pseudonyms", e);
    }
  }

  /** The bank's name for the key. */
  public String keyId() {
    return keyId;
  }

  @Override
  public String write(Kind kind, String tenant, String identifier) {
    Mac mac = copy();
    mac.update(kind.name().getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
    mac.update(tenant.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
    byte[] hash = mac.doFinal(identifier.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
  }

  private Mac copy() {
    try {
      return (Mac) keyed.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("This Java made pseudonyms before", e);
    }
  }

  @Override
  public boolean writesPlaces() {
    return false;
  }
}
