package io.riskgate.core.memory;

import io.riskgate.core.internal.Lending;

/** Lends scratches. */
final class Scratches {
  private final Lending<Scratch> lending = new Lending<>();

  /** One that nobody else has until it is given back; whoever fails need not. */
  Scratch take() {
    Scratch lent = lending.take();
    return lent == null ? new Scratch() : lent;
  }

  /** Takes one back; where many are kept already, it is let go of. */
  void giveBack(Scratch scratch) {
    scratch.end();
    lending.giveBack(scratch);
  }
}
