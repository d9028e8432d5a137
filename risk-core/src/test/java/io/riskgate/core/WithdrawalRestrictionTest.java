package io.riskgate.core;

import static io.riskgate.core.TransferState.HELD;
import static io.riskgate.core.TransferState.RESERVED;
import static io.riskgate.core.VerificationMethod.SMS_CODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.StoreProbe.Call;
import io.riskgate.core.pack.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Sentences C: restrictions of withdrawals. */
class WithdrawalRestrictionTest {
  private final Bank bank =
      new Bank(
          new TestPack()
              .dayLimit(50_000)
              .demandOn("sms", TestPack.verifySms())
              .demandOn("authority", Demand.hold(ReleasePath.AUTHORITY)));

  private static Control restriction(String account) {
    return Control.withdrawalRestriction(
        "restricted", "default", account, null, "risk desk", "virtual currency surges");
  }

  private Bank.Asked asked(String id, TransferKind kind, AssetClass assets) {
    Bank.Asked asked = bank.transfer(id).kind(kind);
    return assets == AssetClass.FIAT
        ? asked
        : asked.with(b -> b.asset(1_000_000, "COIN", 6, assets).value(7_00L));
  }

  @ParameterizedTest
  @CsvSource({
    "WITHDRAWAL, FIAT, true",
    "FOREIGN_EXCHANGE, FIAT, true",
    "WITHDRAWAL, VIRTUAL_CURRENCY, true",
    "WITHDRAWAL, GAME_CURRENCY, true",
    "EXCHANGE, FIAT, true",
    "EXCHANGE, VIRTUAL_CURRENCY, true",
    "EXCHANGE, GAME_CURRENCY, true",
    "TRANSFER, VIRTUAL_CURRENCY, true",
    "PAYMENT, VIRTUAL_CURRENCY, true",
    "REFUND, VIRTUAL_CURRENCY, true",
    "DEPOSIT, VIRTUAL_CURRENCY, false",
    "TRANSFER, FIAT, false",
    "PAYMENT, FIAT, false",
    "REFUND, FIAT, false",
    "DEPOSIT, FIAT, false",
    "TRANSFER, GAME_CURRENCY, false"
  })
  @Sentence("C-5")
  @DisplayName("what is withdrawn from the account is held for the bank, and nothing else")
  void what_is_withdrawn(TransferKind kind, AssetClass assets, boolean isHeld) {
    bank.impose(restriction("alice"));

    Decision decision = asked("T1", kind, assets).score();

    assertThat(decision.outcome()).isEqualTo(isHeld ? Outcome.HOLD : Outcome.ALLOW);
    if (isHeld) {
      assertThat(decision.releasePath()).isEqualTo(ReleasePath.BANK);
      assertThat(decision.controls()).containsExactly(restriction("alice"));
      assertThat(decision.reasons(Locale.ENGLISH)).containsExactly("WITHDRAWAL_RESTRICTION");
      assertThat(decision.toJson())
          .contains("\"controls\":[{\"kind\":\"WITHDRAWAL_RESTRICTION\",\"id\":\"restricted\"}]");
      assertThat(bank.used("day")).isZero();
    } else {
      assertThat(decision.controls()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransferKind.class, mode = Mode.EXCLUDE, names = "FOREIGN_EXCHANGE")
  @Sentence("C-5")
  @DisplayName("nothing that reaches the account is stopped")
  void what_reaches_the_account(TransferKind kind) {
    bank.transfer("open").kind(kind).score();

    assertThat(bank.impose(restriction("bob"))).isEmpty();

    assertThat(asked("T1", kind, AssetClass.VIRTUAL_CURRENCY).score().outcome())
        .isEqualTo(Outcome.ALLOW);
    assertThat(bank.find("open").state()).isEqualTo(RESERVED);
  }

  @Test
  @Sentence("C-6")
  @DisplayName("open withdrawals are moved to HELD for the bank and listed; others go on")
  void open_withdrawals_are_moved() {
    asked("reserved", TransferKind.WITHDRAWAL, AssetClass.FIAT).score();
    asked("pending", TransferKind.EXCHANGE, AssetClass.FIAT).purpose("sms").score();
    asked("coins", TransferKind.TRANSFER, AssetClass.VIRTUAL_CURRENCY).score();
    asked("court", TransferKind.WITHDRAWAL, AssetClass.FIAT).purpose("authority").score();
    asked("settled", TransferKind.WITHDRAWAL, AssetClass.FIAT).settled();
    asked("rent", TransferKind.TRANSFER, AssetClass.FIAT).score();

    assertThat(bank.impose(restriction("alice")))
        .containsExactlyInAnyOrder("reserved", "pending", "coins", "court");

    for (String id : List.of("reserved", "pending", "coins")) {
      assertThat(bank.find(id).state()).as(id).isEqualTo(HELD);
      assertThat(bank.find(id).releasePath()).as(id).isEqualTo(ReleasePath.BANK);
      assertThat(bank.find(id).controls()).as(id).containsExactly(restriction("alice"));
    }
    assertThat(bank.find("court").releasePath()).isEqualTo(ReleasePath.AUTHORITY);
    assertThat(bank.find("rent").state()).isEqualTo(RESERVED);
    assertThat(bank.used("day")).as("rent and what is settled").isEqualTo(200);
  }

  @Test
  @Sentence("C-6")
  @DisplayName("the bank may let a withdrawal go, the customer may not")
  void released_by_the_bank() {
    asked("pending", TransferKind.WITHDRAWAL, AssetClass.FIAT).purpose("sms").score();
    bank.impose(restriction("alice"));
    asked("scored", TransferKind.WITHDRAWAL, AssetClass.FIAT).score();

    for (String id : List.of("pending", "scored")) {
      assertThat(bank.passes(id, SMS_CODE).state()).as(id).isEqualTo(HELD);
      assertThat(bank.release(id, ReleasePath.BANK).state()).as(id).isEqualTo(RESERVED);
    }
    assertThat(bank.used("day")).isEqualTo(200);
  }

  @Test
  @Sentence({"C-6", "V-7"})
  @DisplayName("a freeze set after the restriction is the authority's to release")
  void a_freeze_is_stronger() {
    bank.impose(restriction("alice"));
    asked("T1", TransferKind.WITHDRAWAL, AssetClass.FIAT).score();
    bank.freeze("alice");

    assertThatThrownBy(() -> bank.release("T1", ReleasePath.BANK))
        .isInstanceOf(ReleaseRefusedException.class);
    assertThat(bank.release("T1", ReleasePath.AUTHORITY).state()).isEqualTo(RESERVED);
  }

  @ParameterizedTest
  @CsvSource({"ATTEMPT, before", "ATTEMPT, after", "COMMIT, before", "COMMIT, after"})
  @Sentence("C-3")
  @DisplayName("a restriction set while a withdrawal is decided is seen, or moves it")
  void none_slips_past_while_it_is_decided(Call call, String when) {
    List<String> moved = new ArrayList<>();
    Runnable restrict = () -> moved.addAll(bank.impose(restriction("alice")));
    if (when.equals("before")) {
      bank.store.beforeNext(call, restrict);
    } else {
      bank.store.afterNext(call, restrict);
    }

    Decision decision = asked("T1", TransferKind.WITHDRAWAL, AssetClass.FIAT).score();

    assertThat(decision.releasePath() == ReleasePath.BANK || moved.contains("T1")).isTrue();
    assertThat(bank.find("T1").releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(bank.used("day")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"USED", "CONTROLS", "COMMIT"})
  @Sentence("C-3")
  @DisplayName("a restriction set while a withdrawal is verified is seen")
  void none_slips_past_while_it_is_verified(Call call) {
    asked("T1", TransferKind.WITHDRAWAL, AssetClass.FIAT).purpose("sms").score();
    bank.store.beforeNext(call, () -> bank.impose(restriction("alice")));

    assertThat(bank.passes("T1", SMS_CODE).state()).isEqualTo(HELD);
    assertThat(bank.find("T1").releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(bank.used("day")).isZero();
  }
}
