package io.riskgate.intel;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** A database that knows something of addresses. */
interface AddressDatabase {
  /** What is known of an address; {@link Answer#NOTHING} if it is not in the database. */
  Answer find(InetAddress address) throws IOException;

  /**
   * What a database knows of an address.
   *
   * @param country ISO 3166-1 alpha-2, or empty
   * @param subdivisions ISO 3166-2 in today's form, such as CN-YN
   * @param asn the number of the autonomous system, or 0
   * @param findings bits of {@link io.riskgate.core.spi.Intelligence.Finding}
   */
  record Answer(String country, List<String> subdivisions, long asn, long findings) {
    static final Answer NOTHING = new Answer("", List.of(), 0, 0);
  }
}
