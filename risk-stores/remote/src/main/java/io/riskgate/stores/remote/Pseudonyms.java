package io.riskgate.stores.remote;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The names that stand in others' records for those of a forgotten account: always the same for the
 * same secret, which is drawn for each forgetting and kept nowhere.
 */
record Pseudonyms(long high, long low) {
  String of(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_16LE);
    ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES + text.length);
    bytes.putLong(high).putLong(low).put(text);
    ByteBuffer hash = ByteBuffer.wrap(WordBook.sha256(bytes.array()));
    return "forgotten-" + new UUID(hash.getLong(), hash.getLong());
  }

  @Nullable String ofNullable(@Nullable String name) {
    return name == null ? null : of(name);
  }
}
