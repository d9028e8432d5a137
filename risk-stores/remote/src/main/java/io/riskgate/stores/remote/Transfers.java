package io.riskgate.stores.remote;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.CustomerSegment;
import io.riskgate.core.DataItem;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.internal.wire.WireException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a transfer is written: what it has is said by bits, and nothing stands for what it has not.
 * What later versions add gets another bit, which this one refuses.
 */
final class Transfers {
  private static final int DEVICE = 1;
  private static final int IP = 1 << 1;
  private static final int PLACE = 1 << 2;
  private static final int BALANCE = 1 << 3;
  private static final int AGE = 1 << 4;
  private static final int CUSTOMER = 1 << 5;
  private static final int PURPOSE = 1 << 6;
  private static final int MERCHANT = 1 << 7;
  private static final int ORIGIN = 1 << 8;
  private static final int PAYEE_COUNTRY = 1 << 9;
  private static final int VALUE = 1 << 10;
  private static final int ASSET = 1 << 11;
  private static final int SEGMENTS = 1 << 12;
  private static final int REAL_NAME = 1 << 13;
  private static final int IS_REAL_NAME = 1 << 14;
  private static final int PHONE = 1 << 15;
  private static final int ADDRESS = 1 << 16;
  private static final int IS_ADDRESS = 1 << 17;
  private static final int ABSENT = 1 << 18;
  private static final int NO_AMOUNT = 1 << 19;
  private static final int OTHER_TIME = 1 << 20;
  private static final int NO_TIME = 1 << 21;
  private static final int OTHER_ID = 1 << 22;
  private static final int OTHER_TENANT = 1 << 23;
  private static final int ALL = (1 << 24) - 1;

  private Transfers() {}

  private static int bit(int bit, boolean isSet) {
    return isSet ? bit : 0;
  }

  /**
   * Writes a transfer.
   *
   * @param tenant the tenant that it most likely has
   * @param id the same of its id
   * @param timeMs the same of its time
   */
  static void write(RecordOut to, Transfer t, String tenant, String id, long timeMs) {
    Instant time = t.time();
    boolean isOtherTime = time != null && !time.equals(Instant.ofEpochMilli(timeMs));
    int bits =
        bit(DEVICE, t.device() != null)
            | bit(IP, t.ip() != null)
            | bit(PLACE, t.hasLocation())
            | bit(BALANCE, t.payerBalance() != null)
            | bit(AGE, t.payerAge() >= 0)
            | bit(CUSTOMER, t.customer() != null)
            | bit(PURPOSE, t.purpose() != null)
            | bit(MERCHANT, t.merchant() != null)
            | bit(ORIGIN, t.originCountry() != null)
            | bit(PAYEE_COUNTRY, t.payeeCountry() != null)
            | bit(VALUE, t.value() != null)
            | bit(ASSET, t.asset() != null)
            | bit(SEGMENTS, t.payerSegments() != null)
            | bit(REAL_NAME, t.payerRealNameVerified() != null)
            | bit(IS_REAL_NAME, Boolean.TRUE.equals(t.payerRealNameVerified()))
            | bit(PHONE, t.payeePhone() != null)
            | bit(ADDRESS, t.orderAddressMatches() != null)
            | bit(IS_ADDRESS, Boolean.TRUE.equals(t.orderAddressMatches()))
            | bit(ABSENT, !t.declaredAbsent().isEmpty())
            | bit(NO_AMOUNT, t.currency() == null && t.asset() == null)
            | bit(OTHER_TIME, isOtherTime)
            | bit(NO_TIME, time == null)
            | bit(OTHER_ID, !t.id().equals(id))
            | bit(OTHER_TENANT, !t.tenant().equals(tenant));
    to.out.putVar(bits);
    if ((bits & OTHER_TENANT) != 0) {
      to.text(t.tenant());
    }
    if ((bits & OTHER_ID) != 0) {
      to.text(t.id());
    }
    if (time != null && isOtherTime) {
      to.out.putSigned(time.getEpochSecond());
      to.out.putVar(time.getNano());
    }
    to.text(t.payer());
    to.text(t.payee());
    to.constant(t.kind());
    to.constant(t.channel());
    writeAmount(to, t);
    writeOrigin(to, t);
    writePerson(to, t);
  }

  private static void writeAmount(RecordOut to, Transfer t) {
    String asset = t.asset();
    if (t.currency() != null || asset != null) {
      to.out.putSigned(t.amountMinor());
      to.text(asset != null ? asset : t.currency());
    }
    if (asset != null) {
      to.out.putVar(t.assetScale());
      to.constant(t.assetClass());
    }
    Long value = t.value();
    if (value != null) {
      to.out.putSigned(value);
    }
  }

  private static void writeOrigin(RecordOut to, Transfer t) {
    if (t.device() != null) {
      to.text(t.device());
    }
    if (t.ip() != null) {
      to.text(t.ip());
    }
    if (t.hasLocation()) {
      Degrees.write(to.out, t.latitude());
      Degrees.write(to.out, t.longitude());
    }
    if (t.originCountry() != null) {
      to.text(t.originCountry());
    }
    if (t.payeeCountry() != null) {
      to.text(t.payeeCountry());
    }
  }

  private static void writePerson(RecordOut to, Transfer t) {
    Long balance = t.payerBalance();
    if (balance != null) {
      to.out.putSigned(balance);
    }
    if (t.payerAge() >= 0) {
      to.out.putVar(t.payerAge());
    }
    if (t.customer() != null) {
      to.text(t.customer());
    }
    if (t.purpose() != null) {
      to.text(t.purpose());
    }
    if (t.merchant() != null) {
      to.text(t.merchant());
    }
    if (t.payeePhone() != null) {
      to.text(t.payeePhone());
    }
    Set<CustomerSegment> segments = t.payerSegments();
    if (segments != null) {
      constants(to, segments, CustomerSegment.class);
    }
    if (!t.declaredAbsent().isEmpty()) {
      constants(to, t.declaredAbsent(), DataItem.class);
    }
  }

  /** In an order that is the same everywhere; that of an unmodifiable set is not. */
  private static <E extends Enum<E>> void constants(RecordOut to, Set<E> set, Class<E> type) {
    Set<E> all = EnumSet.noneOf(type);
    all.addAll(set);
    to.out.putVar(all.size());
    all.forEach(to::constant);
  }

  /** Reads what {@link #write} has written with the same tenant, id and time. */
  static Transfer read(RecordIn from, String tenant, String id, long timeMs) {
    long bits = from.in.nextVar();
    if ((bits & ~ALL) != 0) {
      throw new WireException("a transfer of it has more than is known");
    }
    Transfer.Builder b =
        Transfer.builder()
            .tenant((bits & OTHER_TENANT) == 0 ? tenant : from.text())
            .id((bits & OTHER_ID) == 0 ? id : from.text());
    if ((bits & OTHER_TIME) != 0) {
      b.time(Instant.ofEpochSecond(from.in.nextSigned(), from.in.nextVar()));
    } else if ((bits & NO_TIME) == 0) {
      b.time(Instant.ofEpochMilli(timeMs));
    }
    b.payer(from.text()).payee(from.text());
    b.kind(from.constant(TransferKind.class)).channel(from.constant(Channel.class));
    readAmount(from, bits, b);
    b.device(text(from, bits, DEVICE)).ip(text(from, bits, IP));
    if ((bits & PLACE) != 0) {
      b.location(Degrees.read(from.in), Degrees.read(from.in));
    }
    b.originCountry(text(from, bits, ORIGIN)).payeeCountry(text(from, bits, PAYEE_COUNTRY));
    if ((bits & BALANCE) != 0) {
      b.payerBalance(from.in.nextSigned());
    }
    if ((bits & AGE) != 0) {
      b.payerAge((int) from.in.nextVar());
    }
    b.customer(text(from, bits, CUSTOMER)).purpose(text(from, bits, PURPOSE));
    b.merchant(text(from, bits, MERCHANT)).payeePhone(text(from, bits, PHONE));
    if ((bits & SEGMENTS) != 0) {
      b.payerSegments(constants(from, CustomerSegment.class));
    }
    if ((bits & REAL_NAME) != 0) {
      b.payerRealNameVerified((bits & IS_REAL_NAME) != 0);
    }
    if ((bits & ADDRESS) != 0) {
      b.orderAddressMatches((bits & IS_ADDRESS) != 0);
    }
    if ((bits & ABSENT) != 0) {
      b.declaredAbsent(constants(from, DataItem.class));
    }
    return b.build();
  }

  private static void readAmount(RecordIn from, long bits, Transfer.Builder b) {
    if ((bits & NO_AMOUNT) == 0) {
      long minor = from.in.nextSigned();
      String unit = from.text();
      if ((bits & ASSET) != 0) {
        b.asset(minor, unit, (int) from.in.nextVar(), from.constant(AssetClass.class));
      } else {
        b.amount(minor, unit);
      }
    }
    if ((bits & VALUE) != 0) {
      b.value(from.in.nextSigned());
    }
  }

  private static @Nullable String text(RecordIn from, long bits, int bit) {
    return (bits & bit) != 0 ? from.text() : null;
  }

  private static <E extends Enum<E>> Set<E> constants(RecordIn from, Class<E> type) {
    Set<E> all = EnumSet.noneOf(type);
    for (int i = from.in.nextCount(); i > 0; i--) {
      all.add(from.constant(type));
    }
    return all;
  }
}
