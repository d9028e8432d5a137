package io.riskgate.core.spi;

import io.riskgate.core.ConflictingTransferException;
import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.FraudReport;
import io.riskgate.core.NoticeStatus;
import io.riskgate.core.Reference;
import io.riskgate.core.Signal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps history, limits, decisions and controls. Safe for use by any number of threads. Whoever
 * writes one inherits the tests of the module {@code risk-store-tck}.
 *
 * <p>Whatever concerns one owner of limits (one {@link Reference#owner()}) is atomic: of two
 * changes to it, one sees the other. Any method may throw {@link StoreException}; the engine then
 * holds the transfer, path RETRY.
 *
 * <p>Time comes with each call: a store looks at no clock of its own. What is open expires by the
 * call's moment, at the very instant that it names; references are forgotten once they have been
 * known for as long as the first schema says and are closed or undecided. Calls may come with
 * clocks that are a little apart, or with one that was ahead and has been set right. Tenants are
 * apart: the same account, reference, control or id of another tenant is another.
 *
 * <p>A transfer's revision grows with each change to it, and with each control that must be seen
 * before it is committed; nothing else is known of it. The use of a limit is known by the limit's
 * id and the window, and stays at {@link Long#MAX_VALUE} where it would overflow, whatever is given
 * back. What is dropped for lack of room is marked in {@link History}; no limit is ever dropped.
 */
public interface RiskStore extends AutoCloseable {
  /** What {@link #coveredSinceMs} says of what was kept ever since the store began. */
  long SINCE_EVER_MS = Long.MIN_VALUE / 2;

  /** The deadline of a caller who waits for as long as it takes. */
  long NO_DEADLINE = Long.MAX_VALUE;

  /**
   * Tells the store what to keep from now on, in place of what it was told before. Called before
   * the first attempt, and whenever a pack takes over.
   *
   * @param inForce what is wanted: the active pack's first, then that of the pack which a rollback
   *     goes back to, and others that are evaluated beside it
   * @param nowMs the clock
   */
  void declare(List<StoreSchema> inForce, long nowMs);

  /**
   * For each aggregate of a schema in force, in its order, since which event time this store has
   * recorded and retained everything that it counts, {@link #SINCE_EVER_MS} where it always has.
   * Calls that were under way when that began, and events that lay ahead of the clock then, are not
   * allowed for.
   */
  long[] coveredSinceMs(StoreSchema schema);

  /**
   * Records the attempt and reads what was known before it. That is one step for the owner of
   * limits, and one for each key that the attempt concerns (payer, payee, device …), so that of two
   * attempts on one key, one sees the other; all of them together need not be one moment.
   *
   * <p>An attempt is recorded once per reference and is no part of its own history. The reference
   * is registered with payer and payee account before their controls are read, so that a control
   * that is set meanwhile finds it.
   *
   * <p>An attempt that is repeated while it is undecided is the same attempt, in its old place,
   * with what was said last. Events count by their event time and, where times are equal, in order
   * of arrival.
   *
   * @param history cleared by the caller; filled unless the reference has been decided
   * @return the decided transfer where the reference has been decided, otherwise null
   * @throws ConflictingTransferException if the reference is known with other content; nothing is
   *     recorded
   */
  @Nullable StoredTransfer attempt(Attempt attempt, History history);

  /**
   * The same for a caller who waits until a time and no longer. A store that waits for something
   * gives up by then, with {@link StoreException}; whether it was recorded, the attempt shows when
   * it is made again. One that never waits need not look at it.
   *
   * @param deadlineNanos as {@link System#nanoTime()} tells time, or {@link #NO_DEADLINE}
   */
  default @Nullable StoredTransfer attempt(Attempt attempt, History history, long deadlineNanos) {
    return attempt(attempt, history);
  }

  /**
   * Reads again, perhaps for another schema, what was known before an attempt that is recorded;
   * changes nothing that any other call could see.
   *
   * <p>Filled are the aggregates, the seen times, the last place and the use of limits without what
   * the transfer itself has claimed; not the controls and not the revision. It is what is known by
   * now of what came before, so it can differ from what {@link #attempt} read at the time:
   *
   * <ul>
   *   <li>events that arrived since count where their event time is earlier, and where it is the
   *       same if the transfer itself is no event of the key that they are counted by: nobody knows
   *       then which of them was first;
   *   <li>events have the state that they are in now (what is open expires by the attempt's
   *       moment), and first and last seen include what has been settled since, the transfer itself
   *       included;
   *   <li>limits are used by what others have claimed or given back since, and a limit that no pack
   *       has counted is not used at all;
   *   <li>an aggregate is marked as capped where the store does not hold the transfer's own event
   *       for its key: because the key was forgotten, or the store was not told to keep it.
   * </ul>
   *
   * @param attempt the schema to read for, the reference, and the moment of the attempt
   * @param history cleared by the caller
   * @return whether the attempt is remembered; otherwise the history is of no use
   */
  boolean read(Attempt attempt, History history);

  /**
   * Records a decision or a later change to it, and makes its claims on limits, atomically.
   *
   * <p>Nothing is recorded, and the answer is CHANGED, where the transfer has another revision than
   * the commit is based on, or was attempted so long ago that no control looks for it any more: it
   * is to be attempted again then.
   *
   * <p>A claim that is not covered may not take the limit's use, without what the transfer itself
   * has claimed, above its maximum; otherwise nothing is recorded, and the answer is PASSED. A
   * claim on a limit that counts what is let go is made anew by each reservation, and is given back
   * as {@link #cancel} and expiry say. One on a limit that counts what is suspicious ({@link
   * io.riskgate.core.pack.Limit.Counts#SUSPICIOUS}) is made by the first commit that names the
   * limit, in whatever state, and counts for good in the window of that commit's moment: it is
   * neither made a second time nor given back, and a later commit that names it is checked against
   * that window. The usages that are recorded show what is really used once the claims are made.
   *
   * <p>Its signals are recorded with it, as {@link #signal} does, and not where nothing is
   * recorded. A store that finds no room for one says so in its log and counts it, and what was
   * decided stands. About an account that is not the reference's owner a store may record them in a
   * step of its own, right after the decision.
   */
  CommitResult commit(Commit commit);

  /**
   * The same for a caller who waits until a time and no longer, as for {@link #attempt(Attempt,
   * History, long)}. Where the store gives up, the decision may have been recorded all the same: an
   * attempt with its reference finds it then.
   *
   * @param deadlineNanos as {@link System#nanoTime()} tells time, or {@link #NO_DEADLINE}
   */
  default CommitResult commit(Commit commit, long deadlineNanos) {
    return commit(commit);
  }

  /**
   * Ends a transfer as settled, in whatever state it is; idempotent.
   *
   * <p>What was ever reserved, and has expired, been cancelled or been moved to HELD since, claims
   * again in the windows of its reservation, above the limit if need be; where there was no
   * reservation the windows of the moment are used. Marks say what was out of the ordinary: LATE
   * where it had expired, AFTER_CANCEL where it had been cancelled, and UNVERIFIED where more than
   * ALLOW was asked for and it was not reserved. It counts as first or last seen from then on, at
   * its event time.
   *
   * @return the transfer, or null where no decided transfer is remembered
   */
  @Nullable StoredTransfer settle(Reference reference, Moment moment);

  /**
   * Ends an open transfer as cancelled and gives back its claims; closed ones stay as they are.
   *
   * @return the transfer, or null where no decided transfer is remembered
   */
  @Nullable StoredTransfer cancel(Reference reference, Moment moment);

  /** The transfer as it stands, or null where no decided transfer is remembered. */
  @Nullable StoredTransfer find(Reference reference, Moment moment);

  /**
   * The same for a caller who waits until a time and no longer.
   *
   * @param deadlineNanos as {@link System#nanoTime()} tells time, or {@link #NO_DEADLINE}
   */
  default @Nullable StoredTransfer find(Reference reference, Moment moment, long deadlineNanos) {
    return find(reference, moment);
  }

  /**
   * Records money that moved elsewhere. Where it counts against limits it does so in the windows of
   * its event time, above them if need be.
   *
   * @param attempt describes the movement; its moment holds the clock
   * @param eventMoment the limit windows of its event time
   *     <p>What was attempted and never decided becomes a movement by this, in its old place. A
   *     movement is SETTLED from the beginning, and no transfer: it is neither found, settled nor
   *     cancelled.
   * @return whether it was new
   * @throws ConflictingTransferException if the reference is that of a decided transfer or of a
   *     movement with other content
   */
  boolean observe(Attempt attempt, Moment eventMoment);

  /**
   * Records a valid fraud report at the time when it became known. What it leaves out is taken from
   * the transfer or movement of its reference, where that is remembered and went to the reported
   * account.
   *
   * @return whether it was new
   */
  boolean report(FraudReport report, Moment moment);

  /**
   * Records a valid signal. {@link #attempt} tells it from then on, as {@link History#signals()}
   * says; what is dropped for lack of room is told there too.
   *
   * @return whether it is new and kept
   */
  boolean signal(Signal signal, Moment moment);

  /**
   * The signals about an account, and about a customer where one is named, that {@link #attempt}
   * would tell of a transfer at the moment's clock. Changes nothing.
   */
  KnownSignals signals(String tenant, String account, @Nullable String customer, Moment moment);

  /**
   * The use of each limit's window at a moment without what the transfer itself has claimed, in the
   * schema's order. Of a limit on which its suspicious value has been claimed, it is the window in
   * which that counts, whatever the moment.
   */
  long[] used(StoreSchema schema, Reference reference, Moment moment);

  /**
   * The same for a caller who waits until a time and no longer.
   *
   * @param deadlineNanos as {@link System#nanoTime()} tells time, or {@link #NO_DEADLINE}
   */
  default long[] used(StoreSchema schema, Reference reference, Moment moment, long deadlineNanos) {
    return used(schema, reference, moment);
  }

  /**
   * Sets a control, and enters it in the account's history of controls. Those of the account's open
   * transfers that it {@linkplain Control#stops stops}, but for monitored ones, are moved to HELD
   * with the given demand, and the undecided ones are stopped from being committed at the revision
   * they are based on; so are those of a payer whose limit is set.
   *
   * @param expiresAtMs when the holds end
   *     <p>One with the id of another takes its place. Those that were ended already when they are
   *     set move nothing, and are entered in the history all the same.
   * @return the references that were moved to HELD
   * @throws StoreException if the account has 64 controls of its sort already, those that stop
   *     something and those that stop nothing
   * @throws IllegalArgumentException if its id is the number of a notice in force on the account
   */
  List<Reference> impose(
      Control control, io.riskgate.core.pack.Demand heldBy, long expiresAtMs, Moment moment);

  /**
   * Lifts a control, and enters it in the account's history of controls; whether there was one.
   * Where it is that of a notice, the notice becomes lifted in the same step; where that stands
   * beside another control of the id, it is the one that is lifted.
   *
   * @param by who lifts it
   * @param why why
   */
  boolean lift(
      String tenant, String account, String controlId, String by, String why, Moment moment);

  /**
   * What became of the controls on an account. It is kept whether or not the account is forgotten,
   * up to a documented number of entries; the oldest go first, but never one that says how a
   * control in force came to be as it is.
   */
  ControlHistory controlHistory(String tenant, String account, Moment moment);

  /**
   * Keeps a stop-payment notice and sets its control, in one step, as {@link #impose} does; keeps
   * with it what was moved to HELD. Where the account knows a notice of the number, nothing
   * changes. A notice is not refused for lack of room, and takes the place of a control with its
   * number as id only where that is a stop-payment which ends no later; any other stays beside it.
   *
   * @return the notice, or null where its number is known
   */
  @Nullable StoredNotice receive(
      StoredNotice notice, io.riskgate.core.pack.Demand heldBy, long expiresAtMs, Moment moment);

  /**
   * Replaces a notice by its next revision, unless another change came first. Where it is confirmed
   * or extended by that, this is entered in the account's history of controls in the same step, and
   * where it is extended, its control lasts as long.
   *
   * @return whether it was replaced
   */
  boolean change(StoredNotice next, Moment moment);

  /** The notices on an account that are remembered, in order of arrival. */
  List<StoredNotice> notices(String tenant, String account);

  /**
   * The notices of a tenant that are in certain states, by the time of receipt.
   *
   * @param receivedFromMs only those received then or later
   * @param max how many at most, the earliest ones
   */
  List<StoredNotice> notices(
      String tenant, Set<NoticeStatus.State> states, long receivedFromMs, int max, Moment moment);

  /**
   * The notices of all tenants of which listeners are to be told something, as {@link
   * StoredNotice#isDue} says, in any order.
   *
   * @param max how many at most
   */
  List<StoredNotice> dueNotices(int max, Moment moment);

  /**
   * What was scored or observed from and to an account, of every asset class and in every state, in
   * event order. A page ends between two event times: it has {@code max} entries, or as many more
   * as share the last one's time.
   *
   * @param fromMs the earliest event time
   * @param toMs the first event time that no longer counts
   * @param max how many entries a page is to have, at least 1
   */
  MovementPage movements(
      String tenant, String account, long fromMs, long toMs, int max, Moment moment);

  /**
   * The accounts of a tenant of which something is remembered (movements, open transfers, controls
   * and what became of them, notices), page by page, for an export. The order is the store's own.
   *
   * <p>What is remembered from before the first page is asked for until after the last one was told
   * is told exactly once; what comes or goes meanwhile at most once.
   *
   * @param after the cursor that the page before told, or null for the first page
   * @param max how many a page may have, at least 1
   * @throws IllegalArgumentException if {@code max} is less than 1, or {@code after} is no cursor
   */
  StorePage<String> accounts(String tenant, @Nullable String after, int max, Moment moment);

  /**
   * The decided transfers of a tenant that are remembered, each as {@link #find} tells it, page by
   * page as {@link #accounts} says.
   *
   * @param after the cursor that the page before told, or null for the first page
   * @param max how many a page may have, at least 1
   * @throws IllegalArgumentException if {@code max} is less than 1, or {@code after} is no cursor
   */
  StorePage<StoredTransfer> transfers(
      String tenant, @Nullable String after, int max, Moment moment);

  /** The controls in force on an account. */
  List<Control> controls(String tenant, String account, Moment moment);

  /**
   * The same for a caller who waits until a time and no longer.
   *
   * @param deadlineNanos as {@link System#nanoTime()} tells time, or {@link #NO_DEADLINE}
   */
  default List<Control> controls(String tenant, String account, Moment moment, long deadlineNanos) {
    return controls(tenant, account, moment);
  }

  /**
   * Forgets an account's history and closed transfers, as {@code RiskEngine.forget} says; not its
   * controls, their history and its notices, nor open transfers and the use of running windows.
   *
   * <p>Others keep what they count: in their export it stands under a pseudonym, always the same.
   * Of a closed transfer of the account as payer, {@link #find} tells what a retry is compared with
   * and nothing else. Reports by and of the account, and signals about it, go as well.
   */
  void forget(String tenant, String account, Moment moment);

  /**
   * Forgets what is kept by a customer: the history that aggregates by CUSTOMER count, the signals
   * about them, and that reports name them as the customer. Where they are an owner of limits, of
   * their closed transfers {@link #find} tells what a retry is compared with and nothing else; open
   * transfers and the use of running windows stay.
   *
   * <p>Others keep what they count. What the customer paid from an account that is not forgotten
   * may go on naming them, for as long as that transfer is remembered.
   */
  void forgetCustomer(String tenant, String customer, Moment moment);

  /**
   * Forgets what is kept by a device, its history and the reports that name it, unless an account
   * other than these is known to have paid with it. So it comes before the accounts themselves are
   * forgotten: an account that was forgotten counts as another. A device of which events that a
   * window in force could reach were dropped is kept, as nobody can tell; so is one that a report
   * names whose payer is none of the accounts.
   *
   * @return whether nothing is kept by it now; false where it is kept as it was
   */
  boolean forgetDevice(String tenant, String device, Set<String> accounts, Moment moment);

  /**
   * Where something of a person that was forgotten lies still, and until when, apart from what can
   * be asked for here: in files, backups, copies. In words, one sentence each; for whoever has to
   * answer the person. Empty where nothing does.
   */
  default List<String> remainsOfForgotten() {
    return List.of();
  }

  /** Frees what the store holds. */
  @Override
  void close();
}
