/** Tests of the store on Redis, on servers that the tests start themselves. */
package io.riskgate.stores.redis;
