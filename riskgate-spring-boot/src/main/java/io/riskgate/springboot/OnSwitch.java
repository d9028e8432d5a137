package io.riskgate.springboot;

import java.util.Map;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Reads what {@link ConditionalOnSwitch} names as binding reads it. */
final class OnSwitch extends SpringBootCondition {
  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    Map<String, Object> named =
        Objects.requireNonNull(
            metadata.getAnnotationAttributes(ConditionalOnSwitch.class.getName()));
    String name = String.valueOf(named.get("value"));
    boolean byDefault = Boolean.TRUE.equals(named.get("byDefault"));
    boolean isOn = isOn(context.getEnvironment(), name, byDefault);
    return new ConditionOutcome(
        isOn,
        ConditionMessage.forCondition(ConditionalOnSwitch.class)
            .because(name + " is " + (isOn ? "on" : "off")));
  }

  /** A word that is none is on, so that binding is reached, which tells of it. */
  private static boolean isOn(Environment environment, String name, boolean byDefault) {
    try {
      Boolean told = environment.getProperty(name, Boolean.class);
      return told == null ? byDefault : told;
    } catch (ConversionException e) {
      return true;
    }
  }
}
