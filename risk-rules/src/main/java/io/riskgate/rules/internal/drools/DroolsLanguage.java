package io.riskgate.rules.internal.drools;

import io.riskgate.rules.Lanes;
import io.riskgate.rules.internal.CheckedRule;
import io.riskgate.rules.internal.CompiledRules;
import io.riskgate.rules.internal.Expr;
import io.riskgate.rules.internal.Problems;
import io.riskgate.rules.internal.RuleLanguage;
import io.riskgate.rules.internal.RuleSource;
import io.riskgate.rules.internal.RuleSource.ConstraintSource;
import io.riskgate.rules.internal.Vocabulary;
import io.riskgate.rules.internal.Witness;
import java.io.DataInput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DRL, read, compiled and run by Drools. */
public final class DroolsLanguage implements RuleLanguage {
  private final Lanes lanes;

  /** DRL in whichever lane is fastest. */
  public DroolsLanguage() {
    this(Lanes.DIRECT_WHERE_POSSIBLE);
  }

  /** DRL in some lanes only. */
  public DroolsLanguage(Lanes lanes) {
    this.lanes = lanes;
  }

  /** Reads what {@link CompiledRules#write} wrote; needs neither parser nor compiler. */
  public CompiledRules readClasses(DataInput in, Vocabulary vocabulary, List<CheckedRule> rules)
      throws IOException {
    PackClasses classes = PackClasses.read(in);
    return new DroolsRules(
        lanes == Lanes.SESSION_ONLY ? classes.withoutLane() : classes, vocabulary, rules);
  }

  @Override
  public List<RuleSource> read(String file, String text, Problems problems) {
    return new DrlReader(file, text, problems).rules();
  }

  @Override
  public Expr understand(ConstraintSource constraint, Vocabulary vocabulary) {
    return new ConstraintReader(vocabulary).read(constraint.text());
  }

  @Override
  public @Nullable CompiledRules compile(
      Map<String, String> texts,
      Vocabulary vocabulary,
      List<CheckedRule> rules,
      Problems problems) {
    PackClasses classes = PackClasses.compile(texts, vocabulary, rules, lanes, problems);
    return classes == null ? null : new DroolsRules(classes, vocabulary, rules);
  }

  @Override
  public List<Witness> witnesses(
      Map<String, String> drl, Vocabulary vocabulary, CompiledRules compiled) {
    return ((DroolsRules) compiled).witnesses(ModelCompiler.header(vocabulary), drl);
  }
}
