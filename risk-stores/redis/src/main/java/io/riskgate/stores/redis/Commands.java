package io.riskgate.stores.redis;

import io.lettuce.core.ScoredValue;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.ScoredValueListOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.riskgate.stores.remote.RecordCall;
import io.riskgate.stores.remote.RecordChange;
import io.riskgate.stores.remote.RecordPoint;
import io.riskgate.stores.remote.RecordSnapshot;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The commands that a store sends. */
final class Commands {
  private static final byte[] NOTHING = {};

  /** What is kept that long is kept for good; and Redis' own arithmetic stays far from its end. */
  private static final long FOR_GOOD_MS = TimeUnit.DAYS.toMillis(36_500);

  private Commands() {}

  private static CommandArgs<byte[], byte[]> args() {
    return new CommandArgs<>(ByteArrayCodec.INSTANCE);
  }

  private static <T> AsyncCommand<byte[], byte[], T> command(
      CommandType type, CommandOutput<byte[], byte[], T> output, CommandArgs<byte[], byte[]> args) {
    return new AsyncCommand<>(new Command<>(type, output, args));
  }

  /** A script's head: by its digest, or with its text for a server that does not know it. */
  private static CommandArgs<byte[], byte[]> script(Script script, boolean withText, byte[] key) {
    return args().add(withText ? script.text() : script.digest()).add(1).addKey(key);
  }

  private static CommandType type(boolean withText) {
    return withText ? CommandType.EVAL : CommandType.EVALSHA;
  }

  /**
   * One call to one record.
   *
   * @param keepMs for how long from now it is needed, negative for good
   */
  static AsyncCommand<byte[], byte[], Tail> record(
      byte[] key, RecordCall call, long keepMs, boolean withText) {
    RecordPoint known = call.known();
    CommandArgs<byte[], byte[]> args =
        script(Script.RECORD, withText, key)
            .add(known.version())
            .add(eightBytes(known.token()))
            .add(change(call));
    if (keepMs < 0 || keepMs > FOR_GOOD_MS) {
      args.add(-1).add(-1);
    } else {
      // It gets an eighth more, so that not each of many changes has to move the end.
      args.add(keepMs).add(keepMs + keepMs / 8);
    }
    RecordSnapshot snapshot = call.snapshot();
    if (snapshot != null) {
      RecordPoint point = snapshot.point();
      args.add(point.version())
          .add(
              ByteBuffer.allocate(2 * Long.BYTES)
                  .putLong(point.version())
                  .putLong(point.token())
                  .array())
          .add(snapshot.body());
    }
    return command(type(withText), new TailOutput(), args);
  }

  private static byte[] change(RecordCall call) {
    RecordChange change = call.change();
    return change == null
        ? NOTHING
        : ByteBuffer.allocate(Long.BYTES + change.body().length)
            .putLong(change.token())
            .put(change.body())
            .array();
  }

  private static byte[] eightBytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  /** Enters a record in a part of the index, or gives its entry another day. */
  static AsyncCommand<byte[], byte[], Long> enter(byte[] part, long score, byte[] member) {
    return command(
        CommandType.ZADD,
        new IntegerOutput<>(ByteArrayCodec.INSTANCE),
        args().addKey(part).add(score).add(member));
  }

  /** The first entries of a part whose scores lie within bounds, both included. */
  static AsyncCommand<byte[], byte[], List<ScoredValue<byte[]>>> entries(
      byte[] part, long from, long to, int max) {
    return command(
        CommandType.ZRANGEBYSCORE,
        new ScoredValueListOutput<>(ByteArrayCodec.INSTANCE),
        args().addKey(part).add(from).add(to).add("WITHSCORES").add("LIMIT").add(0).add(max));
  }

  /** Whether there is a record: 1 or 0. */
  static AsyncCommand<byte[], byte[], Long> exists(byte[] key) {
    return command(
        CommandType.EXISTS, new IntegerOutput<>(ByteArrayCodec.INSTANCE), args().addKey(key));
  }

  /** Takes entries out of a part of the index. */
  static AsyncCommand<byte[], byte[], Long> sweep(
      byte[] part, List<ScoredValue<byte[]>> gone, boolean withText) {
    CommandArgs<byte[], byte[]> args = script(Script.SWEEP, withText, part);
    for (ScoredValue<byte[]> entry : gone) {
      args.add((long) entry.getScore()).add(entry.getValue());
    }
    return command(type(withText), new IntegerOutput<>(ByteArrayCodec.INSTANCE), args);
  }

  /** The fields of a hash that was filled once, by whoever came first. */
  static AsyncCommand<byte[], byte[], Long> setOnce(byte[] key, byte[] field, byte[] value) {
    return command(
        CommandType.HSETNX,
        new IntegerOutput<>(ByteArrayCodec.INSTANCE),
        args().addKey(key).add(field).add(value));
  }

  /** All fields and values of a hash, in turn. */
  static AsyncCommand<byte[], byte[], List<byte[]>> values(byte[] key, List<byte[]> fields) {
    CommandArgs<byte[], byte[]> args = args().addKey(key);
    fields.forEach(args::add);
    return command(CommandType.HMGET, new ValueListOutput<>(ByteArrayCodec.INSTANCE), args);
  }
}
