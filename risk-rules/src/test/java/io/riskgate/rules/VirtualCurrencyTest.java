package io.riskgate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Decision;
import io.riskgate.core.Degraded;
import io.riskgate.core.Hit;
import io.riskgate.core.Outcome;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.pack.RuleEffects;
import io.riskgate.core.pack.RulePack;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the pack {@code cn} does about virtual currency and game currency. */
class VirtualCurrencyTest {
  private static final RulePack PACK = RulePacks.bundled("cn");

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-02T01:00:00Z"));
  private final InstantSource clock = now::get;
  private final RiskEngine engine =
      RiskEngine.builder().rules(PACK).clock(clock).historyCompleteSince(Instant.EPOCH).build();
  private int transfers;

  @AfterEach
  void close() {
    engine.close();
  }

  private Transfer.Builder transfer(AssetClass assetClass, long yuan, TransferKind kind) {
    Transfer.Builder transfer =
        Transfer.builder()
            .id("T" + ++transfers)
            .time(now.get())
            .payer("alice")
            .payee("exchange")
            .kind(kind)
            .payerRealNameVerified(true);
    return assetClass == AssetClass.FIAT
        ? transfer.amount(yuan * 100, "CNY")
        : transfer.asset(yuan, "COIN", 0, assetClass).value(yuan * 100);
  }

  private Decision score(Transfer.Builder transfer) {
    Decision decision = engine.score(transfer.build());
    return decision.outcome() == Outcome.ALLOW ? engine.settle(decision.reference()) : decision;
  }

  private Decision exchange(long yuan) {
    return score(transfer(AssetClass.VIRTUAL_CURRENCY, yuan, TransferKind.EXCHANGE));
  }

  private void later(Duration time) {
    now.updateAndGet(at -> at.plus(time));
  }

  private static List<String> codes(Decision decision) {
    return decision.hits().stream().map(Hit::code).toList();
  }

  private static Rule rule(String code) {
    return PACK.rules().stream().filter(rule -> rule.code().equals(code)).findFirst().orElseThrow();
  }

  @Test
  @DisplayName("an account without verified real name sends no virtual currency: HOLD, path BANK")
  void realName() {
    Decision decision =
        score(
            transfer(AssetClass.VIRTUAL_CURRENCY, 10, TransferKind.TRANSFER)
                .payerRealNameVerified(false));

    assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(decision.releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(codes(decision)).contains("VIRTUAL_WITHOUT_REAL_NAME");
  }

  @Test
  @DisplayName(
      "whether the real name is verified is expected of virtual currency: never a silent pass")
  void realNameNotKnown() {
    Decision decision =
        score(
            Transfer.builder()
                .id("T1")
                .time(now.get())
                .payer("alice")
                .payee("exchange")
                .kind(TransferKind.TRANSFER)
                .asset(10, "COIN", 0, AssetClass.VIRTUAL_CURRENCY)
                .value(10_00L));

    assertThat(decision.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(decision.degraded())
        .extracting(Degraded::toString)
        .containsExactly("EXPECTED_DATA_MISSING:REAL_NAME");
    assertThat(decision.notEvaluated()).contains("VIRTUAL_WITHOUT_REAL_NAME");
  }

  @Test
  @DisplayName("plain foreign exchange is no exchange of virtual currency, however often and large")
  void foreignExchange() {
    for (int i = 0; i < 40; i++) {
      Decision changed =
          score(transfer(AssetClass.FIAT, 40_000, TransferKind.FOREIGN_EXCHANGE).payee("desk"));
      assertThat(codes(changed)).doesNotContain("EXCHANGE_FREQUENT", "EXCHANGE_LARGE");
      engine.settle(changed.reference());
      later(Duration.ofHours(5));
    }

    Decision bought = score(transfer(AssetClass.FIAT, 1_000, TransferKind.EXCHANGE));

    assertThat(codes(bought)).doesNotContain("EXCHANGE_FREQUENT", "EXCHANGE_LARGE");
    assertThat(engine.controls("default", "alice")).isEmpty();
  }

  @Test
  @DisplayName("a first small amount of virtual currency goes; a large one soon after is verified")
  void first() {
    assertThat(exchange(10).decidedOutcome()).isEqualTo(Outcome.ALLOW);
    later(Duration.ofHours(2));

    Decision large = exchange(30_000);

    assertThat(large.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(codes(large)).containsExactly("VIRTUAL_FIRST_LARGE");
  }

  @Test
  @DisplayName("volume far above the account's own past is held, restricted and told")
  void surge() {
    for (int day = 0; day < 5; day++) {
      exchange(1_000);
      later(Duration.ofDays(1).plusMinutes(1));
    }

    Decision surge = exchange(25_000);

    assertThat(surge.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(surge.releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(codes(surge)).contains("VIRTUAL_VOLUME_SURGE");
    assertThat(rule("VIRTUAL_VOLUME_SURGE").effects().restrictFor()).isEqualTo(Duration.ofDays(7));
    assertThat(rule("VIRTUAL_VOLUME_SURGE").effects().notified())
        .isEqualTo(Set.of(RuleEffects.Notified.PAYMENT_INSTITUTION));
  }

  @Test
  @DisplayName("the fifth exchange within a day is frequent, whichever leg, restricted and told")
  void frequent() {
    for (int i = 0; i < 4; i++) {
      AssetClass leg = i % 2 == 0 ? AssetClass.FIAT : AssetClass.VIRTUAL_CURRENCY;
      assertThat(score(transfer(leg, 100, TransferKind.EXCHANGE)).decidedOutcome())
          .isEqualTo(Outcome.ALLOW);
      later(Duration.ofHours(1));
    }

    Decision fifth = score(transfer(AssetClass.FIAT, 100, TransferKind.EXCHANGE));

    assertThat(codes(fifth)).contains("EXCHANGE_FREQUENT");
    assertThat(fifth.outcome()).as("withdrawals are restricted").isEqualTo(Outcome.HOLD);
    assertThat(fifth.releasePath()).isEqualTo(ReleasePath.BANK);
    for (String code : List.of("EXCHANGE_FREQUENT", "EXCHANGE_LARGE")) {
      assertThat(rule(code).effects().restrictFor()).as(code).isEqualTo(Duration.ofDays(7));
      assertThat(rule(code).effects().notified())
          .contains(RuleEffects.Notified.PAYMENT_INSTITUTION);
    }
  }

  @Test
  @DisplayName("above 100,000 at once, face recognition and identity document are asked for")
  void single() {
    Decision decision = exchange(100_001);

    assertThat(decision.verificationMethods())
        .contains(VerificationMethod.FACE_RECOGNITION, VerificationMethod.IDENTITY_DOCUMENT);
  }

  @Test
  @DisplayName("game currency goes to no other user: HOLD, path NONE; a top-up is left alone")
  void gameCurrency() {
    Decision gift = score(transfer(AssetClass.GAME_CURRENCY, 5, TransferKind.TRANSFER));
    Decision topUp = score(transfer(AssetClass.GAME_CURRENCY, 5, TransferKind.PAYMENT));

    assertThat(gift.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(gift.releasePath()).isEqualTo(ReleasePath.NONE);
    assertThat(topUp.decidedOutcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @DisplayName("a player of 15 tops up 50 at once and 200 a month without being asked")
  void child() {
    for (int i = 0; i < 4; i++) {
      Decision allowed =
          score(transfer(AssetClass.GAME_CURRENCY, 50, TransferKind.PAYMENT).payerAge(15));
      assertThat(allowed.decidedOutcome()).isEqualTo(Outcome.ALLOW);
      later(Duration.ofHours(30));
    }

    Decision above =
        score(transfer(AssetClass.GAME_CURRENCY, 1, TransferKind.PAYMENT).payerAge(15));

    assertThat(codes(above)).containsExactly("CHILD_TOP_UP");
    assertThat(above.outcome()).isEqualTo(Outcome.VERIFY);
  }
}
