package io.riskgate.core.memory;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.CustomerSegment;
import io.riskgate.core.DataItem;
import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A transfer in bytes, without what its reference says already. Read again, it says exactly what it
 * said.
 */
final class PackedTransfer {
  private static final int OTHER_TENANT = 1;
  private static final int OTHER_ID = 1 << 1;
  private static final int OTHER_PAYER = 1 << 2;
  private static final int TIME = 1 << 3;
  private static final int CURRENCY = 1 << 4;
  private static final int ASSET = 1 << 5;
  private static final int DEVICE = 1 << 6;
  private static final int IP = 1 << 7;
  private static final int SMALL_PLACE = 1 << 8;
  private static final int PLACE = 1 << 9;
  private static final int CUSTOMER = 1 << 10;
  private static final int MERCHANT = 1 << 11;
  private static final int VALUE = 1 << 12;
  private static final int ORIGIN_COUNTRY = 1 << 13;
  private static final int PAYEE_COUNTRY = 1 << 14;
  private static final int BALANCE = 1 << 15;
  private static final int AGE = 1 << 16;
  private static final int PURPOSE = 1 << 17;
  private static final int SEGMENTS = 1 << 18;
  private static final int REAL_NAME_KNOWN = 1 << 19;
  private static final int REAL_NAME = 1 << 20;
  private static final int PHONE = 1 << 21;
  private static final int ORDER_KNOWN = 1 << 22;
  private static final int ORDER = 1 << 23;
  private static final int ABSENT = 1 << 24;

  private static final int KIND_BITS = 3;
  private static final int CHANNEL_BITS = 3;
  private static final long MILLIS_PER_SECOND = 1_000;
  private static final int NANOS_PER_MILLI = 1_000_000;

  private static final List<TransferKind> KINDS = List.of(TransferKind.values());
  private static final List<Channel> CHANNELS = List.of(Channel.values());
  private static final List<AssetClass> ASSETS = List.of(AssetClass.values());

  private PackedTransfer() {}

  /** Whether a transfer can be written: one that makes no sense is scored by nobody. */
  static boolean isPackable(Transfer t) {
    return t.buildProblems().isEmpty() && (t.currency() != null || t.asset() != null);
  }

  /**
   * Writes a transfer.
   *
   * @param knownSinceMs the clock when it became known, which its time is seldom far from
   */
  static void write(Bytes out, Transfer t, Reference reference, long knownSinceMs, Codes codes) {
    Instant time = t.time();
    boolean small =
        t.hasLocation() && Degrees.isSmall(t.latitude()) && Degrees.isSmall(t.longitude());
    int has =
        flag(OTHER_TENANT, !t.tenant().equals(reference.tenant()))
            | flag(OTHER_ID, !t.id().equals(reference.id()))
            | flag(OTHER_PAYER, !t.payer().equals(reference.owner()))
            | flag(TIME, time != null)
            | flag(CURRENCY, t.currency() != null)
            | flag(ASSET, t.asset() != null)
            | flag(DEVICE, t.device() != null)
            | flag(IP, t.ip() != null)
            | flag(SMALL_PLACE, small)
            | flag(PLACE, t.hasLocation() && !small)
            | flag(CUSTOMER, t.customer() != null)
            | flag(MERCHANT, t.merchant() != null)
            | flag(VALUE, t.value() != null)
            | flag(ORIGIN_COUNTRY, t.originCountry() != null)
            | flag(PAYEE_COUNTRY, t.payeeCountry() != null)
            | flag(BALANCE, t.payerBalance() != null)
            | flag(AGE, t.payerAge() >= 0)
            | flag(PURPOSE, t.purpose() != null)
            | flag(SEGMENTS, t.payerSegments() != null)
            | flag(REAL_NAME_KNOWN, t.payerRealNameVerified() != null)
            | flag(REAL_NAME, Boolean.TRUE.equals(t.payerRealNameVerified()))
            | flag(PHONE, t.payeePhone() != null)
            | flag(ORDER_KNOWN, t.orderAddressMatches() != null)
            | flag(ORDER, Boolean.TRUE.equals(t.orderAddressMatches()))
            | flag(ABSENT, !t.declaredAbsent().isEmpty());
    out.putVar(has);
    out.putVar(
        t.kind().ordinal()
            | t.channel().ordinal() << KIND_BITS
            | t.assetClass().ordinal() << (KIND_BITS + CHANNEL_BITS));
    out.put(t.payee());
    out.putVar(t.amountMinor());
    putText(out, (has & OTHER_TENANT) != 0 ? t.tenant() : null);
    putText(out, (has & OTHER_ID) != 0 ? t.id() : null);
    putText(out, (has & OTHER_PAYER) != 0 ? t.payer() : null);
    if (time != null) {
      long ms = time.getEpochSecond() * MILLIS_PER_SECOND + time.getNano() / NANOS_PER_MILLI;
      out.putSigned(ms - knownSinceMs);
      out.putVar(time.getNano() % NANOS_PER_MILLI);
    }
    String code = t.currency() != null ? t.currency() : t.asset();
    if (code != null) {
      int number = codes.number(code);
      out.putVar(number);
      putText(out, number == 0 ? code : null);
    }
    if (t.asset() != null) {
      out.putSigned(t.assetScale());
    }
    putText(out, t.device());
    putText(out, t.ip());
    if (t.hasLocation()) {
      int bytes = small ? Integer.BYTES : Long.BYTES;
      out.put(Degrees.bits(t.latitude(), small), bytes);
      out.put(Degrees.bits(t.longitude(), small), bytes);
    }
    putText(out, t.customer());
    putText(out, t.merchant());
    putNumber(out, t.value());
    putText(out, t.originCountry());
    putText(out, t.payeeCountry());
    putNumber(out, t.payerBalance());
    if (t.payerAge() >= 0) {
      out.putVar(t.payerAge());
    }
    putText(out, t.purpose());
    Set<CustomerSegment> segments = t.payerSegments();
    if (segments != null) {
      out.putVar(bits(segments));
    }
    putText(out, t.payeePhone());
    if (!t.declaredAbsent().isEmpty()) {
      out.putVar(bits(t.declaredAbsent()));
    }
  }

  private static int flag(int bit, boolean isSet) {
    return isSet ? bit : 0;
  }

  private static void putText(Bytes out, @Nullable String text) {
    if (text != null) {
      out.put(text);
    }
  }

  private static void putNumber(Bytes out, @Nullable Long number) {
    if (number != null) {
      out.putSigned(number);
    }
  }

  /** A set of constants as the bits of a number. */
  static long bits(Set<? extends Enum<?>> constants) {
    long bits = 0;
    for (Enum<?> constant : constants) {
      bits |= 1L << constant.ordinal();
    }
    return bits;
  }

  /** The set of constants whose bits a number has. */
  static <E extends Enum<E>> Set<E> set(Class<E> type, long bits) {
    Set<E> all = EnumSet.noneOf(type);
    for (E constant : Objects.requireNonNull(type.getEnumConstants())) {
      if ((bits & 1L << constant.ordinal()) != 0) {
        all.add(constant);
      }
    }
    return all;
  }

  /** Reads a transfer. */
  static Transfer read(Bytes.Reader in, Reference reference, long knownSinceMs, Codes codes) {
    int has = (int) in.nextVar();
    int what = (int) in.nextVar();
    Transfer.Builder t =
        Transfer.builder()
            .kind(KINDS.get(what & (1 << KIND_BITS) - 1))
            .channel(CHANNELS.get(what >> KIND_BITS & (1 << CHANNEL_BITS) - 1))
            .payee(in.nextText());
    long amountMinor = in.nextVar();
    t.tenant((has & OTHER_TENANT) != 0 ? in.nextText() : reference.tenant());
    t.id((has & OTHER_ID) != 0 ? in.nextText() : reference.id());
    t.payer((has & OTHER_PAYER) != 0 ? in.nextText() : reference.owner());
    if ((has & TIME) != 0) {
      Instant millis = Instant.ofEpochMilli(in.nextSigned() + knownSinceMs);
      t.time(millis.plusNanos(in.nextVar()));
    }
    if ((has & (CURRENCY | ASSET)) != 0) {
      int number = (int) in.nextVar();
      String code = number == 0 ? in.nextText() : codes.code(number);
      if ((has & CURRENCY) != 0) {
        t.amount(amountMinor, code);
      } else {
        AssetClass assets = ASSETS.get(what >> (KIND_BITS + CHANNEL_BITS));
        t.asset(amountMinor, code, (int) in.nextSigned(), assets);
      }
    }
    t.device(text(in, has, DEVICE));
    t.ip(text(in, has, IP));
    if ((has & (SMALL_PLACE | PLACE)) != 0) {
      boolean small = (has & SMALL_PLACE) != 0;
      int bytes = small ? Integer.BYTES : Long.BYTES;
      double latitude = Degrees.of(in.next(bytes), small);
      t.location(latitude, Degrees.of(in.next(bytes), small));
    }
    t.customer(text(in, has, CUSTOMER));
    t.merchant(text(in, has, MERCHANT));
    t.value(number(in, has, VALUE));
    t.originCountry(text(in, has, ORIGIN_COUNTRY));
    t.payeeCountry(text(in, has, PAYEE_COUNTRY));
    t.payerBalance(number(in, has, BALANCE));
    if ((has & AGE) != 0) {
      t.payerAge((int) in.nextVar());
    }
    t.purpose(text(in, has, PURPOSE));
    if ((has & SEGMENTS) != 0) {
      t.payerSegments(set(CustomerSegment.class, in.nextVar()));
    }
    if ((has & REAL_NAME_KNOWN) != 0) {
      t.payerRealNameVerified((has & REAL_NAME) != 0);
    }
    t.payeePhone(text(in, has, PHONE));
    if ((has & ORDER_KNOWN) != 0) {
      t.orderAddressMatches((has & ORDER) != 0);
    }
    if ((has & ABSENT) != 0) {
      t.declaredAbsent(set(DataItem.class, in.nextVar()));
    }
    return t.build();
  }

  private static @Nullable String text(Bytes.Reader in, int has, int bit) {
    return (has & bit) == 0 ? null : in.nextText();
  }

  private static @Nullable Long number(Bytes.Reader in, int has, int bit) {
    return (has & bit) == 0 ? null : Long.valueOf(in.nextSigned());
  }
}
