package io.riskgate.stores.tck;

/**
 * Small caps that the suite asks a store for, to see what it says when they are hit. A store
 * without a cap of a sort ignores it.
 *
 * @param eventsPerKey how many events of one account, device, IP … are retained
 * @param dealingsPerAccount how many payees, and how many devices, of one payer are remembered
 * @param keys how many owners, accounts, devices, IPs … each are kept
 */
public record StoreCaps(int eventsPerKey, int dealingsPerAccount, int keys) {}
