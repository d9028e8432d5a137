package io.riskgate.core.spi;

/** How a log writes what names a person: as it is, or under a pseudonym. */
@FunctionalInterface
public interface Identifiers {
  /** What an identifier names. */
  enum Kind {
    /** An account, as payer or payee. */
    ACCOUNT,
    /** A customer. */
    CUSTOMER,
    /** A merchant. */
    MERCHANT,
    /** A device. */
    DEVICE,
    /** An IP address. */
    IP,
    /** A telephone number. */
    PHONE
  }

  /** Everything as it is. */
  Identifiers PLAIN = (kind, tenant, identifier) -> identifier;

  /** What to write for an identifier; the same for the same kind, tenant and identifier. */
  String write(Kind kind, String tenant, String identifier);

  /** Whether places are written: degrees name a home as well as any number does. */
  default boolean writesPlaces() {
    return true;
  }
}
