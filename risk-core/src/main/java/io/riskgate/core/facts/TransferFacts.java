package io.riskgate.core.facts;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.DataItem;
import io.riskgate.core.TransferKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that rules may look at for one transfer. History is what was known before it. A pack
 * compiles a subclass that adds the typed group {@code history}. Instances are reused by the engine
 * and not safe for use by several threads at once.
 */
public abstract class TransferFacts {
  /** How many signals rules see at most. */
  public static final int SIGNALS_MAX = 32;

  /** Rules see the signals of this long before a transfer's event time. */
  public static final Duration SIGNALS_KEPT = Duration.ofDays(30);

  private final List<SignalFacts> signals = new ArrayList<>();
  private final PayerFacts payer = new PayerFacts();
  private final CounterpartyFacts counterparty = new CounterpartyFacts();
  private final DeviceFacts device = new DeviceFacts();
  private final OriginFacts origin = new OriginFacts();
  private final MerchantFacts merchant = new MerchantFacts();
  private final SignalAges signal = new SignalAges();
  private final AggregateValues aggregates;
  private final Availability availability;
  private TransferKind kind = TransferKind.TRANSFER;
  private AssetClass assetClass = AssetClass.FIAT;
  private Channel channel = Channel.OTHER;
  private long value;
  private int hour;
  private int dayOfWeek;
  private long eventDay;
  private String purpose = "";

  /** Creates facts that hold the values of a pack's declared aggregates. */
  protected TransferFacts(AggregateValues aggregates) {
    this.aggregates = aggregates;
    this.availability = new Availability(aggregates.array().length);
  }

  /** The payer. */
  @FactGroup("the payer")
  public final PayerFacts getPayer() {
    return payer;
  }

  /** The counterparty. */
  @FactGroup("the counterparty (payee)")
  public final CounterpartyFacts getCounterparty() {
    return counterparty;
  }

  /** The device. */
  @FactGroup("the device that asks for the transfer")
  public final DeviceFacts getDevice() {
    return device;
  }

  /** The origin. */
  @FactGroup("where the transfer is asked from")
  public final OriginFacts getOrigin() {
    return origin;
  }

  /** The merchant and the order. */
  @FactGroup("the merchant and the order that is paid for")
  public final MerchantFacts getMerchant() {
    return merchant;
  }

  /** How long ago signals were. */
  @FactGroup("how long ago the latest signal of each kind was")
  public final SignalAges getSignal() {
    return signal;
  }

  /** The values of the pack's declared aggregates; rules read them through a typed subclass. */
  public final AggregateValues aggregates() {
    return aggregates;
  }

  /**
   * The recent signals about the payer account and the paying customer, the latest first; for the
   * engine to fill. At most {@link #SIGNALS_MAX}.
   */
  public final List<SignalFacts> signals() {
    return signals;
  }

  /** What is missing from these facts. */
  public final Availability availability() {
    return availability;
  }

  /** What the transfer is. */
  @Fact("what the transfer is")
  public TransferKind getKind() {
    return kind;
  }

  /** Sets the kind. */
  public void setKind(TransferKind kind) {
    this.kind = kind;
  }

  /** What kind of thing is transferred. */
  @Fact("what kind of thing is transferred")
  public AssetClass getAssetClass() {
    return assetClass;
  }

  /** Sets the asset class. */
  public void setAssetClass(AssetClass assetClass) {
    this.assetClass = assetClass;
  }

  /** Where the payer asked for the transfer. */
  @Fact("where the payer asked for the transfer")
  public Channel getChannel() {
    return channel;
  }

  /** Sets the channel. */
  public void setChannel(Channel channel) {
    this.channel = channel;
  }

  /** The transfer's amount in the base currency. */
  @Fact(value = "the transfer's amount in the base currency", unit = FactUnit.MONEY)
  public long getValue() {
    return value;
  }

  /** Sets the value, in minor units of the base currency. */
  public void setValue(long value) {
    this.value = value;
  }

  /** Hour of the event time. */
  @Fact(value = "hour of the event time", unit = FactUnit.HOUR_OF_DAY)
  public int getHour() {
    return hour;
  }

  /** Sets the hour, 0 to 23. */
  public void setHour(int hour) {
    this.hour = hour;
  }

  /** Day of the week of the event time. */
  @Fact(value = "day of the week of the event time", unit = FactUnit.DAY_OF_WEEK)
  public int getDayOfWeek() {
    return dayOfWeek;
  }

  /** Sets the day, 1 to 7. */
  public void setDayOfWeek(int dayOfWeek) {
    this.dayOfWeek = dayOfWeek;
  }

  /**
   * The calendar day of the event time in the pack's zone, in days since the epoch; it says which
   * rules count, and no rule reads it.
   */
  public final long eventDay() {
    return eventDay;
  }

  /** Sets the day of the event time, in days since the epoch. */
  public final void eventDay(long epochDay) {
    this.eventDay = epochDay;
  }

  /** Purpose text as the payer wrote it. */
  @Fact(value = "purpose text as the payer wrote it", needs = DataItem.PURPOSE)
  public String getPurpose() {
    return purpose;
  }

  /** Sets the purpose text. */
  public void setPurpose(String purpose) {
    this.purpose = purpose;
  }
}
