package io.riskgate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.CustomerSegment;
import io.riskgate.core.Decision;
import io.riskgate.core.Hit;
import io.riskgate.core.Outcome;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.pack.RulePack;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which scams the pack {@code cn} recognises, and what it asks for then. */
class ScamsTest {
  private static final Instant NOW = Instant.parse("2026-03-04T04:00:00Z");
  private static final RulePack PACK = RulePacks.bundled("cn");

  /** Every kind that the pack must recognise and warn about. */
  private static final List<String> KINDS =
      List.of(
          "TASK_REBATE",
          "FAKE_INVESTMENT",
          "FAKE_CUSTOMER_SERVICE",
          "FAKE_POLICE",
          "IMPERSONATED_BOSS",
          "IMPERSONATED_ACQUAINTANCE",
          "FAKE_SHOPPING",
          "FAKE_LOAN",
          "GAME_TRADING",
          "PENSION_INVESTMENT",
          "HEALTH_PRODUCTS",
          "FAKE_JOB",
          "FAKE_CONTRACT",
          "CHANGED_SUPPLIER_ACCOUNT",
          "IMPERSONATED_TEACHER",
          "VIRTUAL_CURRENCY_LAUNDERING",
          "DARK_WEB_REFERRAL");

  private final RiskEngine engine =
      RiskEngine.builder()
          .rules(PACK)
          .clock(InstantSource.fixed(NOW))
          .historyCompleteSince(Instant.EPOCH)
          .build();

  @AfterEach
  void close() {
    engine.close();
  }

  private static Transfer.Builder transfer(String yuan, String purpose) {
    return Transfer.builder()
        .id("T1")
        .time(NOW)
        .payer("alice")
        .payee("bob")
        .amount(yuan, "CNY")
        .purpose(purpose)
        .payerAge(35)
        .payerSegments(Set.of());
  }

  @Test
  @DisplayName("every kind of scam has a rule, a name and advice in Chinese and English")
  void kinds() {
    assertThat(PACK.rules()).extracting(Rule::scam).containsAll(KINDS);
    for (String kind : KINDS) {
      for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
        for (String key : List.of("scam." + kind, "scam." + kind + ".advice")) {
          assertThat(PACK.messages().text(key, language, List.of())).as(key).isPresent();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "刷单垫付第三单, TASK_REBATE",
    "导师带单 平台入金, FAKE_INVESTMENT",
    "关闭百万保障手续费, FAKE_CUSTOMER_SERVICE",
    "配合调查转入安全账户, FAKE_POLICE",
    "老板急用, IMPERSONATED_BOSS",
    "儿子出车祸急用钱, IMPERSONATED_ACQUAINTANCE",
    "代购手机 清关费, FAKE_SHOPPING",
    "贷款解冻费, FAKE_LOAN",
    "注销校园贷, FAKE_LOAN",
    "买游戏号, GAME_TRADING",
    "养老公寓认购款, PENSION_INVESTMENT",
    "磁疗床垫和保健品, HEALTH_PRODUCTS",
    "入职押金, FAKE_JOB",
    "部队采购订单保证金, FAKE_CONTRACT",
    "货款 供应商变更收款账户, CHANGED_SUPPLIER_ACCOUNT",
    "班级群收费 学习资料, IMPERSONATED_TEACHER",
    "跑分 兑U佣金, VIRTUAL_CURRENCY_LAUNDERING",
    "暗网 飞机群担保, DARK_WEB_REFERRAL"
  })
  @DisplayName("the words of a scam alone are verified, and the customer is warned of that scam")
  void words(String purpose, String kind) {
    Decision decision = engine.score(transfer("1200.00", purpose).build());

    assertThat(decision.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(decision.score()).isEqualTo(45);
    assertThat(decision.suspectedScams()).contains(kind);
    assertThat(decision.advice(Locale.CHINESE)).isNotEmpty();
    assertThat(decision.labels()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ELDERLY, 配合调查转入安全账户, FAKE_POLICE",
    "ELDERLY, 养老公寓认购款, PENSION_INVESTMENT",
    "ELDERLY, 磁疗床垫和保健品, HEALTH_PRODUCTS",
    "STUDENT, 刷单返佣, TASK_REBATE",
    "STUDENT, 注销校园贷, FAKE_LOAN",
    "STUDENT, 买游戏号, GAME_TRADING",
    "STUDENT, 班主任代收资料费, IMPERSONATED_TEACHER",
    "FINANCE_STAFF, 董事长指示付款, IMPERSONATED_BOSS",
    "FINANCE_STAFF, 货款 新收款账户, CHANGED_SUPPLIER_ACCOUNT",
    "FINANCE_STAFF, 部队采购订单保证金, FAKE_CONTRACT",
    "NEW_CITIZEN, 服装押金, FAKE_JOB",
    "NEW_CITIZEN, 贷款手续费, FAKE_LOAN"
  })
  @DisplayName("the words of a scam that is aimed at the customer are held")
  void aimedAt(CustomerSegment segment, String purpose, String kind) {
    Decision decision =
        engine.score(transfer("1200.00", purpose).payerSegments(EnumSet.of(segment)).build());

    assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(decision.releasePath()).isEqualTo(ReleasePath.CUSTOMER);
    assertThat(decision.score()).isEqualTo(85);
    assertThat(decision.suspectedScams()).contains(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "STUDENT, 30.00, 游戏皮肤",
    "STUDENT, 35.00, 资料费代收",
    "FINANCE_STAFF, 1200.00, 合同保证金",
    "FINANCE_STAFF, 1200.00, 采购保证金"
  })
  @DisplayName("words that are everyday life for the customer are verified as for others, not held")
  void everydayForTheCustomer(CustomerSegment segment, String yuan, String purpose) {
    Decision decision =
        engine.score(transfer(yuan, purpose).payerSegments(EnumSet.of(segment)).build());

    assertThat(decision.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(decision.score()).isEqualTo(45);
  }

  @ParameterizedTest
  @CsvSource({"取消会员 退回年费, 800.00", "磁疗床垫退货, 3600.00", "返利 结算, 20.00", "入职押金退还, 300.00"})
  @DisplayName("what a shop writes on the money that it pays back stops nothing")
  void refunds(String purpose, String yuan) {
    Decision decision =
        engine.score(transfer(yuan, purpose).kind(TransferKind.REFUND).payerAge(66).build());

    assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(decision.score()).isZero();
  }

  @Test
  @DisplayName("a customer is elderly by age where the bank sends no segments")
  void elderlyByAge() {
    Decision decision =
        engine.score(transfer("1200.00", "转入安全账户").payerAge(68).payerSegments(null).build());

    assertThat(decision.hits()).extracting(Hit::code).contains("ELDERLY_POLICE_STORY");
    assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
  }

  @Test
  @DisplayName("the words of a scam while on a call are held")
  void onCall() {
    engine.signal(Signal.ofAccount("default", "S1", "alice", SignalKind.ON_CALL, NOW));

    Decision decision = engine.score(transfer("300.00", "客服验证 退款保证金").build());

    assertThat(decision.hits()).extracting(Hit::code).contains("SCAM_WORDS_ON_CALL");
    assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(decision.labels()).contains("ON_CALL", "IMPERSONATION");
  }

  @Test
  @DisplayName(
      "a call for help by a known voice, on a call, to a new payee is held as a faked voice")
  void fakedVoice() {
    engine.signal(Signal.ofAccount("default", "S1", "alice", SignalKind.ON_CALL, NOW));

    Decision decision = engine.score(transfer("3000.00", "朋友出车祸救急").build());

    assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(decision.labels()).contains("AI_FACE_OR_VOICE");
    assertThat(decision.suspectedScams()).contains("IMPERSONATED_ACQUAINTANCE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "学费",
        "2026 春季学杂费",
        "书本费",
        "补课费",
        "班费",
        "校服费",
        "幼儿园保育费",
        "货款",
        "11 月货款尾款",
        "采购款",
        "工程款",
        "投标保证金",
        "质保金",
        "房租",
        "租房押金",
        "物业费",
        "水电费",
        "停车费",
        "房贷",
        "还助学贷款",
        "还信用卡",
        "工资",
        "奖金",
        "年终奖",
        "差旅报销",
        "劳务费",
        "医药费",
        "买药",
        "挂号费",
        "住院押金",
        "体检费",
        "养老金",
        "养老保险",
        "养老院 11 月费用",
        "保险费",
        "保险理赔款",
        "红包",
        "礼金",
        "生日快乐",
        "家用",
        "生活费",
        "还款",
        "借款",
        "退款",
        "会员费",
        "游戏机",
        "话费",
        "快递费",
        "机票",
        "演唱会门票",
        "买菜",
        "午饭",
        "聚餐 AA",
        "床上四件套",
        "洗衣费",
        "跑步鞋",
        "二手手机",
        "宠物医院",
        "驾校学费",
        "装修款",
        "家具定金",
        "婚庆定金",
        "基金定投",
        "购买理财",
        "捐款",
        "党费",
        "社保",
        "公积金",
        "税款",
        "律师费",
        "诉讼费",
        "account fee",
        "rent",
        "salary November",
        "invoice 2026-004",
        "tuition",
        "deposit for the flat",
        "birthday present",
        "customs duty invoice",
        "gym membership",
        "laundry",
        "game night pizza"
      })
  @DisplayName("an everyday purpose sets off no rule, whoever pays and whatever happened before")
  void everydayPurposes(String purpose) {
    for (SignalKind kind : List.of(SignalKind.ON_CALL, SignalKind.SCREEN_SHARED)) {
      engine.signal(Signal.ofAccount("default", kind.name(), "alice", kind, NOW));
    }
    Transfer.Builder transfer =
        transfer("9000.00", "x").payerSegments(EnumSet.allOf(CustomerSegment.class)).payerAge(66);
    Decision without = engine.score(transfer.build());

    Decision decision = engine.score(transfer.id("T2").payee("carol").purpose(purpose).build());

    assertThat(decision.hits())
        .extracting(Hit::code)
        .containsExactlyElementsOf(without.hits().stream().map(Hit::code).toList());
  }

  @Test
  @DisplayName("each label is given by a rule and has a name in Chinese and English; at least 24")
  void labels() {
    assertThat(PACK.policy().labels())
        .hasSizeGreaterThanOrEqualTo(24)
        .contains("AI_FACE_OR_VOICE", "VIRTUAL_CURRENCY_LAUNDERING", "DARK_WEB_REFERRAL");
    for (String label : PACK.policy().labels()) {
      assertThat(PACK.rules()).anyMatch(rule -> rule.effects().labels().contains(label));
      for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
        assertThat(PACK.messages().text("label." + label, language, List.of())).isPresent();
      }
    }
  }

  @Test
  @DisplayName("whatever speaks against a transfer gives a declared label; what deducts gives none")
  void everyRuleGivesALabel() {
    for (Rule rule : PACK.rules()) {
      if (rule.points() < 0) {
        assertThat(rule.effects().labels()).as(rule.code()).isEmpty();
      } else {
        assertThat(PACK.policy().labels()).as(rule.code()).containsAll(rule.effects().labels());
        assertThat(rule.effects().labels()).as(rule.code()).isNotEmpty();
      }
    }
  }
}
