package io.riskgate.stores.remote;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the sentences of {@code docs/remote-stores.md} that a test would see broken. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Sentence {
  /** The numbers of the sentences, such as {@code RS-1}. */
  String[] value();
}
