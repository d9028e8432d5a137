package io.riskgate.benchmarks;

import io.riskgate.core.Channel;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import java.time.Instant;
import java.util.Random;

/**
 * An endless stream of transfers between accounts that are as unevenly busy as in life ({@link
 * Zipf}). Each comes a step of time after the one before.
 */
final class TransferStream {
  private static final long SEED = 20_261_121;

  private final Random random = new Random(SEED);
  private final int accounts;
  private final long stepMs;
  private final Zipf zipf;
  private long timeMs = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();
  private long count;

  TransferStream(int accounts, long stepMs) {
    this.accounts = accounts;
    this.stepMs = stepMs;
    zipf = new Zipf(accounts);
  }

  long timeMs() {
    return timeMs;
  }

  Transfer next() {
    timeMs += stepMs;
    count++;
    int payer = zipf.next(random);
    // People pay a handful of others again and again, and a stranger now and then.
    int payee =
        random.nextInt(10) == 0
            ? zipf.next(random)
            : (payer * 31 + random.nextInt(5) * 7919) % accounts;
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
}
