package io.riskgate.core.memory;

/** A key with a ring of reports. */
class RingState extends KeyState {
  final EventRing ring = new EventRing();

  @Override
  final void missed(long upToMs) {
    ring.missed(upToMs);
  }
}
