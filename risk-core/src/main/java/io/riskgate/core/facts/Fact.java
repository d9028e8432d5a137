package io.riskgate.core.facts;

import io.riskgate.core.DataItem;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a property that rules may read. The reference for rule authors and the inference of
 * what data a rule needs both come from it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Fact {
  /** What the property says, in one sentence for an analyst. */
  String value();

  /** In what the property is counted. */
  FactUnit unit() default FactUnit.NONE;

  /** The data items it is made from; where one is missing, rules that read it are not evaluated. */
  DataItem[] needs() default {};

  /** How the property relates to the truth while history is not yet complete. */
  Bound bound() default Bound.EXACT;

  /** Whether the history it rests on is that of signals rather than that of movements. */
  boolean ofSignals() default false;
}
