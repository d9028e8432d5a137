package io.riskgate.rules.internal.drools;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.drools.compiler.kie.builder.impl.DrlProject;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.definition.KiePackage;
import org.kie.api.definition.rule.Rule;
import org.kie.api.runtime.KieContainer;

/**
 * Networks of Drools' classic compile mode (drools-mvel): the independent opinion that a pack's
 * lanes are checked against. Never used for scoring.
 */
final class ClassicNetworks implements RuleSet.Networks, AutoCloseable {
  private static final AtomicLong BUILDS = new AtomicLong();

  private final KieContainer container;

  /** Compiles rules, by file name, whose facts and parameters a loader has. */
  ClassicNetworks(Map<String, String> drl, ClassLoader loader) {
    KieServices services = KieServices.get();
    ReleaseId id =
        services.newReleaseId(
            "io.riskgate.pack", "classic", Long.toString(BUILDS.incrementAndGet()));
    KieFileSystem files = services.newKieFileSystem();
    files.generateAndWritePomXML(id);
    drl.forEach(files::write);
    KieBuilder builder = services.newKieBuilder(files, loader);
    try {
      builder.buildAll(DrlProject.class);
      if (builder.getResults().hasMessages(Message.Level.ERROR)) {
        throw new IllegalStateException(builder.getResults().toString());
      }
      container = services.newKieContainer(id, loader);
    } finally {
      services.getRepository().removeKieModule(id);
    }
  }

  @Override
  public KieBase build(List<String> names) {
    Set<String> wanted = new HashSet<>(names);
    // Without a configuration it takes the pack's loader; any configuration brings another one.
    KieBase base = container.newKieBase(null);
    for (KiePackage kiePackage : List.copyOf(base.getKiePackages())) {
      for (Rule rule : List.copyOf(kiePackage.getRules())) {
        if (!wanted.contains(rule.getName())) {
          base.removeRule(kiePackage.getName(), rule.getName());
        }
      }
    }
    return base;
  }

  @Override
  public void close() {
    container.dispose();
  }
}
