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
 * Records in Redis. A record is one key, and a call to it is done within one script, so it is one
 * step. One server is asked of several records by one script; what a cluster is asked of them goes
 * out in one write to each of its servers.
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

  /** How many records one script is asked of. */
  private volatile int atOnce;

  RedisServer(Link link, RedisSettings settings, int indexParts) {
    this.link = link;
    this.atOnce = link.recordsAtOnce();
    this.exchange = new Exchange(link);
    this.names = new KeyNames(settings.prefix());
    this.clock = settings.clock();
    this.waiting = settings.waiting();
    this.index = new RecordIndex(exchange, names, clock, indexParts);
    this.upkeep = new Upkeep(index, waiting.upkeep());
  }

  /** From now on each script is asked of one record: there is a cluster behind the address. */
  void askOneAtATime() {
    atOnce = 1;
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
    List<AsyncCommand<byte[], byte[], Long>> entries = entries(calls);
    send(asked, entries, deadline);
    askAgainWithText(asked, deadline);
    entries.forEach(Exchange::result);
    List<RecordTail> answers = new ArrayList<>(calls.size());
    List<AsyncCommand<byte[], byte[], Long>> missing = new ArrayList<>(0);
    for (Asked some : asked) {
      List<Tail> tails = Exchange.result(some.command);
      for (int i = 0; i < tails.size(); i++) {
        RecordCall call = some.calls.get(i);
        if (call.change() != null && !isUnknown(call) && tails.get(i).isNew()) {
          // The caller knew a record that is gone; this one begins anew.
          missing.add(index.enter(call.key()));
        }
        answers.add(tails.get(i).answer(call));
      }
    }
    exchange.await(missing, deadline);
    missing.forEach(Exchange::result);
    return answers;
  }

  /** What one script is asked: so many records as it takes at once, in the calls' order. */
  private static final class Asked {
    final List<RecordCall> calls;
    AsyncCommand<byte[], byte[], List<Tail>> command;

    Asked(List<RecordCall> calls, AsyncCommand<byte[], byte[], List<Tail>> command) {
      this.calls = calls;
      this.command = command;
    }
  }

  private List<Asked> ask(List<RecordCall> calls) {
    for (RecordCall call : calls) {
      RecordChange change = call.change();
      if (change != null && change.body().length > RecordChange.BODY_MAX) {
        throw new StoreException("A change is too long: " + change.body().length + " bytes");
      }
    }
    int most = atOnce;
    Set<RecordKey> repeated = calls.size() > most ? repeated(calls) : Set.of();
    List<Asked> asked = new ArrayList<>((calls.size() + most - 1) / most);
    for (int from = 0; from < calls.size(); from += most) {
      List<RecordCall> some = calls.subList(from, Math.min(calls.size(), from + most));
      boolean withText = some.stream().anyMatch(call -> repeated.contains(call.key()));
      asked.add(new Asked(some, command(some, withText)));
    }
    return asked;
  }

  /**
   * Those that are named more than once are asked with the script's text from the beginning: if one
   * was asked again after the other was answered, they would have changed places.
   */
  private static Set<RecordKey> repeated(List<RecordCall> calls) {
    Set<RecordKey> seen = new HashSet<>(calls.size() * 2);
    Set<RecordKey> repeated = new HashSet<>();
    for (RecordCall call : calls) {
      if (!seen.add(call.key())) {
        repeated.add(call.key());
      }
    }
    return repeated;
  }

  private AsyncCommand<byte[], byte[], List<Tail>> command(
      List<RecordCall> calls, boolean withText) {
    List<byte[]> keys = new ArrayList<>(calls.size());
    List<Long> keepMs = new ArrayList<>(calls.size());
    for (RecordCall call : calls) {
      keys.add(names.record(call.key()));
      keepMs.add(keepMs(call));
    }
    return Commands.records(keys, calls, keepMs, withText);
  }

  /** For how long a record is needed, from now; -1 for good. */
  private long keepMs(RecordCall call) {
    return call.keepUntilMs() == Long.MAX_VALUE
        ? -1
        : Math.max(KEEP_MIN_MS, call.keepUntilMs() - clock.millis());
  }

  private static boolean isUnknown(RecordCall call) {
    return call.known().equals(RecordPoint.START);
  }

  /** The entries in the index of those that may be new. */
  private List<AsyncCommand<byte[], byte[], Long>> entries(List<RecordCall> calls) {
    List<AsyncCommand<byte[], byte[], Long>> entries = new ArrayList<>(0);
    for (RecordCall call : calls) {
      if (call.change() != null && isUnknown(call)) {
        upkeep.sometimes(call.key().kind());
        entries.add(index.enter(call.key()));
      }
    }
    return entries;
  }

  private void send(
      List<Asked> asked, List<AsyncCommand<byte[], byte[], Long>> entries, Deadline deadline) {
    List<AsyncCommand<byte[], byte[], ?>> commands = new ArrayList<>(asked.size() + entries.size());
    asked.forEach(some -> commands.add(some.command));
    commands.addAll(entries);
    exchange.await(commands, deadline);
  }

  /** A server that does not know the script has done nothing; it is told the script's text. */
  private void askAgainWithText(List<Asked> asked, Deadline deadline) {
    List<AsyncCommand<byte[], byte[], ?>> again = new ArrayList<>(0);
    for (Asked some : asked) {
      Throwable failure = Exchange.failure(some.command);
      if (Failures.isOfSlots(failure)) {
        askOneAtATime(); // this call fails, and has done nothing; those after it do not
      } else if (failure instanceof RedisNoScriptException) {
        some.command = command(some.calls, true);
        again.add(some.command);
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
