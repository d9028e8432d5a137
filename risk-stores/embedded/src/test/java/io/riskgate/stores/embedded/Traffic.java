package io.riskgate.stores.embedded;

import io.riskgate.core.Decision;
import io.riskgate.core.Evidence;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.spi.RiskStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Transfers as fast as they go, each scored, and then settled, cancelled, verified or left: what is
 * begun and what was acknowledged is told, a line each.
 */
final class Traffic {
  /** Ten in the morning in Shanghai; each run has a day of its own, and a clock that stands. */
  static Instant clock(int run) {
    return Instant.parse("2026-03-01T02:00:00Z").plusSeconds(run * 86_400L);
  }

  static RiskEngine engine(RiskStore store, int run) {
    return RiskEngine.builder()
        .rules(new LimitPack())
        .store(store)
        .clock(InstantSource.fixed(clock(run)))
        .build();
  }

  /** The transfer with an id, always the same. */
  static Transfer transfer(String id, int run) {
    SplittableRandom random = new SplittableRandom(id.hashCode());
    return Transfer.builder()
        .id(id)
        .time(clock(run).minusMillis(random.nextInt(10_000)))
        .payer("a" + random.nextInt(8))
        .payee("a" + random.nextInt(8, 16))
        .amount(random.nextInt(1, 5_000), "CNY")
        .device("d" + random.nextInt(20))
        .ip("192.0.2." + random.nextInt(50))
        .build();
  }

  private final RiskEngine engine;
  private final int run;
  private final Consumer<String> told;

  Traffic(RiskEngine engine, int run, Consumer<String> told) {
    this.engine = engine;
    this.run = run;
    this.told = told;
  }

  /** One transfer and what becomes of it; whether the store took all of it. */
  boolean one(String id, SplittableRandom random) {
    Transfer t = transfer(id, run);
    told.accept("? " + id);
    Decision decision = engine.score(t);
    if (decision.outcome() == Outcome.HOLD) {
      return false; // it was not recorded, and is to be asked again
    }
    tell(id, decision);
    Reference reference = decision.reference();
    int what = random.nextInt(10);
    if (what < 5) {
      told.accept("? " + id);
      tell(id, engine.settle(reference));
    } else if (what < 8) {
      told.accept("? " + id);
      tell(id, engine.cancel(reference));
    } else if (decision.state() == TransferState.AWAITING_VERIFICATION) {
      told.accept("? " + id);
      Evidence evidence =
          Evidence.passed(VerificationMethod.SMS_CODE, clock(run), "log of the text messages");
      tell(id, engine.verified(reference, evidence));
    }
    return true;
  }

  private void tell(String id, Decision decision) {
    told.accept("! " + id + " " + decision.outcome() + " " + decision.state());
  }
}
