/** The store on Redis or Valkey, a single server or a cluster, which many processes share. */
@NullMarked
package io.riskgate.stores.redis;

import org.jspecify.annotations.NullMarked;
