package io.riskgate.benchmarks;

import io.riskgate.core.facts.TransferFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieSession;

/**
 * The rules of the pack {@code cn} as Drools tutorials have them: each thing that is known is a
 * fact of its own, rules join what they need, and every transfer gets a fresh session. Compiled as
 * an executable model, which is faster than the classic way.
 */
final class JoinedFactsRules {
  private static final String DRL = "joined.drl";

  private final KieBase base;
  private final HitBits hits = new HitBits();

  JoinedFactsRules() {
    KieServices services = KieServices.get();
    ReleaseId id = services.newReleaseId("io.riskgate.benchmarks", "joined", "1");
    KieFileSystem files = services.newKieFileSystem();
    files.generateAndWritePomXML(id);
    files.write(
        "src/main/resources/io/riskgate/benchmarks/" + DRL,
        services.getResources().newByteArrayResource(text(), "UTF-8"));
    KieBuilder builder =
        services
            .newKieBuilder(files, JoinedFactsRules.class.getClassLoader())
            .buildAll(ExecutableModelProject.class);
    if (builder.getResults().hasMessages(Message.Level.ERROR)) {
      throw new IllegalStateException(builder.getResults().toString());
    }
    base = services.newKieContainer(id).getKieBase();
  }

  private static byte[] text() {
    try (InputStream in = JoinedFactsRules.class.getResourceAsStream(DRL)) {
      if (in == null) {
        throw new IllegalStateException(DRL + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long evaluate(TransferFacts t, HistoryInfo history) {
    KieSession session = base.newKieSession();
    try {
      session.setGlobal("hits", hits);
      session.insert(new TransferInfo(t));
      session.insert(t.getPayer());
      session.insert(t.getCounterparty());
      session.insert(t.getDevice());
      session.insert(t.getOrigin());
      session.insert(history);
      session.fireAllRules();
      return hits.take();
    } finally {
      session.dispose();
    }
  }
}
