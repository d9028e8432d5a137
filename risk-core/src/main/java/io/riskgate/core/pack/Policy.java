package io.riskgate.core.pack;

import io.riskgate.core.Amounts;
import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.DataItem;
import io.riskgate.core.Outcome;
import io.riskgate.core.VerificationMethod;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a pack decides besides its rules. Immutable. */
public final class Policy {
  /** Above every score. */
  private static final int SUSPICIOUS_NEVER = 101;

  private final String baseCurrency;
  private final String homeCountry;
  private final ZoneId zone;
  private final LimitOwner limitOwner;
  private final List<Band> bands;
  private final List<Limit> limits;
  private final Map<Channel, Set<DataItem>> expectedData;
  private final Map<AssetClass, Set<DataItem>> expectedOfAssets;
  private final Demand whenExpectedDataMissing;
  private final Demand whenDegraded;
  private final Duration reservationExpiry;
  private final Duration verificationExpiry;
  private final Duration holdExpiry;
  private final Duration evidenceFreshness;
  private final Duration referencesKept;
  private final Duration newnessHorizon;
  private final int failedVerificationsMax;
  private final Set<String> labels;
  private final List<VerificationRow> verification;
  private final RiskLevelPolicy riskLevel;
  private final int suspiciousFrom;
  private final AlertPolicy alerts;
  private final NoticePolicy notices;

  private Policy(Builder b) {
    baseCurrency = b.baseCurrency;
    homeCountry = b.homeCountry;
    zone = b.zone;
    limitOwner = b.limitOwner;
    List<Band> sorted = new ArrayList<>(b.bands);
    sorted.sort(Comparator.comparingInt(Band::from));
    bands = List.copyOf(sorted);
    limits = List.copyOf(b.limits);
    expectedData = new EnumMap<>(Channel.class);
    b.expectedData.forEach((channel, items) -> expectedData.put(channel, inOrder(items)));
    expectedOfAssets = new EnumMap<>(AssetClass.class);
    b.expectedOfAssets.forEach((asset, items) -> expectedOfAssets.put(asset, inOrder(items)));
    whenExpectedDataMissing = b.whenExpectedDataMissing;
    whenDegraded = b.whenDegraded;
    reservationExpiry = b.reservationExpiry;
    verificationExpiry = b.verificationExpiry;
    holdExpiry = b.holdExpiry;
    evidenceFreshness = b.evidenceFreshness;
    referencesKept = b.referencesKept;
    newnessHorizon = b.newnessHorizon;
    failedVerificationsMax = b.failedVerificationsMax;
    labels = b.labels;
    verification = b.verification;
    riskLevel = b.riskLevel;
    suspiciousFrom =
        bands.stream()
            .filter(band -> band.demand().outcome() == Outcome.HOLD)
            .mapToInt(Band::from)
            .findFirst()
            .orElse(SUSPICIOUS_NEVER);
    alerts = b.alerts;
    notices = b.notices;
    if (Amounts.fractionDigits(baseCurrency) < 0) {
      throw new IllegalArgumentException(
          "The base currency must be an ISO 4217 code such as CNY, not " + baseCurrency);
    }
    Set<String> ids = new HashSet<>();
    for (Limit limit : limits) {
      if (!ids.add(limit.id())) {
        throw new IllegalArgumentException("Two limits are called " + limit.id());
      }
      if (limit.counts() == Limit.Counts.SUSPICIOUS && suspiciousFrom == SUSPICIOUS_NEVER) {
        throw new IllegalArgumentException(
            "Limit "
                + limit.id()
                + " counts what is suspicious, but no band asks for HOLD: nothing ever is");
      }
    }
    for (int i = 1; i < bands.size(); i++) {
      if (bands.get(i).from() == bands.get(i - 1).from()) {
        throw new IllegalArgumentException("Two bands start at " + bands.get(i).from());
      }
      if (bands.get(i).demand().outcome().compareTo(bands.get(i - 1).demand().outcome()) < 0) {
        throw new IllegalArgumentException(
            "The band from " + bands.get(i).from() + " asks for less than the one below it");
      }
    }
  }

  /**
   * In the order of the enum, so that a decision names what is missing always in the same order.
   */
  private static Set<DataItem> inOrder(Set<DataItem> items) {
    Set<DataItem> ordered = EnumSet.noneOf(DataItem.class);
    ordered.addAll(items);
    return Collections.unmodifiableSet(ordered);
  }

  /** Starts a policy in a base currency, with the defaults of the setters below. */
  public static Builder builder(String baseCurrency) {
    return new Builder(baseCurrency);
  }

  /** The ISO 4217 code of the currency in which values, limits and sums are kept. */
  public String baseCurrency() {
    return baseCurrency;
  }

  /** The ISO 3166-1 alpha-2 code of the country outside which a payee is overseas. */
  public String homeCountry() {
    return homeCountry;
  }

  /** The zone of calendar days and hours. */
  public ZoneId zone() {
    return zone;
  }

  /** Whose limits they are. */
  public LimitOwner limitOwner() {
    return limitOwner;
  }

  /** The bands, by rising score. */
  public List<Band> bands() {
    return bands;
  }

  /** The limits. */
  public List<Limit> limits() {
    return limits;
  }

  /** The data that a channel is expected to send. */
  public Set<DataItem> expectedData(Channel channel) {
    return expectedData.getOrDefault(channel, Set.of());
  }

  /**
   * The data that any channel is expected to send of what leaves the payer and is of a class of
   * asset.
   */
  public Set<DataItem> expectedData(AssetClass assetClass) {
    return expectedOfAssets.getOrDefault(assetClass, Set.of());
  }

  /** What is asked for when expected data is missing. */
  public Demand whenExpectedDataMissing() {
    return whenExpectedDataMissing;
  }

  /** What is asked for when a look-up or a rule fails. */
  public Demand whenDegraded() {
    return whenDegraded;
  }

  /** How long a reservation holds its claim on the limits. */
  public Duration reservationExpiry() {
    return reservationExpiry;
  }

  /** How long a verification may be outstanding. */
  public Duration verificationExpiry() {
    return verificationExpiry;
  }

  /** How long a hold may last. */
  public Duration holdExpiry() {
    return holdExpiry;
  }

  /** How old evidence may be when it is used. */
  public Duration evidenceFreshness() {
    return evidenceFreshness;
  }

  /** How long references are remembered. */
  public Duration referencesKept() {
    return referencesKept;
  }

  /** How far back history must be whole before "new" and "never before" can be said. */
  public Duration newnessHorizon() {
    return newnessHorizon;
  }

  /** How many failed verifications turn a pending verification into a hold, path BANK. */
  public int failedVerificationsMax() {
    return failedVerificationsMax;
  }

  /** The risk labels that its rules may give, in the author's order. */
  public Set<String> labels() {
    return labels;
  }

  /** What is added to the verification methods that are asked for, in the author's order. */
  public List<VerificationRow> verification() {
    return verification;
  }

  /** How signals move a customer's risk level. */
  public RiskLevelPolicy riskLevel() {
    return riskLevel;
  }

  /**
   * The score from which on a transfer is suspicious: that of the first band that asks for HOLD.
   * Above 100 where there is none.
   */
  public int suspiciousFrom() {
    return suspiciousFrom;
  }

  /** When it raises alerts; {@link AlertPolicy#NONE} where it does not. */
  public AlertPolicy alerts() {
    return alerts;
  }

  /** The times of emergency stop-payment notices. */
  public NoticePolicy notices() {
    return notices;
  }

  /** Builds a {@link Policy}. */
  public static final class Builder {
    private final String baseCurrency;
    private String homeCountry = "";
    private ZoneId zone = ZoneOffset.UTC;
    private LimitOwner limitOwner = LimitOwner.ACCOUNT;
    private List<Band> bands = List.of();
    private List<Limit> limits = List.of();
    private final Map<Channel, Set<DataItem>> expectedData = new EnumMap<>(Channel.class);
    private final Map<AssetClass, Set<DataItem>> expectedOfAssets = new EnumMap<>(AssetClass.class);
    private Demand whenExpectedDataMissing = Demand.verify(VerificationMethod.SMS_CODE);
    private Demand whenDegraded = Demand.verify(VerificationMethod.SMS_CODE);
    private Duration reservationExpiry = Duration.ofMinutes(15);
    private Duration verificationExpiry = Duration.ofMinutes(15);
    private Duration holdExpiry = Duration.ofDays(1);
    private Duration evidenceFreshness = Duration.ofMinutes(15);
    private Duration referencesKept = Duration.ofDays(3);
    private Duration newnessHorizon = Duration.ofDays(30);
    private int failedVerificationsMax = 3;
    private Set<String> labels = Set.of();
    private List<VerificationRow> verification = List.of();
    private RiskLevelPolicy riskLevel = RiskLevelPolicy.NONE;
    private AlertPolicy alerts = AlertPolicy.NONE;
    private NoticePolicy notices = NoticePolicy.DEFAULT;

    private Builder(String baseCurrency) {
      this.baseCurrency = baseCurrency;
    }

    /** Sets the home country; none by default, and then nothing is overseas. */
    public Builder homeCountry(String value) {
      homeCountry = value;
      return this;
    }

    /** Sets the zone; UTC by default. */
    public Builder zone(ZoneId value) {
      zone = value;
      return this;
    }

    /** Sets whose limits they are; the payer account's by default. */
    public Builder limitOwner(LimitOwner value) {
      limitOwner = value;
      return this;
    }

    /** Sets the bands, in any order; none by default. */
    public Builder bands(List<Band> value) {
      bands = List.copyOf(value);
      return this;
    }

    /** Sets the limits; none by default. */
    public Builder limits(List<Limit> value) {
      limits = List.copyOf(value);
      return this;
    }

    /** Sets what a channel is expected to send; nothing by default. */
    public Builder expectedData(Channel channel, Set<DataItem> items) {
      expectedData.put(channel, items);
      return this;
    }

    /**
     * Sets what any channel is expected to send of what leaves the payer and is of a class of
     * asset; nothing by default.
     */
    public Builder expectedData(AssetClass assetClass, Set<DataItem> items) {
      expectedOfAssets.put(assetClass, items);
      return this;
    }

    /** Sets what missing expected data asks for; VERIFY by SMS code by default. */
    public Builder whenExpectedDataMissing(Demand value) {
      whenExpectedDataMissing = value;
      return this;
    }

    /** Sets what a failed look-up or rule asks for; VERIFY by SMS code by default, never less. */
    public Builder whenDegraded(Demand value) {
      if (value.outcome() == Outcome.ALLOW) {
        throw new IllegalArgumentException("A degraded decision asks for VERIFY at least");
      }
      whenDegraded = value;
      return this;
    }

    /** Sets the life of a reservation; 15 minutes by default. */
    public Builder reservationExpiry(Duration value) {
      reservationExpiry = positive("reservationExpiry", value);
      return this;
    }

    /** Sets the life of a pending verification; 15 minutes by default. */
    public Builder verificationExpiry(Duration value) {
      verificationExpiry = positive("verificationExpiry", value);
      return this;
    }

    /** Sets the life of a hold; 24 hours by default. */
    public Builder holdExpiry(Duration value) {
      holdExpiry = positive("holdExpiry", value);
      return this;
    }

    /** Sets how old evidence may be; 15 minutes by default. */
    public Builder evidenceFreshness(Duration value) {
      evidenceFreshness = positive("evidenceFreshness", value);
      return this;
    }

    /** Sets how long references are remembered; 72 hours by default. */
    public Builder referencesKept(Duration value) {
      referencesKept = positive("referencesKept", value);
      return this;
    }

    /** Sets the newness horizon; 30 days by default. */
    public Builder newnessHorizon(Duration value) {
      newnessHorizon = positive("newnessHorizon", value);
      return this;
    }

    /** Sets how many failed verifications end in a hold; 3 by default. */
    public Builder failedVerificationsMax(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("failedVerificationsMax is at least 1, not " + value);
      }
      failedVerificationsMax = value;
      return this;
    }

    /** Sets the risk labels that its rules may give; none by default. */
    public Builder labels(Set<String> value) {
      labels = Collections.unmodifiableSet(new LinkedHashSet<>(value));
      return this;
    }

    /** Sets what is added to the verification methods asked for; nothing by default. */
    public Builder verification(List<VerificationRow> value) {
      verification = List.copyOf(value);
      return this;
    }

    /** Sets how signals move a customer's risk level; they do not by default. */
    public Builder riskLevel(RiskLevelPolicy value) {
      riskLevel = Objects.requireNonNull(value, "riskLevel");
      return this;
    }

    /** Sets when alerts are raised; never by default. */
    public Builder alerts(AlertPolicy value) {
      alerts = value;
      return this;
    }

    /** Sets the times of stop-payment notices; {@link NoticePolicy#DEFAULT} by default. */
    public Builder notices(NoticePolicy value) {
      notices = value;
      return this;
    }

    /** Builds the policy. */
    public Policy build() {
      return new Policy(this);
    }

    static Duration positive(String name, Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException(name + " must be longer than nothing: " + value);
      }
      return value;
    }
  }
}
