package io.riskgate.stores.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.Unpooled;
import io.riskgate.stores.remote.RecordCall;
import io.riskgate.stores.remote.RecordChange;
import io.riskgate.stores.remote.RecordPoint;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the script answers of several records")
class TailsOutputTest {
  private static final ByteBuffer KNOWN = ByteBuffer.allocate(0);

  private final Command<byte[], byte[], List<Tail>> command =
      TailsOutput.of(CommandType.EVALSHA, new CommandArgs<>(ByteArrayCodec.INSTANCE));

  private static ByteBuffer change(long token) {
    return ByteBuffer.allocate(9).putLong(token).put((byte) 1).flip();
  }

  private static List<Long> tokens(Tail tail) {
    return tail.answer(RecordCall.read(Asking.A, new RecordPoint(1, 1))).changes().stream()
        .map(RecordChange::token)
        .toList();
  }

  private void sent() {
    command.encode(Unpooled.buffer());
  }

  @Test
  @DisplayName("an answer that broke off counts for nothing once the command was sent again")
  void sentAgain() {
    CommandOutput<byte[], byte[], List<Tail>> output = command.getOutput();
    sent();
    output.multi(3);
    output.multi(2);
    output.set(KNOWN.duplicate());
    output.set(change(7));
    output.multi(2);
    output.set(KNOWN.duplicate());

    sent();
    output.multi(3);
    output.multi(3);
    output.set(KNOWN.duplicate());
    output.set(change(7));
    output.set(change(8));
    output.multi(1);
    output.set(KNOWN.duplicate());
    output.multi(0);

    assertThat(output.get()).hasSize(3);
    assertThat(tokens(output.get().get(0))).containsExactly(7L, 8L);
    assertThat(tokens(output.get().get(1))).isEmpty();
    assertThat(output.get().get(2).answer(RecordCall.read(Asking.A, new RecordPoint(1, 1))).from())
        .isEqualTo(RecordPoint.START);
  }
}
