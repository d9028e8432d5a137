package io.riskgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.pack.PackProblem;
import io.riskgate.rules.RulePackLint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules in the documentation pass lint, and those that are shown as wrong do not. */
class RuleBlocksTest {
  private static final Pattern NAME = Pattern.compile("rule \"([A-Z_]+)\"");

  /** What the rules on the pages read. */
  private static final String PACK =
      """
      id: pages
      version: 1.0.0
      baseCurrency: CNY
      homeCountry: CN
      zone: Asia/Shanghai
      parameters:
        LARGE_AMOUNT: { type: money, value: 5000.00, min: 1000.00, max: 50000.00, why: x }
        NEW_HOURS: { type: hours, value: 24, min: 1, max: 720, why: x }
        RECENT_MINUTES: { type: minutes, value: 30, min: 1, max: 60, why: x }
        FAN_OUT_PAYEES: { type: count, value: 10, min: 3, max: 500, why: x }
        FAN_IN_PAYERS: { type: count, value: 5, min: 2, max: 50, why: x }
        DEVICE_PAYERS: { type: count, value: 3, min: 2, max: 50, why: x }
      aggregates:
        payerPayees24h: { key: payer, measure: distinct payee, window: 24h }
        payeePayers2h: { key: payee, measure: distinct payer, window: 2h }
        devicePayers24h: { key: device, measure: distinct payer, window: 24h }
      """;

  @TempDir private Path dir;

  @Test
  @DisplayName("every rule that a page shows passes lint, but those that are labelled as wrong")
  void rulesPassLint() throws IOException {
    int checked = 0;
    for (Page page : Page.all()) {
      for (Block block : page.blocks()) {
        if (block.is("drl")) {
          List<PackProblem> errors = errors(block, dir.resolve("pack" + checked++));
          if (block.isWrong()) {
            assertThat(errors).as(block.where()).isNotEmpty();
          } else {
            assertThat(errors).as(block.where()).isEmpty();
          }
        }
      }
    }
    assertThat(checked).isGreaterThan(4);
  }

  private static List<PackProblem> errors(Block block, Path pack) throws IOException {
    Files.createDirectories(pack.resolve("rules"));
    Files.writeString(pack.resolve("pack.yaml"), PACK);
    Files.writeString(pack.resolve("rules/page.drl"), block.text());
    String texts =
        NAME.matcher(block.text())
            .results()
            .map(match -> match.group(1) + " = why\n")
            .collect(Collectors.joining());
    Files.writeString(pack.resolve("messages_zh.properties"), texts);
    Files.writeString(pack.resolve("messages_en.properties"), texts);
    return RulePackLint.lint(pack).problems().stream()
        .filter(problem -> problem.severity() == PackProblem.Severity.ERROR)
        .toList();
  }
}
