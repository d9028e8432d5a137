package io.riskgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Transfer;
import io.riskgate.intel.IntelligenceFiles;
import io.riskgate.intel.SourceKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What looking transfers up in files leaves to the garbage collector. */
class IntelligenceAllocationTest {
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @TempDir Path dir;
  private long findings;

  private Path list(String name, String content) throws IOException {
    return Files.writeString(dir.resolve(name), content);
  }

  private static Transfer.Builder toBob() {
    return Transfer.builder()
        .id("T")
        .time(Instant.EPOCH)
        .payer("alice")
        .payee("bob")
        .amount(1, "CNY");
  }

  @Test
  @DisplayName("everyday transfers from addresses met before leave nothing")
  void nothing() throws IOException {
    Instant now = Instant.parse("2024-03-14T04:00:00Z");
    try (IntelligenceFiles files =
        IntelligenceFiles.builder()
            .clock(() -> now)
            .torExits(list("tor", "203.0.113.9\n"))
            .maxAge(SourceKind.TOR_EXITS, Duration.ofDays(7))
            .hosting(list("dc", "198.51.100.128/25\n"))
            .reportedAccounts(list("accounts", "mule\n"))
            .reportedDevices(list("devices", "farm-1\n"))
            .reportedNumbers(list("numbers", "138 0013 8000\n"))
            .highRiskRegions(list("regions", "MM\nKH\n"))
            .dialCode("86")
            .build()) {
      Transfer[] everyday =
          Stream.of(
                  toBob(),
                  toBob().ip("192.0.2.1"),
                  toBob().ip("2001:db8::1"),
                  toBob().ip("198.51.100.200"), // a data centre: found of the address alone
                  toBob()
                      .ip("192.0.2.1")
                      .device("d")
                      .payeePhone("+86 139 0000 0000")
                      .payeeCountry("CN")
                      .originCountry("CN"))
              .map(Transfer.Builder::build)
              .toArray(Transfer[]::new);
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      long bytes = bytes(files, everyday);
      while (bytes > 0 && System.nanoTime() < deadline) {
        bytes = bytes(files, everyday);
      }
      assertThat(bytes).isZero();
      assertThat(findings).isPositive();
    }
  }

  private long bytes(IntelligenceFiles files, Transfer[] transfers) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1_000; i++) {
      for (Transfer transfer : transfers) {
        findings += files.lookUp(transfer).findings();
      }
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
