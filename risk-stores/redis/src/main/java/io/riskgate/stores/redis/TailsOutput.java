package io.riskgate.stores.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands the pieces of an answer to a {@link Tail} of each record, without lists in between. */
final class TailsOutput extends CommandOutput<byte[], byte[], List<Tail>> {
  private boolean isBegun;

  private TailsOutput() {
    super(ByteArrayCodec.INSTANCE, new ArrayList<>());
  }

  /**
   * A command that is answered with tails. Where the connection breaks it is sent again, and what
   * had come of the answer until then is forgotten.
   */
  static Command<byte[], byte[], List<Tail>> of(
      CommandType type, CommandArgs<byte[], byte[]> args) {
    TailsOutput tails = new TailsOutput();
    return new Command<>(type, tails, args) {
      @Override
      public void encode(ByteBuf to) {
        tails.begin();
        super.encode(to);
      }
    };
  }

  private void begin() {
    isBegun = false;
    output.clear();
  }

  @Override
  public void set(@Nullable ByteBuffer bytes) {
    if (bytes == null) {
      throw new IllegalArgumentException("A record of Redis has a hole");
    }
    output.get(output.size() - 1).add(bytes);
  }

  /** The list of all records comes first, then that of each one's pieces. */
  @Override
  public void multi(int count) {
    if (isBegun) {
      output.add(new Tail());
    }
    isBegun = true;
  }
}
