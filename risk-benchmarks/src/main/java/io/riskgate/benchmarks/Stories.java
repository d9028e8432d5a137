package io.riskgate.benchmarks;

import io.riskgate.benchmarks.FactStream.Setter;
import io.riskgate.core.AssetClass;
import io.riskgate.core.TransferKind;
import io.riskgate.core.facts.TransferFacts;
import java.util.Random;

/** Turns everyday facts into those of a typology, so that each rule is reached. */
final class Stories {
  private static final int SEGMENTS = 2;

  private final Random random;
  private int wordsTold;

  Stories(Random random) {
    this.random = random;
  }

  /** Tells one of the stories; those with words about as often as the others. */
  void tell(TransferFacts f, Setter h) {
    int theme = random.nextInt(16);
    if (theme < 2) {
      words(f);
    } else if (theme < 4) {
      payee(f, h);
    } else if (theme < 7) {
      pace(f, h);
    } else if (theme < 10) {
      signal(f);
    } else if (theme < 13) {
      place(f, h);
    } else {
      currency(f, h);
    }
  }

  private void large(TransferFacts f) {
    f.setValue(5_500_00 + random.nextInt(8_000_00));
  }

  private static void stranger(TransferFacts f) {
    f.getCounterparty().setPaidBefore(false);
    f.getCounterparty().setAgeHours(0);
  }

  private static void largeToStranger(TransferFacts f, TransferKind kind, long value) {
    f.setKind(kind);
    f.setValue(value);
    stranger(f);
  }

  private void payee(TransferFacts f, Setter h) {
    switch (random.nextInt(14)) {
      case 0 -> {
        f.setKind(TransferKind.TRANSFER);
        f.setValue(1_500_00 + random.nextInt(1_000_00));
        f.getPayer().setStudent(random.nextBoolean());
        f.getCounterparty().setAgeHours(100);
        h.set("pairCount7d", 3);
        h.set("pairMax7d", 500_00);
      }
      case 1 -> {
        large(f);
        f.getPayer().setElderly(true);
        f.getPayer().setBalance(f.getValue() + 100_00);
      }
      case 2 -> {
        large(f);
        f.getPayer().setCustomerAge(70);
        h.set("payerMax90d", 1_000_00);
      }
      case 3 -> f.getCounterparty().setReported(true);
      case 4 -> f.getCounterparty().setPhoneReported(true);
      case 5 -> {
        f.setKind(TransferKind.TRANSFER);
        h.set("payeeReports90d", 1 + random.nextInt(3));
        h.set("payeeVictims90d", 1 + random.nextInt(3));
      }
      case 6 -> f.getCounterparty().setWatched(true);
      case 7 -> {
        large(f);
        f.getCounterparty().setHighRiskRegion(true);
      }
      case 8 -> f.getCounterparty().setTrustedHours(100 + random.nextInt(1_000));
      case 9 -> {
        largeToStranger(f, TransferKind.TRANSFER, 6_000_00);
        f.getPayer().setCustomerAge(65);
        h.set("payerMax90d", 1_000_00);
      }
      case 10 -> {
        largeToStranger(f, TransferKind.TRANSFER, 3_000_00);
        f.getPayer().setStudent(true);
      }
      case 11 -> {
        largeToStranger(f, TransferKind.TRANSFER, 60_000_00);
        f.getPayer().setFinanceStaff(true);
      }
      case 12 -> {
        largeToStranger(f, TransferKind.TRANSFER, 500_00);
        f.getPayer().setNewCitizen(true);
        h.set("payerInSum30m", 2_000_00);
        h.set("payerOutSum30m", 1_900_00);
      }
      default -> {
        largeToStranger(f, TransferKind.PAYMENT, 1_200_00);
        f.getPayer().setCustomerAge(68);
        f.getSignal().setOnCallMinutes(random.nextInt(20));
      }
    }
  }

  private void pace(TransferFacts f, Setter h) {
    switch (random.nextInt(9)) {
      case 0 -> {
        largeToStranger(f, TransferKind.TRANSFER, 1_000_00);
        h.set("payerInSum30m", 8_000_00);
        h.set("payerOutSum30m", 7_000_00);
      }
      case 1 -> {
        f.setKind(TransferKind.TRANSFER);
        stranger(f);
        h.set("payerPayees24h", 8 + random.nextInt(10));
      }
      case 2 -> {
        f.setKind(TransferKind.TRANSFER);
        h.set("payerTransfers24h", 15 + random.nextInt(20));
      }
      case 3 -> {
        f.setKind(TransferKind.TRANSFER);
        f.setAssetClass(AssetClass.FIAT);
        f.setValue(1_200_00);
        h.set("payerFiatCountToday", 3);
        h.set("payerFiatSumToday", 46_000_00);
      }
      case 4 -> {
        largeToStranger(f, TransferKind.WITHDRAWAL, 3_000_00);
        f.getPayer().setAgeHours(300);
        h.set("payerInSum24h", 30_000_00);
        h.set("payerPayers24h", 12);
      }
      case 5 -> {
        largeToStranger(f, TransferKind.TRANSFER, 6_000_00);
        f.getPayer().setAgeHours(9_000);
        f.getPayer().setIdleHours(5_000);
        h.set("payerOutCountBefore", 0);
        h.set("payerInSum24h", 30_000_00);
      }
      case 6 -> {
        largeToStranger(f, TransferKind.TRANSFER, 2_000_00 + random.nextInt(6_000_00));
        f.setHour(random.nextInt(6));
        h.set("payerOutCount90d", 60);
        h.set("payerNightShare90d", random.nextInt(2));
      }
      case 7 -> {
        large(f);
        h.set("payerOutCount30m", 3);
        h.set("payerOutSum30m", 16_000_00);
      }
      default -> f.setKind(random.nextBoolean() ? TransferKind.DEPOSIT : TransferKind.REFUND);
    }
  }

  private void signal(TransferFacts f) {
    large(f);
    if (random.nextBoolean()) {
      stranger(f);
    }
    int minutes = random.nextInt(40);
    switch (random.nextInt(17)) {
      case 0 -> f.getSignal().setRemoteControlAppMinutes(minutes);
      case 1 -> f.getSignal().setScreenSharedMinutes(minutes);
      case 2, 3 -> f.getSignal().setOnCallMinutes(minutes);
      case 4 -> f.getSignal().setPasswordChangedMinutes(minutes);
      case 5 -> f.getSignal().setSimChangedMinutes(minutes);
      case 6 -> f.getSignal().setPhoneChangedMinutes(minutes);
      case 7 -> f.getSignal().setFailedLogins24h(3 + random.nextInt(6));
      case 8 -> {
        f.getSignal().setPasswordChangedMinutes(minutes);
        f.getDevice().setAgeHours(1);
      }
      case 9 -> {
        f.getSignal().setLimitRaisedMinutes(minutes);
        f.getPayer().setBalance(f.getValue());
      }
      case 10 -> f.getSignal().setClickedUnknownLinkMinutes(minutes);
      case 11 -> f.getSignal().setFlaggedAppMinutes(minutes);
      case 12 -> f.getSignal().setContactWithReportedMinutes(minutes);
      case 13 -> f.getSignal().setFraudReportMinutes(minutes);
      case 14 -> f.getPayer().setRiskHigh(true);
      case 15 -> f.getPayer().setRiskMedium(true);
      default -> f.getPayer().setWatched(true);
    }
  }

  private void place(TransferFacts f, Setter h) {
    large(f);
    switch (random.nextInt(12)) {
      case 0 -> {
        f.setKind(TransferKind.TRANSFER);
        h.set("payerPlaces1h", 3);
      }
      case 1 -> f.getDevice().setReported(true);
      case 2 -> f.getOrigin().setTor(true);
      case 3 -> f.getOrigin().setVpn(true);
      case 4 -> f.getOrigin().setHosting(true);
      case 5 -> {
        f.getOrigin().setVpn(true);
        f.getDevice().setAgeHours(2);
      }
      case 6 -> f.getOrigin().setHighRiskRegion(true);
      case 7 -> {
        f.setKind(TransferKind.TRANSFER);
        stranger(f);
        f.getOrigin().setOverseas(true);
      }
      case 8 -> {
        f.setKind(TransferKind.PAYMENT);
        f.getMerchant().setPresent(true);
        f.getMerchant().setAddressMatches(false);
        f.getDevice().setAgeHours(random.nextInt(40));
      }
      case 9 -> {
        f.setKind(TransferKind.PAYMENT);
        h.set("merchantOrders7d", 10 + random.nextInt(100));
        h.set("merchantRefundShare7d", 40);
      }
      case 10 -> {
        f.setKind(TransferKind.PAYMENT);
        h.set("merchantOrders7d", 10 + random.nextInt(100));
        h.set("merchantVictims30d", 2 + random.nextInt(4));
      }
      default -> {
        stranger(f);
        f.getDevice().setAgeHours(1);
        f.getPayer().setBalance(8_000_00);
      }
    }
  }

  private void currency(TransferFacts f, Setter h) {
    if (random.nextInt(3) == 0) {
      game(f, h);
    } else if (random.nextBoolean()) {
      f.setKind(TransferKind.EXCHANGE);
      f.setAssetClass(random.nextBoolean() ? AssetClass.FIAT : AssetClass.VIRTUAL_CURRENCY);
      switch (random.nextInt(3)) {
        case 0 -> {
          f.setValue(18_000_00);
          h.set("payerFiatInPayers24h", 4);
          h.set("payerFiatInSum24h", 20_000_00);
        }
        case 1 -> h.set("payerExchangeCount7d", 12 + random.nextInt(6));
        default -> h.set("payerExchangeSum30d", 900_000_00 + random.nextInt(200_000_00));
      }
    } else {
      virtual(f, h);
    }
  }

  private void game(TransferFacts f, Setter h) {
    f.setAssetClass(AssetClass.GAME_CURRENCY);
    f.setKind(TransferKind.PAYMENT);
    switch (random.nextInt(5)) {
      case 0 -> f.setKind(random.nextBoolean() ? TransferKind.TRANSFER : TransferKind.WITHDRAWAL);
      case 1 -> h.set("payerGameTopUps24h", 7 + random.nextInt(6));
      case 2 -> h.set("payerGameSumMonth", 4_000_00 + random.nextInt(3_000_00));
      default -> f.getPayer().setCustomerAge(6 + random.nextInt(12));
    }
  }

  private void virtual(TransferFacts f, Setter h) {
    f.setAssetClass(AssetClass.VIRTUAL_CURRENCY);
    f.setKind(TransferKind.TRANSFER);
    switch (random.nextInt(6)) {
      case 0 -> f.getPayer().setRealNameVerified(false);
      case 1 -> {
        f.setValue(25_000_00);
        h.set("payerVirtualSum30dBefore", 20_000_00 + random.nextInt(20_000_00));
      }
      case 2 -> {
        f.setValue(25_000_00);
        h.set("payerVirtualSum30dBefore", 0);
      }
      case 3 -> {
        stranger(f);
        h.set("payerVirtualPayees24h", 4 + random.nextInt(6));
      }
      case 4 -> {
        h.set("payerVirtualInSum1h", 15_000_00);
        h.set("payerVirtualOutSum1h", 14_000_00);
      }
      default -> {
        f.setValue(2_000_00);
        f.getPayer().setElderly(true);
        f.setPurpose("洗币");
      }
    }
  }

  /** Goes through the lists of words, and through the customers whom they may be aimed at. */
  private void words(TransferFacts f) {
    ScamWords[] lists = ScamWords.values();
    ScamWords list = lists[wordsTold % lists.length];
    int segment = wordsTold / lists.length % SEGMENTS;
    wordsTold++;
    f.setPurpose("给 " + list.words().get(0) + " 11 月");
    f.setKind(TransferKind.TRANSFER);
    f.setValue(2_000_00);
    if (wordsTold <= lists.length * SEGMENTS || random.nextBoolean()) {
      stranger(f);
    }
    f.getPayer().setElderly(segment == 0);
    f.getPayer().setStudent(segment == 1);
    f.getPayer().setFinanceStaff(segment == 0);
    f.getPayer().setNewCitizen(segment == 1);
    switch (random.nextInt(3)) {
      case 0 -> f.getSignal().setOnCallMinutes(random.nextInt(20));
      case 1 -> f.getSignal().setScreenSharedMinutes(random.nextInt(40));
      default -> {
        // Words alone.
      }
    }
  }
}
