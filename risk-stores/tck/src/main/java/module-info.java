/** What a store must do, as tests that its author inherits. */
module io.riskgate.stores.tck {
  requires static org.jspecify;
  requires transitive io.riskgate.core;
  requires transitive org.junit.jupiter.api;
  requires org.assertj.core;
  requires org.junit.jupiter.params;

  exports io.riskgate.stores.tck;

  // A test engine runs what is not public as well.
  opens io.riskgate.stores.tck;
}
