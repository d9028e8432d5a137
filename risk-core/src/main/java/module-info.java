/** Riskgate's domain: transfers, decisions, limits and history, without a rule engine. */
@SuppressWarnings("module") // the module that one package is for is compiled later
module io.riskgate.core {
  requires static org.jspecify;
  requires org.slf4j;

  exports io.riskgate.core;
  exports io.riskgate.core.facts;
  exports io.riskgate.core.internal.book to
      io.riskgate.stores.remote;
  exports io.riskgate.core.internal.files to
      io.riskgate.stores.embedded;
  exports io.riskgate.core.internal.logging to
      io.riskgate.micrometer,
      io.riskgate.rules,
      io.riskgate.springboot,
      io.riskgate.stores.remote;
  exports io.riskgate.core.internal.wire to
      io.riskgate.stores.embedded,
      io.riskgate.stores.remote;
  exports io.riskgate.core.log;
  exports io.riskgate.core.memory;
  exports io.riskgate.core.pack;
  exports io.riskgate.core.spi;
}
