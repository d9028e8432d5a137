package io.riskgate.benchmarks;

import io.riskgate.core.AssetClass;
import io.riskgate.core.TransferKind;
import io.riskgate.core.facts.PayerFacts;
import io.riskgate.core.facts.TransferFacts;

/**
 * The words of scams, by hand: {@code purpose.drl} and the rules of other files that look for
 * words. Only for purposes that have a word of any list. Each list is looked for once.
 */
final class WordRules {
  private WordRules() {}

  static void evaluate(TransferFacts t, HitBits hits) {
    String purpose = t.getPurpose();
    if (t.getKind() == TransferKind.DEPOSIT || t.getKind() == TransferKind.REFUND) {
      virtual(purpose, t, hits); // no payment, so that no other words count
      return;
    }
    boolean stranger = !t.getCounterparty().isPaidBefore();
    loansAndJobs(purpose, t, hits);
    stories(purpose, t, stranger, hits);
    goods(purpose, t, stranger, hits);
    trade(purpose, t, stranger, hits);
    crime(purpose, t, hits);
  }

  private static void loansAndJobs(String purpose, TransferFacts t, HitBits hits) {
    PayerFacts payer = t.getPayer();
    boolean rebate = ScamWords.has(ScamWords.TASK_REBATE, purpose);
    boolean job = ScamWords.has(ScamWords.JOB, purpose);
    boolean loan = ScamWords.has(ScamWords.LOAN_FEE, purpose);
    boolean campus = ScamWords.has(ScamWords.CAMPUS_LOAN, purpose);
    if (rebate) {
      hits.hit(CnRule.PURPOSE_TASK_REBATE);
    }
    if (job) {
      hits.hit(CnRule.PURPOSE_JOB_DEPOSIT);
      if (payer.isNewCitizen()) {
        hits.hit(CnRule.NEW_CITIZEN_JOB_DEPOSIT);
      }
    }
    if (loan) {
      hits.hit(CnRule.PURPOSE_LOAN_FEE);
      if (payer.isNewCitizen()) {
        hits.hit(CnRule.NEW_CITIZEN_LOAN_FEE);
      }
    }
    if (campus) {
      hits.hit(CnRule.PURPOSE_CAMPUS_LOAN);
    }
    if (payer.isStudent()) {
      if (rebate || job) {
        hits.hit(CnRule.STUDENT_TASK_REBATE);
      }
      if (campus || loan) {
        hits.hit(CnRule.STUDENT_LOAN_CANCELLATION);
      }
    }
    remote(purpose, t, loan, campus, hits);
  }

  /** Who is steered while speaking of a safe account, a refund, a boss or a loan. */
  private static void remote(
      String purpose, TransferFacts t, boolean loan, boolean campus, HitBits hits) {
    boolean safe = ScamWords.has(ScamWords.SAFE_ACCOUNT, purpose);
    boolean service = ScamWords.has(ScamWords.CUSTOMER_SERVICE, purpose);
    boolean boss = ScamWords.has(ScamWords.BOSS, purpose);
    if (safe) {
      hits.hit(CnRule.PURPOSE_SAFE_ACCOUNT);
      if (elderly(t.getPayer())) {
        hits.hit(CnRule.ELDERLY_POLICE_STORY);
      }
    }
    if (service) {
      hits.hit(CnRule.PURPOSE_CUSTOMER_SERVICE);
    }
    if (boss) {
      hits.hit(CnRule.PURPOSE_BOSS);
      if (t.getPayer().isFinanceStaff()) {
        hits.hit(CnRule.FINANCE_BOSS_STORY);
      }
    }
    if (onCall(t) && (safe || service || boss || loan)) {
      hits.hit(CnRule.SCAM_WORDS_ON_CALL);
    }
    if ((safe || service || loan || campus)
        && (t.getSignal().getScreenSharedMinutes() <= Thresholds.SCAM_SCREEN_MINUTES
            || t.getSignal().getRemoteControlAppMinutes() <= Thresholds.SCAM_SCREEN_MINUTES)) {
      hits.hit(CnRule.SCAM_WORDS_SCREEN_SHARED);
    }
  }

  private static void stories(String purpose, TransferFacts t, boolean stranger, HitBits hits) {
    if (stranger && ScamWords.has(ScamWords.URGENT_HELP, purpose)) {
      if (t.getValue() > Thresholds.NOTICEABLE_AMOUNT) {
        hits.hit(CnRule.PURPOSE_URGENT_HELP);
      }
      if (onCall(t)) {
        hits.hit(CnRule.URGENT_HELP_ON_CALL);
      }
    }
    boolean investment = ScamWords.has(ScamWords.INVESTMENT, purpose);
    boolean pension = ScamWords.has(ScamWords.PENSION, purpose);
    if (investment) {
      hits.hit(CnRule.PURPOSE_FAKE_INVESTMENT);
    }
    if (pension) {
      hits.hit(CnRule.PURPOSE_PENSION_PROJECT);
    }
    if ((investment || pension) && elderly(t.getPayer())) {
      hits.hit(CnRule.ELDERLY_INVESTMENT_PROJECT);
    }
    if (stranger && ScamWords.has(ScamWords.TEACHER, purpose)) {
      hits.hit(CnRule.PURPOSE_TEACHER_FEES);
      if (t.getPayer().isStudent() && t.getValue() > Thresholds.STUDENT_SMALL_AMOUNT) {
        hits.hit(CnRule.STUDENT_TEACHER_FEES);
      }
    }
  }

  private static void goods(String purpose, TransferFacts t, boolean stranger, HitBits hits) {
    boolean transfer = t.getKind() == TransferKind.TRANSFER;
    if (transfer && stranger && ScamWords.has(ScamWords.SHOPPING, purpose)) {
      hits.hit(CnRule.PURPOSE_SHOPPING);
    }
    if (t.getValue() > Thresholds.ELDERLY_SMALL_AMOUNT
        && ScamWords.has(ScamWords.HEALTH, purpose)) {
      if (t.getValue() > Thresholds.NOTICEABLE_AMOUNT) {
        hits.hit(CnRule.PURPOSE_HEALTH_PRODUCTS);
      }
      if (elderly(t.getPayer())) {
        hits.hit(CnRule.ELDERLY_HEALTH_PRODUCTS);
      }
    }
    if (transfer && ScamWords.has(ScamWords.GAME, purpose)) {
      if (t.getAssetClass() == AssetClass.FIAT) {
        hits.hit(CnRule.GAME_ITEMS_PAID_PRIVATELY);
      }
      if (t.getPayer().isStudent() && t.getValue() > Thresholds.STUDENT_SMALL_AMOUNT) {
        hits.hit(CnRule.STUDENT_GAME_TRADING);
      }
    }
  }

  private static void trade(String purpose, TransferFacts t, boolean stranger, HitBits hits) {
    if (!stranger) {
      return;
    }
    if (t.getValue() > Thresholds.NOTICEABLE_AMOUNT && ScamWords.has(ScamWords.CONTRACT, purpose)) {
      hits.hit(CnRule.PURPOSE_CONTRACT_FEE);
      if (t.getPayer().isFinanceStaff() && ScamWords.has(ScamWords.FAKE_ORDER, purpose)) {
        hits.hit(CnRule.FINANCE_FAKE_CONTRACT);
      }
    }
    if (ScamWords.has(ScamWords.SUPPLIER, purpose)) {
      hits.hit(CnRule.PURPOSE_SUPPLIER_ACCOUNT_CHANGED);
      if (t.getPayer().isFinanceStaff()) {
        hits.hit(CnRule.FINANCE_SUPPLIER_ACCOUNT_CHANGED);
      }
    }
  }

  private static void crime(String purpose, TransferFacts t, HitBits hits) {
    boolean laundering = ScamWords.has(ScamWords.LAUNDERING, purpose);
    boolean darkWeb = ScamWords.has(ScamWords.DARK_WEB, purpose);
    boolean rental = ScamWords.has(ScamWords.ACCOUNT_RENTAL, purpose);
    if (laundering) {
      hits.hit(CnRule.PURPOSE_LAUNDERING);
    }
    if (darkWeb) {
      hits.hit(CnRule.PURPOSE_DARK_WEB);
    }
    if (rental) {
      hits.hit(CnRule.PURPOSE_ACCOUNT_RENTAL);
    }
    if (laundering || darkWeb) {
      virtual(t, hits);
    }
    if ((rental || laundering) && t.getPayer().isNewCitizen()) {
      hits.hit(CnRule.NEW_CITIZEN_LENDS_ACCOUNT);
    }
  }

  private static void virtual(String purpose, TransferFacts t, HitBits hits) {
    if (ScamWords.has(ScamWords.LAUNDERING, purpose)
        || ScamWords.has(ScamWords.DARK_WEB, purpose)) {
      virtual(t, hits);
    }
  }

  private static void virtual(TransferFacts t, HitBits hits) {
    if (t.getAssetClass() == AssetClass.VIRTUAL_CURRENCY || t.getKind() == TransferKind.EXCHANGE) {
      hits.hit(CnRule.VIRTUAL_LAUNDERING_WORDS);
    }
  }

  private static boolean elderly(PayerFacts payer) {
    return payer.getCustomerAge() >= Thresholds.ELDERLY_AGE || payer.isElderly();
  }

  private static boolean onCall(TransferFacts t) {
    return t.getSignal().getOnCallMinutes() <= Thresholds.SCAM_CALL_MINUTES;
  }
}
