package io.riskgate.core.memory;

/** A key with a ring of reports. */
class RingState extends KeyState {
  final EventRing ring = new EventRing();

  @Override
  final void missed(long upToMs) {
    ring.missed(upToMs);
  }

  @Override
  void write(ImageOut out) {
    ring.write(out);
  }

  @Override
  void read(ImageIn in) {
    ring.read(in);
  }
}
