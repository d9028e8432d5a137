package io.riskgate.stores.remote;

import io.riskgate.core.internal.wire.Lexicon;
import io.riskgate.core.internal.wire.Values;
import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;
import io.riskgate.core.internal.wire.Words;
import io.riskgate.core.spi.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What packs say again and again (limits, demands, rules), and the shapes of records, by number.
 *
 * <p>Constants and shapes have small numbers that a file in this module fixes for good. What a pack
 * says has a number drawn from its bytes, so that the same has the same number in every process,
 * and is kept in one record of the store, to which whoever says it first adds it.
 *
 * <p>Cap: {@value #WORDS_MAX} words of packs in the life of a store; what comes later is written
 * out each time.
 */
final class WordBook {
  static final RecordKey KEY = new RecordKey(RecordKey.Kind.STORE, "", "words");
  private static final int WORDS_MAX = 20_000;
  private static final int FIRST_NUMBER = 1 << 16;
  private static final String FIXED = "words-1.txt";
  private static final String UNKNOWN = "A word is used that was not defined";

  private final RecordServer server;
  private final Duration budget;
  private final Lexicon lexicon = new Lexicon();
  private final Words words = Words.numberedBy(this::number);
  private final Map<Integer, byte[]> definitions = new ConcurrentHashMap<>();
  private final SharedValues shared = new SharedValues();
  private final WrittenValues written = new WrittenValues();

  /** The numbers in the order in which they were defined: a word may use those before it. */
  private final List<Integer> order = new ArrayList<>();

  private RecordPoint known = RecordPoint.START;

  WordBook(RecordServer server, Duration budget) {
    this.server = server;
    this.budget = budget;
    readFixed();
  }

  private void readFixed() {
    try (InputStream in = WordBook.class.getResourceAsStream(FIXED)) {
      if (in == null) {
        throw new IllegalStateException(FIXED + " is missing in the module");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        fix(++number, List.of(line.split(" ")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line says a type and, of a record, its components or, of an enum, a constant. */
  private void fix(int number, List<String> line) {
    List<String> rest = line.subList(2, line.size());
    Class<?> type;
    try {
      type = Class.forName(line.get(1));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("This version does not know " + line.get(1), e);
    }
    WireOut out = new WireOut();
    out.putVar(number);
    if (line.get(0).equals("record")) {
      out.put(2);
      out.putText(line.get(1));
      out.putVar(rest.size());
      rest.forEach(out::putText);
      if (words.hasShape(type, rest)) {
        words.begin(type, number);
      }
    } else {
      out.put(1);
      out.putText(line.get(1));
      out.putText(rest.get(0));
    }
    lexicon.define(new WireIn(out.bytes(), 0, out.size()));
    if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        if (((Enum<?>) constant).name().equals(rest.get(0))) {
          words.begin(constant, number);
        }
      }
    }
  }

  // ---- writing

  void write(WireOut out, @Nullable Object value) {
    Values.write(out, words, value);
  }

  /** The bytes of a value, not to be changed. */
  byte[] bytes(Object value) {
    return written.bytes(value, this);
  }

  void writeConstant(WireOut out, Enum<?> constant) {
    Values.writeConstant(out, words, constant);
  }

  private synchronized int number(byte[] definition) {
    int number = hash(definition);
    for (boolean isFresh = false; ; number = next(number)) {
      byte[] there = definitions.get(number);
      if (there == null && !isFresh) {
        refresh(null); // another process may have said it
        isFresh = true;
        there = definitions.get(number);
      }
      if (there == null) {
        if (definitions.size() >= WORDS_MAX) {
          return 0;
        }
        WireOut out = new WireOut();
        out.putVar(number);
        out.put(definition, 0, definition.length);
        refresh(new RecordChange(ThreadLocalRandom.current().nextLong(), out.copy()));
        there = definitions.get(number);
      }
      if (there != null && Arrays.equals(there, definition)) {
        return number;
      }
    }
  }

  private static int next(int number) {
    return number == Integer.MAX_VALUE ? FIRST_NUMBER : number + 1;
  }

  private static int hash(byte[] definition) {
    int number = ByteBuffer.wrap(sha256(definition)).getInt() & Integer.MAX_VALUE;
    return number < FIRST_NUMBER ? number + FIRST_NUMBER : number;
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  // ---- reading

  @Nullable Object read(WireIn in) {
    return Values.read(in, lexicon);
  }

  <T> T read(WireIn in, Class<T> type) {
    return Values.read(in, lexicon, type);
  }

  <T> List<T> readAll(WireIn in, Class<T> type) {
    List<T> all = new ArrayList<>();
    for (Object one : read(in, List.class)) {
      all.add(type.cast(one));
    }
    return all;
  }

  <T> @Nullable T readNullable(WireIn in, Class<T> type) {
    return Values.readNullable(in, lexicon, type);
  }

  /** A constant, or null. */
  <E extends Enum<E>> @Nullable E readConstant(WireIn in, Class<E> type) {
    return Values.readConstant(in, lexicon, type);
  }

  /**
   * A value that fills the rest, and may be the very one that was read from the same bytes before:
   * what packs make of most transfers is the same.
   */
  <T> T readShared(WireIn in, Class<T> type) {
    return shared.read(in, type, this);
  }

  /** Lets go of what is kept of records that were read: somebody was forgotten. */
  void forgetShared() {
    shared.clear();
    written.clear();
  }

  /** How many words of packs are known here. */
  int known() {
    return definitions.size();
  }

  /**
   * Whether something could not be read because another process has said a new word since.
   *
   * @param knownBefore how many words were known when it was read
   */
  boolean learns(WireException e, int knownBefore) {
    if (!UNKNOWN.equals(e.getMessage())) {
      return false;
    }
    synchronized (this) {
      if (definitions.size() == knownBefore) {
        refresh(null);
      }
      return definitions.size() > knownBefore;
    }
  }

  /**
   * Looks whether the server has lost words that it had acknowledged, and says them again: records
   * that survived may use them, and who begins anew could not read those.
   */
  synchronized void look() {
    refresh(null);
  }

  /** Reads what is new, once a change was appended if there is one. */
  private void refresh(@Nullable RecordChange change) {
    RecordTail tail =
        server
            .call(List.of(new RecordCall(KEY, known, change, null, Long.MAX_VALUE)), budget)
            .get(0);
    boolean isAnother = known.version() > 0 && !tail.from().equals(known);
    RecordPoint point = tail.from();
    for (RecordChange next : tail.changes()) {
      WireIn in = new WireIn(next.body(), 0, next.body().length);
      learn((int) in.nextVar(), next.body());
      point = new RecordPoint(point.version() + 1, next.token());
    }
    known = point;
    if (isAnother) {
      sayAgain(tail);
    }
  }

  private void learn(int number, byte[] body) {
    WireIn in = new WireIn(body, 0, body.length);
    in.nextVar();
    WireOut prefix = new WireOut();
    prefix.putVar(number);
    byte[] definition = Arrays.copyOfRange(body, prefix.size(), body.length);
    if (!definitions.containsKey(number)) {
      lexicon.define(number, in);
      definitions.put(number, definition);
      order.add(number);
    }
  }

  /** Words that the server has lost, though it had acknowledged them, are added again. */
  private void sayAgain(RecordTail tail) {
    Set<Integer> lost = new LinkedHashSet<>(order);
    for (RecordChange there : tail.changes()) {
      lost.remove((int) new WireIn(there.body(), 0, there.body().length).nextVar());
    }
    for (int number : lost) {
      WireOut out = new WireOut();
      out.putVar(number);
      byte[] definition = Objects.requireNonNull(definitions.get(number), "it is defined");
      out.put(definition, 0, definition.length);
      refresh(new RecordChange(ThreadLocalRandom.current().nextLong(), out.copy()));
    }
  }

  /** What is said where bytes cannot be read. */
  static StoreException unreadable(RecordKey key, Throwable cause) {
    return new StoreException(
        "The record "
            + key
            + " cannot be read ("
            + cause.getMessage()
            + "): was it written by a newer version?",
        cause);
  }
}
