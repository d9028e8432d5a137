package io.riskgate.stores.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Hands the pieces of an answer to a {@link Tail}, without a list in between. */
final class TailOutput extends CommandOutput<byte[], byte[], Tail> {
  TailOutput() {
    super(ByteArrayCodec.INSTANCE, new Tail());
  }

  @Override
  public void set(@Nullable ByteBuffer bytes) {
    if (bytes == null) {
      throw new IllegalArgumentException("A record of Redis has a hole");
    }
    output.add(bytes);
  }

  @Override
  public void multi(int count) {
    // the pieces follow
  }
}
