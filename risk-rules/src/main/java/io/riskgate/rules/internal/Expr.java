package io.riskgate.rules.internal;

import java.util.List;

/**
 * A constraint of a rule, as far as rules may go. What has no node here is refused when a rule is
 * read, so that nothing is compiled that was not understood.
 */
public sealed interface Expr {
  /** What kind of value it has. */
  ValueType type();

  /** A property of the facts. */
  record Read(FactInfo fact) implements Expr {
    @Override
    public ValueType type() {
      return fact.valueType();
    }
  }

  /** A parameter of the pack. */
  record Threshold(Parameter parameter) implements Expr {
    @Override
    public ValueType type() {
      return ValueType.NUMBER;
    }
  }

  /** A list of words of the pack, which a text is looked through for. */
  record Words(WordList list) implements Expr {
    @Override
    public ValueType type() {
      return ValueType.WORDS;
    }
  }

  /** Whether a text contains any of a list of words, as a call of the pack's own class. */
  record WordsCall(WordList list, Expr text) implements Condition {}

  /** A number, a text, true, false or a constant of an enum, as it is written in DRL. */
  record Constant(String source, ValueType type) implements Expr {}

  /** Arithmetic on whole numbers. */
  record Arithmetic(char operator, Expr left, Expr right) implements Expr {
    @Override
    public ValueType type() {
      return ValueType.NUMBER;
    }
  }

  /** A number with its sign changed. */
  record Negative(Expr number) implements Expr {
    @Override
    public ValueType type() {
      return ValueType.NUMBER;
    }
  }

  /** A comparison. */
  record Compare(Relation relation, Expr left, Expr right) implements Condition {}

  /** A comparison or an operation of two numbers as a call of the pack's own class. */
  record NumberCall(String method, Expr left, Expr right, ValueType type) implements Expr {}

  /** Whether a value is one of several. */
  record OneOf(Expr value, boolean negated, List<Expr> choices) implements Condition {}

  /**
   * Whether a text matches a regular expression, contains another text, or contains any of a list
   * of words.
   *
   * @param operator {@code matches} or {@code contains}
   */
  record TextTest(Expr text, boolean negated, String operator, Expr argument)
      implements Condition {}

  /** Not. */
  record Not(Expr condition) implements Condition {}

  /** Both. */
  record And(Expr left, Expr right) implements Condition {}

  /** At least one. */
  record Or(Expr left, Expr right) implements Condition {}

  /** What is true or false. */
  sealed interface Condition extends Expr {
    @Override
    default ValueType type() {
      return ValueType.TRUTH;
    }
  }
}
