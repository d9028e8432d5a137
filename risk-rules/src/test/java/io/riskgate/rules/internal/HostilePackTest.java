package io.riskgate.rules.internal;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.riskgate.rules.internal.drools.DroolsLanguage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Packs that try to get past the lint, each with the message that meets it. Several did get past
 * before: docs/sandbox.md says which.
 */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostilePackTest {
  private static final String FORMS =
      "' is not supported: constraints use facts, parameters, constants, + - * / %, comparisons,"
          + " in, matches, contains, && || ! and parentheses";

  private static final String PATTERN = "TransferFacts( value > P.LARGE_AMOUNT )";

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void constraints(String attack, String constraint, String expected) {
    refuses(new TestPack().edit("rules/a.drl", "value > P.LARGE_AMOUNT", constraint), expected);
  }

  static Stream<Arguments> constraints() {
    return Stream.of(
        arguments(
            "code behind a unicode escape that ends the text",
            "purpose == \"\\u0022.concat(String.valueOf(System.setProperty(\\u0022pwned\\u0022,"
                + " \\u0022\\u0022)))+\\u0022\"",
            "rules/a.drl:4: error: '\\u' is not understood in a text: \\\\ stands for a backslash,"
                + " \\\" for a quote, every other character for itself"),
        arguments(
            "a unicode escape written twice",
            "purpose == \"\\\\u0022 + System.exit(1) + \\\\u0022\"",
            "rules/a.drl:4: error: '\\u' is not understood in a text: write the character"),
        arguments(
            "an octal escape",
            "purpose contains \"\\42\"",
            "rules/a.drl:4: error: '\\4' is not understood in a text: \\\\ stands for a backslash,"
                + " \\\" for a quote, every other character for itself"),
        arguments(
            "a backslash outside of a text",
            "hour > 3 \\u0026\\u0026 true",
            "rules/a.drl:4: error: a backslash stands outside of a text"),
        arguments(
            "code in single quotes",
            "purpose contains '\"'",
            "rules/a.drl:4: error: ''\"'" + FORMS),
        arguments(
            "a text over several lines",
            "purpose contains \"\"\"x\"\"\"",
            "rules/a.drl:4: error: this is not DRL: mismatched input '\"x\"' in rule \"LARGE\""),
        arguments(
            "getClass()",
            "purpose.getClass().getName() == \"x\"",
            "rules/a.drl:4: error: 'purpose.getClass().getName()" + FORMS),
        arguments(
            "the property class",
            "purpose.class.name == \"x\"",
            "rules/a.drl:4: error: 'purpose.class" + FORMS),
        arguments(
            "the property class behind !.",
            "purpose!.class.name == \"x\"",
            "rules/a.drl:4: error: only 'purpose' is understood of the constraint"
                + " 'purpose!.class.name == \"x\"'"),
        arguments("this", "this != 3", "rules/a.drl:4: error: 'this" + FORMS),
        arguments(
            "a static call",
            "Runtime.getRuntime().availableProcessors() > 3",
            "rules/a.drl:4: error: 'Runtime.getRuntime().availableProcessors()" + FORMS),
        arguments(
            "a static call on a known enum",
            "kind == TransferKind.valueOf(\"TRANSFER\")",
            "rules/a.drl:4: error: 'TransferKind.valueOf(\"TRANSFER\")" + FORMS),
        arguments(
            "the system time",
            "hour > System.currentTimeMillis()",
            "rules/a.drl:4: error: 'System.currentTimeMillis()" + FORMS),
        arguments("new", "value > new Long(3)", "rules/a.drl:4: error: 'new Long(3)" + FORMS),
        arguments(
            "a thread",
            "new Thread().isAlive()",
            "rules/a.drl:4: error: 'new Thread().isAlive()" + FORMS),
        arguments(
            "a lambda",
            "value > ((java.util.function.LongSupplier) () -> 3L)",
            "rules/a.drl:4: error: an operator is missing between ')' and '('"),
        arguments(
            "a cast", "(int) value > P.LARGE_AMOUNT", "rules/a.drl:4: error: '(int) value" + FORMS),
        arguments(
            "an assignment",
            "value = 3",
            "rules/a.drl:4: error: this is not DRL: mismatched input '=' in rule \"LARGE\"; to"
                + " compare, write =="),
        arguments(
            "an increment", "value++ > P.LARGE_AMOUNT", "rules/a.drl:4: error: 'value++" + FORMS),
        arguments(
            "instanceof",
            "purpose instanceof String",
            "rules/a.drl:4: error: 'purpose instanceof String" + FORMS),
        arguments("an index", "purpose[0] == \"a\"", "rules/a.drl:4: error: 'purpose[0]" + FORMS),
        arguments(
            "a choice",
            "(hour > 3 ? true : false)",
            "rules/a.drl:4: error: 'hour > 3 ? true : false" + FORMS),
        arguments("eval", "eval( true )", "rules/a.drl:4: error: 'eval(true)" + FORMS),
        arguments(
            "a binding",
            "$v : value > P.LARGE_AMOUNT",
            "rules/a.drl:4: error: facts have no other names: write the constraint without"
                + " 'name :'; a whole pattern can have one, as in $s : Signal( … )"),
        arguments(
            "a unification",
            "$v := value",
            "rules/a.drl:4: error: facts have no other names: write the constraint without"
                + " 'name :'; a whole pattern can have one, as in $s : Signal( … )"),
        arguments(
            "a path into the facts",
            "/counterparty",
            "rules/a.drl:4: error: '/counterparty" + FORMS),
        arguments(
            "a class by its full name",
            "io.riskgate.core.TransferKind.TRANSFER == kind",
            "rules/a.drl:4: error: unknown fact 'io.riskgate.core.TransferKind.TRANSFER'"
                + " (did you mean 'TransferKind.TRANSFER'?)"),
        arguments(
            "a member of P that is no parameter",
            "P.class != null",
            "rules/a.drl:4: error: 'P.class" + FORMS),
        arguments(
            "a member of a parameter",
            "P.LARGE_AMOUNT.x > 3",
            "rules/a.drl:4: error: unknown parameter 'P.LARGE_AMOUNT.x' (did you mean"
                + " 'P.LARGE_AMOUNT'?)"),
        arguments(
            "a name in another script",
            "v\u0430lue > P.LARGE_AMOUNT",
            "rules/a.drl:4: error: unknown fact 'v\u0430lue' (did you mean 'value'?)"),
        arguments(
            "an operator of Drools' own",
            "purpose soundslike \"x\"",
            "rules/a.drl:4: error: 'purpose soundslike \"x\"" + FORMS),
        arguments(
            "an operator that reads a collection",
            "purpose memberOf P",
            "rules/a.drl:4: error: 'purpose memberOf P" + FORMS),
        arguments(
            "a temporal operator", "hour after 3", "rules/a.drl:4: error: 'hour after 3" + FORMS),
        arguments("bits", "hour << 3 > 1", "rules/a.drl:4: error: 'hour << 3" + FORMS),
        arguments(
            "a tail that the parser ignores",
            "hour > 3 P.COUNT",
            "rules/a.drl:4: error: this is not DRL: mismatched input 'P' in rule \"LARGE\""),
        arguments(
            "a positional constraint",
            "value > P.LARGE_AMOUNT; hour > 3",
            "rules/a.drl:4: error: 'value > P.LARGE_AMOUNT' is not supported: name the fact that it"
                + " is about, and write ',' and not ';' after it"),
        arguments(
            "a bare number against money",
            "value > 500000",
            "rules/a.drl:4: error: 'value' is money and 500000 is a bare number: declare a"
                + " parameter of type money in pack.yaml and write P.<its name>"),
        arguments(
            "a bare number added to money",
            "value > P.LARGE_AMOUNT - 500000",
            "rules/a.drl:4: error: 'P.LARGE_AMOUNT' is money and 500000 is a bare number: declare a"
                + " parameter of type money in pack.yaml and write P.<its name>"),
        arguments(
            "a bare number hidden in arithmetic",
            "value > P.LARGE_AMOUNT * 0 + 500000",
            "rules/a.drl:4: error: 'P.LARGE_AMOUNT * 0' is money and 500000 is a bare number:"
                + " declare a parameter of type money in pack.yaml and write P.<its name>"),
        arguments(
            "a bare number among parameters",
            "value in (P.LARGE_AMOUNT, 500000)",
            "rules/a.drl:4: error: 'value' is money and 500000 is a bare number: declare a"
                + " parameter of type money in pack.yaml and write P.<its name>"),
        arguments(
            "a count against money",
            "value > history.outCount * 1000",
            "rules/a.drl:4: error: 'value' is money and 'history.outCount * 1000' is not"),
        arguments(
            "money times money",
            "value * value > P.LARGE_AMOUNT",
            "rules/a.drl:4: error: 'value * value' can be as large as 1"
                + "0".repeat(30)
                + ", more than a number holds"),
        arguments(
            "a product beyond 64 bits",
            "value * 1000000 > P.LARGE_AMOUNT",
            "rules/a.drl:4: error: 'value * 1000000' can be as large as 1"
                + "0".repeat(21)
                + ", more than a number holds"),
        arguments(
            "a product beyond 32 bits",
            "hour * 1000000000 > 3",
            "rules/a.drl:4: error: 'hour * 1000000000' can be as large as 23000000000, more than a"
                + " number holds; write a constant in it with an L, as in 1000L"),
        arguments(
            "a number beyond what floating point tells apart",
            "history.outCount == 9007199254740993",
            "rules/a.drl:4: error: '9007199254740993' is not understood: write whole numbers"
                + " plainly, as in 1000"),
        arguments(
            "a hexadecimal number",
            "hour > 0x10",
            "rules/a.drl:4: error: '0x10' is not understood: write whole numbers plainly, as in"
                + " 1000"),
        arguments(
            "a decimal",
            "history.outCount > 10.5",
            "rules/a.drl:4: error: '10.5' is no whole number: for money declare a parameter of type"
                + " money in pack.yaml and write P.<its name>"),
        arguments(
            "a division by zero",
            "hour / (3 - 3) > 1",
            "rules/a.drl:4: error: 'hour / (3 - 3)' divides by zero"),
        arguments(
            "what is always true",
            "3 > 2",
            "rules/a.drl:4: error: '3 > 2' looks at no fact: it is always true or never"),
        arguments(
            "what is always true by a parameter",
            "P.COUNT > 2",
            "rules/a.drl:4: error: 'P.COUNT > 2' looks at no fact: it is always true or never"),
        arguments(
            "a comparison with itself",
            "hour == hour",
            "rules/a.drl:4: error: 'hour == hour' compares something with itself"),
        arguments(
            "a pattern that the customer writes",
            "\"abc\" matches purpose",
            "rules/a.drl:4: error: write the fact first: 'matches' looks into a fact"),
        arguments(
            "a pattern that a fact holds",
            "purpose matches counterparty.country",
            "rules/a.drl:4: error: a pattern stands in the rule, in quotes: 'counterparty.country'"
                + " comes from outside"),
        arguments(
            "a pattern that can blow up",
            "purpose matches \"(a|a)*b\"",
            "rules/a.drl:4: error: the pattern \"(a|a)*b\" could take long: there are more than"
                + " 300000 ways to match a text with it; repeat single characters only, use at most"
                + " one .* before the last, or write several constraints"),
        arguments(
            "a counted pattern that can blow up",
            "purpose matches \"(a|aa){1,50}b\"",
            "rules/a.drl:4: error: the pattern \"(a|aa){1,50}b\" could take long: there are more"
                + " than 300000 ways to match a text with it; repeat single characters only, use at"
                + " most one .* before the last, or write several constraints"),
        arguments(
            "a pattern that is counted by the million",
            "purpose matches \"((a{1000}){1000}){1000}\"",
            "rules/a.drl:4: error: the pattern \"((a{1000}){1000}){1000}\" is not supported: a"
                + " repetition is written {2}, {2,} or {2,5}, up to 512"),
        arguments(
            "a reference back",
            "purpose matches \"(a+)\\\\1b\"",
            "rules/a.drl:4: error: the pattern \"(a+)\\1b\" is not supported: after a backslash"
                + " stands one of d D w W s S or a sign"),
        arguments(
            "a pattern that is none",
            "purpose matches \"(\"",
            "rules/a.drl:4: error: the pattern \"(\" is not supported: a group is not closed"),
        arguments(
            "choices without end",
            "hour in (" + "1, ".repeat(1000) + "2)",
            "rules/a.drl:4: error: 'in' has at most 100 choices"),
        arguments(
            "parentheses around a fact",
            "(".repeat(16) + "hour" + ")".repeat(16) + " > 3",
            "rules/a.drl:4: error: brackets nest deeper than 7; split the rule"),
        arguments(
            "parentheses behind a comment",
            "hour > 3 /* ( */ && " + "(".repeat(16) + "hour > 3" + ")".repeat(16),
            "rules/a.drl:4: error: brackets nest deeper than 7; split the rule"),
        arguments(
            "brackets",
            "hour > a" + "[".repeat(1000) + "]".repeat(1000),
            "rules/a.drl:4: error: brackets nest deeper than 7; split the rule"),
        arguments(
            "signs in a row",
            "!".repeat(1500) + "counterparty.overseas",
            "rules/a.drl:4: error: more than 4 signs stand side by side"),
        arguments(
            "signs in a row, with comments between them",
            "hour > 3 && " + "! /**/".repeat(20) + "device.present",
            "rules/a.drl:4: error: more than 4 signs stand side by side"),
        arguments(
            "casts in a row",
            "(a)".repeat(50) + "hour > 3",
            "rules/a.drl:4: error: an operator is missing between ')' and '('"),
        arguments(
            "a sum without end",
            "hour" + " + 1".repeat(900) + " > 3",
            "rules/a.drl:4: error: a constraint has more than 160 signs; split the rule"),
        arguments(
            "a mark that turns the direction of writing",
            "purpose contains \"\u202Eabc\u202C\"",
            "rules/a.drl:4: error: the character U+202E cannot be seen, so that the text is not"
                + " what it looks like; delete it"),
        arguments(
            "a space without width",
            "purpose contains \"a\u200Bb\"",
            "rules/a.drl:4: error: the character U+200B cannot be seen, so that the text is not"
                + " what it looks like; delete it"),
        arguments(
            "a zero byte",
            "hour > 3 \0 && hour < 3",
            "rules/a.drl:4: error: the character U+0000 cannot be seen, so that the text is not"
                + " what it looks like; delete it"),
        arguments(
            "a line separator that only some see",
            "hour > 3 // \u2028 && false",
            "rules/a.drl:4: error: the character U+2028 cannot be seen, so that the text is not"
                + " what it looks like; delete it"),
        arguments(
            "a carriage return that only some see",
            "hour > 3 // \r && false",
            "rules/a.drl:4: error: the character U+000D cannot be seen, so that the text is not"
                + " what it looks like; delete it"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void rules(String attack, String part, String by, String expected) {
    refuses(new TestPack().edit("rules/a.drl", part, by), expected);
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        arguments(
            "a rule's name that ends its text",
            "rule \"LARGE\"",
            "rule \"LARGE\\\" then System.exit(1)\"",
            "rules/a.drl:1: error: a rule is named like NEW_DEVICE_NEW_PAYEE, not 'LARGE\" then"
                + " System.exit(1)': its name is the code that decisions and texts carry"),
        arguments(
            "a rule's name like a branch's",
            "rule \"LARGE\"",
            "rule \"LARGE#0\"",
            "rules/a.drl:1: error: a rule is named like NEW_DEVICE_NEW_PAYEE, not 'LARGE#0': its"
                + " name is the code that decisions and texts carry"),
        arguments(
            "code in the then-part",
            "then end",
            "then System.exit(1); end",
            "rules/a.drl:5: error: the then-part of rule LARGE must be empty, or only"
                + " flag(\"NAME\");"),
        arguments(
            "code in a comment of the then-part",
            "then end",
            "then // \\u000a System.exit(1);\nend",
            "rules/a.drl:5: error: the then-part of rule LARGE must be empty, or only"
                + " flag(\"NAME\");"),
        arguments(
            "a second then-part",
            "then end",
            "then\nthen[x] System.exit(1);\nend",
            "rules/a.drl:5: error: a rule has one then-part; write two rules"),
        arguments(
            "the attribute enabled",
            "when",
            "enabled ( System.exit(1) == 2 )\nwhen",
            "rules/a.drl:3: error: 'enabled' is not supported: rules have no order, and say"
                + " everything by annotations"),
        arguments(
            "the attribute date-effective",
            "when",
            "date-effective \"01-Jan-2090\"\nwhen",
            "rules/a.drl:3: error: 'date-effective' is not supported: rules have no order, and say"
                + " everything by annotations"),
        arguments(
            "the attribute date-expires",
            "when",
            "date-expires \"01-Jan-2000\"\nwhen",
            "rules/a.drl:3: error: 'date-expires' is not supported: rules have no order, and say"
                + " everything by annotations"),
        arguments(
            "the attribute salience",
            "when",
            "salience ( 1 + value )\nwhen",
            "rules/a.drl:3: error: 'salience' is not supported: rules have no order, and say"
                + " everything by annotations"),
        arguments(
            "the attribute agenda-group",
            "when",
            "agenda-group \"x\"\nwhen",
            "rules/a.drl:3: error: 'agenda-group' is not supported: rules have no order, and say"
                + " everything by annotations"),
        arguments(
            "the attribute activation-group",
            "when",
            "activation-group \"x\"\nwhen",
            "rules/a.drl:3: error: 'activation-group' is not supported: rules have no order, and"
                + " say everything by annotations"),
        arguments(
            "the attribute ruleflow-group",
            "when",
            "ruleflow-group \"x\"\nwhen",
            "rules/a.drl:3: error: 'ruleflow-group' is not supported: rules have no order, and say"
                + " everything by annotations"),
        arguments(
            "the attribute no-loop",
            "when",
            "no-loop true\nwhen",
            "rules/a.drl:3: error: 'no-loop' is not supported: rules have no order, and say"
                + " everything by annotations"),
        arguments(
            "the attribute lock-on-active",
            "when",
            "lock-on-active true\nwhen",
            "rules/a.drl:3: error: 'lock-on-active' is not supported: rules have no order, and say"
                + " everything by annotations"),
        arguments(
            "the attribute auto-focus",
            "when",
            "auto-focus true\nwhen",
            "rules/a.drl:3: error: 'auto-focus' is not supported: rules have no order, and say"
                + " everything by annotations"),
        arguments(
            "the attribute timer",
            "when",
            "timer ( int: 1s )\nwhen",
            "rules/a.drl:3: error: 'timer' is not supported: rules have no order, and say"
                + " everything by annotations"),
        arguments(
            "the attribute calendars",
            "when",
            "calendars \"x\"\nwhen",
            "rules/a.drl:3: error: 'calendars' is not supported: rules have no order, and say"
                + " everything by annotations"),
        arguments(
            "the attribute duration",
            "when",
            "duration 100\nwhen",
            "rules/a.drl:3: error: 'duration' is not supported: rules have no order, and say"
                + " everything by annotations"),
        arguments(
            "the attribute dialect",
            "when",
            "dialect \"mvel\"\nwhen",
            "rules/a.drl:3: error: 'dialect' is not supported: rules have no order, and say"
                + " everything by annotations"),
        arguments(
            "the annotation @Generated('x')",
            "@group(\"amount\")",
            "@Generated(\"x\")",
            "rules/a.drl:2: error: unknown annotation '@Generated'"),
        arguments(
            "the annotation @java.lang.Deprecated",
            "@group(\"amount\")",
            "@java.lang.Deprecated",
            "rules/a.drl:2: error: unknown annotation '@java.lang.Deprecated'"),
        arguments(
            "the annotation @Watch(!*)",
            "@group(\"amount\")",
            "@Watch(!*)",
            "rules/a.drl:2: error: unknown annotation '@Watch'"),
        arguments(
            "the annotation @Propagation(IMMEDIATE)",
            "@group(\"amount\")",
            "@Propagation(IMMEDIATE)",
            "rules/a.drl:2: error: unknown annotation '@Propagation'"),
        arguments(
            "the annotation @group(System.getProperty('x'))",
            "@group(\"amount\")",
            "@group(System.getProperty(\"x\"))",
            "rules/a.drl:2: error: @group must be a name in lower case such as takeover, not"
                + " 'System.getProperty(\"x\")'"),
        arguments(
            "the annotation @group('a' + 'b')",
            "@group(\"amount\")",
            "@group(\"a\" + \"b\")",
            "rules/a.drl:2: error: @group must be a name in lower case such as takeover, not 'a\" +"
                + " \"b'"),
        arguments(
            "the annotation @points(value = 40, x = System.exit(1))",
            "@group(\"amount\")",
            "@points(value = 40, x = System.exit(1))",
            "rules/a.drl:2: error: '@points' stands twice"),
        arguments(
            "the annotation @group( @points(3) )",
            "@group(\"amount\")",
            "@group( @points(3) )",
            "rules/a.drl:2: error: '@group' takes one word or number"),
        arguments(
            "from",
            PATTERN,
            "TransferFacts( hour > 3 ) from x",
            "rules/a.drl:4: error: no 'from': the facts of a transfer are all there is"),
        arguments(
            "an entry point",
            PATTERN,
            "TransferFacts( hour > 3 ) from entry-point \"e\"",
            "rules/a.drl:4: error: no entry points: the facts of a transfer are all there is"),
        arguments(
            "a window",
            PATTERN,
            "TransferFacts( hour > 3 ) over window:length( 3 )",
            "rules/a.drl:4: error: no 'over': declare an aggregate in pack.yaml for what happened"
                + " in a window"),
        arguments(
            "forall",
            PATTERN,
            "forall( TransferFacts( hour > 3 ) )",
            "rules/a.drl:4: error: no 'forall': write not Signal( … ) with the opposite condition"),
        arguments(
            "accumulate",
            PATTERN,
            "accumulate( TransferFacts( hour > 3 ); $c : count() )",
            "rules/a.drl:4: error: nothing asks for the number: write accumulate( Signal( … ); $n :"
                + " count(); $n >= P.MANY )"),
        arguments(
            "eval beside the pattern",
            PATTERN,
            "TransferFacts( hour > 3 ) eval( System.exit(1) )",
            "rules/a.drl:4: error: no 'eval': write the condition in TransferFacts( … )"),
        arguments(
            "a query's call",
            PATTERN,
            "?q()",
            "rules/a.drl:4: error: unknown fact type 'q'; there are TransferFacts, Signal, Flag"),
        arguments(
            "an OOPath pattern",
            PATTERN,
            "$l : /facts",
            "rules/a.drl:4: error: no paths with '/': a condition is TransferFacts( … ), Signal( …"
                + " ) or Flag( … ), with or without a name before it, 'not', 'exists' or"
                + " 'accumulate'"),
        arguments(
            "any object",
            PATTERN,
            "Object()",
            "rules/a.drl:4: error: unknown fact type 'Object'; there are TransferFacts, Signal,"
                + " Flag"),
        arguments(
            "the facts by their full name",
            PATTERN,
            "io.riskgate.core.facts.TransferFacts( hour > 3 )",
            "rules/a.drl:4: error: unknown fact type 'io.riskgate.core.facts.TransferFacts'"
                + "; there are TransferFacts, Signal, Flag"),
        arguments(
            "a named consequence",
            PATTERN,
            "TransferFacts( hour > 3 ) do[x]",
            "rules/a.drl:4: error: no 'do' and no 'if': a rule has one then-part; write two rules"),
        arguments(
            "an annotated pattern",
            PATTERN,
            "TransferFacts( hour > 3 ) @watch(x)",
            "rules/a.drl:4: error: no ':=', '?' and '@' at a pattern: a condition is TransferFacts("
                + " … ), Signal( … ) or Flag( … ), with or without a name before it, 'not',"
                + " 'exists' or 'accumulate'"),
        arguments(
            "patterns in parentheses",
            PATTERN,
            "( ".repeat(20) + "TransferFacts( hour > 3" + " )".repeat(21),
            "rules/a.drl:4: error: brackets nest deeper than 7; split the rule"),
        arguments(
            "not, a thousand times",
            PATTERN,
            "not ".repeat(900) + "TransferFacts( hour > 3 )",
            "rules/a.drl:4: error: this is not DRL: mismatched input 'not' in rule \"LARGE\"; a"
                + " comma may be missing before it"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void files(String attack, String line, String expected) {
    refuses(new TestPack().file("rules/a.drl", line + "\n" + TestPack.RULE), expected);
  }

  static Stream<Arguments> files() {
    return Stream.of(
        arguments(
            "a file with package x",
            "package x;",
            "rules/a.drl:1: error: no 'package' here: the pack supplies it"),
        arguments(
            "a file with import java.lang.System",
            "import java.lang.System;",
            "rules/a.drl:1: error: no 'import' here: the pack supplies the imports"),
        arguments(
            "a file with import static",
            "import static java.lang.System.exit;",
            "rules/a.drl:1: error: no 'import' here: the pack supplies the imports"),
        arguments(
            "a file with import accumulate",
            "import accumulate x.Y f;",
            "rules/a.drl:1: error: no 'import' here: the pack supplies the imports"),
        arguments(
            "a file with global java.util.List",
            "global java.util.List l;",
            "rules/a.drl:1: error: no 'global' here: rules see the facts and the parameters"),
        arguments(
            "a file with function void",
            "function void f() {}",
            "rules/a.drl:1: error: no 'function' here: rules see the facts and the parameters"),
        arguments(
            "a file with declare TransferFacts",
            "declare TransferFacts x : int end",
            "rules/a.drl:1: error: no 'declare' here: the facts are given"),
        arguments(
            "a file with declare entry-point",
            "declare entry-point \"x\" end",
            "rules/a.drl:1: error: no 'declare' here: the facts are given"),
        arguments(
            "a file with declare enum",
            "declare enum E A; end",
            "rules/a.drl:1: error: no 'declare' here: the facts are given"),
        arguments(
            "a file with query q()",
            "query q() TransferFacts() end",
            "rules/a.drl:1: error: queries are not supported; a rule is: rule \"NAME\""
                + " @points(\u2026) when TransferFacts( \u2026 ) then end"),
        arguments(
            "a file with unit X",
            "unit X;",
            "rules/a.drl:1: error: this is not DRL: mismatched input 'unit' expecting one of the"
                + " following tokens: '[package, unit, import, global, declare, function, rule,"
                + " query]'."),
        arguments(
            "a file with expander x.dsl",
            "expander x.dsl;",
            "rules/a.drl:1: error: this is not DRL: mismatched input 'expander' expecting one of"
                + " the following tokens: '[package, unit, import, global, declare, function, rule,"
                + " query]'."),
        arguments(
            "a comment that does not end",
            "/* ",
            "rules/a.drl:1: error: a comment does not end: */ is missing"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void yaml(String attack, String part, String by, String expected) {
    refuses(new TestPack().edit("pack.yaml", part, by), expected);
  }

  static Stream<Arguments> yaml() {
    return Stream.of(
        arguments(
            "an alias bomb",
            "zone: Asia/Shanghai",
            "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]",
            "pack.yaml: error: this is not YAML: Number of aliases for non-scalar nodes exceeds the"
                + " specified max=0"),
        arguments(
            "a mapping that holds itself",
            "zone: Asia/Shanghai",
            "expected: &a { MOBILE: *a }",
            "pack.yaml: error: this is not YAML: Number of aliases for non-scalar nodes exceeds the"
                + " specified max=0"),
        arguments(
            "a tag that makes an object",
            "id: test",
            "id: !!java.net.URL test",
            "pack.yaml:1: error: the tag tag:yaml.org,2002:java.net.URL has no meaning here; take"
                + " it out"),
        arguments(
            "lists in lists",
            "zone: Asia/Shanghai",
            "zone: "
                + "[".repeat(1000)
                + "\n "
                + "[".repeat(1000)
                + "\n "
                + "[".repeat(1000)
                + "\n "
                + "[".repeat(1000)
                + "\n "
                + "[".repeat(1000)
                + "\n "
                + "[".repeat(1000)
                + "\n "
                + "[".repeat(1000)
                + "\n "
                + "[".repeat(1000)
                + "\n "
                + "[".repeat(1000)
                + "\n "
                + "[".repeat(1000)
                + "\n "
                + "[".repeat(1000)
                + "\n "
                + "[".repeat(1000)
                + "\n "
                + "[".repeat(1000)
                + "\n "
                + "[".repeat(1000)
                + "\n "
                + "[".repeat(1000)
                + "\n "
                + "[".repeat(1000)
                + "\n "
                + "[".repeat(1000)
                + "\n "
                + "[".repeat(1000)
                + "\n "
                + "[".repeat(1000)
                + "\n "
                + "[".repeat(1000),
            "pack.yaml: error: lists and mappings nest too deep"),
        arguments(
            "a key twice",
            "zone: Asia/Shanghai",
            "zone: UTC\nzone: UTC",
            "pack.yaml:6: error: a pack has 'zone' twice"),
        arguments(
            "a merged mapping",
            "zone: Asia/Shanghai",
            "<<: { zone: UTC }",
            "pack.yaml:5: error: a pack has no key '<<'"),
        arguments(
            "a second document",
            "zone: Asia/Shanghai",
            "zone: UTC\n---\nid: x",
            "pack.yaml:6: error: this is not YAML: but found another document"),
        arguments(
            "code for a parameter's name",
            "  COUNT:",
            "  \"X = System.exit(1)\":",
            "pack.yaml:8: error: a parameter is named like LARGE_AMOUNT, not 'X = System.exit(1)'"),
        arguments(
            "code for a parameter's value",
            "value: 6, min: 2",
            "value: \"6+1\", min: 2",
            "pack.yaml:8: error: 'value' of 'COUNT' of 'parameters' of a pack must be a whole"
                + " number, not '6+1'"),
        arguments(
            "an aggregate called class",
            "outCount:",
            "class:",
            "pack.yaml:11: error: an aggregate cannot be called 'class'"),
        arguments(
            "an aggregate called like an operator",
            "outCount:",
            "matches:",
            "pack.yaml:11: error: an aggregate cannot be called 'matches'"),
        arguments(
            "an aggregate called like a method that every object has",
            "outCount:",
            "hashCode:",
            "pack.yaml:11: error: an aggregate cannot be called 'hashCode'"),
        arguments(
            "an aggregate that is no bean property",
            "outCount:",
            "oUT:",
            "pack.yaml:11: error: an aggregate is named like payerOutCount30m, not 'oUT'"),
        arguments(
            "a terminal's escape sequence",
            "id: test",
            "id: \"te\\x1b[2Jst\"",
            "pack.yaml:1: error: 'id' of a pack must be a name in lower case such as cn, not"
                + " 'te<U+001B>[2Jst'"),
        arguments(
            "a huge scalar",
            "id: test",
            "id: " + "a".repeat(900000),
            "pack.yaml:1: error: a line has at most 4000 characters"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void texts(String attack, String line, String expected) {
    refuses(new TestPack().file("messages_en.properties", line + "\n"), expected);
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        arguments(
            "an escape sequence in a text",
            "LARGE = \\u001b[2J",
            "messages_en.properties:1: error: 'LARGE' holds a character that cannot be seen; delete"
                + " it"),
        arguments(
            "a turned text",
            "LARGE = pay \\u202Eeem",
            "messages_en.properties:1: error: 'LARGE' holds a character that cannot be seen; delete"
                + " it"),
        arguments(
            "a text as long as a file",
            "LARGE = " + "{value}".repeat(100000),
            "messages_en.properties:1: error: a line has at most 4000 characters"));
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void whatLooksLikeAnAttackAndIsNone() {
    LoadedPack pack =
        new TestPack()
            .rules(
                "COMMENTS", "hour > 3 /* \" */ && hour < 9 /* \" */",
                "QUOTED", "purpose contains \"/*\", hour > 3, purpose contains \"*/\"",
                "CODE", "purpose contains \"\\\\ System.exit(1); \\\"\"",
                "BIG", "history.outCount < 3000000000")
            .load();

    assertThat(pack.rules()).hasSize(4);
  }

  @Test
  void annotationsThatFillAFile() {
    String many = IntStream.range(0, 20_000).mapToObj(i -> "@a" + i + "(1)\n").collect(joining());

    refuses(
        new TestPack().edit("rules/a.drl", "when", many + "when"),
        "rules/a.drl:1: error: rule LARGE has more than 20 annotations");
  }

  @Test
  void aSumThatIsRepeatedForEachChoice() {
    refuses(
        new TestPack()
            .rules("A", "(hour" + " + history.outCount".repeat(50) + ") in (" + choices() + ")"),
        "rules/a.drl:1: error: what stands before 'in' is compared with each choice: with 100"
            + " choices it is too long; make it or the list shorter");
  }

  @Test
  void listsThatAreLongWhenWrittenOut() {
    assertThat(new TestPack().rules(rulesOf("(hour + 1) in (" + choices() + ")")).problems())
        .singleElement()
        .asString()
        .contains("the rules are too long to be compiled: more than 1000000 characters");
  }

  @Test
  void combinationsThatAreLongWhenWrittenOut() {
    String one = "hour" + " + history.outCount".repeat(50) + " > 0,\n";
    String or = "(hour > 1 || value > P.LARGE_AMOUNT),\n";

    assertThat(new TestPack().rules("A", or.repeat(5) + one.repeat(50) + "hour < 20").problems())
        .singleElement()
        .asString()
        .startsWith("rules/a.drl:1: error: from rule A on, the rules are too long to be compiled");
  }

  private static String choices() {
    return IntStream.rangeClosed(1, 100).mapToObj(Integer::toString).collect(joining(","));
  }

  private static String[] rulesOf(String constraint) {
    return IntStream.range(0, 500)
        .boxed()
        .flatMap(i -> Stream.of("A" + i, constraint + ", hour > " + i % 24))
        .toArray(String[]::new);
  }

  @Test
  void onlyWhatWasUnderstoodIsCompiled() {
    CheckedDrl drl = new CheckedDrl();
    String hidden = "hour > 3 /* \" */ && !device.present // \" || true";
    RuleSource.ConstraintSource source = new RuleSource.ConstraintSource(hidden, 3);
    Expr understood = new DroolsLanguage().understand(source, Vocabulary.of(List.of(), List.of()));

    drl.add(
        new RuleSource("A", "a.drl", 2, List.of(), List.of(), ""),
        List.of(
            new Clause.Pattern(
                PatternType.TRANSFER, "", List.of(new Clause.Constraint(understood, 3)), 2)),
        0);

    assertThat(drl.texts().get("a.drl").split("\n", -1))
        .containsExactly(
            "",
            "rule \"A\" when TransferFacts( ",
            "(P.greater(hour, 3) == true) && (device.present == false) ) then end ");
  }

  private static void refuses(TestPack pack, String expected) {
    assertThat(pack.problems()).contains(expected);
    assertThat(System.getProperty("pwned")).isNull();
  }
}
