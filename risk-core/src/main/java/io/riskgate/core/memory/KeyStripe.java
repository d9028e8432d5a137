package io.riskgate.core.memory;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A part of the keys of one sort, each with its record. Guarded by its own monitor; whoever has
 * left it must not use an address again.
 *
 * <p>A record begins with {@value #HEADER_LONGS} longs (the key's number, how its name is written,
 * and the slab's part; the upper half of its hash, and what the owner of the records keeps there;
 * when it was last used, and its tenant), then comes the name, then the body. The number stays the
 * same for as long as the key is kept, and is used again some time after.
 *
 * <p>The index is an open-addressing table with linear probing; each place has the upper half of
 * the key's hash and the address of its record.
 */
final class KeyStripe {
  /** How many longs stand before the name. */
  static final int HEADER_LONGS = 3;

  /** The longest name, in chars. */
  static final int NAME_CHARS_MAX = 4_095;

  private static final int INDEX_MIN = 8;
  private static final int HASH = 1;
  private static final int TOUCHED = 2;
  private static final int TENANT_BITS = 16;
  private static final long TENANT_MASK = (1L << TENANT_BITS) - 1;
  private static final int NAME_CHARS_BITS = 12;
  private static final long ADDRESS_MASK = 0xffff_ffffL;
  private static final long HASH_MASK = ~ADDRESS_MASK;
  private static final int NOBODY = -1;
  private static final int LOOKED_AT_AHEAD = 8;

  /** How often caps of the store were hit. */
  final CapHits capHits;

  private final Slab slab;
  private long[] index = new long[INDEX_MIN];

  /** The address of the record with a number. */
  private int[] addresses = {};

  /** Numbers that were given and are free again, in a queue: the one longest free is used first. */
  private int[] freeNumbers = {};

  /** What a few keys have besides their records; a record's header says at which place. */
  private @Nullable Attached[] attached = {};

  private @Nullable Attached spare;

  private int[] freePlaces = {};
  private int freePlaceCount;

  private int freeHead;
  private int freeCount;
  private int numbersGiven;
  private int size;
  private int visits;

  /** The key that the sweep looks at next. */
  private int sweep;

  KeyStripe(CapHits capHits) {
    this(capHits, new Slab());
  }

  /** One whose records lie in a slab of one's own. */
  KeyStripe(CapHits capHits, Slab slab) {
    this.capHits = capHits;
    this.slab = slab;
  }

  /** How many keys there are. */
  int size() {
    return size;
  }

  /** Counts a visit; how many there were before, at some time starting again. */
  int visited() {
    return visits++;
  }

  /** How many longs the records take up. */
  long longs() {
    return slab.longs() + index.length + (addresses.length + freeNumbers.length) / 2;
  }

  /** The array that a record lies in. */
  long[] page(int address) {
    return slab.page(address);
  }

  /** The address of a key's record, or {@link Slab#NONE}. */
  int find(long hash, int tenant, String name) {
    return find(hash, tenant, name, NOBODY);
  }

  /**
   * The address of the record of a key which is told apart from others of that name by the lower
   * half of its body's first long, or {@link Slab#NONE}.
   */
  int findOf(int whose, long hash, String name) {
    return find(hash, 0, name, whose);
  }

  private int find(long hash, int tenant, String name, int whose) {
    int mask = index.length - 1;
    for (int i = home(hash, mask); index[i] != 0; i = (i + 1) & mask) {
      if (index[i] >>> Integer.SIZE == hash >>> Integer.SIZE) {
        int address = (int) index[i];
        if (is(address, tenant, name, whose)) {
          return address;
        }
      }
    }
    return Slab.NONE;
  }

  /**
   * The place in the index of a key with a hash, or none. Without the monitor, so that it may be
   * wrong, and is good for {@link #ahead} alone.
   */
  long placeAhead(long hash) {
    long[] places = index;
    int mask = places.length - 1;
    int i = home(hash, mask);
    for (int n = 0; n < LOOKED_AT_AHEAD && places[i] != 0; n++) {
      if (places[i] >>> Integer.SIZE == hash >>> Integer.SIZE) {
        return places[i];
      }
      i = (i + 1) & mask;
    }
    return 0;
  }

  /** Reads some cache lines of the record at a {@link #placeAhead}. */
  long ahead(long place, int lines) {
    return place == 0 ? 0 : slab.ahead((int) place, lines);
  }

  /** How many numbers were ever given; those of keys that have left included. */
  int numbersGiven() {
    return numbersGiven;
  }

  /** The address of the record with a number, or {@link Slab#NONE}. */
  int addressOf(int number) {
    return number < numbersGiven ? addresses[number] : Slab.NONE;
  }

  /** Adds a key that is not there; its body is all zero. */
  int add(long hash, int tenant, String name, int bodyLongs, long nowMs) {
    if ((size + 1) * 4L > index.length * 3L) {
      growIndex();
    }
    int number = takeNumber();
    int address = allocate(name, bodyLongs);
    put(address, number, hash, tenant, name, nowMs);
    return address;
  }

  private int allocate(String name, int bodyLongs) {
    int nameLongs = Letters.longs(name.length(), Letters.coding(name));
    return slab.allocate(HEADER_LONGS + nameLongs + bodyLongs);
  }

  private void put(int address, int number, long hash, int tenant, String name, long nowMs) {
    int coding = Letters.coding(name);
    int chars = name.length();
    long[] page = slab.page(address);
    int at = Slab.offset(address);
    addresses[number] = address;
    Slab.setUpper(page, at, number);
    Slab.setMore(page, at, coding << NAME_CHARS_BITS | chars);
    page[at + HASH] = hash & HASH_MASK;
    page[at + TOUCHED] = nowMs << TENANT_BITS | (tenant & TENANT_MASK);
    Letters.write(page, at + HEADER_LONGS, name, coding);
    index[freePlace(hash)] = entry(hash, address);
    size++;
  }

  /** What stands at a place beside the records; place 0 is none. */
  @Nullable Attached attached(int place) {
    return place == 0 ? null : attached[place - 1];
  }

  /** Keeps something beside the records; its place. */
  int attach(Attached what) {
    if (freePlaceCount == 0) {
      int before = attached.length;
      attached = Arrays.copyOf(attached, Math.max(4, 2 * before));
      freePlaces = Arrays.copyOf(freePlaces, attached.length);
      for (int place = attached.length; place > before; place--) {
        freePlaces[freePlaceCount++] = place;
      }
    }
    int place = freePlaces[--freePlaceCount];
    attached[place - 1] = what;
    return place;
  }

  /** Something to keep beside a record, with nothing in it. */
  Attached takeSpare() {
    Attached found = spare;
    spare = null;
    return found == null ? new Attached() : found;
  }

  /**
   * Takes what is kept beside no record any more. Each open transfer needs one for either account,
   * so that the next is near.
   */
  void keepSpare(Attached unused) {
    if (unused.isAsNew()) {
      spare = unused;
    }
  }

  /** Lets go of what stands at a place, if it is one. */
  void detach(int place) {
    if (place != 0) {
      attached[place - 1] = null;
      freePlaces[freePlaceCount++] = place;
    }
  }

  /**
   * Gives a record a body of another length, which keeps what it has room for.
   *
   * @return its address from now on
   */
  int resize(int address, int bodyLongs) {
    long[] page = slab.page(address);
    int at = Slab.offset(address);
    int before = body(page, at);
    int to = slab.allocate(before + bodyLongs);
    move(address, to, Math.min(before + bodyLongs, Slab.length(page, at)));
    return to;
  }

  /**
   * Gives a key another name, which is found under another hash; everything else stays. Where there
   * is no room for it, nothing has changed.
   *
   * @return the record's address from now on
   */
  int rename(int address, long hash, int tenant, String name) {
    long[] page = slab.page(address);
    int at = Slab.offset(address);
    int number = Slab.upper(page, at);
    int bodyLongs = bodyLongs(page, at);
    int to = allocate(name, bodyLongs);
    removeFromIndex(placeOf(page[at + HASH], address));
    size--;
    put(to, number, hash, tenant, name, touchedMs(page, at));
    long[] target = slab.page(to);
    int there = Slab.offset(to);
    setExtra(target, there, extra(page, at));
    System.arraycopy(page, at + body(page, at), target, there + body(target, there), bodyLongs);
    slab.free(address);
    return to;
  }

  /** Removes a key. */
  void remove(int address) {
    long[] page = slab.page(address);
    int at = Slab.offset(address);
    int number = Slab.upper(page, at);
    detach(extra(page, at));
    removeFromIndex(placeOf(page[at + HASH], address));
    addresses[number] = Slab.NONE;
    giveNumberBack(number);
    slab.free(address);
    size--;
  }

  /**
   * Wins back memory, where enough of it is free, by moving the records of one page. Addresses that
   * were read before are of no use afterwards.
   */
  void tidy() {
    int page = slab.pageToEmpty();
    if (page < 0) {
      return;
    }
    int address = slab.next(page, 0);
    while (address != Slab.NONE) {
      int length = Slab.length(slab.page(address), Slab.offset(address));
      int after = Slab.offset(address) + length;
      move(address, slab.allocate(length), length);
      address = slab.next(page, after);
    }
  }

  /**
   * The next key in a round through all of them, or {@link Slab#NONE} where the number that comes
   * next is free or the round is over.
   */
  int sweepNext() {
    if (sweep >= numbersGiven) {
      sweep = 0;
      return Slab.NONE;
    }
    return addresses[sweep++];
  }

  private void move(int from, int to, int length) {
    long[] source = slab.page(from);
    long[] target = slab.page(to);
    int at = Slab.offset(from);
    int there = Slab.offset(to);
    int number = Slab.upper(source, at);
    Slab.setUpper(target, there, number);
    Slab.setMore(target, there, Slab.more(source, at));
    System.arraycopy(source, at + 1, target, there + 1, length - 1);
    addresses[number] = to;
    index[placeOf(source[at + HASH], from)] = entry(source[at + HASH], to);
    slab.free(from);
  }

  // ---- a record

  /** The number of a key. */
  static int number(long[] page, int at) {
    return Slab.upper(page, at);
  }

  /** How far from the beginning of a record its body lies. */
  static int body(long[] page, int at) {
    int how = Slab.more(page, at);
    return HEADER_LONGS + Letters.longs(chars(how), coding(how));
  }

  /** How many longs the body of a record has. */
  static int bodyLongs(long[] page, int at) {
    return Slab.length(page, at) - body(page, at);
  }

  /** The clock when the key was last used. */
  static long touchedMs(long[] page, int at) {
    return page[at + TOUCHED] >> TENANT_BITS;
  }

  /** Says that the key is used. */
  static void touch(long[] page, int at, long nowMs) {
    page[at + TOUCHED] = nowMs << TENANT_BITS | (page[at + TOUCHED] & TENANT_MASK);
  }

  /** The tenant of a key. */
  static int tenant(long[] page, int at) {
    return (int) (page[at + TOUCHED] & TENANT_MASK);
  }

  /** What the owner of the records keeps in the header. */
  static int extra(long[] page, int at) {
    return (int) page[at + HASH];
  }

  /** Keeps something in the header. */
  static void setExtra(long[] page, int at, int extra) {
    page[at + HASH] = (page[at + HASH] & HASH_MASK) | (extra & ADDRESS_MASK);
  }

  /** The name of a key. */
  static String name(long[] page, int at) {
    int how = Slab.more(page, at);
    return Letters.read(page, at + HEADER_LONGS, chars(how), coding(how));
  }

  private static int chars(int how) {
    return how & (1 << NAME_CHARS_BITS) - 1;
  }

  private static int coding(int how) {
    return how >>> NAME_CHARS_BITS;
  }

  private boolean is(int address, int tenant, String name, int whose) {
    long[] page = slab.page(address);
    int at = Slab.offset(address);
    int how = Slab.more(page, at);
    return tenant(page, at) == tenant
        && chars(how) == name.length()
        && Letters.is(page, at + HEADER_LONGS, name, coding(how))
        && (whose == NOBODY || (int) page[at + body(page, at)] == whose);
  }

  // ---- the index

  private static long entry(long hash, int address) {
    return hash >>> Integer.SIZE << Integer.SIZE | (address & ADDRESS_MASK);
  }

  /** Where a key would stand if it were alone; the same for its hash and its entry. */
  private static int home(long hashOrEntry, int mask) {
    return (int) (hashOrEntry >>> Integer.SIZE) & mask;
  }

  private int freePlace(long hash) {
    int mask = index.length - 1;
    int i = home(hash, mask);
    while (index[i] != 0) {
      i = (i + 1) & mask;
    }
    return i;
  }

  private int placeOf(long hash, int address) {
    int mask = index.length - 1;
    long entry = entry(hash, address);
    int i = home(hash, mask);
    while (index[i] != entry) {
      if (index[i] == 0) {
        throw new IllegalStateException("A record is not in the index");
      }
      i = (i + 1) & mask;
    }
    return i;
  }

  /**
   * Fills the gap with what stands after it, so that probing needs no marks of what was removed.
   */
  private void removeFromIndex(int place) {
    int mask = index.length - 1;
    int gap = place;
    for (int i = (gap + 1) & mask; index[i] != 0; i = (i + 1) & mask) {
      int home = home(index[i], mask);
      if (((i - home) & mask) >= ((i - gap) & mask)) {
        index[gap] = index[i];
        gap = i;
      }
    }
    index[gap] = 0;
  }

  private void growIndex() {
    long[] old = index;
    index = new long[old.length * 2];
    for (long entry : old) {
      if (entry != 0) {
        index[freePlace(entry)] = entry;
      }
    }
  }

  // ---- numbers

  private int takeNumber() {
    // A number rests for a while before it is used again.
    if (freeCount > 0 && freeCount > numbersGiven / 8) {
      int number = freeNumbers[freeHead];
      freeHead = (freeHead + 1) % freeNumbers.length;
      freeCount--;
      return number;
    }
    if (numbersGiven == addresses.length) {
      addresses = Arrays.copyOf(addresses, Math.max(INDEX_MIN, numbersGiven + numbersGiven / 4));
    }
    return numbersGiven++;
  }

  private void giveNumberBack(int number) {
    if (freeCount == freeNumbers.length) {
      int[] larger = new int[Math.max(INDEX_MIN, 2 * freeCount)];
      for (int i = 0; i < freeCount; i++) {
        larger[i] = freeNumbers[(freeHead + i) % freeNumbers.length];
      }
      freeNumbers = larger;
      freeHead = 0;
    }
    freeNumbers[(freeHead + freeCount) % freeNumbers.length] = number;
    freeCount++;
  }

  // ---- images

  /** Writes the records by number, with what is attached to them; not how they lie in memory. */
  void write(ImageOut out, Consumer<Attached> one) {
    out.put(visits);
    out.put(sweep);
    out.put(numbersGiven);
    for (int number = 0; number < numbersGiven; number++) {
      int address = addresses[number];
      if (address == Slab.NONE) {
        out.put(0);
      } else {
        long[] page = page(address);
        int at = Slab.offset(address);
        int length = Slab.length(page, at);
        out.put(length);
        out.put(Slab.more(page, at));
        out.putLongs(page, at + 1, length - 1);
      }
    }
    int[] resting = new int[freeCount];
    for (int i = 0; i < freeCount; i++) {
      resting[i] = freeNumbers[(freeHead + i) % freeNumbers.length];
    }
    out.putInts(resting);
    out.put(attached.length);
    for (Attached what : attached) {
      out.putFlag(what != null);
      if (what != null) {
        one.accept(what);
      }
    }
    out.putInts(Arrays.copyOf(freePlaces, freePlaceCount));
  }

  void read(ImageIn in, Supplier<Attached> one) {
    visits = in.nextInt();
    sweep = in.nextCount();
    numbersGiven = in.nextCount();
    addresses = new int[numbersGiven];
    for (int number = 0; number < numbersGiven; number++) {
      int length = in.nextCount();
      if (length > 0) {
        readRecord(number, length, in.nextInt(), in.nextLongs());
      }
    }
    freeNumbers = in.nextInts();
    freeCount = freeNumbers.length;
    attached = new Attached[in.nextCount()];
    for (int i = 0; i < attached.length; i++) {
      if (in.nextFlag()) {
        attached[i] = one.get();
      }
    }
    int[] places = in.nextInts();
    freePlaceCount = places.length;
    freePlaces = Arrays.copyOf(places, attached.length);
  }

  private void readRecord(int number, int length, int how, long[] longs) {
    if ((size + 1) * 4L > index.length * 3L) {
      growIndex();
    }
    int address = slab.allocate(length);
    long[] page = slab.page(address);
    int at = Slab.offset(address);
    System.arraycopy(longs, 0, page, at + 1, length - 1);
    Slab.setUpper(page, at, number);
    Slab.setMore(page, at, how);
    addresses[number] = address;
    index[freePlace(page[at + HASH])] = entry(page[at + HASH], address);
    size++;
  }
}
