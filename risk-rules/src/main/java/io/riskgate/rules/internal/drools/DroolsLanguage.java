package io.riskgate.rules.internal.drools;

import io.riskgate.rules.internal.CheckedRule;
import io.riskgate.rules.internal.CompiledRules;
import io.riskgate.rules.internal.Expr;
import io.riskgate.rules.internal.Problems;
import io.riskgate.rules.internal.RuleLanguage;
import io.riskgate.rules.internal.RuleSource;
import io.riskgate.rules.internal.RuleSource.ConstraintSource;
import io.riskgate.rules.internal.Vocabulary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DRL, read, compiled and run by Drools. */
public final class DroolsLanguage implements RuleLanguage {
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
    Map<String, byte[]> files = new ModelCompiler(texts, vocabulary, rules).compile(problems);
    return files == null ? null : new DroolsRules(new PackLoader(files, vocabulary), rules);
  }
}
