package io.riskgate.rules;

/** Which lanes a pack's rules may take. */
public enum Lanes {
  /**
   * Every rule that can takes the direct lane: Drools' compiled predicates, called straight from
   * one generated class. The others run in a Drools session.
   */
  DIRECT_WHERE_POSSIBLE,

  /**
   * Every rule runs in a Drools session, many times slower: the way out, should the direct lane
   * ever be in doubt.
   */
  SESSION_ONLY
}
