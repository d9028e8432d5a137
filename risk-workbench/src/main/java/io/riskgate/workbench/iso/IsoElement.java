package io.riskgate.workbench.iso;

/**
 * What is read of a message: elements without children. Which field of a transfer each is stands in
 * {@code docs/iso20022.md}. Where versions call the same thing differently, both are here.
 */
enum IsoElement {
  MESSAGE_ID(Level.MESSAGE, "GrpHdr/MsgId"),
  CREATED(Level.MESSAGE, "GrpHdr/CreDtTm"),
  TRANSACTIONS(Level.MESSAGE, "GrpHdr/NbOfTxs"),
  METHOD(Level.PAYMENT, "PmtMtd"),
  UETR("PmtId/UETR"),
  TX_ID("PmtId/TxId"),
  END_TO_END_ID("PmtId/EndToEndId"),
  INSTR_ID("PmtId/InstrId"),
  ACCEPTED("AccptncDtTm"),
  /** What the payer asked for, in pain.001. */
  ORDERED("Amt/InstdAmt"),
  /** What the payer asked for as the worth of it in another currency, in pain.001. */
  EQUIVALENT("Amt/EqvtAmt/Amt"),
  /** What the payer asked for, in pacs.008. */
  INSTRUCTED("InstdAmt"),
  /** What moves between the banks, in pacs.008. */
  SETTLED("IntrBkSttlmAmt"),
  PAYER_IBAN(Level.PARTY, "DbtrAcct/Id/IBAN"),
  PAYER_OTHER(Level.PARTY, "DbtrAcct/Id/Othr/Id"),
  PAYER_BBAN(Level.PARTY, "DbtrAcct/Id/BBAN"),
  PAYER_PROPRIETARY(Level.PARTY, "DbtrAcct/Id/PrtryAcct/Id"),
  PAYER_PROXY(Level.PARTY, "DbtrAcct/Prxy/Id"),
  PAYER_NAME(Level.PARTY, "Dbtr/Nm"),
  PAYER_LEI(Level.PARTY, "Dbtr/Id/OrgId/LEI"),
  PAYER_ANY_BIC(Level.PARTY, "Dbtr/Id/OrgId/AnyBIC"),
  PAYER_BIC_OR_BEI(Level.PARTY, "Dbtr/Id/OrgId/BICOrBEI"),
  PAYER_ORGANISATION(Level.PARTY, "Dbtr/Id/OrgId/Othr/Id"),
  PAYER_PERSON(Level.PARTY, "Dbtr/Id/PrvtId/Othr/Id"),
  PAYER_AGENT(Level.PARTY, "DbtrAgt/FinInstnId/BICFI"),
  PAYER_AGENT_OLD(Level.PARTY, "DbtrAgt/FinInstnId/BIC"),
  PAYEE_IBAN("CdtrAcct/Id/IBAN"),
  PAYEE_OTHER("CdtrAcct/Id/Othr/Id"),
  PAYEE_BBAN("CdtrAcct/Id/BBAN"),
  PAYEE_PROPRIETARY("CdtrAcct/Id/PrtryAcct/Id"),
  PAYEE_PROXY("CdtrAcct/Prxy/Id"),
  PAYEE_NAME("Cdtr/Nm"),
  PAYEE_LEI("Cdtr/Id/OrgId/LEI"),
  PAYEE_ANY_BIC("Cdtr/Id/OrgId/AnyBIC"),
  PAYEE_BIC_OR_BEI("Cdtr/Id/OrgId/BICOrBEI"),
  PAYEE_ORGANISATION("Cdtr/Id/OrgId/Othr/Id"),
  PAYEE_PERSON("Cdtr/Id/PrvtId/Othr/Id"),
  PAYEE_MOBILE("Cdtr/CtctDtls/MobNb"),
  PAYEE_PHONE("Cdtr/CtctDtls/PhneNb"),
  PAYEE_AGENT("CdtrAgt/FinInstnId/BICFI"),
  PAYEE_AGENT_OLD("CdtrAgt/FinInstnId/BIC"),
  PAYEE_AGENT_COUNTRY("CdtrAgt/FinInstnId/PstlAdr/Ctry"),
  TEXT("RmtInf/Ustrd"),
  TEXT_OF_REFERENCE("RmtInf/Strd/AddtlRmtInf");

  /** Where an element stands. */
  enum Level {
    /** Once a message. */
    MESSAGE,
    /** For all transactions of a PmtInf. */
    PAYMENT,
    /** With the PmtInf in pain.001, with each transaction in pacs.008. */
    PARTY,
    /** With each transaction. */
    TRANSACTION
  }

  private final Level level;
  private final String path;

  IsoElement(String path) {
    this(Level.TRANSACTION, path);
  }

  IsoElement(Level level, String path) {
    this.level = level;
    this.path = path;
  }

  Level level() {
    return level;
  }

  /** The path from the message, the PmtInf or the CdtTrfTxInf. */
  String path() {
    return path;
  }

  /** Whether it may stand several times, and all of it counts. */
  boolean isRepeated() {
    return this == TEXT || this == TEXT_OF_REFERENCE;
  }
}
