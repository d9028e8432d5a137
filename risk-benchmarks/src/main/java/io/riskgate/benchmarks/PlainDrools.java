package io.riskgate.benchmarks;

import java.nio.charset.StandardCharsets;
import org.drools.ancompiler.KieBaseUpdaterANC;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.conf.SequentialOption;

/** Compiles DRL of this package as an executable model, which is Drools' fastest way. */
final class PlainDrools {
  private PlainDrools() {}

  static KieBase compile(String file, String drl) {
    return compile(file, drl, false, false);
  }

  /**
   * Compiles rules.
   *
   * @param compiledNetwork whether Drools turns its alpha network into Java as well
   * @param sequential whether rules are evaluated once, in order, in stateless sessions
   */
  static KieBase compile(String file, String drl, boolean compiledNetwork, boolean sequential) {
    KieServices services = KieServices.get();
    ReleaseId id = services.newReleaseId("io.riskgate.benchmarks", file, "1");
    KieFileSystem files = services.newKieFileSystem();
    files.generateAndWritePomXML(id);
    files.write(
        "src/main/resources/io/riskgate/benchmarks/" + file,
        services
            .getResources()
            .newByteArrayResource(drl.getBytes(StandardCharsets.UTF_8), "UTF-8"));
    KieBuilder builder =
        services
            .newKieBuilder(files, PlainDrools.class.getClassLoader())
            .buildAll(ExecutableModelProject.class);
    if (builder.getResults().hasMessages(Message.Level.ERROR)) {
      throw new IllegalStateException(builder.getResults().toString());
    }
    KieBaseConfiguration configuration = services.newKieBaseConfiguration();
    configuration.setOption(sequential ? SequentialOption.YES : SequentialOption.NO);
    KieBase base = services.newKieContainer(id).newKieBase(configuration);
    if (compiledNetwork) {
      KieBaseUpdaterANC.generateAndSetInMemoryANC(base);
    }
    return base;
  }
}
