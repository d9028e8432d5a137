package io.riskgate.rules.internal.drools;

import io.riskgate.rules.internal.drools.LanePlan.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.drools.base.base.ClassObjectType;
import org.drools.base.base.EnabledBoolean;
import org.drools.base.definitions.rule.impl.RuleImpl;
import org.drools.base.rule.EntryPointId;
import org.drools.core.impl.InternalRuleBase;
import org.drools.core.reteoo.AlphaNode;
import org.drools.core.reteoo.EntryPointNode;
import org.drools.core.reteoo.LeftInputAdapterNode;
import org.drools.core.reteoo.LeftTupleSink;
import org.drools.core.reteoo.ObjectSink;
import org.drools.core.reteoo.ObjectTypeNode;
import org.drools.core.reteoo.RuleTerminalNode;
import org.drools.model.SingleConstraint;
import org.drools.model.constraints.SingleConstraint1;
import org.drools.model.functions.IntrospectableLambda;
import org.drools.modelcompiler.constraints.LambdaConstraint;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/**
 * Reads off the network that Drools built which rules are nothing but predicates over the facts.
 *
 * <p>Such a rule is a single way ObjectTypeNode → AlphaNode… → LeftInputAdapterNode →
 * RuleTerminalNode: it fires exactly where the predicates of its AlphaNodes hold. Drools generates
 * a class with a singleton for each predicate. Whatever looks different in any way is refused, and
 * so is a rule with an attribute that only a session heeds: not to understand something costs
 * speed, and never a hit.
 */
final class NetworkReader {
  private static final String SINGLETON = "INSTANCE";
  private static final String FACTS = JavaSources.PACKAGE + "." + DrlReader.FACTS;

  private final InternalRuleBase base;
  private final Map<String, List<Path>> found = new HashMap<>();
  private final List<Path> order = new ArrayList<>();
  private final Map<String, String> refused = new TreeMap<>();
  private final Deque<String> way = new ArrayDeque<>();

  private NetworkReader(InternalRuleBase base) {
    this.base = base;
  }

  /** Reads the network of a base. */
  static LanePlan read(KieBase base) {
    NetworkReader reader = new NetworkReader((InternalRuleBase) base);
    for (EntryPointNode entry : reader.base.getRete().getEntryPointNodes().values()) {
      if (entry.getEntryPoint().equals(EntryPointId.DEFAULT)) {
        for (ObjectTypeNode node : entry.getObjectTypeNodes().values()) {
          if (node.getObjectType() instanceof ClassObjectType type
              && type.getClassName().equals(FACTS)) {
            reader.walk(node.getObjectSinkPropagator().getSinks());
          }
        }
      }
    }
    base.getKiePackages().stream()
        .flatMap(kiePackage -> kiePackage.getRules().stream())
        .forEach(rule -> reader.judge((RuleImpl) rule));
    reader.order.removeIf(path -> reader.refused.containsKey(path.rule()));
    return new LanePlan(reader.order, reader.refused);
  }

  private void walk(ObjectSink[] sinks) {
    for (ObjectSink sink : sinks) {
      if (sink instanceof AlphaNode alpha) {
        String predicate = predicate(alpha);
        if (predicate != null) {
          way.addLast(predicate);
          walk(alpha.getObjectSinkPropagator().getSinks());
          way.removeLast();
        }
      } else if (sink instanceof LeftInputAdapterNode adapter) {
        for (LeftTupleSink end : adapter.getSinkPropagator().getSinks()) {
          if (end instanceof RuleTerminalNode terminal) {
            Path path = new Path(terminal.getRule().getName(), List.copyOf(way));
            found.computeIfAbsent(path.rule(), name -> new ArrayList<>()).add(path);
            order.add(path);
          }
        }
      }
    }
  }

  /** The class of a node's predicate; null unless it is the singleton that Drools generates. */
  private static @Nullable String predicate(AlphaNode node) {
    if (!(node.getConstraint() instanceof LambdaConstraint lambda)) {
      return null;
    }
    SingleConstraint constraint = lambda.getEvaluator().getConstraint();
    if (!(constraint instanceof SingleConstraint1<?>) || constraint.isTemporal()) {
      return null;
    }
    Object predicate = constraint.getPredicate1();
    if (predicate instanceof IntrospectableLambda wrapper) {
      predicate = wrapper.getLambda();
    }
    return predicate instanceof Enum<?> singleton && singleton.name().equals(SINGLETON)
        ? singleton.getDeclaringClass().getName()
        : null;
  }

  private void judge(RuleImpl rule) {
    String attribute = attribute(rule);
    if (attribute != null) {
      refused.put(rule.getName(), "only a session heeds its attribute " + attribute);
    } else if (found.getOrDefault(rule.getName(), List.of()).size() != 1
        || base.getReteooBuilder().getTerminalNodes(rule.getFullyQualifiedName()).length != 1) {
      refused.put(rule.getName(), "it is not one pattern of plain conditions over the facts");
    }
  }

  /** The first attribute of a rule that is not as it is when the author writes none. */
  private static @Nullable String attribute(RuleImpl rule) {
    if (rule.isSalienceDynamic() || rule.getSalienceValue() != 0) {
      return "salience";
    }
    if (rule.getEnabled() != EnabledBoolean.ENABLED_TRUE) {
      return "enabled";
    }
    if (rule.getDateEffective() != null || rule.getDateExpires() != null) {
      return "date-effective or date-expires";
    }
    if (rule.getTimer() != null) {
      return "timer";
    }
    if (rule.getCalendars() != null && rule.getCalendars().length > 0) {
      return "calendars";
    }
    if (!rule.isMainAgendaGroup() || rule.getAutoFocus()) {
      return "agenda-group, ruleflow-group or auto-focus";
    }
    if (rule.getActivationGroup() != null) {
      return "activation-group";
    }
    if (rule.getRuleFlowGroup() != null) {
      return "ruleflow-group";
    }
    if (rule.isLockOnActive() || rule.isNoLoop()) {
      return "lock-on-active or no-loop";
    }
    return rule.isDataDriven() || rule.isQuery() || rule.getParent() != null
        ? "@Propagation, query or extends"
        : null;
  }
}
