package io.riskgate.rules.internal.drools;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.drools.compiler.kie.builder.impl.DrlProject;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieContainer;

/**
 * Networks of Drools' classic compile mode (drools-mvel): the independent opinion that a pack's
 * lanes are checked against. Never used for scoring.
 *
 * <p>Every network is compiled by itself. To take rules out of one that has them all would be
 * quicker, but takes away classes that the networks of one container share.
 */
final class ClassicNetworks implements RuleSet.Networks, AutoCloseable {
  private static final AtomicLong BUILDS = new AtomicLong();

  private final String header;
  private final Map<String, String> rules;
  private final ClassLoader loader;
  private final List<KieContainer> containers = new ArrayList<>();

  /**
   * Networks of rules.
   *
   * @param header what stands before the rules in a file
   * @param rules the rules as DRL, by name
   * @param loader what has their facts and parameters
   */
  ClassicNetworks(String header, Map<String, String> rules, ClassLoader loader) {
    this.header = header;
    this.rules = Map.copyOf(rules);
    this.loader = loader;
  }

  @Override
  public KieBase build(List<String> names) {
    StringBuilder drl = new StringBuilder(header).append('\n');
    for (String name : names) {
      drl.append(Objects.requireNonNull(rules.get(name), name)).append('\n');
    }
    KieServices services = KieServices.get();
    ReleaseId id =
        services.newReleaseId(
            "io.riskgate.pack", "classic", Long.toString(BUILDS.incrementAndGet()));
    KieFileSystem files = services.newKieFileSystem();
    files.generateAndWritePomXML(id);
    files.write("src/main/resources/" + JavaSources.PACKAGE + "/rules.drl", drl.toString());
    KieBuilder builder = services.newKieBuilder(files, loader);
    try {
      builder.buildAll(DrlProject.class);
      if (builder.getResults().hasMessages(Message.Level.ERROR)) {
        throw new IllegalStateException(builder.getResults().toString());
      }
      KieContainer container = services.newKieContainer(id, loader);
      containers.add(container);
      // Without a configuration it takes the pack's loader; any configuration brings another one.
      return container.newKieBase(null);
    } finally {
      services.getRepository().removeKieModule(id);
    }
  }

  @Override
  public void close() {
    containers.forEach(KieContainer::dispose);
    containers.clear();
  }
}
