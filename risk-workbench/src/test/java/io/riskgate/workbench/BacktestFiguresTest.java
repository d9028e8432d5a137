package io.riskgate.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The figures of a backtest beside those of a computation that shares nothing with it: it decides a
 * small set by the test pack's rules as a person would read them (verified above 10,000 and above
 * 50,000 a day; withdrawals above 40,000 held; ten points from the third attempt in a day on), and
 * counts by comparing everything with everything.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BacktestFiguresTest {
  private static final int ROWS = 600;
  private static final Offset<Double> EXACT = within(1e-9);

  private final List<Row> rows = new ArrayList<>();
  private Map<?, ?> json = Map.of();
  private List<String> alerts = List.of();

  /** A row, and what a person makes of it. */
  private record Row(
      int number,
      OffsetDateTime time,
      String payer,
      String payee,
      long yuan,
      String kind,
      boolean failed,
      boolean fraud,
      boolean large,
      boolean often,
      boolean single,
      boolean daily) {
    int score() {
      return (large ? 60 : 0) + (often ? 10 : 0);
    }

    int outcome() {
      return large ? 2 : single || daily ? 1 : 0;
    }

    int riskOutcome() {
      return large ? 2 : 0;
    }

    int rank() {
      return 1000 * outcome() + score();
    }
  }

  @BeforeAll
  void replay(@TempDir Path dir) throws IOException {
    Random random = new Random(8);
    OffsetDateTime time = OffsetDateTime.parse("2026-01-05T06:00:00+08:00");
    for (int i = 1; i <= ROWS; i++) {
      time = time.plusMinutes(random.nextInt(16));
      boolean fraud = random.nextInt(12) == 0;
      rows.add(
          decided(
              i,
              time,
              "p" + random.nextInt(40),
              "q" + random.nextInt(30),
              fraud || random.nextInt(9) == 0
                  ? 500L + random.nextInt(60_000)
                  : random.nextInt(900) + 1,
              List.of("TRANSFER", "PAYMENT", "WITHDRAWAL").get(random.nextInt(3)),
              random.nextInt(15) == 0,
              fraud));
    }
    StringBuilder csv =
        new StringBuilder("time,payer,payee,amount,currency,kind,status,label,origin_country\n");
    for (Row row : rows) {
      csv.append(
          "%s,%s,%s,%d,CNY,%s,%s,%s,%s%n"
              .formatted(
                  row.time(),
                  row.payer(),
                  row.payee(),
                  row.yuan(),
                  row.kind(),
                  row.failed() ? "FAILED" : "",
                  row.fraud() ? "FRAUD" : "",
                  row.number() % 5 == 0 ? "SG" : "CN"));
    }
    Path file = Files.writeString(dir.resolve("rows.csv"), csv);
    Path out = dir.resolve("out.json");
    Path alertsFile = dir.resolve("alerts.csv");
    Cli.Result result = Cli.run("backtest", file, "--json", out, "--alerts", alertsFile);
    assertThat(result.exitCode()).as(result.err()).isZero();
    json = Cli.json(out);
    alerts = Files.readAllLines(alertsFile);
  }

  private Row decided(
      int number,
      OffsetDateTime time,
      String payer,
      String payee,
      long yuan,
      String kind,
      boolean failed,
      boolean fraud) {
    long attempts =
        rows.stream()
            .filter(r -> r.payer().equals(payer) && !r.time().isBefore(time.minusHours(24)))
            .count();
    long today =
        rows.stream()
            .filter(r -> r.payer().equals(payer) && !r.failed())
            .filter(r -> r.time().toLocalDate().equals(time.toLocalDate()))
            .mapToLong(Row::yuan)
            .sum();
    return new Row(
        number,
        time,
        payer,
        payee,
        yuan,
        kind,
        failed,
        fraud,
        kind.equals("WITHDRAWAL") && yuan > 40_000,
        attempts >= 2,
        yuan > 10_000,
        today + yuan > 50_000);
  }

  private long count(Predicate<Row> which) {
    return rows.stream().filter(which).count();
  }

  private double number(String name) {
    return ((Number) json.get(name)).doubleValue();
  }

  @Test
  @DisplayName("The small set has everything in it that figures can go wrong about")
  void theSetIsRichEnough() {
    assertThat(count(Row::fraud)).isBetween(30L, 80L);
    assertThat(count(Row::failed)).isGreaterThan(20);
    assertThat(count(Row::large)).isGreaterThan(10);
    assertThat(count(r -> r.daily() && !r.single())).isPositive();
    assertThat(count(r -> r.often() && r.fraud())).isGreaterThan(10);
    assertThat(rows.stream().map(r -> r.time().toLocalDate()).distinct().count()).isGreaterThan(2);
  }

  @Test
  @DisplayName("Outcomes, alerts and what they catch are counted right")
  void countsOutcomes() {
    assertThat(json.get("rows")).isEqualTo(ROWS);
    assertThat(json.get("rejected")).isEqualTo(0);
    assertThat(json.get("positives")).isEqualTo((int) count(Row::fraud));
    assertThat(json.get("outcomes"))
        .isEqualTo(
            Map.of(
                "allow", (int) count(r -> r.outcome() == 0),
                "verify", (int) count(r -> r.outcome() == 1),
                "hold", (int) count(r -> r.outcome() == 2)));
    counts("", r -> r.outcome() > 0);
    assertThat(json.get("risk_outcomes"))
        .isEqualTo(
            Map.of(
                "allow", (int) count(r -> r.riskOutcome() == 0),
                "verify", 0,
                "hold", (int) count(Row::large)));
    counts("risk_", r -> r.riskOutcome() > 0);
  }

  private void counts(String prefix, Predicate<Row> alert) {
    double tp = count(alert.and(Row::fraud));
    double fp = count(alert.and(r -> !r.fraud()));
    double fn = count(alert.negate().and(Row::fraud));
    double tn = count(alert.negate().and(r -> !r.fraud()));
    assertThat(number(prefix + "tp")).isEqualTo(tp);
    assertThat(number(prefix + "fp")).isEqualTo(fp);
    assertThat(number(prefix + "fn")).isEqualTo(fn);
    assertThat(number(prefix + "tn")).isEqualTo(tn);
    assertThat(number(prefix + "precision")).isCloseTo(tp / (tp + fp), EXACT);
    assertThat(number(prefix + "recall")).isCloseTo(tp / (tp + fn), EXACT);
    assertThat(number(prefix + "fpr")).isCloseTo(fp / (fp + tn), EXACT);
    assertThat(number(prefix + "alerts_per_1000")).isCloseTo((tp + fp) * 1000 / ROWS, EXACT);
    double caught = rows.stream().filter(alert.and(Row::fraud)).mapToLong(Row::yuan).sum();
    double all = rows.stream().filter(Row::fraud).mapToLong(Row::yuan).sum();
    assertThat(number(prefix + "value_recall")).isCloseTo(caught / all, EXACT);
  }

  @Test
  @DisplayName("The area under the ROC curve is the share of pairs in the right order")
  void comparesEveryPair() {
    assertThat(number("auc_roc")).isCloseTo(area(Row::rank), EXACT);
    assertThat(number("risk_auc_roc")).isCloseTo(area(Row::score), EXACT);
  }

  private double area(ToIntFunction<Row> rank) {
    double won = 0;
    double pairs = 0;
    for (Row fraud : rows) {
      for (Row honest : rows) {
        if (fraud.fraud() && !honest.fraud()) {
          pairs++;
          int order = Integer.compare(rank.applyAsInt(fraud), rank.applyAsInt(honest));
          won += order > 0 ? 1 : order == 0 ? 0.5 : 0;
        }
      }
    }
    return won / pairs;
  }

  @Test
  @DisplayName("Average precision is the mean, over the fraud, of the precision down to each")
  void averagesPrecision() {
    assertThat(number("average_precision")).isCloseTo(averagePrecision(Row::rank), EXACT);
    assertThat(number("risk_average_precision")).isCloseTo(averagePrecision(Row::score), EXACT);
  }

  private double averagePrecision(ToIntFunction<Row> rank) {
    return rows.stream()
        .filter(Row::fraud)
        .mapToDouble(
            one -> {
              int from = rank.applyAsInt(one);
              double alerts = count(r -> rank.applyAsInt(r) >= from);
              return count(r -> rank.applyAsInt(r) >= from && r.fraud()) / alerts;
            })
        .average()
        .orElseThrow();
  }

  @Test
  @DisplayName("Precision at 100 a day is that of the first hundred of each calendar day")
  void looksAtAHundredADay() {
    assertThat(number("precision_at_100_per_day")).isCloseTo(atHundred(Row::rank), EXACT);
    assertThat(number("risk_precision_at_100_per_day")).isCloseTo(atHundred(Row::score), EXACT);
  }

  private double atHundred(ToIntFunction<Row> rank) {
    double places = 0;
    double caught = 0;
    for (Row one : rows) {
      Predicate<Row> sameDay = r -> r.time().toLocalDate().equals(one.time().toLocalDate());
      int own = rank.applyAsInt(one);
      double chance =
          (100.0 - count(sameDay.and(r -> rank.applyAsInt(r) > own)))
              / count(sameDay.and(r -> rank.applyAsInt(r) == own));
      chance = Math.max(0, Math.min(1, chance));
      places += chance;
      caught += one.fraud() ? chance : 0;
    }
    return caught / places;
  }

  @Test
  @DisplayName("Of each rule: how often it fired, on what, alone, and what it alone decides")
  void countsRules() {
    rule("LARGE_WITHDRAWAL", Row::large, Row::often, r -> r.large() && !r.single() && !r.daily());
    rule("OFTEN", Row::often, Row::large, r -> false);
  }

  private void rule(String code, Predicate<Row> fired, Predicate<Row> other, Predicate<Row> only) {
    Map<?, ?> rule = new HashMap<>();
    for (Object one : (List<?>) json.get("rules")) {
      if (((Map<?, ?>) one).get("code").equals(code)) {
        rule = (Map<?, ?>) one;
      }
    }
    long tp = count(fired.and(Row::fraud));
    assertThat(rule.get("fired")).isEqualTo((int) count(fired));
    assertThat(rule.get("tp")).isEqualTo((int) tp);
    assertThat(rule.get("fp")).isEqualTo((int) count(fired.and(r -> !r.fraud())));
    assertThat((double) rule.get("precision")).isCloseTo((double) tp / count(fired), EXACT);
    assertThat((double) rule.get("recall")).isCloseTo((double) tp / count(Row::fraud), EXACT);
    assertThat(((Number) rule.get("value")).longValue())
        .isEqualTo(100 * rows.stream().filter(fired.and(Row::fraud)).mapToLong(Row::yuan).sum());
    assertThat(rule.get("sole")).isEqualTo((int) count(fired.and(Row::fraud).and(other.negate())));
    assertThat(rule.get("fraud_lost_without")).isEqualTo((int) count(only.and(Row::fraud)));
    assertThat(rule.get("honest_freed_without")).isEqualTo((int) count(only.and(r -> !r.fraud())));
  }

  @Test
  @DisplayName("Lists each alert, with what was decided, why, and the label, and no account")
  void listsAlerts() {
    List<Row> expected = rows.stream().filter(r -> r.outcome() > 0).toList();

    assertThat(alerts).hasSize(expected.size() + 1);
    Row first = expected.get(0);
    assertThat(alerts.get(1))
        .contains(
            "," + (first.number() + 1) + "," + first.number() + ",",
            "," + first.yuan() + ".00," + (first.outcome() == 2 ? "HOLD" : "VERIFY") + ",",
            first.fraud() ? ",FRAUD," : ",HONEST,");
    assertThat(alerts).noneMatch(line -> line.matches(".*,[pq]\\d+,.*"));
  }

  @Test
  @DisplayName("Names the pack that decided, and how fast it went")
  void namesThePack() {
    assertThat(json.get("pack"))
        .isEqualTo(Map.of("id", "test", "version", "1", "sha256", "0".repeat(64)));
    assertThat(number("rows_per_second")).isPositive();
    assertThat(json.get("flips")).isNull();
    assertThat(json.get("interrupted")).isEqualTo(false);
  }
}
