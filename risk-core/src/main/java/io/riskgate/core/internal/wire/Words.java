package io.riskgate.core.internal.wire;

import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.spi.StoreSchema;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What is written again and again has a number: constants, shapes of records, and what packs say
 * (schemas, rules, limits, demands, codes). A word is defined, by whoever writes it first, before
 * its number is used. Safe for use by any number of threads.
 *
 * <p>Cap: {@value #WORDS_MAX} words in the life of a store that is open; what comes later is
 * written out each time. Of whole lists of codes, {@value #LISTS_MAX}.
 */
public final class Words {
  /** How many words there can be. */
  public static final int WORDS_MAX = 65_535;

  private static final int RECENT = 1 << 10;
  private static final int CODES_MIN = 4;
  private static final int LISTS_MAX = 1_024;

  /** A list that comes so often gets a number: one that hardly ever comes is not worth it. */
  private static final int LIST_OFTEN = 8;

  private static final Set<Class<?>> OF_PACKS =
      Set.of(
          StoreSchema.class,
          Aggregate.class,
          Limit.class,
          Demand.class,
          Rule.class,
          PackIdentity.class);

  /** Takes a definition to where it is read before the word is. */
  @FunctionalInterface
  public interface Definer {
    /** Takes a definition, complete with its number; the bytes are the taker's. */
    void define(byte[] definition);
  }

  /** Gives numbers to words that several processes define. */
  @FunctionalInterface
  public interface Numbering {
    /** The number of a definition, always the same for the same bytes; 0 where there is no room. */
    int number(byte[] definition);
  }

  /** A text that a pack says, which is not one that a person says. */
  private record Code(String text) {}

  /** A whole list of codes, as transfers that bring the same data have it in common. */
  private record Codes(List<?> all) {}

  private record Known(Object thing, int number) {}

  private final ConcurrentHashMap<Object, Integer> numbers = new ConcurrentHashMap<>();

  /** Found by identity: to compare a schema with an equal one, all that is in it is looked at. */
  private final AtomicReferenceArray<@Nullable Known> recent = new AtomicReferenceArray<>(RECENT);

  private final ClassValue<Shape> shapes =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return new Shape(type);
        }
      };

  /** How often lists of codes have come; no more than {@value #LISTS_MAX}, and none after that. */
  private final ConcurrentHashMap<Codes, Integer> seldom = new ConcurrentHashMap<>();

  private final @Nullable Definer definer;
  private final @Nullable Numbering numbering;
  private int given;

  /** Words of which none is defined yet. */
  public Words(Definer definer) {
    this(definer, null);
  }

  /** Words whose numbers come from elsewhere. */
  public static Words numberedBy(Numbering numbering) {
    return new Words(null, numbering);
  }

  private Words(@Nullable Definer definer, @Nullable Numbering numbering) {
    this.definer = definer;
    this.numbering = numbering;
  }

  /** Says which number a constant, or the shape of a record, has from the beginning. */
  public void begin(Object thing, int number) {
    numbers.put(thing, number);
  }

  /** Whether a record still has the shape that a definition says. */
  public boolean hasShape(Class<?> type, List<String> names) {
    return shape(type).names.equals(names);
  }

  /** Whether a value is what packs say again and again. */
  static boolean isWord(Object value) {
    return OF_PACKS.contains(value.getClass());
  }

  /** How a record is taken apart. */
  Shape shape(Class<?> type) {
    return shapes.get(type);
  }

  /** The number of a value that packs say; 0 where there is no room for another. */
  int number(Object value) {
    int place = System.identityHashCode(value) & (RECENT - 1);
    Known known = recent.get(place);
    if (known != null && known.thing == value) {
      return known.number;
    }
    Integer number = numbers.get(value);
    int found = number == null ? define(value) : number;
    if (found != 0) {
      recent.set(place, new Known(value, found));
    }
    return found;
  }

  /** The number of a code in a list of codes; 0 where there is no room for another. */
  int numberOfCode(String code) {
    Code key = new Code(code);
    Integer number = numbers.get(key);
    return number == null ? define(key) : number;
  }

  /**
   * The number of a whole list of codes; 0 where it has none. Only where several processes define
   * words: there each byte is sent.
   */
  int numberOfCodes(List<?> codes) {
    if (numbering == null || codes.size() < CODES_MIN) {
      return 0;
    }
    Codes key = new Codes(codes);
    Integer number = numbers.get(key);
    if (number != null) {
      return number;
    }
    if (seldom.size() >= LISTS_MAX || seldom.merge(key, 1, Integer::sum) < LIST_OFTEN) {
      return 0;
    }
    return define(new Codes(List.copyOf(codes)));
  }

  private synchronized int define(Object thing) {
    Integer known = numbers.get(thing);
    if (known != null) {
      return known;
    }
    // Shapes and constants have no other way to be written: a part of the room is theirs.
    boolean isOfPack = !(thing instanceof Class<?> || thing instanceof Enum<?>);
    if (given >= (isOfPack ? WORDS_MAX - 4_096 : WORDS_MAX)) {
      return 0;
    }
    WireOut out = new WireOut();
    // What is in it is defined first, and takes its numbers.
    WireOut content = new WireOut();
    if (thing instanceof Class<?> type) {
      content.put(Lexicon.SHAPE);
      content.putText(type.getName());
      Shape shape = shape(type);
      content.putVar(shape.names.size());
      shape.names.forEach(content::putText);
    } else if (thing instanceof Enum<?> constant) {
      content.put(Lexicon.CONSTANT);
      content.putText(constant.getDeclaringClass().getName());
      content.putText(constant.name());
    } else if (thing instanceof Codes codes) {
      content.put(Lexicon.VALUE);
      Values.writeCodes(content, this, codes.all());
    } else if (thing instanceof Code code) {
      content.put(Lexicon.VALUE);
      Values.writeText(content, code.text());
    } else {
      content.put(Lexicon.VALUE);
      Values.writeRecord(content, this, thing);
    }
    int number;
    if (numbering != null) {
      number = numbering.number(content.copy());
      if (number == 0) {
        return 0;
      }
    } else {
      number = ++given;
      out.putVar(number);
      out.put(content.bytes(), 0, content.size());
      Objects.requireNonNull(definer, "definer").define(out.copy());
    }
    numbers.put(thing, number);
    return number;
  }
}
