package io.riskgate.core;

import static io.riskgate.core.VerificationMethod.CALL_BACK;
import static io.riskgate.core.VerificationMethod.FACE_RECOGNITION;
import static io.riskgate.core.VerificationMethod.IDENTITY_DOCUMENT;
import static io.riskgate.core.VerificationMethod.SMS_CODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.StoreProbe.Call;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.VerificationRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences V-11 and V-12: which methods are asked for, and how they are brought. */
class VerificationTableTest {
  private static final long NO_VALUE = 0;

  private static VerificationRow row(
      Outcome outcome, long valueFrom, int scoreFrom, VerificationMethod... methods) {
    return new VerificationRow(
        outcome, null, Set.of(), Set.of(), valueFrom, scoreFrom, Set.of(methods));
  }

  private static TestPack pack(VerificationRow... rows) {
    return new TestPack()
        .dayLimit(100_000)
        .policy(p -> p.verification(List.of(rows)).verificationExpiry(Duration.ofHours(4)))
        .demandOn("sms", TestPack.verifySms())
        .demandOn("customer", TestPack.holdForCustomer())
        .demandOn("bank", Demand.hold(ReleasePath.BANK))
        .demandOn("authority", Demand.hold(ReleasePath.AUTHORITY))
        .demandOn("none", Demand.hold(ReleasePath.NONE))
        .rule("ODD")
        .points(55)
        .when(f -> f.getPurpose().startsWith("odd"))
        .rule("ODD_SMS")
        .points(0)
        .demand(TestPack.verifySms())
        .when(f -> f.getPurpose().startsWith("odd"));
  }

  private static Set<VerificationMethod> asked(Bank bank, String yuan, String purpose) {
    return bank.transfer("T1").yuan(yuan).purpose(purpose).score().verificationMethods();
  }

  @ParameterizedTest
  @CsvSource({
    "49999.99, sms,      SMS_CODE",
    "50000.00, sms,      SMS_CODE FACE_RECOGNITION",
    "50000.00, customer, FACE_RECOGNITION",
    "50000.00, '',       ''",
    "50000.00, bank,     CALL_BACK",
    "49999.99, bank,     CALL_BACK",
    "50000.00, authority, ''",
    "50000.00, none,     ''"
  })
  @Sentence("V-11")
  @DisplayName(
      "by value and path: the customer's rows where the customer is asked, the bank's where it is"
          + " the bank")
  void valueAndPath(String yuan, String purpose, String methods) {
    Bank bank =
        new Bank(
            pack(
                row(null, 50_000_00, 0, FACE_RECOGNITION),
                new VerificationRow(
                    Outcome.HOLD,
                    ReleasePath.BANK,
                    Set.of(),
                    Set.of(),
                    NO_VALUE,
                    0,
                    Set.of(CALL_BACK))));

    assertThat(asked(bank, yuan, purpose)).containsExactlyInAnyOrderElementsOf(named(methods));
  }

  private static List<VerificationMethod> named(String methods) {
    return methods.isEmpty()
        ? new ArrayList<>()
        : Arrays.stream(methods.split(" ")).map(VerificationMethod::valueOf).toList();
  }

  @Test
  @Sentence("V-11")
  @DisplayName("by score and by outcome; all conditions of a row hold, and all rows that match add")
  void scoreAndOutcome() {
    Bank bank =
        new Bank(
            pack(
                row(Outcome.VERIFY, NO_VALUE, 55, FACE_RECOGNITION),
                row(Outcome.VERIFY, 1_000_00, 56, CALL_BACK),
                row(null, 1_000_00, 55, IDENTITY_DOCUMENT),
                row(Outcome.HOLD, NO_VALUE, 0, CALL_BACK)));

    assertThat(asked(bank, "1000.00", "odd"))
        .containsExactlyInAnyOrder(SMS_CODE, FACE_RECOGNITION, IDENTITY_DOCUMENT);
    assertThat(asked(new Bank(pack(row(Outcome.HOLD, NO_VALUE, 0, CALL_BACK))), "10", "customer"))
        .containsExactlyInAnyOrder(FACE_RECOGNITION, CALL_BACK);
  }

  @Test
  @Sentence("V-11")
  @DisplayName("by asset and kind")
  void assetAndKind() {
    VerificationRow coins =
        new VerificationRow(
            null,
            null,
            Set.of(AssetClass.VIRTUAL_CURRENCY),
            Set.of(TransferKind.WITHDRAWAL),
            NO_VALUE,
            0,
            Set.of(IDENTITY_DOCUMENT));
    Bank bank = new Bank(pack(coins));

    assertThat(asked(bank, "10", "sms")).containsExactly(SMS_CODE);
    for (TransferKind kind : List.of(TransferKind.WITHDRAWAL, TransferKind.TRANSFER)) {
      Decision decision =
          bank.transfer("C" + kind)
              .purpose("sms")
              .kind(kind)
              .with(t -> t.asset(1, "COIN", 8, AssetClass.VIRTUAL_CURRENCY).value(100L))
              .score();
      assertThat(decision.verificationMethods().contains(IDENTITY_DOCUMENT))
          .as(kind.name())
          .isEqualTo(kind == TransferKind.WITHDRAWAL);
    }
  }

  @Test
  @Sentence("V-11")
  @DisplayName("a row never makes anything be asked, nor an outcome stronger")
  void neverStronger() {
    Bank bank = new Bank(pack(row(null, NO_VALUE, 0, CALL_BACK)));

    assertThat(bank.transfer("T0").score().outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(bank.transfer("T2").purpose("sms").score().outcome()).isEqualTo(Outcome.VERIFY);
    assertThatThrownBy(() -> row(Outcome.ALLOW, NO_VALUE, 0, CALL_BACK))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> row(Outcome.VERIFY, NO_VALUE, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Sentence({"V-11", "L-2"})
  @DisplayName(
      "a limit that is taken meanwhile is opened by its methods and those of its rows only")
  void atomically() {
    Bank bank =
        new Bank(
            new TestPack()
                .limit(TestPack.fiat("day", Limit.Window.DAY, 50_000, TestPack.holdForCustomer()))
                .policy(p -> p.verification(List.of(row(Outcome.HOLD, NO_VALUE, 0, CALL_BACK))))
                .demandOn("face", Demand.verify(FACE_RECOGNITION)));
    bank.transfer("T1").yuan(30_000).purpose("face").score();
    bank.store.beforeNext(Call.COMMIT, () -> bank.transfer("T2").yuan(30_000).score());

    Decision held = bank.passes("T1", FACE_RECOGNITION);

    assertThat(held.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(held.verificationMethods()).containsExactly(CALL_BACK);
    assertThat(bank.used("day")).isEqualTo(30_000);
    assertThat(bank.passes("T1", CALL_BACK).outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence({"V-5", "V-11", "L-6"})
  @DisplayName(
      "a hold of the customer's that passes a limit too is ended by the methods that it names")
  void holdThatPassesALimit() {
    Bank bank =
        new Bank(
            pack(row(Outcome.VERIFY, NO_VALUE, 0, CALL_BACK))); // of a VERIFY alone, not of a HOLD
    Decision held = bank.transfer("T1").yuan(100_001).purpose("customer").score();
    assertThat(held.verificationMethods()).containsExactlyInAnyOrder(SMS_CODE, FACE_RECOGNITION);

    bank.passes("T1", SMS_CODE);
    Decision decision = bank.passes("T1", FACE_RECOGNITION);

    assertThat(decision.state()).isEqualTo(TransferState.RESERVED);
    assertThat(bank.used("day")).isEqualTo(100_001);
  }

  private static Bank three() {
    return new Bank(pack(row(Outcome.VERIFY, NO_VALUE, 0, FACE_RECOGNITION, IDENTITY_DOCUMENT)));
  }

  @ParameterizedTest
  @CsvSource({
    "SMS_CODE,          FACE_RECOGNITION,  IDENTITY_DOCUMENT",
    "IDENTITY_DOCUMENT, FACE_RECOGNITION,  SMS_CODE",
    "FACE_RECOGNITION,  IDENTITY_DOCUMENT, SMS_CODE"
  })
  @Sentence("V-12")
  @DisplayName("three methods are brought one at a time, in any order, and the last lets it go")
  void anyOrder(VerificationMethod a, VerificationMethod b, VerificationMethod c) {
    Bank bank = three();
    bank.transfer("T1").yuan(60_000).purpose("sms").score();

    assertThat(bank.passes("T1", a).verificationMethods()).containsExactlyInAnyOrder(b, c);
    assertThat(bank.passes("T1", a).verificationMethods()).containsExactlyInAnyOrder(b, c);
    assertThat(bank.passes("T1", b).verificationMethods()).containsExactly(c);
    assertThat(bank.used("day")).isZero();
    assertThat(bank.passes("T1", c).state()).isEqualTo(TransferState.RESERVED);
    assertThat(bank.used("day")).isEqualTo(60_000);
  }

  @Test
  @Sentence({"V-12", "V-3"})
  @DisplayName("all must be fresh when the last arrives; what went stale is asked for again")
  void stale() {
    Bank bank = three();
    bank.transfer("T1").purpose("sms").score();
    bank.passes("T1", SMS_CODE);
    bank.laterMinutes(10);
    bank.passes("T1", FACE_RECOGNITION);
    bank.laterMinutes(6);

    Decision last = bank.passes("T1", IDENTITY_DOCUMENT);

    assertThat(last.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(last.verificationMethods()).containsExactly(SMS_CODE);
    assertThat(bank.passes("T1", SMS_CODE).outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence({"V-12", "V-4"})
  @DisplayName("a method that failed can be passed later; failures of all methods count together")
  void failures() {
    Bank bank = three();
    bank.transfer("T1").purpose("sms").score();
    bank.fails("T1", FACE_RECOGNITION);
    bank.passes("T1", FACE_RECOGNITION);
    bank.fails("T1", SMS_CODE);
    bank.passes("T1", SMS_CODE);
    assertThat(bank.find("T1").verificationMethods()).containsExactly(IDENTITY_DOCUMENT);

    Decision held = bank.fails("T1", IDENTITY_DOCUMENT);

    assertThat(held.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(held.releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(bank.passes("T1", IDENTITY_DOCUMENT).outcome()).isEqualTo(Outcome.HOLD);
  }
}
