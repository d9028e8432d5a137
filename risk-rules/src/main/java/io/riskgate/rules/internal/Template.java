package io.riskgate.rules.internal;

import io.riskgate.core.facts.FactUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with places for facts. Parameters stand in it already. Immutable. */
final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

  /** One piece: fixed words, then perhaps a fact; -1 stands for none. */
  private record Piece(String words, int argument, FactUnit unit) {}

  private final List<Piece> pieces;
  private final Money money;

  private Template(List<Piece> pieces, Money money) {
    this.pieces = List.copyOf(pieces);
    this.money = money;
  }

  /** The names in curly braces, in order of appearance. */
  static List<String> places(String text) {
    return PLACE.matcher(text).results().map(match -> match.group(1).strip()).toList();
  }

  /** Whether a curly brace is left that opens or closes nothing. */
  static boolean hasLooseBrace(String text) {
    String rest = PLACE.matcher(text).replaceAll("");
    return rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0;
  }

  /**
   * Makes a template of a text all of whose places are known.
   *
   * @param text the text
   * @param vocabulary the facts and parameters
   * @param money the base currency
   * @param argument the index of a fact, by its path, among the arguments
   */
  static Template of(
      String text, Vocabulary vocabulary, Money money, ToIntFunction<String> argument) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder words = new StringBuilder();
    Matcher places = PLACE.matcher(text);
    int from = 0;
    while (places.find()) {
      words.append(text, from, places.start());
      from = places.end();
      String name = places.group(1).strip();
      FactInfo fact = vocabulary.facts().find(name);
      if (fact == null) {
        words.append(parameter(name, vocabulary.parameters(), money));
      } else {
        pieces.add(new Piece(words.toString(), argument.applyAsInt(name), fact.unit()));
        words.setLength(0);
      }
    }
    words.append(text, from, text.length());
    pieces.add(new Piece(words.toString(), -1, FactUnit.NONE));
    return new Template(pieces, money);
  }

  private static String parameter(String name, Map<String, Parameter> parameters, Money money) {
    Parameter parameter = parameters.get(name.substring("P.".length()));
    if (parameter == null) {
      throw new IllegalArgumentException("No parameter " + name);
    }
    return show(parameter.value(), parameter.unit().shownAs(), money);
  }

  /** The text with values put in; a value that is not given is shown as an ellipsis. */
  String fill(List<Object> arguments) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      text.append(piece.words());
      if (piece.argument() >= 0) {
        text.append(
            piece.argument() < arguments.size()
                ? show(arguments.get(piece.argument()), piece.unit(), money)
                : "…");
      }
    }
    return text.toString();
  }

  private static String show(Object value, FactUnit unit, Money money) {
    return unit == FactUnit.MONEY && value instanceof Long minor
        ? money.show(minor)
        : String.valueOf(value);
  }
}
