/** Riskgate's intelligence: what files say of addresses, accounts, devices and numbers. */
module io.riskgate.intel {
  requires static org.jspecify;
  requires transitive io.riskgate.core;
  requires com.maxmind.db;
  requires org.slf4j;

  exports io.riskgate.intel;

  // The reader of databases makes records of these.
  opens io.riskgate.intel.internal to
      com.maxmind.db;
}
