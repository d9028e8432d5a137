/** A store of Riskgate on Redis or Valkey, which many processes share. */
module io.riskgate.stores.redis {
  requires static org.jspecify;
  requires transitive io.riskgate.core;
  requires transitive io.riskgate.stores.remote;
  requires io.netty.buffer;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires lettuce.core;
  requires org.slf4j;

  exports io.riskgate.stores.redis;
}
