package io.riskgate.benchmarks;

import io.riskgate.core.Transfer;
import java.util.SplittableRandom;

/**
 * Transfers of a population as they come in life, for one caller: of 100, some 60 hit no rule of
 * the pack {@code cn}, 35 one to four, and 5 more. What a transfer hits depends on what came
 * before, so that the shares are not exact; a test says what they are.
 */
final class MixedTransfers {
  private static final int ODD_PERCENT = 31;
  private static final int VERY_ODD_PERCENT = 4;

  private final LivingStore living;
  private final int[] drawn;
  private final ReplayClock.Hand hand;
  private final SplittableRandom random;
  private final long firstId;
  private long count;

  /** Those of one of the callers, of accounts as unevenly busy as in life. */
  MixedTransfers(LivingStore living, int caller) {
    this.living = living;
    drawn = Keys.ZIPF.draw(living.population, caller);
    hand = living.clock.hand();
    random = new SplittableRandom(20_261_122L + caller);
    firstId = (caller + 1) * 1_000_000_000_000L;
  }

  Transfer next() {
    long n = count++;
    Population population = living.population;
    int payer = drawn[(int) (n & (drawn.length - 1))];
    int usual = population.payee(payer, (int) (n % population.payees()));
    int percent = random.nextInt(100);
    boolean veryOdd = percent < VERY_ODD_PERCENT;
    boolean odd = percent < ODD_PERCENT;
    int payee = veryOdd || (odd && percent % 2 == 0) ? stranger(payer) : usual;
    Transfer.Builder transfer =
        population.asked(firstId + n, payer, payee, n, living.clock.advance(hand));
    if (veryOdd) {
      transfer.purpose("给 刷单返利 第三单").amount(6_000_00 + (n & 1023), "CNY").payeeCountry("MM");
      transfer.device("new" + n);
    } else if (odd) {
      switch (random.nextInt(3)) {
        case 0 -> transfer.purpose("班级群收费 11 月");
        case 1 -> transfer.payeeCountry("MM");
        default -> transfer.amount(3_000_00 + (n & 1023), "CNY");
      }
    }
    return transfer.build();
  }

  private int stranger(int payer) {
    int payee = random.nextInt(living.population.accounts());
    return payee == payer ? living.population.payee(payer, 0) : payee;
  }
}
