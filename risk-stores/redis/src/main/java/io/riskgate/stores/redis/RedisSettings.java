package io.riskgate.stores.redis;

import java.time.InstantSource;

/**
 * How a store uses its server.
 *
 * @param prefix with what all its keys begin
 * @param waiting how long something may take
 * @param clock tells how far off the end of a record is
 */
record RedisSettings(String prefix, Waiting waiting, InstantSource clock) {}
