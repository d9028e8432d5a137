package io.riskgate.springboot;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/**
 * Where a property is yes, in any word that binding knows: {@code true}, {@code on}, {@code yes},
 * {@code 1}. Spring Boot's own conditions compare its text with "true" or "false".
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnSwitch.class)
@interface ConditionalOnSwitch {
  /** The name of the property. */
  String value();

  /** What it is where it is not there. */
  boolean byDefault();
}
