package io.riskgate.stores.remote;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.Mark;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;
import io.riskgate.core.pack.Aggregate;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A transfer or movement as the records of its parties, device, IP … know it. */
final class Event {
  private static final int HIDDEN = 1;
  private static final int PLACED = 2;
  private static final int VALUED = 4;

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
  @Nullable TransferState state;
  long expiresAtMs;
  long revision;
  int marks;

  /** The account whose record this is has been forgotten: it is there to be stopped only. */
  boolean isHidden;

  /** When its owner was asked last what became of it; no part of what is kept. */
  long askedMs = Long.MIN_VALUE;

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

  boolean isLive() {
    return stamp != 0;
  }

  long knownSinceMs() {
    return stamp >> STAMP_SHIFT;
  }

  /** Whether its reference is forgotten at a clock. */
  boolean isForgottenAt(long nowMs, long keptMs) {
    return nowMs - knownSinceMs() >= keptMs && !isOpenAt(nowMs);
  }

  boolean isOpenAt(long nowMs) {
    TransferState now = stateAt(nowMs);
    return now != null && now.isOpen();
  }

  @Nullable TransferState stateAt(long nowMs) {
    TransferState s = state;
    return s != null && s.isOpen() && nowMs >= expiresAtMs ? TransferState.EXPIRED : s;
  }

  /** Whether its owner has said how it ended. */
  boolean isEndTold() {
    TransferState s = state;
    return s != null && !s.isOpen();
  }

  /** From now on no reference leads here. */
  void detach() {
    stamp = 0;
    owner = "";
    revision = 0;
    expiresAtMs = 0;
  }

  @Nullable Object field(Aggregate.Field field) {
    return switch (field) {
      case PAYER -> payer;
      case PAYEE -> payee;
      case DEVICE -> device;
      case IP -> ip;
      case CUSTOMER -> customer;
      case ORIGIN_COUNTRY -> country;
      case PLACE -> isPlaced ? Math.floor(latitude * 10) + "," + Math.floor(longitude * 10) : null;
    };
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
    Set<Mark> set = EnumSet.noneOf(Mark.class);
    for (Mark mark : Mark.values()) {
      if ((marks & (1 << mark.ordinal())) != 0) {
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

  void write(WireOut out, Texts.Out texts, long baseMs) {
    out.putSigned(timeMs - baseMs);
    texts.put(owner);
    texts.put(id);
    long sinceMs = knownSinceMs() - timeMs;
    out.putVar(stamp == 0 ? 0 : ((sinceMs << 1) ^ (sinceMs >> 63)) + 1);
    out.putVar(stamp & ((1L << STAMP_SHIFT) - 1));
    texts.put(payer);
    texts.put(payee);
    texts.put(customer);
    texts.put(merchant);
    texts.put(device);
    texts.put(ip);
    texts.put(country);
    out.putVar((isHidden ? HIDDEN : 0) | (isPlaced ? PLACED : 0) | (said != null ? VALUED : 0));
    if (isPlaced) {
      out.putLong(Double.doubleToRawLongBits(latitude));
      out.putLong(Double.doubleToRawLongBits(longitude));
    }
    texts.put(kind.name());
    texts.put(channel.name());
    texts.put(assetClass.name());
    out.putSigned(amountMinor);
    texts.put(currency);
    texts.put(asset);
    out.putVar(scale);
    Long stated = said;
    if (stated != null) {
      out.putSigned(stated);
    }
    out.putSigned(value - amountMinor);
    TransferState s = state;
    texts.put(s == null ? null : s.name());
    out.putSigned(expiresAtMs == 0 ? 0 : expiresAtMs == Long.MIN_VALUE ? 1 : expiresAtMs);
    out.putVar(revision);
    Set<Mark> set = markSet();
    out.putVar(set.size());
    set.forEach(mark -> texts.put(mark.name()));
  }

  static Event read(WireIn in, Texts.In texts, long baseMs) {
    long timeMs = baseMs + in.nextSigned();
    String owner = texts.next();
    String id = texts.next();
    long known = in.nextVar();
    long low = in.nextVar();
    long zigzag = known - 1;
    long sinceMs = timeMs + ((zigzag >>> 1) ^ -(zigzag & 1));
    long stamp = known == 0 ? 0 : (sinceMs << STAMP_SHIFT) | low;
    Transfer.Builder b = Transfer.builder().id(id).payer(texts.next()).payee(texts.next());
    b.customer(texts.nextNullable()).merchant(texts.nextNullable());
    b.device(texts.nextNullable()).ip(texts.nextNullable()).originCountry(texts.nextNullable());
    long bits = in.nextVar();
    double latitude = 0;
    double longitude = 0;
    if ((bits & PLACED) != 0) {
      latitude = Double.longBitsToDouble(in.nextLong());
      longitude = Double.longBitsToDouble(in.nextLong());
    }
    b.kind(TransferKind.valueOf(texts.next())).channel(Channel.valueOf(texts.next()));
    Event e = new Event(owner, id, stamp, timeMs, b.build());
    e.isHidden = (bits & HIDDEN) != 0;
    e.isPlaced = (bits & PLACED) != 0;
    e.latitude = latitude;
    e.longitude = longitude;
    e.assetClass = AssetClass.valueOf(texts.next());
    e.amountMinor = in.nextSigned();
    e.currency = texts.nextNullable();
    e.asset = texts.nextNullable();
    e.scale = (int) in.nextVar();
    e.said = (bits & VALUED) != 0 ? in.nextSigned() : null;
    e.value = e.amountMinor + in.nextSigned();
    String state = texts.nextNullable();
    e.state = state == null ? null : TransferState.valueOf(state);
    long expires = in.nextSigned();
    e.expiresAtMs = expires == 1 ? Long.MIN_VALUE : expires;
    e.revision = in.nextVar();
    for (int i = in.nextCount(); i > 0; i--) {
      e.marks |= 1 << Mark.valueOf(texts.next()).ordinal();
    }
    return e;
  }
}
