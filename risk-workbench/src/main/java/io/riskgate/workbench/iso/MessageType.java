package io.riskgate.workbench.iso;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The messages that ask for credit transfers. */
enum MessageType {
  /** From a customer to the bank. */
  PAIN_001("pain.001", "CstmrCdtTrfInitn"),
  /** From bank to bank, for customers. */
  PACS_008("pacs.008", "FIToFICstmrCdtTrf");

  /** In a namespace such as {@code urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}. */
  private static final Pattern ID = Pattern.compile("([a-z]{4}\\.\\d{3})\\.\\d{3}\\.\\d{2}");

  /** What else banks send, by the element under Document; so that a refusal can name it. */
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("CstmrPmtStsRpt", "a payment status report (pain.002)"),
          Map.entry("CstmrPmtRvsl", "a reversal of payments (pain.007)"),
          Map.entry("CstmrDrctDbtInitn", "an order of direct debits (pain.008)"),
          Map.entry("MndtInitnReq", "a request for a mandate (pain.009)"),
          Map.entry("CdtrPmtActvtnReq", "a request to pay (pain.013)"),
          Map.entry("FIToFIPmtStsRpt", "a payment status report (pacs.002)"),
          Map.entry("FIToFICstmrDrctDbt", "a direct debit between banks (pacs.003)"),
          Map.entry("PmtRtr", "a return of payments (pacs.004)"),
          Map.entry("FIToFIPmtRvsl", "a reversal of payments (pacs.007)"),
          Map.entry("FICdtTrf", "a credit transfer of a bank's own (pacs.009)"),
          Map.entry("FIToFIPmtStsReq", "a question after a payment's status (pacs.028)"),
          Map.entry("BkToCstmrAcctRpt", "an account report (camt.052)"),
          Map.entry("BkToCstmrStmt", "an account statement (camt.053)"),
          Map.entry("BkToCstmrDbtCdtNtfctn", "a notification of bookings (camt.054)"),
          Map.entry("FIToFIPmtCxlReq", "a request to cancel payments (camt.056)"),
          Map.entry("RsltnOfInvstgtn", "the result of an investigation (camt.029)"));

  /** What is read, for whoever gave something else. */
  static final String READ =
      "give credit transfers: pain.001 (CstmrCdtTrfInitn) or pacs.008 (FIToFICstmrCdtTrf)";

  private final String id;
  private final String element;

  MessageType(String id, String element) {
    this.id = id;
    this.element = element;
  }

  /** Such as {@code pacs.008}. */
  String id() {
    return id;
  }

  /** The type of a message by its element; early versions name it by the message's id. */
  static Optional<MessageType> of(String element) {
    for (MessageType type : values()) {
      if (type.element.equals(element) || element.startsWith(type.id + ".")) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** What a message is that is none of these, by its element. */
  static String other(String element) {
    String known = OTHERS.get(element);
    return "<" + element + "> is " + (known == null ? "no credit transfer" : known);
  }

  /** The message that a namespace is of, such as {@code camt.053}; empty where it names none. */
  static Optional<String> idIn(String namespace) {
    Matcher found = ID.matcher(namespace);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }
}
