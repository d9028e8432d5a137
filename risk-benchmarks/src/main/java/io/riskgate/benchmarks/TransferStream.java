package io.riskgate.benchmarks;

import io.riskgate.core.Channel;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import java.time.Instant;
import java.util.Random;

/**
 * An endless stream of transfers between accounts that are as unevenly busy as in life (Zipf with
 * exponent 0.99, drawn by the method of Gray and others, "Quickly generating billion-record
 * synthetic databases", SIGMOD 1994). Each comes a step of time after the one before.
 */
final class TransferStream {
  private static final double ZIPF = 0.99;
  private static final long SEED = 20_261_121;

  private final Random random = new Random(SEED);
  private final int accounts;
  private final long stepMs;
  private final double zetaAll;
  private final double alpha;
  private final double eta;
  private long timeMs = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();
  private long count;

  TransferStream(int accounts, long stepMs) {
    this.accounts = accounts;
    this.stepMs = stepMs;
    double zeta = 0;
    for (int i = 1; i <= accounts; i++) {
      zeta += 1 / Math.pow(i, ZIPF);
    }
    zetaAll = zeta;
    alpha = 1 / (1 - ZIPF);
    double zetaTwo = 1 + Math.pow(0.5, ZIPF);
    eta = (1 - Math.pow(2.0 / accounts, 1 - ZIPF)) / (1 - zetaTwo / zetaAll);
  }

  long timeMs() {
    return timeMs;
  }

  Transfer next() {
    timeMs += stepMs;
    count++;
    int payer = zipf();
    // People pay a handful of others again and again, and a stranger now and then.
    int payee =
        random.nextInt(10) == 0 ? zipf() : (payer * 31 + random.nextInt(5) * 7919) % accounts;
    int place = payer % 100;
    return Transfer.builder()
        .id(Long.toString(count))
        .time(Instant.ofEpochMilli(timeMs))
        .payer(account(payer))
        .payee(account(payee == payer ? (payee + 1) % accounts : payee))
        .amount(1_00 + (long) Math.exp(Math.log(100_00) + random.nextGaussian()), "CNY")
        .kind(random.nextInt(3) == 0 ? TransferKind.PAYMENT : TransferKind.TRANSFER)
        .channel(Channel.MOBILE)
        .device("device-" + payer)
        .ip("10." + (payer >> 16 & 255) + "." + (payer >> 8 & 255) + "." + (payer & 255))
        .location(22 + place * 0.1, 113 + place * 0.1)
        .payerAge(20 + payer % 60)
        .payerBalance(10_000_00L)
        .build();
  }

  private static String account(int number) {
    return "62220000" + number;
  }

  private int zipf() {
    double u = random.nextDouble();
    double uz = u * zetaAll;
    if (uz < 1) {
      return 0;
    }
    if (uz < 1 + Math.pow(0.5, ZIPF)) {
      return 1;
    }
    return (int) (accounts * Math.pow(eta * u - eta + 1, alpha)) % accounts;
  }
}
