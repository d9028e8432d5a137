package io.riskgate.intel;

import io.riskgate.core.Transfer;
import java.time.Instant;

/** Transfers to look up. */
final class Asked {
  private Asked() {}

  /** A transfer to bob's account that brings nothing else. */
  static Transfer.Builder toBob() {
    return Transfer.builder()
        .id("T1")
        .time(Instant.parse("2024-03-14T04:00:00Z"))
        .payer("alice")
        .payee("bob")
        .amount("100.00", "CNY");
  }

  static Transfer from(String ip) {
    return toBob().ip(ip).build();
  }
}
