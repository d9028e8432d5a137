package io.riskgate.benchmarks;

import io.riskgate.core.Transfer;
import io.riskgate.core.spi.Intelligence;
import io.riskgate.intel.IntelligenceFiles;
import io.riskgate.intel.SourceStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Looking addresses up in a list of data centres, and reading that list. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IntelligenceBenchmark {
  /** Far more addresses than the cache has slots. */
  private static final int MANY = 1 << 17;

  private static final int FEW = 1 << 6;

  /** A list of addresses in CIDR form; the default is found from the root of the repository. */
  @Param("../shared/data/ipintel/lists/datacenter-ipv4.txt")
  public String list = "";

  private final Transfer[] transfers = new Transfer[MANY];
  private IntelligenceFiles files;
  private int next;

  /** Reads the list, and makes transfers from addresses all over. */
  @Setup
  public void setUp() {
    files = open();
    Random random = new Random(4);
    for (int i = 0; i < MANY; i++) {
      int address = random.nextInt();
      transfers[i] =
          Transfer.builder()
              .id("T" + i)
              .time(Instant.EPOCH)
              .payer("alice")
              .payee("bob")
              .amount(100, "CNY")
              .ip(
                  (address >>> 24)
                      + "."
                      + (address >>> 16 & 255)
                      + "."
                      + (address >>> 8 & 255)
                      + "."
                      + (address & 255))
              .build();
    }
  }

  private IntelligenceFiles open() {
    IntelligenceFiles opened = IntelligenceFiles.builder().hosting(Path.of(list)).build();
    SourceStatus status = opened.status().get(0);
    if (status.state() != SourceStatus.State.READY) {
      throw new IllegalStateException(list + " " + status.problem());
    }
    return opened;
  }

  /** Ends what was opened. */
  @TearDown
  public void tearDown() {
    files.close();
  }

  /** Addresses that were met lately. */
  @Benchmark
  public Intelligence knownAddress() {
    return files.lookUp(transfers[next++ & (FEW - 1)]);
  }

  /** Addresses that were mostly not met lately: read from text, looked up, kept. */
  @Benchmark
  public Intelligence newAddress() {
    return files.lookUp(transfers[next++ & (MANY - 1)]);
  }

  /** Reading the list from its file into a table. */
  @Benchmark
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public long load() {
    try (IntelligenceFiles opened = open()) {
      return opened.status().get(0).entries();
    }
  }
}
