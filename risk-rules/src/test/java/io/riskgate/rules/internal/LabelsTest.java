package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.pack.PackProblem;
import io.riskgate.rules.internal.drools.DroolsLanguage;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The risk labels that a pack declares, and those that its rules give. */
class LabelsTest {
  private static TestPack pack(String declared, String given) {
    return new TestPack()
        .edit("pack.yaml", "zone: Asia/Shanghai\n", "zone: Asia/Shanghai\n" + declared)
        .edit("rules/a.drl", "@points(40)", "@points(40) " + given)
        .file("messages_zh.properties", "LARGE = 金额较大\nlabel.MULE = 过账\nlabel.BURST = 多次\n")
        .file("messages_en.properties", "LARGE = Large\nlabel.MULE = Mule\nlabel.BURST = Burst\n");
  }

  private static List<String> lint(TestPack pack) {
    return PackAssembler.lint(pack.files(), new DroolsLanguage(), InstantSource.system())
        .problems()
        .stream()
        .map(PackProblem::toString)
        .toList();
  }

  @Test
  @DisplayName("a label that no rule gives is a warning, and the pack can be used")
  void unused() {
    TestPack pack = pack("labels: [MULE, BURST]\n", "@labels(\"MULE\")");

    assertThat(lint(pack))
        .containsExactly(
            "pack.yaml: warning: no rule gives the label BURST; delete it, or write"
                + " @labels(\"BURST\") at a rule");
    assertThat(pack.load().policy().labels()).containsExactly("MULE", "BURST");
  }

  @Test
  @DisplayName("labels that are all given are no problem")
  void used() {
    assertThat(lint(pack("labels: [MULE, BURST]\n", "@labels(\"BURST,MULE\")"))).isEmpty();
  }

  @Test
  @DisplayName("a label that is not declared is an error")
  void undeclared() {
    assertThat(lint(pack("labels: [MULE, BURST]\n", "@labels(\"MULE,BURTS\")")))
        .contains(
            "rules/a.drl:1: error: unknown label 'BURTS': declare it under 'labels' in pack.yaml"
                + " (did you mean 'BURST'?)");
  }
}
