/**
 * Riskgate's rule packs: folders of rules in Drools' rule language, parameters, limits and texts.
 */
module io.riskgate.rules {
  requires static org.jspecify;
  requires transitive io.riskgate.core;
  requires org.slf4j;
  requires org.snakeyaml.engine;

  // Drools' jars are automatic modules. Only io.riskgate.rules.internal.drools uses them.
  requires com.github.javaparser.core;
  requires org.drools.base;
  requires org.drools.canonicalmodel;
  requires org.drools.compiler;
  requires org.drools.core;
  requires org.drools.drl.ast;
  requires org.drools.drl.parser;
  requires org.drools.kiesession;
  requires org.drools.model.codegen;
  requires org.drools.modelcompiler;
  requires org.drools.mvelparser;
  requires org.drools.util;
  requires org.kie.api;
  requires org.kie.memorycompiler;

  exports io.riskgate.rules;
}
