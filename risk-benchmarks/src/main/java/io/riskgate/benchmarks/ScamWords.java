package io.riskgate.benchmarks;

import io.riskgate.rules.internal.WordMatcher;
import java.util.Arrays;
import java.util.List;

/**
 * The lists of words of the pack {@code cn}, for the variants that are not ours: they search with
 * the same matcher, so that what is compared is the rules.
 */
@SuppressWarnings("ImmutableEnumChecker") // a matcher never changes, but cannot say so
public enum ScamWords {
  TASK_REBATE("刷单", "返利", "返佣", "垫付任务", "做任务", "task rebate", "brushing order", "order brushing"),
  SAFE_ACCOUNT("安全账户", "资金清查", "资金审查", "配合调查", "safe account", "asset verification"),
  LOAN_FEE("解冻费", "贷款保证金", "贷款手续费", "刷流水", "unfreezing fee", "loan deposit", "loan release fee"),
  INVESTMENT(
      "内幕消息",
      "内幕票",
      "稳赚不赔",
      "保本高息",
      "导师带单",
      "老师带单",
      "荐股群",
      "荐股会费",
      "原始股认购",
      "平台入金",
      "内部涨停",
      "guaranteed profit",
      "guaranteed returns",
      "insider tip"),
  CUSTOMER_SERVICE(
      "百万保障",
      "取消会员",
      "关闭会员",
      "关闭免密",
      "退款保证金",
      "理赔保证金",
      "理赔验证金",
      "消除征信",
      "修复征信",
      "征信修复",
      "客服验证",
      "refund verification",
      "claim verification fee",
      "cancel membership fee"),
  BOSS(
      "老板急用",
      "老板让转",
      "老总急用",
      "领导急用",
      "领导周转",
      "替领导转",
      "替领导垫",
      "帮领导转",
      "董事长指示",
      "总经理指示",
      "书记急用",
      "boss asked",
      "ceo request",
      "urgent for the ceo"),
  URGENT_HELP(
      "急用钱",
      "急需用钱",
      "救急",
      "帮我应急",
      "借我应急",
      "出车祸",
      "被拘留",
      "保释金",
      "赎金",
      "换号了",
      "手机坏了",
      "emergency money",
      "bail money",
      "lost my phone"),
  SHOPPING(
      "清关费",
      "清关保证金",
      "海关扣押",
      "关税保证金",
      "代购押金",
      "罚没车",
      "走私车",
      "内部票",
      "内部价",
      "免税内购",
      "私下交易",
      "脱离平台交易",
      "customs release fee",
      "insider ticket",
      "off-platform deal"),
  PENSION(
      "以房养老",
      "养老项目",
      "养老投资",
      "养老基地",
      "养老消费卡",
      "养老床位预订",
      "养老公寓认购",
      "民族资产解冻",
      "pension project",
      "retirement investment",
      "retirement home shares"),
  HEALTH(
      "保健品",
      "保健床垫",
      "磁疗",
      "包治百病",
      "神药",
      "祖传秘方",
      "干细胞注射",
      "养生讲座",
      "长寿套餐",
      "miracle cure",
      "anti-ageing cure"),
  JOB(
      "入职押金",
      "入职保证金",
      "岗位保证金",
      "上岗押金",
      "兼职押金",
      "工牌押金",
      "服装押金",
      "接单保证金",
      "内推保证金",
      "培训贷",
      "出国务工保证金",
      "海外高薪",
      "job deposit",
      "onboarding deposit",
      "uniform deposit"),
  FAKE_ORDER("工程介绍费", "中标介绍费", "部队采购", "学校采购代付", "代垫货款"),
  CONTRACT(
      "合同保证金",
      "订单保证金",
      "采购保证金",
      "工程介绍费",
      "中标介绍费",
      "部队采购",
      "学校采购代付",
      "代垫货款",
      "purchase order deposit",
      "contract guarantee fee"),
  SUPPLIER(
      "更换收款账户",
      "更换收款账号",
      "变更收款账户",
      "变更收款账号",
      "收款账户变更",
      "收款账号变更",
      "新收款账户",
      "新收款账号",
      "临时收款账户",
      "changed bank details",
      "new bank details",
      "updated bank account"),
  TEACHER(
      "班级群收费",
      "班级群缴费",
      "家长群收费",
      "群里收费",
      "班主任代收",
      "老师代收",
      "资料费代收",
      "补课费代收",
      "class group fee",
      "fee collected by teacher"),
  CAMPUS_LOAN(
      "注销校园贷",
      "校园贷注销",
      "校园贷清零",
      "注销学生贷",
      "注销贷款账户",
      "注销网贷账户",
      "清空贷款额度",
      "清除贷款记录",
      "cancel campus loan",
      "campus loan cancellation",
      "cancel student loan account"),
  LAUNDERING(
      "跑分",
      "洗钱",
      "洗币",
      "黑U",
      "干净U",
      "卡接回U",
      "搬砖套利",
      "走账佣金",
      "过账佣金",
      "兑U佣金",
      "clean usdt",
      "points running",
      "money mule"),
  DARK_WEB(
      "暗网",
      "社工库",
      "洋葱浏览器",
      "银行卡四件套",
      "对公四件套",
      "公民信息数据",
      "飞机群担保",
      "担保群交易",
      "dark web",
      "darkweb",
      "darknet",
      "onion market"),
  ACCOUNT_RENTAL(
      "出租账户",
      "出借账户",
      "出租银行卡",
      "出借银行卡",
      "租卡费",
      "借卡费",
      "银行卡租金",
      "收款码出租",
      "代收款佣金",
      "account rental",
      "rent a bank card",
      "rented account"),
  GAME(
      "游戏代充",
      "代充点券",
      "买游戏号",
      "卖游戏号",
      "游戏账号交易",
      "游戏币交易",
      "游戏装备",
      "游戏皮肤",
      "游戏代练",
      "game account",
      "game gold",
      "skin trade");

  private static final WordMatcher ANY =
      new WordMatcher(Arrays.stream(values()).flatMap(list -> list.words.stream()).toList());

  private final List<String> words;
  private final WordMatcher matcher;

  ScamWords(String... words) {
    this.words = List.of(words);
    matcher = new WordMatcher(this.words);
  }

  /** The words of the list. */
  List<String> words() {
    return words;
  }

  /** Whether a text contains a word of any list: mostly it does not, and is looked at once. */
  public static boolean any(String text) {
    return ANY.test(text);
  }

  /** Whether a text contains a word of a list. */
  public static boolean has(ScamWords list, String text) {
    return list.matcher.test(text);
  }
}
