package io.riskgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The table of speed says what was measured, and all of it runs. */
class SpeedTableTest {
  private static final List<SpeedRow> ROWS =
      List.of(
          new SpeedRow("rules", "Java", new Spread(200, 190, 400), new Spread(1, 1, 1), 900, 0),
          new SpeedRow(
              "rules",
              "Riskgate, <direct> & \"fast\"",
              new Spread(400, 300, 500),
              new Spread(2, 1.25, 2.5),
              1_500,
              0),
          new SpeedRow(
              "rules",
              "slow",
              new Spread(40_000, 1, 2),
              new Spread(200, 150, 1_234),
              Double.NaN,
              45_000.4),
          new SpeedRow(
              "first", "call", new Spread(2_500, 900, 3e6), Spread.NONE, Double.NaN, Double.NaN));

  @TempDir Path dir;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("the middle of several processes is told, and the least and the most")
  void spread() {
    assertThat(Spread.of(5, 1, 2)).isEqualTo(new Spread(2, 1, 5));
    assertThat(Spread.of(4, 2)).isEqualTo(new Spread(3, 2, 4));
    assertThat(Spread.of()).isEqualTo(Spread.NONE);
  }

  @Test
  @DisplayName("it prints ratios with their spread, times that are compared with none, and where")
  void table() {
    SpeedTable.print(ROWS, List.of("a machine"), out);

    assertThat(printed())
        .containsSubsequence(
            "| rules | ratio | from – to | ns | p99.9, ns | B/op |",
            "| Java | 1.00 | 1.00 – 1.00 | 200 | 900 | 0 |",
            "| slow | 200 | 150 – 1,234 | 40,000 | – | 45,000 |",
            "| first | time | from – to |",
            "| call | 2.5 µs | 900 ns – 3.0 ms |",
            "a machine");
  }

  @Test
  @DisplayName("the JSON has each line, and null where a thing was not measured")
  @SuppressWarnings("unchecked")
  void json() {
    Machine machine = new Machine("a \"processor\"", 2, "Linux", "JDK", "abc", 0.5);

    Map<String, Object> json =
        (Map<String, Object>)
            new Load(LoadSettings.builder().build()).loadFromString(SpeedJson.of(machine, ROWS));

    assertThat(json).containsEntry("processor", "a \"processor\"").containsEntry("commit", "abc");
    List<Map<String, Object>> rows = (List<Map<String, Object>>) json.get("rows");
    assertThat(rows).hasSize(4);
    assertThat(rows.get(1))
        .containsEntry("name", "Riskgate, <direct> & \"fast\"")
        .containsEntry("ratio", Map.of("median", 2.0, "least", 1.25, "most", 2.5));
    assertThat(rows.get(3)).containsEntry("p999Ns", null);
  }

  @Test
  @DisplayName("the picture is XML with a bar for each ratio, longer for more")
  void picture() throws Exception {
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    SpeedChart.of(ROWS, "a machine").getBytes(StandardCharsets.UTF_8)));

    NodeList bars = svg.getElementsByTagName("rect"); // the first is the ground
    assertThat(bars.getLength()).isEqualTo(4);
    assertThat(Stream.of(1, 2, 3).map(i -> width((Element) bars.item(i))).toList())
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(svg.getDocumentElement().getTextContent()).contains("<direct> & \"fast\"", "1,000");
  }

  private static double width(Element bar) {
    return Double.parseDouble(bar.getAttribute("width"));
  }

  @Test
  @DisplayName("the short version takes each rival at its best, the long one all that was tried")
  void plans() {
    SpeedPlan brief = SpeedPlan.of("rounds=2");
    SpeedPlan whole = SpeedPlan.of("long", "accounts=8");

    assertThat(brief.rounds()).isEqualTo(2);
    assertThat(brief.out()).isNull();
    assertThat(brief.variants())
        .startsWith(Variant.HAND_WRITTEN)
        .contains(
            Variant.EASY_RULES,
            Variant.EVRETE_LAMBDA_CLEARED,
            Variant.DROOLS_STATELESS,
            Variant.DROOLS_JOINED_FRESH,
            Variant.DROOLS_REUSED_COMPILED);
    assertThat(whole.variants()).containsExactly(Variant.values());
    assertThat(whole.books())
        .containsExactly(RuleBook.GENERATED_40, RuleBook.GENERATED_200, RuleBook.GENERATED_1000);
    assertThat(whole.accounts()).containsExactly(8);
    assertThat(whole.out()).isEqualTo(Path.of("."));
    assertThatThrownBy(() -> SpeedPlan.of("quick")).hasMessageContaining("Not an argument: quick");
  }

  @Test
  @DisplayName("all that it tells is measured, in processes of their own where that matters")
  void runs() throws Exception {
    SpeedPlan tiny =
        new SpeedPlan(
            1,
            List.of(Variant.HAND_WRITTEN, Variant.LIST_OF_LAMBDAS),
            Set.of(Variant.HAND_WRITTEN),
            List.of(Variant.STRAIGHT_JAVA),
            List.of(RuleBook.GENERATED_40),
            List.of(1_000),
            List.of(Variant.DIRECT_LANE),
            200,
            1,
            10,
            10,
            0,
            dir);

    SpeedTable.run(
        tiny, out, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    assertThat(printed())
        .contains("| Java by hand | 1.00 | 1.00 – 1.00 |")
        .contains("| a list of Java lambdas |")
        .contains("| 40 generated rules | ratio |")
        .contains("| score() and the end, 1,000 accounts | ratio |")
        .contains("| each of two threads |")
        .contains("| score() and the end, p999 |")
        .contains("| score(), first call |")
        .contains("| Riskgate, direct lane, first 1,000 calls |")
        .contains("processors");
    assertThat(Files.readString(dir.resolve("speed.json"))).contains("first call");
    assertThat(Files.readString(dir.resolve("speed.svg"))).startsWith("<svg");
  }

  @Test
  @DisplayName("a process that fails is told with what it said")
  void fails() {
    assertThatThrownBy(() -> FreshJvm.run(FirstCalls.class, List.of(), List.of("NOTHING")))
        .hasMessageContaining("FirstCalls ended with 1")
        .hasMessageContaining("NOTHING");
  }
}
