package io.riskgate.stores.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.protocol.AsyncCommand;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StorePage;
import io.riskgate.stores.remote.RecordCall;
import io.riskgate.stores.remote.RecordChange;
import io.riskgate.stores.remote.RecordKey;
import io.riskgate.stores.remote.RecordPoint;
import io.riskgate.stores.remote.RecordServer;
import io.riskgate.stores.remote.RecordTail;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Records in Redis. A record is one key, and a call to it one script, so it is one step. What is
 * asked of several records goes out in one write to each server.
 */
final class RedisServer implements RecordServer {
  /**
   * How long a record is kept at least. Whoever replays the past with a clock that stands there
   * finds what it has written a moment ago.
   */
  private static final long KEEP_MIN_MS = TimeUnit.DAYS.toMillis(1);

  private final Link link;
  private final Exchange exchange;
  private final KeyNames names;
  private final RecordIndex index;
  private final Upkeep upkeep;
  private final InstantSource clock;
  private final Waiting waiting;

  RedisServer(Link link, RedisSettings settings, int indexParts) {
    this.link = link;
    this.exchange = new Exchange(link);
    this.names = new KeyNames(settings.prefix());
    this.clock = settings.clock();
    this.waiting = settings.waiting();
    this.index = new RecordIndex(exchange, names, clock, indexParts);
    this.upkeep = new Upkeep(index, waiting.upkeep());
  }

  /** How often a caller has waited for the network so far. */
  long waits() {
    return exchange.waits();
  }

  RecordIndex index() {
    return index;
  }

  @Override
  public List<RecordTail> call(List<RecordCall> calls, Duration budget) {
    Deadline deadline = Deadline.in(budget);
    List<Asked> asked = ask(calls);
    send(asked, deadline);
    askAgainWithText(asked, deadline);
    List<RecordTail> answers = new ArrayList<>(asked.size());
    List<AsyncCommand<byte[], byte[], Long>> missing = new ArrayList<>();
    for (Asked one : asked) {
      Tail tail = Exchange.result(one.command);
      if (one.entry != null) {
        var unused = Exchange.result(one.entry);
      } else if (one.call.change() != null && tail.isNew()) {
        // The caller knew a record that is gone; this one begins anew.
        missing.add(index.enter(one.call.key()));
      }
      answers.add(tail.answer(one.call));
    }
    exchange.await(missing, deadline);
    missing.forEach(Exchange::result);
    return answers;
  }

  /** What was asked of one record, and its entry in the index where it is to have one. */
  private static final class Asked {
    final RecordCall call;
    AsyncCommand<byte[], byte[], Tail> command;
    final @Nullable AsyncCommand<byte[], byte[], Long> entry;

    Asked(
        RecordCall call,
        AsyncCommand<byte[], byte[], Tail> command,
        @Nullable AsyncCommand<byte[], byte[], Long> entry) {
      this.call = call;
      this.command = command;
      this.entry = entry;
    }
  }

  private List<Asked> ask(List<RecordCall> calls) {
    Set<RecordKey> repeated = repeated(calls);
    List<Asked> asked = new ArrayList<>(calls.size());
    for (RecordCall call : calls) {
      RecordChange change = call.change();
      if (change != null && change.body().length > RecordChange.BODY_MAX) {
        throw new StoreException("A change is too long: " + change.body().length + " bytes");
      }
      boolean maybeNew = change != null && call.known().equals(RecordPoint.START);
      if (maybeNew) {
        upkeep.sometimes(call.key().kind());
      }
      asked.add(
          new Asked(
              call,
              command(call, repeated.contains(call.key())),
              maybeNew ? index.enter(call.key()) : null));
    }
    return asked;
  }

  /**
   * Those that are named more than once are asked with the script's text from the beginning: if one
   * was asked again after the other was answered, they would have changed places.
   */
  private static Set<RecordKey> repeated(List<RecordCall> calls) {
    if (calls.size() < 2) {
      return Set.of();
    }
    Set<RecordKey> seen = new HashSet<>(calls.size() * 2);
    Set<RecordKey> repeated = new HashSet<>();
    for (RecordCall call : calls) {
      if (!seen.add(call.key())) {
        repeated.add(call.key());
      }
    }
    return repeated;
  }

  private AsyncCommand<byte[], byte[], Tail> command(RecordCall call, boolean withText) {
    return Commands.record(names.record(call.key()), call, keepMs(call), withText);
  }

  /** For how long a record is needed, from now; -1 for good. */
  private long keepMs(RecordCall call) {
    return call.keepUntilMs() == Long.MAX_VALUE
        ? -1
        : Math.max(KEEP_MIN_MS, call.keepUntilMs() - clock.millis());
  }

  private void send(List<Asked> asked, Deadline deadline) {
    List<AsyncCommand<byte[], byte[], ?>> commands = new ArrayList<>(asked.size() * 2);
    for (Asked one : asked) {
      commands.add(one.command);
      if (one.entry != null) {
        commands.add(one.entry);
      }
    }
    exchange.await(commands, deadline);
  }

  /** A server that does not know the script has done nothing; it is told the script's text. */
  private void askAgainWithText(List<Asked> asked, Deadline deadline) {
    List<AsyncCommand<byte[], byte[], ?>> again = new ArrayList<>();
    for (Asked one : asked) {
      if (Exchange.failure(one.command) instanceof RedisNoScriptException) {
        one.command = command(one.call, true);
        again.add(one.command);
      }
    }
    exchange.await(again, deadline);
  }

  @Override
  public StorePage<RecordKey> keys(
      RecordKey.Kind kind, @Nullable String tenant, @Nullable String after, int max) {
    return index.page(kind, tenant, after, max, waiting.upkeep());
  }

  @Override
  public void close() {
    upkeep.close();
    link.close();
  }
}
