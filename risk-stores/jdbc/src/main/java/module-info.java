/** A store of Riskgate on PostgreSQL. */
module io.riskgate.stores.jdbc {
  requires static org.jspecify;
  requires transitive io.riskgate.core;
  requires transitive io.riskgate.stores.remote;
  requires transitive java.sql;
  requires org.slf4j;

  exports io.riskgate.stores.jdbc;
}
