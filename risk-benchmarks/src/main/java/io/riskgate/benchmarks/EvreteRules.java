package io.riskgate.benchmarks;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.evrete.Configuration;
import org.evrete.KnowledgeService;
import org.evrete.api.FactHandle;
import org.evrete.api.Knowledge;
import org.evrete.api.StatefulSession;
import org.evrete.api.ValuesPredicate;
import org.evrete.api.builders.LhsBuilder;
import org.evrete.api.builders.RuleSetBuilder;
import org.jspecify.annotations.Nullable;

/** Evrete, in its forms of conditions and of sessions. */
final class EvreteRules implements Contender {
  private static final String FACT = "$t";

  private final FlatTransfer[] facts;
  private final HitBits hits;
  private final KnowledgeService service;
  private final Knowledge knowledge;
  private final @Nullable StatefulSession session;

  /** How conditions are written. */
  enum Conditions {
    /** Each condition as text, which Evrete compiles. */
    TEXT,
    /** Each rule's predicate in Java. */
    LAMBDA
  }

  /** Which sessions there are. */
  enum Sessions {
    /** A stateless one for each transfer. */
    STATELESS,
    /** One for all transfers, from which each is deleted when it has been evaluated. */
    REUSED,
    /** One for all transfers, which is cleared after each. */
    CLEARED
  }

  private final Sessions sessions;

  EvreteRules(Workload workload, Conditions conditions, Sessions sessions, boolean callersThread) {
    facts = workload.flat();
    hits = new HitBits(workload.book.size());
    this.sessions = sessions;
    KnowledgeService.Builder builder = KnowledgeService.builder(new Configuration());
    service = (callersThread ? builder.withExecutor(new CallersThread()) : builder).build();
    RuleSetBuilder<Knowledge> rules =
        service
            .newKnowledge()
            .addImport("io.riskgate.core.*")
            .addImport("io.riskgate.benchmarks.ScamWords")
            .builder();
    List<RuleTexts.Rule> texts = workload.book.texts().rules();
    List<Predicate<FlatTransfer>> predicates =
        conditions == Conditions.LAMBDA ? workload.java().predicates() : List.of();
    for (int i = 0; i < texts.size(); i++) {
      RuleTexts.Rule text = texts.get(i);
      LhsBuilder<Knowledge> pattern = rules.newRule(text.code()).forEach(FACT, FlatTransfer.class);
      if (conditions == Conditions.LAMBDA) {
        Predicate<FlatTransfer> predicate = predicates.get(i);
        ValuesPredicate condition = values -> predicate.test((FlatTransfer) values.get(0));
        pattern = pattern.where(condition, FACT);
      } else {
        for (String each : text.conditions()) {
          pattern = pattern.where(JavaRulesCompiler.evrete(each, FACT));
        }
      }
      rules = pattern.execute(context -> hits.hit(text.number()));
    }
    knowledge = rules.build();
    session = sessions == Sessions.STATELESS ? null : knowledge.newStatefulSession();
  }

  @Override
  public void evaluate(int fact) {
    hits.clear();
    facts[fact].lookForWords();
    StatefulSession reused = session;
    if (reused == null) {
      knowledge.newStatelessSession().insertAndFire(facts[fact]);
      return;
    }
    FactHandle handle = reused.insert((Object) facts[fact]);
    reused.fire();
    if (sessions == Sessions.CLEARED) {
      reused.clear();
    } else {
      reused.delete(handle);
    }
  }

  @Override
  public HitBits hits() {
    return hits;
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
    service.shutdown();
  }

  /** Spares Evrete the way to another thread and back. */
  private static final class CallersThread extends AbstractExecutorService {
    private volatile boolean down;

    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public void shutdown() {
      down = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      down = true;
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return down;
    }

    @Override
    public boolean isTerminated() {
      return down;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return down;
    }
  }
}
