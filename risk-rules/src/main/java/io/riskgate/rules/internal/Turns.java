package io.riskgate.rules.internal;

import io.riskgate.core.facts.FactUnit;
import io.riskgate.rules.RuleReading.Turn;
import io.riskgate.rules.RuleReading.Value;
import io.riskgate.rules.internal.Expr.And;
import io.riskgate.rules.internal.Expr.Compare;
import io.riskgate.rules.internal.Expr.Not;
import io.riskgate.rules.internal.Expr.OneOf;
import io.riskgate.rules.internal.Expr.Or;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds the single changes of a number, or of a yes or no, at which a condition turns. The sides of
 * a comparison grow or shrink steadily with each number in them, so that doubling steps, and
 * halving what lies between, find the nearest turn; with a remainder a nearer one may be missed.
 * What is found is tried before it is told.
 */
final class Turns {
  /** No amount of money, no balance and no count is larger. */
  private static final long FAR = 1_000_000_000_000_000L;

  private final ExprValues values;

  Turns(ExprValues values) {
    this.values = values;
  }

  /** The changes of single values that turn a condition as a whole. */
  List<Turn> of(Expr condition, List<Value> read) {
    boolean now;
    try {
      now = values.test(condition);
    } catch (ArithmeticException e) {
      return List.of(); // what fails is mended otherwise
    }
    List<Turn> turns = new ArrayList<>();
    for (Turn turn : within(condition, read)) {
      if (holds(condition, turn) != now) {
        turns.add(turn);
      }
    }
    return nearest(turns);
  }

  /** The changes of single values that turn some comparison within a condition. */
  List<Turn> within(Expr condition, List<Value> read) {
    Set<Turn> turns = new LinkedHashSet<>();
    for (Value value : read) {
      if (value.value() instanceof Boolean yes) {
        turns.add(new Turn(value, !yes));
      } else if (value.value() instanceof Long) {
        within(condition, value, turns);
      }
    }
    return List.copyOf(turns);
  }

  private void within(Expr expr, Value value, Set<Turn> turns) {
    if (expr instanceof And and) {
      within(and.left(), value, turns);
      within(and.right(), value, turns);
    } else if (expr instanceof Or or) {
      within(or.left(), value, turns);
      within(or.right(), value, turns);
    } else if (expr instanceof Not not) {
      within(not.condition(), value, turns);
    } else if (expr instanceof Compare compare && compare.left().type().equals(ValueType.NUMBER)) {
      search(compare.left(), compare.right(), value, turns);
    } else if (expr instanceof OneOf in && in.value().type().equals(ValueType.NUMBER)) {
      in.choices().forEach(choice -> search(in.value(), choice, value, turns));
    }
    // The other value of a plain yes or no is there already, and texts have no next one.
  }

  /** Where the left side begins to be smaller than the right one, equal to it, or larger. */
  private void search(Expr left, Expr right, Value value, Set<Turn> turns) {
    long from = (Long) value.value();
    for (int way : new int[] {1, -1}) {
      long at = from;
      // Two steps: from smaller to equal, and from there to larger.
      for (int step = 0; step < 2; step++) {
        OptionalLong next = next(left, right, value, at, way);
        if (next.isEmpty()) {
          break;
        }
        at = next.getAsLong();
        turns.add(new Turn(value, at));
      }
    }
  }

  private OptionalLong next(Expr left, Expr right, Value value, long at, int way) {
    long low = least(value);
    long high = most(value);
    OptionalLong sign = sign(left, right, value, at);
    if (sign.isEmpty()) {
      return OptionalLong.empty();
    }
    long same = at;
    for (long step = 1; ; step *= 2) {
      long tried = Math.max(low, Math.min(high, at + way * step));
      if (tried == same) {
        return OptionalLong.empty(); // the end of what it can be
      }
      OptionalLong found = sign(left, right, value, tried);
      if (found.isEmpty()) {
        return OptionalLong.empty();
      }
      if (found.getAsLong() != sign.getAsLong()) {
        return OptionalLong.of(between(left, right, value, same, tried, sign.getAsLong()));
      }
      same = tried;
    }
  }

  /** The first number after {@code same}, towards {@code other}, that has another sign. */
  private long between(Expr left, Expr right, Value value, long same, long other, long sign) {
    long near = same;
    long far = other;
    while (Math.abs(far - near) > 1) {
      long middle = near + (far - near) / 2;
      OptionalLong found = sign(left, right, value, middle);
      if (found.isPresent() && found.getAsLong() == sign) {
        near = middle;
      } else {
        far = middle;
      }
    }
    return far;
  }

  private OptionalLong sign(Expr left, Expr right, Value value, long to) {
    ExprValues changed = values.with(value.name(), to);
    try {
      return OptionalLong.of(Long.compare(changed.number(left), changed.number(right)));
    } catch (ArithmeticException e) {
      return OptionalLong.empty(); // it divides by zero there, or is beyond any number
    }
  }

  private boolean holds(Expr condition, Turn turn) {
    try {
      return values.with(turn.value().name(), turn.to()).test(condition);
    } catch (ArithmeticException e) {
      return false;
    }
  }

  /** Of several changes of one value, the nearest in either direction. */
  private static List<Turn> nearest(List<Turn> turns) {
    List<Turn> nearest = new ArrayList<>();
    for (Turn turn : turns) {
      boolean farther =
          turns.stream()
              .anyMatch(
                  other ->
                      other.value().equals(turn.value())
                          && up(other) == up(turn)
                          && distance(other) < distance(turn));
      if (!farther) {
        nearest.add(turn);
      }
    }
    return nearest;
  }

  private static boolean up(Turn turn) {
    return turn.to() instanceof Long to && to > (Long) turn.value().value();
  }

  private static long distance(Turn turn) {
    return turn.to() instanceof Long to ? Math.abs(to - (Long) turn.value().value()) : 1;
  }

  private static long least(Value value) {
    if (value.unit() == FactUnit.DAY_OF_WEEK) {
      return 1;
    }
    // A parameter has bounds of its own, and an account may be overdrawn.
    boolean signed = value.name().startsWith("P.") || value.name().endsWith("balance");
    return signed ? -FAR : 0;
  }

  private static long most(Value value) {
    return switch (value.unit()) {
      case DAY_OF_WEEK -> 7;
      case HOUR_OF_DAY -> 23;
      case PERCENT -> value.name().startsWith("P.") ? FAR : 100;
      case YEARS -> 150;
      default -> FAR;
    };
  }
}
