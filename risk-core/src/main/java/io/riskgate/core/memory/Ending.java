package io.riskgate.core.memory;

import io.riskgate.core.Mark;
import io.riskgate.core.TransferState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a transfer stands or ended, as its event remembers it when the reference is forgotten. The
 * common ones are shared, since there is one an event.
 *
 * @param state null while it is undecided
 */
record Ending(@Nullable TransferState state, Set<Mark> marks) {
  static final Ending UNDECIDED = new Ending(null, Set.of());

  private static final List<Ending> UNMARKED =
      Stream.of(TransferState.values()).map(state -> new Ending(state, Set.of())).toList();

  static Ending of(@Nullable TransferState state, Set<Mark> marks) {
    if (state == null) {
      return UNDECIDED;
    }
    return marks.isEmpty() ? UNMARKED.get(state.ordinal()) : new Ending(state, copy(marks));
  }

  private static Set<Mark> copy(Set<Mark> marks) {
    Set<Mark> copy = EnumSet.noneOf(Mark.class);
    copy.addAll(marks);
    return Set.copyOf(copy);
  }
}
