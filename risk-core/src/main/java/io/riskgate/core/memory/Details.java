package io.riskgate.core.memory;

import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import io.riskgate.core.pack.Aggregate.Field;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the journal keeps of a transfer besides where it stands, in as few bytes as may be: what the
 * export of movements tells, the place, and of the fields whose different values are counted, those
 * that a schema in force counts, as hashes.
 *
 * <p>A byte of flags comes first, and one that says which fields are kept, if any are; then what
 * has a fixed length, so that a field is found without reading what comes before it, then numbers
 * and texts of any length. Kind, class, channel, time, value and the two accounts stand in the
 * events of the keys.
 */
final class Details {
  private static final int SMALL_PLACE = 1;
  private static final int PLACE = 1 << 1;
  private static final int OWNER = 1 << 2;
  private static final int ASSET = 1 << 3;
  private static final int AMOUNT = 1 << 4;
  private static final int FORGOTTEN = 1 << 5;
  private static final int HAS_FIELDS = 1 << 6;

  /** Fields that are kept as a hash. */
  private static final List<Field> HASHED =
      List.of(Field.DEVICE, Field.IP, Field.CUSTOMER, Field.ORIGIN_COUNTRY);

  private static final List<Field> FIELDS = List.of(Field.values());

  private final Transfer transfer;
  private final Reference reference;
  private final long value;
  private final int fields;
  private final int payee;
  private final SipHash hash;
  private final Codes codes;

  /**
   * Describes a transfer.
   *
   * @param fields the fields that are kept, as {@link #mask} has them
   * @param payee the payee account's number
   */
  Details(
      Transfer transfer,
      Reference reference,
      long value,
      int fields,
      int payee,
      SipHash hash,
      Codes codes) {
    this.transfer = transfer;
    this.reference = reference;
    this.value = value;
    this.fields = fields;
    this.payee = payee;
    this.hash = hash;
    this.codes = codes;
  }

  /** Fields as the bits of a number. */
  static int mask(Set<Field> fields) {
    int mask = 0;
    for (Field field : fields) {
      mask |= 1 << field.ordinal();
    }
    return mask;
  }

  /** The hash under which a name is counted, in whatever field. */
  static long hash(SipHash hash, String name) {
    return hash.hash(-1, name);
  }

  /** Whether two forms of one transfer are written alike. */
  static boolean areAlike(Transfer one, Transfer other) {
    return Double.compare(one.latitude(), other.latitude()) == 0
        && Double.compare(one.longitude(), other.longitude()) == 0
        && Objects.equals(one.device(), other.device())
        && Objects.equals(one.ip(), other.ip())
        && Objects.equals(one.customer(), other.customer())
        && Objects.equals(one.originCountry(), other.originCountry());
  }

  /** Writes it. */
  void writeTo(Bytes out) {
    Transfer t = transfer;
    int present = 0;
    for (Field field : FIELDS) {
      boolean has =
          field == Field.PAYEE
              || (field != Field.PAYER && field != Field.PLACE && name(field) != null);
      present |= has ? 1 << field.ordinal() & fields : 0;
    }
    boolean small =
        t.hasLocation() && Degrees.isSmall(t.latitude()) && Degrees.isSmall(t.longitude());
    String currency = t.currency();
    String asset = t.asset();
    int flags =
        (small ? SMALL_PLACE : t.hasLocation() ? PLACE : 0)
            | (reference.owner().equals(t.payer()) ? 0 : OWNER)
            | (currency == null && asset != null ? ASSET : 0)
            | (t.amountMinor() == value ? 0 : AMOUNT)
            | (present == 0 ? 0 : HAS_FIELDS);
    out.put(flags);
    if (present != 0) {
      out.put(present);
    }
    if (t.hasLocation()) {
      int bytes = small ? Integer.BYTES : Long.BYTES;
      out.put(Degrees.bits(t.latitude(), small), bytes);
      out.put(Degrees.bits(t.longitude(), small), bytes);
    }
    for (Field field : HASHED) {
      String name = name(field);
      if ((present & 1 << field.ordinal()) != 0 && name != null) {
        out.put(hash(hash, name), Long.BYTES);
      }
    }
    if ((present & 1 << Field.PAYEE.ordinal()) != 0) {
      out.put(payee, Integer.BYTES);
    }
    String code = currency != null ? currency : asset != null ? asset : "";
    int number = codes.number(code);
    out.putVar(number);
    if (number == 0) {
      out.put(code);
    }
    if ((flags & ASSET) != 0) {
      out.put(t.assetScale());
    }
    if ((flags & AMOUNT) != 0) {
      out.putVar(t.amountMinor());
    }
    out.put(t.id());
    if ((flags & OWNER) != 0) {
      out.put(reference.owner());
    }
  }

  private @Nullable String name(Field field) {
    return switch (field) {
      case DEVICE -> transfer.device();
      case IP -> transfer.ip();
      case CUSTOMER -> transfer.customer();
      case ORIGIN_COUNTRY -> transfer.originCountry();
      case PAYER, PAYEE, PLACE -> null;
    };
  }

  // ---- reading, from where an entry's details begin

  private static int fields(long[] page, int at) {
    return (Bytes.get(page, at, 0) & HAS_FIELDS) == 0 ? 0 : Bytes.get(page, at, 1);
  }

  /** How many bytes of flags there are. */
  private static int flagsBytes(int flags) {
    return (flags & HAS_FIELDS) == 0 ? 1 : 2;
  }

  /** Whether a field is known. */
  static boolean has(long[] page, int at, Field field) {
    return (fields(page, at) & 1 << field.ordinal()) != 0;
  }

  /** The hash of a field that {@link #has} says is known; of PAYEE, the number. */
  static long hash(long[] page, int at, Field field) {
    return field == Field.PAYEE
        ? Bytes.get(page, at, indexOf(page, at, field), Integer.BYTES)
        : Bytes.get(page, at, indexOf(page, at, field), Long.BYTES);
  }

  private static int indexOf(long[] page, int at, Field wanted) {
    int flags = Bytes.get(page, at, 0);
    int present = fields(page, at);
    int index = flagsBytes(flags) + placeBytes(flags);
    for (Field field : HASHED) {
      if (field == wanted) {
        return index;
      }
      index += (present & 1 << field.ordinal()) == 0 ? 0 : Long.BYTES;
    }
    return index;
  }

  private static int placeBytes(int flags) {
    return (flags & SMALL_PLACE) != 0
        ? 2 * Integer.BYTES
        : (flags & PLACE) != 0 ? 2 * Long.BYTES : 0;
  }

  static double latitude(long[] page, int at) {
    return Degrees.of(degreesBits(page, at, 0), isSmall(page, at));
  }

  static double longitude(long[] page, int at) {
    return Degrees.of(degreesBits(page, at, 1), isSmall(page, at));
  }

  private static boolean isSmall(long[] page, int at) {
    return (Bytes.get(page, at, 0) & SMALL_PLACE) != 0;
  }

  private static long degreesBits(long[] page, int at, int which) {
    int flags = Bytes.get(page, at, 0);
    int bytes = placeBytes(flags) / 2;
    return Bytes.get(page, at, flagsBytes(flags) + which * bytes, bytes);
  }

  /** A number for the tenth of a degree that the place is in. */
  static long grid(long[] page, int at) {
    return Degrees.grid(latitude(page, at), longitude(page, at));
  }

  /**
   * What the export of movements tells of a transfer, and nothing else.
   *
   * @param payer the payer account's name
   * @param payee the payee account's name
   */
  static Transfer transfer(
      long[] page,
      int at,
      long event,
      long value,
      String tenant,
      String payer,
      String payee,
      Codes codes) {
    int flags = Bytes.get(page, at, 0);
    Bytes.Reader in = new Bytes.Reader(page, at, amountIndex(page, at));
    int number = (int) in.nextVar();
    String code = number == 0 ? in.nextText() : codes.code(number);
    int scale = (flags & ASSET) == 0 ? 0 : in.next();
    long amount = (flags & AMOUNT) == 0 ? value : in.nextVar();
    Transfer.Builder told =
        Transfer.builder()
            .tenant(tenant)
            .id(in.nextText())
            .time(Instant.ofEpochMilli(EventBits.timeOf(event)))
            .payer(payer)
            .payee(payee)
            .kind(EventBits.kind(event))
            .channel(EventBits.channel(event));
    if ((flags & ASSET) != 0) {
      told.asset(amount, code, scale, EventBits.assets(event));
    } else if (!code.isEmpty()) {
      told.amount(amount, code);
    }
    if ((flags & OWNER) != 0) {
      told.customer((flags & FORGOTTEN) != 0 ? payer : in.nextText());
    }
    return told.build();
  }

  /** The owner of the limits, where it is not the payer account. */
  static @Nullable String otherOwner(long[] page, int at) {
    int flags = Bytes.get(page, at, 0);
    if ((flags & OWNER) == 0 || (flags & FORGOTTEN) != 0) {
      return null;
    }
    return ownerReader(page, at, flags).nextText();
  }

  private static Bytes.Reader ownerReader(long[] page, int at, int flags) {
    Bytes.Reader in = new Bytes.Reader(page, at, amountIndex(page, at));
    if (in.nextVar() == 0) {
      in.nextText();
    }
    if ((flags & ASSET) != 0) {
      in.next();
    }
    if ((flags & AMOUNT) != 0) {
      in.nextVar();
    }
    in.nextText();
    return in;
  }

  private static int amountIndex(long[] page, int at) {
    boolean payee = has(page, at, Field.PAYEE);
    return indexOf(page, at, Field.PAYEE) + (payee ? Integer.BYTES : 0);
  }

  /**
   * Takes the person out: what points at them becomes something else, the place coarse, and the
   * owner nothing.
   *
   * @param other finds what a hash becomes
   */
  static void forget(long[] page, int at, java.util.function.LongUnaryOperator other) {
    int flags = Bytes.get(page, at, 0);
    if ((flags & FORGOTTEN) != 0) {
      return;
    }
    if ((flags & OWNER) != 0) {
      Bytes.Reader owner = ownerReader(page, at, flags);
      int index = owner.index();
      owner.nextText();
      for (int i = index; i < owner.index(); i++) {
        Bytes.set(page, at, i, 1, 0);
      }
    }
    int bytes = placeBytes(flags) / 2;
    boolean small = isSmall(page, at);
    for (int which = 0; which < 2 && bytes > 0; which++) {
      long before = degreesBits(page, at, which);
      long coarse = Degrees.bits(Degrees.coarse(Degrees.of(before, small)), small);
      Bytes.set(page, at, flagsBytes(flags) + which * bytes, bytes, coarse);
    }
    for (Field field : HASHED) {
      if (field != Field.ORIGIN_COUNTRY && has(page, at, field)) {
        int index = indexOf(page, at, field);
        long before = Bytes.get(page, at, index, Long.BYTES);
        Bytes.set(page, at, index, Long.BYTES, other.applyAsLong(before));
      }
    }
    Bytes.set(page, at, 0, 1, flags | FORGOTTEN);
  }
}
