package io.riskgate.core;

import io.riskgate.core.pack.Messages;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.spi.AlertRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A transfer about which the bank's staff should speak with the customer. Known by the transfer's
 * reference. Immutable: what was done about it since is seen by asking again.
 */
public final class Alert {
  private static final String SCRIPT = "script.";

  private final AlertRecord record;
  private final Instant asOf;
  private final Messages messages;

  /**
   * Puts an alert together. Engines do; callers read.
   *
   * @param record what is kept of it
   * @param asOf the clock when it is handed out
   * @param messages the pack's texts
   */
  public Alert(AlertRecord record, Instant asOf, Messages messages) {
    this.record = Objects.requireNonNull(record, "record");
    this.asOf = Objects.requireNonNull(asOf, "asOf");
    this.messages = Objects.requireNonNull(messages, "messages");
  }

  /** How the transfer, and the alert with it, is known. */
  public Reference reference() {
    return record.reference();
  }

  /** The payer account. */
  public String account() {
    return record.account();
  }

  /** The pack that decided. */
  public PackIdentity pack() {
    return record.pack();
  }

  /**
   * Whether it was raised in mode MONITOR: it is shown on the decision, and neither kept nor
   * delivered.
   */
  public boolean isMonitored() {
    return record.monitored();
  }

  /** How urgent it is. */
  public AlertTier tier() {
    return record.tier();
  }

  /**
   * What may be lost, in minor units of the base currency: the transfer's value and what the pack
   * adds to it, such as what went to the same payee before.
   */
  public long expectedLoss() {
    return record.expectedLoss();
  }

  /**
   * Whether the expected loss may be more than it says, because history does not reach back far
   * enough.
   */
  public boolean isLossLowerBound() {
    return record.lossIsLowerBound();
  }

  /** The clock when the transfer was decided. */
  public Instant raisedAt() {
    return record.raisedAt();
  }

  /** Until when the contacts are to be made. */
  public Instant respondBy() {
    return record.respondBy();
  }

  /** How the customer is to be reached, in the pack's order. */
  public Set<AlertChannel> channels() {
    return record.channels();
  }

  /** How many contacts are wanted, at least 1. */
  public int contactsWanted() {
    return record.contacts();
  }

  /** How many contacts have been made. */
  public int contactsMade() {
    int made = 0;
    for (AlertResponse response : record.responses()) {
      if (response.kind() == AlertResponse.Kind.CONTACTED) {
        made++;
      }
    }
    return made;
  }

  /** The suspected kinds of scam, in the order of the hits, without repetition. */
  public List<String> suspectedScams() {
    return record.scams();
  }

  /** The codes of the rules that fired. */
  public List<String> rules() {
    return record.rules();
  }

  /** The risk labels that the hits give. */
  public List<String> labels() {
    return record.labels();
  }

  /** What was decided about the transfer. */
  public Outcome outcome() {
    return record.outcome();
  }

  /** The score, 0 to 100. */
  public int score() {
    return record.score();
  }

  /** Where it stands. */
  public AlertState state() {
    return record.state();
  }

  /** Whether it was open past its time to respond when it was handed out. */
  public boolean isOverdue() {
    return record.isOverdueAt(asOf);
  }

  /** Why it failed; empty unless its state is FAILED. */
  public Optional<AlertFailure> failure() {
    for (AlertResponse response : record.responses()) {
      if (response.cause() != null) {
        return Optional.of(response.cause());
      }
    }
    return Optional.empty();
  }

  /** What was done about it, in the order in which it was told. */
  public List<AlertResponse> responses() {
    return record.responses();
  }

  /** When it left the state OPEN, or null while it is open. */
  public @Nullable Instant respondedAt() {
    return record.respondedAt();
  }

  /**
   * What whoever calls the customer goes through: for each suspected kind of scam the pack's own
   * texts, and its general ones where it has none for that kind or nothing is suspected.
   */
  public AlertScript script(Locale locale) {
    return new AlertScript(lines("ask", locale), lines("say", locale), lines("law", locale));
  }

  private List<String> lines(String part, Locale locale) {
    Set<String> lines = new LinkedHashSet<>();
    for (String scam : record.scams()) {
      Optional<String> own = messages.text(SCRIPT + scam + "." + part, locale, List.of());
      own.or(() -> general(part, locale)).ifPresent(text -> addLines(lines, text));
    }
    if (record.scams().isEmpty()) {
      general(part, locale).ifPresent(text -> addLines(lines, text));
    }
    return List.copyOf(lines);
  }

  private Optional<String> general(String part, Locale locale) {
    return messages.text(SCRIPT + part, locale, List.of());
  }

  private static void addLines(Set<String> lines, String text) {
    Arrays.stream(text.split("\n"))
        .map(String::strip)
        .filter(l -> !l.isEmpty())
        .forEach(lines::add);
  }

  /** Names the alert without personal data. */
  @Override
  public String toString() {
    return record.toString();
  }
}
