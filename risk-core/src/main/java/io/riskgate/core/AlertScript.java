package io.riskgate.core;

import java.util.List;

/**
 * What whoever calls the customer about an alert goes through, line by line, without repetition.
 * Where several kinds of scam are suspected, the lines of each follow one another.
 *
 * @param ask questions to ask; empty where the pack has none
 * @param say what to tell the customer; empty where the pack has nothing
 * @param law the legal basis; empty where the pack has none
 */
public record AlertScript(List<String> ask, List<String> say, List<String> law) {
  /** Copies the lists. */
  public AlertScript {
    ask = List.copyOf(ask);
    say = List.copyOf(say);
    law = List.copyOf(law);
  }
}
