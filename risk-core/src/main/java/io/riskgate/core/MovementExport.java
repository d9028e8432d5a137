package io.riskgate.core;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What moved, or was asked to move, from and to an account within a period: one page of it, in
 * event order. Of equal event times what leaves the account comes first, each in order of arrival.
 *
 * <p>It holds personal data, the other parties' account numbers included; whoever hands it on
 * answers for that. A party that was forgotten stands in it under a pseudonym.
 *
 * @param tenant the tenant
 * @param account the account
 * @param from the beginning of the period, included
 * @param to the end of the period, not included
 * @param asOf the clock when it was taken; states are those of then, and what arrives later is not
 *     in it, even where its event time is earlier
 * @param wholeSince from which event time on the account's history is whole; {@code from} where it
 *     is whole for all of the period, and later where some of it is no longer kept or was never
 *     known
 * @param baseCurrency the ISO 4217 code of the currency of values
 * @param entries what moved
 * @param next where the next page begins, or null where this is the last; it is the {@code from} to
 *     ask with
 */
public record MovementExport(
    String tenant,
    String account,
    Instant from,
    Instant to,
    Instant asOf,
    Instant wholeSince,
    String baseCurrency,
    List<Entry> entries,
    @Nullable Instant next) {
  /** How many entries a page has, unless more of them share one event time. */
  public static final int ENTRIES_MAX = 10_000;

  /** The second line of {@link #writeCsv}. */
  public static final String CSV_HEADER =
      "tenant,owner,id,event_time,direction,counterparty,kind,asset_class,amount,currency,asset,"
          + "value,value_currency,state,marks";

  /** Whether an entry leaves or reaches the account. */
  public enum Direction {
    /** The account pays; also where it pays itself. */
    OUT,
    /** The account receives. */
    IN
  }

  /**
   * One transfer or observed movement.
   *
   * @param reference how it is or was known
   * @param time its event time, to the millisecond
   * @param direction whether it leaves or reaches the account
   * @param counterparty the other account, or its pseudonym
   * @param kind what it is, seen from the payer
   * @param assetClass what kind of thing moved
   * @param amountMinor the amount in minor units of the currency, or of the asset at its scale
   * @param currency the ISO 4217 code, or null for an asset
   * @param asset the asset's code, or null for a currency
   * @param assetScale the asset's number of decimals; 0 for a currency
   * @param value the value in minor units of the base currency
   * @param state where it stands; SETTLED for an observed movement, null for what was asked for and
   *     never decided
   * @param marks what an auditor must see
   */
  public record Entry(
      Reference reference,
      Instant time,
      Direction direction,
      String counterparty,
      TransferKind kind,
      AssetClass assetClass,
      long amountMinor,
      @Nullable String currency,
      @Nullable String asset,
      int assetScale,
      long value,
      @Nullable TransferState state,
      Set<Mark> marks) {
    /** Copies the set. */
    public Entry {
      Objects.requireNonNull(reference, "reference");
      Objects.requireNonNull(time, "time");
      marks = Set.copyOf(marks);
    }

    /** Names the entry without personal data. */
    @Override
    public String toString() {
      return direction + " " + reference + " " + time + " " + state;
    }
  }

  /** Copies the list. */
  public MovementExport {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(account, "account");
    entries = List.copyOf(entries);
  }

  /** Whether nothing of the period is missing: no further page, and history whole all along. */
  public boolean isWhole() {
    return next == null && !wholeSince.isAfter(from);
  }

  /**
   * Writes the page as CSV in UTF-8 terms, lines ended by CR LF. The first line begins with {@code
   * #} and says what the page covers and whether anything is missing; the second is {@link
   * #CSV_HEADER}; then one line an entry. Amounts and values are whole units with decimals, times
   * ISO 8601 in UTC, marks separated by blanks; the state of what was never decided is {@code
   * UNDECIDED}. A cell that holds a comma or a quote stands in double quotes.
   *
   * @throws IOException if {@code out} does
   */
  public void writeCsv(Appendable out) throws IOException {
    out.append(coverage()).append("\r\n").append(CSV_HEADER).append("\r\n");
    for (Entry entry : entries) {
      out.append(cells(entry).stream().map(MovementExport::cell).collect(Collectors.joining(",")))
          .append("\r\n");
    }
  }

  private String coverage() {
    String missing = wholeSince.isAfter(from) ? "; HISTORY IS WHOLE ONLY SINCE " + wholeSince : "";
    String more = next == null ? "" : "; CONTINUES AT " + next;
    return "# movements of account "
        + account.replaceAll("\\p{Cntrl}", "?")
        + " from "
        + from
        + " to before "
        + to
        + ", as of "
        + asOf
        + (missing.isEmpty() && more.isEmpty() ? "; complete" : missing + more);
  }

  private List<String> cells(Entry e) {
    String currency = e.currency();
    int digits = currency == null ? e.assetScale() : Amounts.fractionDigits(currency);
    TransferState state = e.state();
    List<String> cells = new ArrayList<>();
    cells.add(e.reference().tenant());
    cells.add(e.reference().owner());
    cells.add(e.reference().id());
    cells.add(e.time().toString());
    cells.add(e.direction().name());
    cells.add(e.counterparty());
    cells.add(e.kind().name());
    cells.add(e.assetClass().name());
    cells.add(Amounts.format(e.amountMinor(), digits));
    cells.add(currency == null ? "" : currency);
    cells.add(Objects.requireNonNullElse(e.asset(), ""));
    cells.add(Amounts.format(e.value(), Amounts.fractionDigits(baseCurrency)));
    cells.add(baseCurrency);
    cells.add(state == null ? "UNDECIDED" : state.name());
    cells.add(e.marks().stream().map(Mark::name).sorted().collect(Collectors.joining(" ")));
    return cells;
  }

  private static String cell(String text) {
    return text.indexOf(',') < 0 && text.indexOf('"') < 0
        ? text
        : '"' + text.replace("\"", "\"\"") + '"';
  }

  /** Says how much it holds, without personal data. */
  @Override
  public String toString() {
    return entries.size()
        + " movements of "
        + Masking.mask(account)
        + " from "
        + from
        + " to "
        + to
        + (isWhole() ? "" : ", not whole");
  }
}
