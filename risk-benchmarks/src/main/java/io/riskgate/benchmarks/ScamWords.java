package io.riskgate.benchmarks;

import io.riskgate.rules.internal.WordMatcher;
import java.util.List;
import java.util.stream.Stream;

/**
 * The lists of words of the pack {@code cn}, for the variants that are not ours: they search with
 * the same matcher, so that what is compared is the rules.
 */
public final class ScamWords {
  private static final List<String> TASK_REBATE =
      List.of("刷单", "返利", "返佣", "垫付任务", "做任务", "task rebate", "brushing order", "order brushing");
  private static final List<String> SAFE_ACCOUNT =
      List.of("安全账户", "资金清查", "资金审查", "配合调查", "safe account", "asset verification");
  private static final List<String> LOAN_FEE =
      List.of("解冻费", "贷款保证金", "贷款手续费", "刷流水", "unfreezing fee", "loan deposit", "loan release fee");

  private static final WordMatcher TASK_REBATE_MATCHER = new WordMatcher(TASK_REBATE);
  private static final WordMatcher SAFE_ACCOUNT_MATCHER = new WordMatcher(SAFE_ACCOUNT);
  private static final WordMatcher LOAN_FEE_MATCHER = new WordMatcher(LOAN_FEE);
  private static final WordMatcher ANY_MATCHER =
      new WordMatcher(
          Stream.of(TASK_REBATE, SAFE_ACCOUNT, LOAN_FEE).flatMap(List::stream).toList());

  private ScamWords() {}

  /** Whether a text contains a word of any list: mostly it does not, and is looked at once. */
  static boolean any(String text) {
    return ANY_MATCHER.test(text);
  }

  public static boolean taskRebate(String text) {
    return TASK_REBATE_MATCHER.test(text);
  }

  public static boolean safeAccount(String text) {
    return SAFE_ACCOUNT_MATCHER.test(text);
  }

  public static boolean loanFee(String text) {
    return LOAN_FEE_MATCHER.test(text);
  }
}
