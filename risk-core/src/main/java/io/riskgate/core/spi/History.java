package io.riskgate.core.spi;

import io.riskgate.core.Control;
import io.riskgate.core.Signal;
import java.util.Arrays;
import java.util.List;

/**
 * What a store knew before a transfer; filled by {@link RiskStore#attempt} and {@link
 * RiskStore#read}. Reused; not safe for use by several threads at once. Times are milliseconds
 * since the epoch, {@link #NEVER} where there is none.
 */
public final class History {
  /** No such time. */
  public static final long NEVER = Long.MIN_VALUE;

  private final long[] aggregates;
  private final boolean[] capped;
  private final long[] used;
  private boolean anyCapped;
  private boolean seenCapped;
  private long payerFirstSeenMs;
  private long payerLastSeenMs;
  private long payeeFirstSeenMs;
  private long pairFirstSeenMs;
  private long pairLastSeenMs;
  private long payerDeviceFirstSeenMs;
  private long lastPlaceMs;
  private double lastLatitude;
  private double lastLongitude;
  private List<Control> payerControls = List.of();
  private List<Control> payeeControls = List.of();
  private List<Signal> signals = List.of();
  private boolean signalsCapped;
  private long revision;

  /**
   * Creates an empty history.
   *
   * @param aggregates the array to fill with the values of the declared aggregates
   * @param limits how many limits there are
   */
  public History(long[] aggregates, int limits) {
    this.aggregates = aggregates;
    this.capped = new boolean[aggregates.length];
    this.used = new long[limits];
    clear();
  }

  private History(long[] aggregates, long[] used, boolean[] capped) {
    this.aggregates = aggregates;
    this.used = used;
    this.capped = capped;
  }

  /** Forgets everything. */
  public void clear() {
    Arrays.fill(aggregates, 0);
    Arrays.fill(used, 0);
    if (anyCapped) {
      Arrays.fill(capped, false);
      anyCapped = false;
    }
    seenCapped = false;
    payerFirstSeenMs = NEVER;
    payerLastSeenMs = NEVER;
    payeeFirstSeenMs = NEVER;
    pairFirstSeenMs = NEVER;
    pairLastSeenMs = NEVER;
    payerDeviceFirstSeenMs = NEVER;
    lastPlaceMs = NEVER;
    lastLatitude = Double.NaN;
    lastLongitude = Double.NaN;
    payerControls = List.of();
    payeeControls = List.of();
    signals = List.of();
    signalsCapped = false;
    revision = 0;
  }

  /** A copy that stays as it is when this history is used again. */
  public History copy() {
    History copy = new History(aggregates.clone(), used.clone(), capped.clone());
    copy.anyCapped = anyCapped;
    copy.takeSeen(this);
    copy.payerControls = payerControls;
    copy.payeeControls = payeeControls;
    copy.revision = revision;
    return copy;
  }

  /**
   * Takes over from another history what is the same for every schema: when accounts, pairs and
   * devices were seen, the last place, and the signals.
   */
  public void takeSeen(History other) {
    seenCapped = other.seenCapped;
    payerFirstSeenMs = other.payerFirstSeenMs;
    payerLastSeenMs = other.payerLastSeenMs;
    payeeFirstSeenMs = other.payeeFirstSeenMs;
    pairFirstSeenMs = other.pairFirstSeenMs;
    pairLastSeenMs = other.pairLastSeenMs;
    payerDeviceFirstSeenMs = other.payerDeviceFirstSeenMs;
    lastPlaceMs = other.lastPlaceMs;
    lastLatitude = other.lastLatitude;
    lastLongitude = other.lastLongitude;
    signals = other.signals;
    signalsCapped = other.signalsCapped;
  }

  /** The values of the declared aggregates, in the schema's order. */
  public long[] aggregates() {
    return aggregates;
  }

  /** The use of each limit's present window before the transfer, in the schema's order. */
  public long[] used() {
    return used;
  }

  /** Says that more events lie in an aggregate's window than are retained. */
  public void setCapped(int aggregate) {
    capped[aggregate] = true;
    anyCapped = true;
  }

  /** Takes back {@link #setCapped}. */
  public void clearCapped(int aggregate) {
    capped[aggregate] = false;
  }

  /** Whether an aggregate is a lower bound because events were dropped. */
  public boolean isCapped(int aggregate) {
    return anyCapped && capped[aggregate];
  }

  /** Whether anything is a lower bound because something was dropped. */
  public boolean isAnyCapped() {
    return anyCapped || seenCapped || signalsCapped;
  }

  /**
   * Says that counterparties or devices of the payer were dropped, so that old ones may look new.
   */
  public void setSeenCapped() {
    seenCapped = true;
  }

  /** Whether counterparties or devices of the payer were dropped. */
  public boolean isSeenCapped() {
    return seenCapped;
  }

  /** When the payer account was first and last in a settled or observed movement. */
  public void setPayerSeen(long firstMs, long lastMs) {
    payerFirstSeenMs = firstMs;
    payerLastSeenMs = lastMs;
  }

  /** When the payer account was first in a settled or observed movement. */
  public long payerFirstSeenMs() {
    return payerFirstSeenMs;
  }

  /** When the payer account was last in a settled or observed movement. */
  public long payerLastSeenMs() {
    return payerLastSeenMs;
  }

  /** When the payee account was first in a settled or observed movement. */
  public void setPayeeFirstSeenMs(long ms) {
    payeeFirstSeenMs = ms;
  }

  /** When the payee account was first in a settled or observed movement. */
  public long payeeFirstSeenMs() {
    return payeeFirstSeenMs;
  }

  /** When this payer first and last paid this payee. */
  public void setPairSeen(long firstMs, long lastMs) {
    pairFirstSeenMs = firstMs;
    pairLastSeenMs = lastMs;
  }

  /** When this payer first paid this payee. */
  public long pairFirstSeenMs() {
    return pairFirstSeenMs;
  }

  /** When this payer last paid this payee. */
  public long pairLastSeenMs() {
    return pairLastSeenMs;
  }

  /** When this payer first used this device in a settled or observed movement. */
  public void setPayerDeviceFirstSeenMs(long ms) {
    payerDeviceFirstSeenMs = ms;
  }

  /** When this payer first used this device in a settled or observed movement. */
  public long payerDeviceFirstSeenMs() {
    return payerDeviceFirstSeenMs;
  }

  /** The last place that the payer asked from before this transfer, and when. */
  public void setLastPlace(long ms, double latitude, double longitude) {
    lastPlaceMs = ms;
    lastLatitude = latitude;
    lastLongitude = longitude;
  }

  /** When the payer last asked from a known place. */
  public long lastPlaceMs() {
    return lastPlaceMs;
  }

  /** The latitude of the last place, in degrees. */
  public double lastLatitude() {
    return lastLatitude;
  }

  /** The longitude of the last place, in degrees. */
  public double lastLongitude() {
    return lastLongitude;
  }

  /** The controls in force on the two accounts. */
  public void setControls(List<Control> payer, List<Control> payee) {
    payerControls = payer;
    payeeControls = payee;
  }

  /** The controls in force on the payer account. */
  public List<Control> payerControls() {
    return payerControls;
  }

  /** The controls in force on the payee account. */
  public List<Control> payeeControls() {
    return payeeControls;
  }

  /**
   * The signals about the payer account and the paying customer within {@link
   * io.riskgate.core.facts.TransferFacts#SIGNALS_KEPT} before the transfer, the latest first, at
   * most {@link io.riskgate.core.facts.TransferFacts#SIGNALS_MAX}.
   */
  public void setSignals(List<Signal> latestFirst) {
    signals = latestFirst;
  }

  /** The signals before the transfer, the latest first. */
  public List<Signal> signals() {
    return signals;
  }

  /** Says that signals of that time were dropped for lack of room. */
  public void setSignalsCapped() {
    signalsCapped = true;
  }

  /** Whether signals were dropped for lack of room. */
  public boolean isSignalsCapped() {
    return signalsCapped;
  }

  /** The revision of the attempt, for {@link Commit#fromRevision()}. */
  public void setRevision(long value) {
    revision = value;
  }

  /** The revision of the attempt, for {@link Commit#fromRevision()}. */
  public long revision() {
    return revision;
  }
}
