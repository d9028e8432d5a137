/** What stores of Riskgate that keep their data on a server share. */
module io.riskgate.stores.remote {
  requires static org.jspecify;
  requires transitive io.riskgate.core;
  requires org.slf4j;

  exports io.riskgate.stores.remote;
}
