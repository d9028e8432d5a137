package io.riskgate.stores.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.riskgate.stores.remote.RecordKey;
import java.util.Base64;

/**
 * The names of keys in Redis:
 *
 * <pre>
 * riskgate:{abank/6222-01}   the record of kind a, tenant bank, id 6222-01
 * riskgate:{xa/17}           part 17 of the index of the records of kind a
 * riskgate:layout            how all of this is laid out
 * </pre>
 *
 * <p>What stands in braces decides the slot in a cluster. Tenant and id are written as {@link
 * Texts#word words}, so that neither can leave its place; what is longer than {@value #WORD_MAX}
 * characters then is written as {@code ~} and its SHA-256.
 */
final class KeyNames {
  private static final int WORD_MAX = 128;

  private final String prefix;

  KeyNames(String prefix) {
    this.prefix = prefix;
  }

  byte[] record(RecordKey key) {
    return record(key.kind(), Texts.word(key.tenant()), Texts.word(key.id()));
  }

  byte[] record(RecordKey.Kind kind, String tenantWord, String idWord) {
    String name =
        prefix + ":{" + kind.code() + shortened(tenantWord) + "/" + shortened(idWord) + "}";
    return name.getBytes(ISO_8859_1);
  }

  private static String shortened(String word) {
    if (word.length() <= WORD_MAX) {
      return word;
    }
    byte[] digest = Digests.sha256(word.getBytes(UTF_8));
    return "~" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  byte[] index(RecordKey.Kind kind, int part) {
    return (prefix + ":{x" + kind.code() + "/" + part + "}").getBytes(ISO_8859_1);
  }

  byte[] layout() {
    return (prefix + ":layout").getBytes(ISO_8859_1);
  }
}
