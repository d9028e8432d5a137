package io.riskgate.benchmarks;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.TransferKind;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.RulePack;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;

/**
 * Facts of mixed transfers, always the same for a seed. Of 100 transfers 60 hit no rule, 35 one to
 * four, and 5 more: for each, facts are made until they hit as many as its turn asks for. Most
 * begin as everyday life; some have one or more facts pushed to where rules fire.
 */
final class FactStream {
  /** How many there are, a power of two. */
  static final int FACTS = 4_096;

  /** How many rules "one to four" are. */
  static final int SEVERAL_MAX = 4;

  private static final int NONE_PERCENT = 60;
  private static final int SEVERAL_PERCENT = 35;
  private static final int ATTEMPTS_MAX = 100_000;

  /** One with which each rule is hit, which a test checks. */
  private static final long SEED = 20_261_124;

  private static final List<String> PURPOSES =
      List.of("", "rent", "午饭", "房租 11 月", "birthday present for Li", "货款");

  final TransferFacts[] facts = new TransferFacts[FACTS];
  final HistoryInfo[] histories = new HistoryInfo[FACTS];

  private final RulePack pack;
  private final Map<String, Integer> indices = new HashMap<>();

  /** For the rules of the pack {@code cn}, as facts of a pack that declares its aggregates. */
  FactStream(RulePack pack) {
    this(pack, new HandWrittenCount());
  }

  /**
   * As facts of a pack.
   *
   * @param hits counts the rules that a transfer hits
   */
  FactStream(RulePack pack, ToIntFunction<FlatTransfer> hits) {
    this.pack = pack;
    for (int i = 0; i < pack.aggregates().size(); i++) {
      indices.put(pack.aggregates().get(i).name(), i);
    }
    Random random = new Random(SEED);
    Stories stories = new Stories(random);
    List<Share> shares = shares(random);
    for (int i = 0; i < FACTS; i++) {
      Share share = shares.get(i);
      int attempts = 0;
      do {
        if (++attempts > ATTEMPTS_MAX) {
          throw new IllegalStateException("These rules give no transfers that hit " + share);
        }
        make(i, share, random, stories);
      } while (Share.ofHits(hits.applyAsInt(new FlatTransfer(facts[i], histories[i]))) != share);
      SignalLists.fill(facts[i]);
    }
  }

  /** The share of each transfer, in a mixed order. */
  private static List<Share> shares(Random random) {
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < FACTS; i++) {
      double percent = 100.0 * i / FACTS;
      shares.add(
          percent < NONE_PERCENT
              ? Share.NONE
              : percent < NONE_PERCENT + SEVERAL_PERCENT ? Share.ONE_TO_FOUR : Share.MORE);
    }
    Collections.shuffle(shares, random);
    return shares;
  }

  /** How many rules a transfer hits. */
  enum Share {
    NONE,
    ONE_TO_FOUR,
    MORE;

    static Share ofHits(int hits) {
      return hits == 0 ? NONE : hits <= SEVERAL_MAX ? ONE_TO_FOUR : MORE;
    }
  }

  /** Counts hits of the pack {@code cn}. */
  private static final class HandWrittenCount implements ToIntFunction<FlatTransfer> {
    private final HitBits hits = new HitBits();

    @Override
    public int applyAsInt(FlatTransfer t) {
      HandWrittenRules.evaluate(t.facts(), t.getHistory(), hits);
      return hits.count();
    }
  }

  private void make(int i, Share share, Random random, Stories stories) {
    TransferFacts f = pack.newFacts();
    everyday(f, random);
    Setter history = (name, value) -> f.aggregates().array()[index(name)] = value;
    everydayHistory(history, random);
    int oddities = oddities(share, random);
    for (int k = 0; k < oddities; k++) {
      if (random.nextInt(24) < 8) {
        odd(f, history, random);
      } else {
        stories.tell(f, history);
      }
    }
    facts[i] = f;
    histories[i] = new HistoryInfo(name -> f.aggregates().value(index(name)));
  }

  private int index(String name) {
    Integer index = indices.get(name);
    if (index == null) {
      throw new IllegalStateException("The pack no longer declares " + name);
    }
    return index;
  }

  /** Sets an aggregate by name. */
  @FunctionalInterface
  interface Setter {
    void set(String name, long value);
  }

  /** How many odd things a transfer has that is to hit so many rules. */
  private static int oddities(Share share, Random random) {
    return switch (share) {
      case NONE -> 0;
      case ONE_TO_FOUR -> 1 + random.nextInt(2);
      case MORE -> 3 + random.nextInt(4);
    };
  }

  private static void everyday(TransferFacts f, Random random) {
    f.setKind(random.nextInt(3) == 0 ? TransferKind.PAYMENT : TransferKind.TRANSFER);
    f.setAssetClass(random.nextInt(50) == 0 ? AssetClass.VIRTUAL_CURRENCY : AssetClass.FIAT);
    f.setChannel(random.nextInt(4) == 0 ? Channel.WEB : Channel.MOBILE);
    f.setValue((long) Math.exp(Math.log(200_00) + random.nextGaussian()));
    f.setHour(8 + random.nextInt(14));
    f.setDayOfWeek(1 + random.nextInt(7));
    f.setPurpose(PURPOSES.get(random.nextInt(PURPOSES.size())));
    f.getPayer().setCustomerAge(20 + random.nextInt(60));
    f.getPayer().setRealNameVerified(true);
    f.getPayer().setBalance(5_000_00 + random.nextInt(20_000_00));
    f.getPayer().setAgeHours(1_000 + random.nextInt(50_000));
    f.getPayer().setIdleHours(random.nextInt(200));
    f.getCounterparty().setPaidBefore(true);
    f.getCounterparty().setAgeHours(500 + random.nextInt(20_000));
    f.getCounterparty().setIdleHours(random.nextInt(500));
    f.getCounterparty().setAccountAgeHours(2_000 + random.nextInt(50_000));
    f.getCounterparty().setCountry("CN");
    f.getMerchant().setPresent(f.getKind() == TransferKind.PAYMENT);
    f.getMerchant().setAddressMatches(true);
    f.getSignal().setAll(List.of());
    f.getDevice().setPresent(true);
    f.getDevice().setUsedBefore(true);
    f.getDevice().setAgeHours(100 + random.nextInt(20_000));
    f.getOrigin().setCountry("CN");
    f.getOrigin().setDistanceKm(random.nextInt(30));
    f.getOrigin().setSpeedKmh(random.nextInt(60));
  }

  private static void everydayHistory(Setter history, Random random) {
    history.set("payerMax90d", 500_00 + random.nextInt(3_000_00));
    history.set("payerOutCount30m", random.nextInt(3));
    history.set("payerPayees24h", random.nextInt(4));
    history.set("payerOutSum30m", random.nextInt(500_00));
    history.set("payerInSum30m", random.nextInt(1_000_00));
    history.set("payerNearLimitCount24h", 0);
    history.set("payerAttempts1h", random.nextInt(3));
    history.set("payerAttemptsFrom10In1h", random.nextInt(3));
    history.set("payerDeclined1h", 0);
    history.set("payerPlaces1h", 1);
    history.set("payeePayers24h", random.nextInt(5));
    history.set("pairCount7d", random.nextInt(2));
    history.set("pairMax7d", random.nextInt(500_00));
    history.set("devicePayers24h", 1);
    history.set("ipPayers1h", random.nextInt(5));
    history.set("payerPayers24h", random.nextInt(3));
    history.set("payerInSum24h", random.nextInt(3_000_00));
    history.set("payerTransfers24h", random.nextInt(6));
    history.set("payerFiatSumToday", random.nextInt(2_000_00));
    history.set("payerFiatCountToday", random.nextInt(6));
    history.set("payerOutCountBefore", 10 + random.nextInt(300));
    history.set("payerOutCount90d", 10 + random.nextInt(300));
    history.set("payerNightShare90d", random.nextInt(10));
    history.set("merchantOrders7d", random.nextInt(5_000));
    history.set("merchantRefundShare7d", random.nextInt(15));
    history.set("payerVirtualSum30dBefore", random.nextInt(50_000_00));
  }

  private static void odd(TransferFacts f, Setter history, Random random) {
    switch (random.nextInt(12)) {
      case 0 -> {
        f.getCounterparty().setPaidBefore(false);
        f.getCounterparty().setAgeHours(0);
      }
      case 1 -> f.setValue(f.getValue() * 40);
      case 2 -> f.getDevice().setAgeHours(random.nextInt(30));
      case 3 -> {
        f.getOrigin().setSpeedKmh(950 + random.nextInt(3_000));
        f.getOrigin().setDistanceKm(200 + random.nextInt(5_000));
      }
      case 4 -> history.set("devicePayers24h", 3 + random.nextInt(20));
      case 5 -> history.set("ipPayers1h", 10 + random.nextInt(50));
      case 6 -> history.set("payerOutCount30m", 6 + random.nextInt(10));
      case 7 -> {
        f.setValue(9_000_00 + random.nextInt(1_100_00));
        history.set("payerNearLimitCount24h", random.nextInt(5));
      }
      case 8 -> {
        history.set("payeePayers24h", 10 + random.nextInt(40));
        f.getCounterparty().setAccountAgeHours(random.nextInt(900));
      }
      case 9 -> f.setPurpose("刷单返利 第三单");
      case 10 -> {
        f.getCounterparty().setCountry("MM");
        f.getCounterparty().setOverseas(true);
      }
      default -> {
        history.set("payerAttempts1h", 6);
        history.set("payerAttemptsFrom10In1h", 1);
        f.setValue(6_000_00 + random.nextInt(10_000_00));
      }
    }
  }
}
