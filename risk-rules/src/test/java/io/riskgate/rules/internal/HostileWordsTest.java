package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Packs that try to get past the lint by a list of words, each with the message that meets it. */
class HostileWordsTest {
  private static final String LIST =
      "parameters:\n  BAD_WORDS: { type: words, value: [刷单, task rebate], why: \"test\" }\n";

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void constraints(String attack, String constraint, String expected) {
    TestPack pack =
        new TestPack()
            .edit("pack.yaml", "parameters:\n", LIST)
            .edit("rules/a.drl", "value > P.LARGE_AMOUNT", constraint);

    assertThat(pack.problems()).contains("rules/a.drl:4: error: " + expected);
  }

  static Stream<Arguments> constraints() {
    return Stream.of(
        arguments(
            "the method behind the list",
            "P.BAD_WORDS(purpose)",
            "'P.BAD_WORDS(purpose)' is not supported: constraints use facts, parameters, constants,"
                + " + - * / %, comparisons, in, matches, contains, && || ! and parentheses"),
        arguments("the field behind the list", "P.w0 != 3", "unknown parameter 'P.w0'"),
        arguments(
            "a property of the list",
            "purpose contains P.BAD_WORDS.class",
            "'P.BAD_WORDS.class' is not supported: constraints use facts, parameters, constants, +"
                + " - * / %, comparisons, in, matches, contains, && || ! and parentheses"),
        arguments(
            "a list as a pattern",
            "purpose matches P.BAD_WORDS",
            "'matches' asks for a text, and 'P.BAD_WORDS' is a list of words"),
        arguments(
            "a list as a number",
            "value > P.BAD_WORDS",
            "'>' asks for a number, and 'P.BAD_WORDS' is a list of words"),
        arguments(
            "arithmetic with a list",
            "value > 2 * P.BAD_WORDS",
            "'*' asks for a number, and 'P.BAD_WORDS' is a list of words"),
        arguments(
            "a list compared with itself",
            "P.BAD_WORDS == P.BAD_WORDS",
            "a list of words is not compared: write '<text> contains P.BAD_WORDS'"),
        arguments(
            "a list compared with a text",
            "purpose == P.BAD_WORDS",
            "'purpose' is a text and 'P.BAD_WORDS' is a list of words: they are never equal"),
        arguments(
            "a list among choices",
            "purpose in (\"a\", P.BAD_WORDS)",
            "'purpose' is a text, so it is never 'P.BAD_WORDS'"),
        arguments(
            "a list looked for in a list",
            "P.BAD_WORDS in (P.BAD_WORDS)",
            "'P.BAD_WORDS in (P.BAD_WORDS)' looks at no fact: it is always true or never"),
        arguments(
            "a text looked for in a list",
            "P.BAD_WORDS contains purpose",
            "'contains' asks for a text, and 'P.BAD_WORDS' is a list of words"),
        arguments(
            "a list looked for in a constant",
            "\"刷单\" contains P.BAD_WORDS",
            "write the fact first: 'contains' looks into a fact"),
        arguments(
            "words in a number",
            "value contains P.BAD_WORDS",
            "'contains' asks for a text, and 'value' is a number"),
        arguments(
            "a list as a condition",
            "P.BAD_WORDS",
            "a constraint asks for true or false, and 'P.BAD_WORDS' is a list of words"),
        arguments(
            "a number looked for as words",
            "purpose contains P.LARGE_AMOUNT",
            "'contains' asks for a text, and 'P.LARGE_AMOUNT' is a number"),
        arguments(
            "a misspelt list",
            "purpose contains P.BAD_WORD",
            "unknown parameter 'P.BAD_WORD' (did you mean 'P.BAD_WORDS'?)"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void lists(String attack, String list, String expected) {
    TestPack pack =
        new TestPack()
            .edit("pack.yaml", "parameters:\n", "parameters:\n  BAD_WORDS: " + list + "\n");

    assertThat(pack.problems()).contains("pack.yaml:7: error: " + expected);
  }

  static Stream<Arguments> lists() {
    String of = "'BAD_WORDS' of 'parameters' of a pack";
    return Stream.of(
        arguments(
            "no words",
            "{ type: words, value: [], why: x }",
            of + ": value must list 1 to 200 words"),
        arguments("no value", "{ type: words, why: x }", of + " lacks 'value'"),
        arguments(
            "a blank word, which is in most texts",
            "{ type: words, value: [刷单, \" \"], why: x }",
            of + ": a word cannot be blank: it would be in most texts"),
        arguments(
            "an empty word, which is in all texts",
            "{ type: words, value: [刷单, \"\"], why: x }",
            of + ": a word cannot be blank: it would be in most texts"),
        arguments(
            "a full-width space",
            "{ type: words, value: [刷单, \"\u3000\"], why: x }",
            of + ": a word cannot be blank: it would be in most texts"),
        arguments(
            "a word twice",
            "{ type: words, value: [刷单, 返利, 刷单], why: x }",
            of + ": '刷单' is there twice"),
        arguments(
            "a word twice in another case and width",
            "{ type: words, value: [Task, ＴＡＳＫ], why: x }",
            of + ": 'ＴＡＳＫ' and 'Task' are the same word"),
        arguments(
            "a word too long",
            "{ type: words, value: [" + "a".repeat(41) + "], why: x }",
            of + ": a word has at most 40 characters, not 41"),
        arguments(
            "too many words",
            "{ type: words, value: ["
                + IntStream.range(0, 201).mapToObj(i -> "w" + i).collect(Collectors.joining(", "))
                + "], why: x }",
            of + ": value must list 1 to 200 words"),
        arguments(
            "an invisible character, written so that it can be seen",
            "{ type: words, value: [\"刷\\u200b单\"], why: x }",
            of + ": '刷<U+200B>单' holds a character that cannot be seen; delete it"),
        arguments(
            "an escape sequence",
            "{ type: words, value: [\"\\e[2J\"], why: x }",
            of + ": '<U+001B>[2J' holds a character that cannot be seen; delete it"),
        arguments(
            "lists in the list",
            "{ type: words, value: [[刷单]], why: x }",
            "a word of 'value' of " + of + " must be a single value, not a list"),
        arguments(
            "an object in the list",
            "{ type: words, value: [!!java.net.URL x], why: x }",
            "the tag tag:yaml.org,2002:java.net.URL has no meaning here; take it out"),
        arguments(
            "a range",
            "{ type: words, value: [刷单], min: 1, max: 3, why: x }",
            "'min' of " + of + ": a list of words has no range"),
        arguments("no reason", "{ type: words, value: [刷单] }", of + " lacks 'why'"));
  }
}
