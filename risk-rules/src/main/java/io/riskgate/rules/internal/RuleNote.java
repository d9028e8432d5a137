package io.riskgate.rules.internal;

/**
 * What there is to know about a rule.
 *
 * @param rule its name
 * @param file the file it stands in
 * @param line its line
 * @param needs what data it needs, in words
 */
public record RuleNote(String rule, String file, int line, String needs) {}
