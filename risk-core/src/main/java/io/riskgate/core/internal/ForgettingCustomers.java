package io.riskgate.core.internal;

import io.riskgate.core.Control;
import io.riskgate.core.CustomerToForget;
import io.riskgate.core.Forgotten;
import io.riskgate.core.Forgotten.Kept;
import io.riskgate.core.PersonalData;
import io.riskgate.core.Reference;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.LimitOwner;
import io.riskgate.core.spi.AlertStore;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.MovementPage;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoredMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Forgets a person wherever they are kept, and says what stays. Each step can be done again: where
 * a store fails on the way, the whole call is.
 */
final class ForgettingCustomers {
  private static final int PAGE = 1_000;

  private final RiskStore store;
  private final AlertStore alerts;
  private final DecisionLog log;

  ForgettingCustomers(RiskStore store, AlertStore alerts, DecisionLog log) {
    this.store = store;
    this.alerts = alerts;
    this.log = log;
  }

  /** Forgets an account. */
  void forget(String tenant, String account, Moment moment) {
    store.forget(tenant, account, moment);
    alerts.forget(tenant, account);
  }

  /** Forgets a customer, and says what stays. */
  Forgotten forget(PackRuntime r, CustomerToForget whom, Moment moment) {
    String tenant = whom.tenant();
    Set<String> open = open(whom, moment); // first: a forgotten account has no movements
    List<String> shared = new ArrayList<>();
    for (String device : whom.devices()) {
      if (!store.forgetDevice(tenant, device, whom.accounts(), moment)) {
        shared.add(device);
      }
    }
    for (String account : whom.accounts()) {
      forget(tenant, account, moment);
    }
    store.forgetCustomer(tenant, whom.customer(), moment);
    return new Forgotten(gone(whom, shared), kept(r, whom, open, shared, moment));
  }

  private static List<PersonalData> gone(CustomerToForget whom, List<String> shared) {
    List<PersonalData> gone = new ArrayList<>();
    if (!whom.accounts().isEmpty()) {
      gone.add(PersonalData.ACCOUNT_HISTORY);
      gone.add(PersonalData.CLOSED_TRANSFERS);
      gone.add(PersonalData.CLOSED_ALERTS);
    }
    gone.add(PersonalData.CUSTOMER_HISTORY);
    gone.add(PersonalData.SIGNALS);
    gone.add(PersonalData.REPORTS);
    if (shared.size() < whom.devices().size()) {
      gone.add(PersonalData.DEVICE_HISTORY);
    }
    return gone;
  }

  /** The ids of transfers from and to the accounts that are not over. */
  private Set<String> open(CustomerToForget whom, Moment moment) {
    Set<String> open = new LinkedHashSet<>();
    for (String account : whom.accounts()) {
      long fromMs = RiskStore.SINCE_EVER_MS;
      while (fromMs != History.NEVER) {
        MovementPage page =
            store.movements(whom.tenant(), account, fromMs, Long.MAX_VALUE, PAGE, moment);
        for (StoredMovement movement : page.movements()) {
          TransferState state = movement.state();
          if (state != null && state.isOpen()) {
            open.add(movement.transfer().id());
          }
        }
        fromMs = page.nextMs();
      }
    }
    return open;
  }

  private List<Kept> kept(
      PackRuntime r, CustomerToForget whom, Set<String> open, List<String> shared, Moment moment) {
    List<Kept> kept = new ArrayList<>();
    add(
        kept,
        PersonalData.OPEN_TRANSFERS,
        open,
        "the money is on its way, or somebody is to decide",
        "until they are settled, cancelled or expired; then forget the customer again");
    kept.add(
        new Kept(
            PersonalData.REFERENCES,
            List.of(),
            0,
            "a payment that is sent again must not be paid again",
            "until " + words(r.policy.referencesKept()) + " after each became known"));
    add(
        kept,
        PersonalData.LIMIT_USE,
        limitsInUse(r, whom, moment),
        "a limit must not be opened by forgetting",
        "until the day or month is over; then forget the customer again");
    ofAccounts(kept, whom, moment);
    add(
        kept,
        PersonalData.DEVICE_HISTORY,
        shared,
        "others have used these devices too, or nobody can tell",
        "until the windows of the rules are over");
    kept.add(
        new Kept(
            PersonalData.OTHERS_HISTORY,
            List.of(),
            0,
            "others keep what they paid and were paid, under a pseudonym where they were accounts"
                + " named here; payments from other accounts name the customer",
            "until the windows of the rules are over"));
    for (String remains : store.remainsOfForgotten()) {
      kept.add(new Kept(PersonalData.STORE_FILES, List.of(), 0, "it was written before", remains));
    }
    String logRemains = log.remainsOfForgotten();
    if (!logRemains.isEmpty()) {
      kept.add(
          new Kept(
              PersonalData.DECISION_LOG,
              List.of(),
              0,
              "a record that could be taken out would be no proof",
              logRemains));
    }
    return kept;
  }

  private void ofAccounts(List<Kept> kept, CustomerToForget whom, Moment moment) {
    Set<String> controls = new LinkedHashSet<>();
    Set<String> notices = new LinkedHashSet<>();
    int entries = 0;
    for (String account : whom.accounts()) {
      for (Control control : store.controls(whom.tenant(), account, moment)) {
        controls.add(control.id());
      }
      store
          .notices(whom.tenant(), account)
          .forEach(stored -> notices.add(stored.notice().number()));
      entries += store.controlHistory(whom.tenant(), account, moment).entries().size();
    }
    add(
        kept,
        PersonalData.OPEN_ALERTS,
        openAlerts(whom, moment),
        "staff are to speak with the customer about them",
        "until they are closed; then forget the customer again");
    String duty = "the bank has to be able to show who stopped money, and why";
    add(
        kept,
        PersonalData.CONTROLS,
        controls,
        "they protect the account, and others from it",
        "until they lapse or are lifted");
    add(kept, PersonalData.NOTICES, notices, duty, "for as long as the account is kept");
    if (entries > 0) {
      kept.add(
          new Kept(
              PersonalData.CONTROL_HISTORY,
              List.of(),
              entries,
              duty,
              "for as long as the account is kept"));
    }
  }

  /** The transfers of open alerts; all alerts are looked at, as few calls are as rare as this. */
  private Set<String> openAlerts(CustomerToForget whom, Moment moment) {
    Set<String> open = new LinkedHashSet<>();
    alerts.each(
        whom.tenant(),
        Instant.EPOCH,
        Instant.ofEpochMilli(moment.nowMs()).plus(Duration.ofDays(1)),
        alert -> {
          if (!alert.state().isClosed() && whom.accounts().contains(alert.account())) {
            open.add(alert.reference().id());
          }
        });
    return open;
  }

  /** The limits of which something is used now by an owner who is forgotten. */
  private Set<String> limitsInUse(PackRuntime r, CustomerToForget whom, Moment moment) {
    Set<String> owners =
        r.policy.limitOwner() == LimitOwner.CUSTOMER ? Set.of(whom.customer()) : whom.accounts();
    List<Limit> limits = r.schema.limits();
    Set<String> inUse = new LinkedHashSet<>();
    for (String owner : owners) {
      long[] used = store.used(r.schema, new Reference(whom.tenant(), owner, "-"), moment);
      for (int i = 0; i < used.length; i++) {
        if (used[i] > 0) {
          inUse.add(limits.get(i).id());
        }
      }
    }
    return inUse;
  }

  private static void add(
      List<Kept> kept, PersonalData data, Collection<String> which, String why, String until) {
    if (!which.isEmpty()) {
      kept.add(new Kept(data, List.copyOf(which), which.size(), why, until));
    }
  }

  private static String words(Duration time) {
    return time.toHours() + " h";
  }
}
