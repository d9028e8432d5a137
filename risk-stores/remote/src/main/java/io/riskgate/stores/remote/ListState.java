package io.riskgate.stores.remote;

import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names with something to each: lists of notices and alerts, an alert, ids of reports. */
final class ListState implements State {
  private static final int PUT = 1;
  private static final int REMOVE = 2;

  /** Puts only where a number that stands before the content is one more than that there. */
  private static final int PUT_NEXT = 3;

  final Map<String, byte[]> entries = new LinkedHashMap<>();
  private long untilMs = Long.MIN_VALUE;
  private final Tokens tokens = new Tokens();

  static byte[] put(String name, byte[] content, long untilMs) {
    return change(PUT, name, content, untilMs);
  }

  static byte[] putNext(String name, long revision, byte[] content, long untilMs) {
    WireOut out = new WireOut();
    out.putVar(revision);
    out.put(content, 0, content.length);
    return change(PUT_NEXT, name, out.copy(), untilMs);
  }

  static byte[] remove(String name) {
    return change(REMOVE, name, new byte[0], 0);
  }

  private static byte[] change(int how, String name, byte[] content, long untilMs) {
    WireOut out = new WireOut();
    out.put(Head.FORMAT);
    out.put(how);
    out.putText(name);
    out.putSigned(untilMs);
    out.putVar(content.length);
    out.put(content, 0, content.length);
    return out.copy();
  }

  @Override
  public Outcome apply(RecordChange change, WordBook words) {
    Outcome known = tokens.outcome(change.token());
    if (known != null) {
      return known;
    }
    WireIn in = new WireIn(change.body(), 0, change.body().length);
    checkFormat(in.next());
    int how = in.next();
    String name = in.nextText();
    long until = in.nextSigned();
    byte[] content = in.nextBytes(in.nextCount());
    if (how != PUT && how != REMOVE && how != PUT_NEXT) {
      throw new WireException("a change of it is of no known sort (" + how + ")");
    }
    Outcome outcome;
    if (how == REMOVE) {
      outcome = entries.remove(name) == null ? Outcome.NONE : Outcome.DONE;
    } else if (how == PUT_NEXT && revision(content) != next(entries.get(name))) {
      outcome = Outcome.CHANGED;
    } else {
      outcome = entries.put(name, content) == null ? Outcome.DONE : Outcome.KNOWN;
      untilMs = Math.max(untilMs, until);
    }
    tokens.add(change.token(), outcome);
    return outcome;
  }

  private static void checkFormat(int format) {
    if (format != Head.FORMAT) {
      throw new WireException(
          "its format is " + format + ", and this version reads " + Head.FORMAT);
    }
  }

  static long revision(byte[] content) {
    return new WireIn(content, 0, content.length).nextVar();
  }

  /** What comes behind the number. */
  static WireIn content(byte[] content) {
    WireIn in = new WireIn(content, 0, content.length);
    in.nextVar();
    return in;
  }

  private static long next(byte @Nullable [] there) {
    return there == null ? 0 : revision(there) + 1;
  }

  @Override
  public @Nullable Outcome outcome(long token) {
    return tokens.outcome(token);
  }

  @Override
  public long keepUntilMs(byte[] change, long nowMs, long reachMs) {
    WireIn in = new WireIn(change, 2, change.length - 2);
    in.nextText();
    return Math.max(untilMs, in.nextSigned());
  }

  @Override
  public byte[] snapshot(WordBook words) {
    WireOut out = new WireOut();
    out.put(Head.FORMAT);
    out.putSigned(untilMs);
    tokens.write(out);
    out.putVar(entries.size());
    entries.forEach(
        (name, content) -> {
          out.putText(name);
          out.putVar(content.length);
          out.put(content, 0, content.length);
        });
    return out.copy();
  }

  static ListState read(byte[] snapshot) {
    ListState read = new ListState();
    WireIn in = new WireIn(snapshot, 0, snapshot.length);
    checkFormat(in.next());
    read.untilMs = in.nextSigned();
    read.tokens.read(in);
    for (int i = in.nextCount(); i > 0; i--) {
      String name = in.nextText();
      read.entries.put(name, in.nextBytes(in.nextCount()));
    }
    return read;
  }
}
