/** Riskgate's metrics: what an engine does, as Micrometer's meters. */
@SuppressWarnings("requires-transitive-automatic") // Micrometer's jar is an automatic module
module io.riskgate.micrometer {
  requires static org.jspecify;
  requires transitive io.riskgate.core;
  requires transitive micrometer.core;
  requires org.slf4j;

  exports io.riskgate.micrometer;
}
