package io.riskgate.stores.remote;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.Mark;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.pack.Aggregate;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A transfer or movement as the records of its parties, device, IP … know it: as it comes or goes,
 * or as it stands at the moment. {@link EventRows} is where it is kept.
 */
final class Event {
  private static final int LIVE = 1;
  private static final int DEVICE = 1 << 1;
  private static final int IP = 1 << 2;
  private static final int PLACED = 1 << 3;
  private static final int TOLD = 1 << 4;
  private static final int OTHER_VALUE = 1 << 5;
  private static final int CUSTOMER = 1 << 6;
  private static final int OTHER_AMOUNT = 1 << 7;
  private static final int MERCHANT = 1 << 8;
  private static final int COUNTRY = 1 << 9;
  private static final int VALUED = 1 << 10;
  private static final int HIDDEN = 1 << 11;
  private static final int ALL = (1 << 12) - 1;

  /** Its owner was not asked yet. */
  static final long NEVER_ASKED = Long.MIN_VALUE;

  /** How a stamp has room for attempts of one millisecond. */
  static final int STAMP_SHIFT = 20;

  /** The owner of the reference; empty once the reference was forgotten. */
  String owner;

  final String id;

  /** When it was attempted first, and in which order; 0 once the reference was forgotten. */
  long stamp;

  final long timeMs;

  String payer;
  String payee;
  @Nullable String customer;
  @Nullable String merchant;
  @Nullable String device;
  @Nullable String ip;
  @Nullable String country;
  boolean isPlaced;
  double latitude;
  double longitude;
  TransferKind kind;
  Channel channel;
  AssetClass assetClass;
  long amountMinor;
  @Nullable String currency;
  @Nullable String asset;
  int scale;
  @Nullable Long said;
  long value;
  private @Nullable TransferState state;
  private long expiresAtMs;
  private long revision;
  private int marks;

  /** The account whose record this is has been forgotten: it is there to be stopped only. */
  private boolean isHidden;

  /** When its owner was asked last what became of it; no part of what is kept. */
  long askedMs = NEVER_ASKED;

  private Event(String owner, String id, long stamp, long timeMs, Transfer t) {
    this.owner = owner;
    this.id = id;
    this.stamp = stamp;
    this.timeMs = timeMs;
    payer = t.payer();
    payee = t.payee();
    kind = t.kind();
    channel = t.channel();
    assetClass = t.assetClass();
    take(t);
  }

  Event(String owner, String id, long stamp, long timeMs, Transfer t, long value) {
    this(owner, id, stamp, timeMs, t);
    this.value = value;
  }

  /** The event with a row. */
  Event(EventRows rows, int place) {
    owner = rows.name(rows.owner(place));
    id = rows.name(rows.id(place));
    stamp = rows.stamp(place);
    timeMs = rows.timeMs(place);
    payer = rows.name(rows.field(place, Aggregate.Field.PAYER));
    payee = rows.name(rows.field(place, Aggregate.Field.PAYEE));
    customer = rows.nullableName(rows.field(place, Aggregate.Field.CUSTOMER));
    merchant = rows.nullableName(rows.merchant(place));
    device = rows.nullableName(rows.field(place, Aggregate.Field.DEVICE));
    ip = rows.nullableName(rows.field(place, Aggregate.Field.IP));
    country = rows.nullableName(rows.field(place, Aggregate.Field.ORIGIN_COUNTRY));
    isPlaced = rows.isPlaced(place);
    latitude = rows.latitude(place);
    longitude = rows.longitude(place);
    kind = rows.kind(place);
    channel = rows.channel(place);
    assetClass = rows.assetClass(place);
    amountMinor = rows.amountMinor(place);
    currency = rows.nullableName(rows.currency(place));
    asset = rows.nullableName(rows.asset(place));
    scale = rows.scale(place);
    said = rows.said(place);
    value = rows.value(place);
    state = rows.state(place);
    expiresAtMs = rows.expiresAtMs(place);
    revision = rows.revision(place);
    marks = rows.marks(place);
    isHidden = rows.isHidden(place);
    askedMs = rows.askedMs(place);
  }

  private void take(Transfer t) {
    customer = t.customer();
    merchant = t.merchant();
    device = t.device();
    ip = t.ip();
    country = t.originCountry();
    isPlaced = t.hasLocation();
    latitude = isPlaced ? t.latitude() : 0;
    longitude = isPlaced ? t.longitude() : 0;
    kind = t.kind();
    channel = t.channel();
    assetClass = t.assetClass();
    amountMinor = t.amountMinor();
    currency = t.currency();
    asset = t.asset();
    scale = t.assetScale();
    said = t.value();
  }

  /** Takes over what was said last of an undecided attempt. */
  void take(Event other) {
    payer = other.payer;
    payee = other.payee;
    customer = other.customer;
    merchant = other.merchant;
    device = other.device;
    ip = other.ip;
    country = other.country;
    isPlaced = other.isPlaced;
    latitude = other.latitude;
    longitude = other.longitude;
    channel = other.channel;
    said = other.said;
    value = other.value;
    isHidden = false;
  }

  /** As {@link Transfer#hasSameContentAs} says. */
  boolean hasSameContentAs(Event o) {
    return amountMinor == o.amountMinor
        && assetClass == o.assetClass
        && kind == o.kind
        && timeMs == o.timeMs
        && scale == o.scale
        && payer.equals(o.payer)
        && payee.equals(o.payee)
        && Objects.equals(currency, o.currency)
        && Objects.equals(asset, o.asset);
  }

  // ---- how it stands

  @Nullable TransferState state() {
    return state;
  }

  long expiresAtMs() {
    return expiresAtMs;
  }

  long revision() {
    return revision;
  }

  int marks() {
    return marks;
  }

  boolean isHidden() {
    return isHidden;
  }

  /** From now on it stands so. */
  void stand(@Nullable TransferState now, long untilMs, long itsRevision, int itsMarks) {
    state = now;
    expiresAtMs = untilMs;
    revision = itsRevision;
    marks = itsMarks;
  }

  boolean isLive() {
    return stamp != 0;
  }

  long knownSinceMs() {
    return stamp >> STAMP_SHIFT;
  }

  /** The tenth of a degree in which it lies, both ways in one number. */
  long place() {
    return (long) Math.floor(latitude * 10) << Integer.SIZE
        | ((long) Math.floor(longitude * 10) & 0xffffffffL);
  }

  /** Takes the names of a forgotten account out of it; whether there were any. */
  boolean scrub(String account, Pseudonyms pseudonyms) {
    boolean isPayer = payer.equals(account);
    boolean isPayee = payee.equals(account);
    if (!isPayer && !isPayee) {
      return false;
    }
    if (isPayee) {
      payee = pseudonyms.of(account);
    }
    if (isPayer) {
      payer = pseudonyms.of(account);
      customer = pseudonyms.ofNullable(customer);
      device = pseudonyms.ofNullable(device);
      ip = pseudonyms.ofNullable(ip);
      if (isPlaced) {
        latitude = coarse(latitude);
        longitude = coarse(longitude);
      }
    }
    return true;
  }

  private static double coarse(double degrees) {
    return (Math.floor(degrees * 10) + 0.5) / 10;
  }

  /** What an export tells of it. */
  Transfer shown(String tenant, boolean withCustomer) {
    Transfer.Builder b =
        Transfer.builder()
            .tenant(tenant)
            .id(id)
            .time(Instant.ofEpochMilli(timeMs))
            .payer(payer)
            .payee(payee)
            .kind(kind)
            .channel(channel)
            .value(said)
            .customer(withCustomer ? customer : null);
    String ofCurrency = currency;
    String ofAsset = asset;
    if (ofCurrency != null) {
      b.amount(amountMinor, ofCurrency);
    } else if (ofAsset != null) {
      b.asset(amountMinor, ofAsset, scale, assetClass);
    }
    return b.build();
  }

  Set<Mark> markSet() {
    return marks(marks);
  }

  /** The marks that some bits say. */
  static Set<Mark> marks(int bits) {
    if (bits == 0) {
      return Set.of(); // as most have none
    }
    Set<Mark> set = EnumSet.noneOf(Mark.class);
    for (Mark mark : Mark.values()) {
      if ((bits & (1 << mark.ordinal())) != 0) {
        set.add(mark);
      }
    }
    return set;
  }

  static int bits(Set<Mark> marks) {
    int bits = 0;
    for (Mark mark : marks) {
      bits |= 1 << mark.ordinal();
    }
    return bits;
  }

  // ---- bytes

  private static int bit(int bit, boolean isSet) {
    return isSet ? bit : 0;
  }

  private boolean hasPlainAmount() {
    return currency != null && asset == null && scale == 0 && assetClass == AssetClass.FIAT;
  }

  /** Whether it says what an event of its owner's item says, and nothing else. */
  boolean isOf(Item item) {
    if (isHidden
        || stamp != item.stamp
        || timeMs != item.timeMs
        || value != item.value
        || revision != item.revision
        || state != item.state()
        || expiresAtMs != item.expiresAtMs()
        || marks != item.marks()) {
      return false;
    }
    Transfer t = item.transfer();
    return payer.equals(t.payer())
        && payee.equals(t.payee())
        && Objects.equals(device, t.device())
        && Objects.equals(ip, t.ip())
        && Objects.equals(customer, t.customer())
        && Objects.equals(merchant, t.merchant())
        && Objects.equals(country, t.originCountry())
        && Objects.equals(said, t.value())
        && kind == t.kind()
        && channel == t.channel()
        && isPlaced == t.hasLocation()
        && (!isPlaced || (latitude == t.latitude() && longitude == t.longitude()))
        && assetClass == t.assetClass()
        && amountMinor == t.amountMinor()
        && scale == t.assetScale()
        && Objects.equals(currency, t.currency())
        && Objects.equals(asset, t.asset());
  }

  /** The event of an item, for which {@link #isOf} holds. */
  static Event of(String owner, Item item) {
    Event e = new Event(owner, item.id, item.stamp, item.timeMs, item.transfer(), item.value);
    e.revision = item.revision;
    e.state = item.state();
    e.expiresAtMs = item.expiresAtMs();
    e.marks = item.marks();
    return e;
  }

  void write(RecordOut to, long baseMs) {
    boolean isTold = state != null || expiresAtMs != 0 || revision != 0 || marks != 0;
    to.out.putVar(
        bit(LIVE, stamp != 0)
            | bit(DEVICE, device != null)
            | bit(IP, ip != null)
            | bit(PLACED, isPlaced)
            | bit(TOLD, isTold)
            | bit(OTHER_VALUE, value != amountMinor)
            | bit(CUSTOMER, customer != null)
            | bit(OTHER_AMOUNT, !hasPlainAmount())
            | bit(MERCHANT, merchant != null)
            | bit(COUNTRY, country != null)
            | bit(VALUED, said != null)
            | bit(HIDDEN, isHidden));
    to.out.putSigned(timeMs - baseMs);
    to.text(owner);
    to.text(id);
    if (stamp != 0) {
      to.out.putSigned(knownSinceMs() - timeMs);
      to.out.putVar(stamp & ((1L << STAMP_SHIFT) - 1));
    }
    to.text(payer);
    to.text(payee);
    if (device != null) {
      to.text(device);
    }
    if (ip != null) {
      to.text(ip);
    }
    if (isPlaced) {
      Degrees.write(to.out, latitude);
      Degrees.write(to.out, longitude);
    }
    to.constant(kind);
    to.constant(channel);
    to.out.putSigned(amountMinor);
    to.text(currency);
    if (!hasPlainAmount()) {
      to.text(asset);
      to.out.putVar(scale);
      to.constant(assetClass);
    }
    if (value != amountMinor) {
      to.out.putSigned(value);
    }
    if (customer != null) {
      to.text(customer);
    }
    if (merchant != null) {
      to.text(merchant);
    }
    if (country != null) {
      to.text(country);
    }
    Long stated = said;
    if (stated != null) {
      to.out.putSigned(stated);
    }
    if (isTold) {
      to.constant(state);
      to.time(expiresAtMs, timeMs);
      to.out.putVar(revision);
      to.marks(markSet());
    }
  }

  private Event(RecordIn from, long baseMs) {
    long bits = from.in.nextVar();
    if ((bits & ~ALL) != 0) {
      throw new WireException("an event of it has more than is known");
    }
    timeMs = baseMs + from.in.nextSigned();
    owner = from.text();
    id = from.text();
    if ((bits & LIVE) != 0) {
      long sinceMs = timeMs + from.in.nextSigned();
      stamp = sinceMs << STAMP_SHIFT | from.in.nextVar();
    }
    payer = from.text();
    payee = from.text();
    device = (bits & DEVICE) != 0 ? from.text() : null;
    ip = (bits & IP) != 0 ? from.text() : null;
    isPlaced = (bits & PLACED) != 0;
    latitude = isPlaced ? Degrees.read(from.in) : 0;
    longitude = isPlaced ? Degrees.read(from.in) : 0;
    kind = from.constant(TransferKind.class);
    channel = from.constant(Channel.class);
    amountMinor = from.in.nextSigned();
    currency = from.nullableText();
    boolean isOther = (bits & OTHER_AMOUNT) != 0;
    asset = isOther ? from.nullableText() : null;
    scale = isOther ? scale(from.in.nextVar()) : 0;
    assetClass = isOther ? from.constant(AssetClass.class) : AssetClass.FIAT;
    value = (bits & OTHER_VALUE) != 0 ? from.in.nextSigned() : amountMinor;
    customer = (bits & CUSTOMER) != 0 ? from.text() : null;
    merchant = (bits & MERCHANT) != 0 ? from.text() : null;
    country = (bits & COUNTRY) != 0 ? from.text() : null;
    said = (bits & VALUED) != 0 ? from.in.nextSigned() : null;
    isHidden = (bits & HIDDEN) != 0;
    if ((bits & TOLD) != 0) {
      state = from.nullableConstant(TransferState.class);
      expiresAtMs = from.time(timeMs);
      revision = from.in.nextVar();
      marks = bits(from.marks());
    }
  }

  private static int scale(long read) {
    if (read < 0 || read > Transfer.ASSET_SCALE_MAX) {
      throw new WireException("an event of it has more decimals than an asset may have");
    }
    return (int) read;
  }

  static Event read(RecordIn from, long baseMs) {
    return new Event(from, baseMs);
  }
}
