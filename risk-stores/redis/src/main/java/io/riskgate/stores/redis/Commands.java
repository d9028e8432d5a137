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
  private static CommandArgs<byte[], byte[]> script(Script script, boolean withText, int keys) {
    return args().add(withText ? script.text() : script.digest()).add(keys);
  }

  private static CommandType type(boolean withText) {
    return withText ? CommandType.EVAL : CommandType.EVALSHA;
  }

  /**
   * A call to each of some records, all in one slot.
   *
   * @param keys their keys
   * @param keepMs for how long from now each is needed, negative for good
   */
  static AsyncCommand<byte[], byte[], List<Tail>> records(
      List<byte[]> keys, List<RecordCall> calls, List<Long> keepMs, boolean withText) {
    CommandArgs<byte[], byte[]> args = script(Script.RECORDS, withText, keys.size());
    keys.forEach(args::addKey);
    for (int i = 0; i < keys.size(); i++) {
      RecordCall call = calls.get(i);
      long keep = keepMs.get(i);
      args.add(point(call.known(), NOTHING))
          .add(change(call))
          .add(keep < 0 || keep > FOR_GOOD_MS ? -1 : keep)
          .add(snapshot(call));
    }
    return new AsyncCommand<>(TailsOutput.of(type(withText), args));
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

  private static byte[] snapshot(RecordCall call) {
    RecordSnapshot snapshot = call.snapshot();
    return snapshot == null ? NOTHING : point(snapshot.point(), snapshot.body());
  }

  /** A point's bytes, and what is behind it. */
  private static byte[] point(RecordPoint point, byte[] rest) {
    return ByteBuffer.allocate(2 * Long.BYTES + rest.length)
        .putLong(point.version())
        .putLong(point.token())
        .put(rest)
        .array();
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
    CommandArgs<byte[], byte[]> args = script(Script.SWEEP, withText, 1).addKey(part);
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
