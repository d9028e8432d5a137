/** A store of Riskgate that survives its process, without a server. */
module io.riskgate.stores.embedded {
  requires static org.jspecify;
  requires transitive io.riskgate.core;
  requires org.slf4j;

  exports io.riskgate.stores.embedded;
}
