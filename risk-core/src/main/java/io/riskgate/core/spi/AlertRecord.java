package io.riskgate.core.spi;

import io.riskgate.core.AlertChannel;
import io.riskgate.core.AlertResponse;
import io.riskgate.core.AlertState;
import io.riskgate.core.AlertTier;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.pack.PackIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An alert as an {@link AlertStore} keeps it. Immutable: a snapshot. Its state follows from its
 * responses.
 *
 * @param reference how the transfer, and the alert with it, is known
 * @param account the payer account
 * @param pack the pack that decided
 * @param monitored whether it was raised in mode MONITOR, and so is shown on the decision alone
 * @param tier how urgent it is
 * @param expectedLoss what may be lost, in minor units of the base currency
 * @param lossIsLowerBound whether history did not reach back far enough, so that it may be more
 * @param raisedAt the clock when the transfer was decided
 * @param respondBy until when the contacts are to be made
 * @param channels how the customer is to be reached, in the pack's order
 * @param contacts how many contacts are wanted, at least 1
 * @param scams the suspected kinds of scam, in the order of the hits
 * @param rules the codes of the rules that fired
 * @param labels the risk labels that the hits give
 * @param outcome what was decided
 * @param score 0 to 100
 * @param responses what was done about it, in the order in which it was told
 * @param overdueTold whether listeners have heard that it became overdue
 * @param revision grows by one with each change; 0 when it is raised
 */
public record AlertRecord(
    Reference reference,
    String account,
    PackIdentity pack,
    boolean monitored,
    AlertTier tier,
    long expectedLoss,
    boolean lossIsLowerBound,
    Instant raisedAt,
    Instant respondBy,
    Set<AlertChannel> channels,
    int contacts,
    List<String> scams,
    List<String> rules,
    List<String> labels,
    Outcome outcome,
    int score,
    List<AlertResponse> responses,
    boolean overdueTold,
    long revision) {
  /** How many responses an alert takes; the last place is kept for the one that closes it. */
  public static final int RESPONSES_MAX = 32;

  /** Copies the collections. */
  public AlertRecord {
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(pack, "pack");
    Objects.requireNonNull(tier, "tier");
    Objects.requireNonNull(raisedAt, "raisedAt");
    Objects.requireNonNull(respondBy, "respondBy");
    Objects.requireNonNull(outcome, "outcome");
    channels = Collections.unmodifiableSet(new LinkedHashSet<>(channels));
    scams = List.copyOf(scams);
    rules = List.copyOf(rules);
    labels = List.copyOf(labels);
    responses = List.copyOf(responses);
  }

  /** Where it stands. */
  public AlertState state() {
    int made = 0;
    for (AlertResponse response : responses) {
      switch (response.kind()) {
        case CONTACTED -> made++;
        case DISSUADED -> {
          return AlertState.DISSUADED;
        }
        case FAILED -> {
          return AlertState.FAILED;
        }
      }
    }
    return made >= contacts ? AlertState.CONTACTED : AlertState.OPEN;
  }

  /**
   * When it left the state OPEN; null while it is open. That is the time of the response that
   * closed it, or of the latest of the contacts that are wanted, in whatever order they were told.
   */
  public @Nullable Instant respondedAt() {
    int made = 0;
    Instant latest = Instant.MIN;
    for (AlertResponse response : responses) {
      if (response.kind() != AlertResponse.Kind.CONTACTED) {
        return response.at();
      }
      latest = response.at().isAfter(latest) ? response.at() : latest;
      if (++made >= contacts) {
        return latest;
      }
    }
    return null;
  }

  /** Whether it is open past its time to respond. */
  public boolean isOverdueAt(Instant now) {
    return now.isAfter(respondBy) && state() == AlertState.OPEN;
  }

  /** The next revision, with one more response. */
  public AlertRecord with(AlertResponse response) {
    List<AlertResponse> all = new ArrayList<>(responses);
    all.add(response);
    return changed(all, overdueTold);
  }

  /** The next revision, once listeners hear that it is overdue. */
  public AlertRecord toldOverdue() {
    return changed(responses, true);
  }

  private AlertRecord changed(List<AlertResponse> newResponses, boolean newOverdueTold) {
    return new AlertRecord(
        reference,
        account,
        pack,
        monitored,
        tier,
        expectedLoss,
        lossIsLowerBound,
        raisedAt,
        respondBy,
        channels,
        contacts,
        scams,
        rules,
        labels,
        outcome,
        score,
        newResponses,
        newOverdueTold,
        revision + 1);
  }

  /** Names the alert without personal data. */
  @Override
  public String toString() {
    return tier + " alert " + state() + " for " + reference;
  }
}
