/** Tests of the store on PostgreSQL and H2. */
package io.riskgate.stores.jdbc;
