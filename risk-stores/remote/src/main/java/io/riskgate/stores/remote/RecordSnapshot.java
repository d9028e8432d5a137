package io.riskgate.stores.remote;

/**
 * A record as it was at one point.
 *
 * @param point at which
 * @param body what was known then; a server does not look into it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RecordSnapshot(RecordPoint point, byte[] body) {}
