package io.riskgate.rules.internal.drools;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.rules.internal.drools.LanePlan.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The ifs of the direct lane. */
class LaneSourceTest {
  @Test
  void whatBeginsAlikeIsAskedOnce() {
    String source =
        source(
            List.of(
                new Path("A", List.of("x.P1", "x.P2")),
                new Path("B", List.of("x.P1")),
                new Path("C", List.of("x.P3"))));

    assertThat(source.replaceAll("\\s+", " "))
        .contains(
            "if (x.P1.INSTANCE.test(f)) { if (x.P2.INSTANCE.test(f)) { fired[0] |= 1L; }"
                + " fired[0] |= 2L; } if (x.P3.INSTANCE.test(f)) { fired[0] |= 4L; }");
  }

  @Test
  void rulesBeyondTheFirst64HaveTheirOwnWords() {
    List<Path> paths = new ArrayList<>();
    for (int i = 0; i < 130; i++) {
      paths.add(new Path("R" + i, List.of("x.P" + i)));
    }

    assertThat(source(paths))
        .contains("fired[0] |= -9223372036854775808L;")
        .contains("fired[1] |= 1L;")
        .contains("fired[2] |= 2L;");
  }

  @Test
  void noMethodAsksMoreThanTheJitLikes() {
    List<Path> paths = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      paths.add(new Path("SHARED" + i, List.of("x.S", "x.A" + i, "x.B" + i)));
      paths.add(new Path("OWN" + i, List.of("x.C" + i)));
    }
    List<String> deep = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      deep.add("x.D" + i);
    }
    paths.add(new Path("DEEP", deep));
    String source = source(paths);

    for (String method : source.split("private static void", -1)) {
      assertThat(method.split("\\.test\\(", -1).length - 1)
          .isLessThanOrEqualTo(2 * LaneSource.PREDICATES_MAX);
    }
    for (int i = 0; i < 300; i++) {
      assertThat(source).contains("x.A" + i + ".", "x.B" + i + ".", "x.C" + i + ".");
    }
  }

  private static String source(List<Path> paths) {
    Map<String, Integer> indexes = new HashMap<>();
    paths.forEach(path -> indexes.put(path.rule(), indexes.size()));
    return LaneSource.of(new LanePlan(paths, Map.of()), indexes);
  }
}
