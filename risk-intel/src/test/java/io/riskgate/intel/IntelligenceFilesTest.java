package io.riskgate.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.DataItem;
import io.riskgate.core.Degraded;
import io.riskgate.core.Degraded.Cause;
import io.riskgate.core.Transfer;
import io.riskgate.core.spi.Intelligence;
import io.riskgate.core.spi.Intelligence.Finding;
import io.riskgate.intel.SourceStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What files say of transfers, and what becomes of it while they change, break and grow old. */
class IntelligenceFilesTest {
  private static final Instant NOON = Instant.parse("2024-03-14T04:00:00Z");
  private static final String TOR_EXIT = "203.0.113.9";
  private static final String CLEAN = "192.0.2.1";

  @TempDir Path dir;
  private final TestClock clock = new TestClock(NOON);

  /** Writes a list an hour before the clock. */
  private Path list(String name, String... lines) throws IOException {
    return write(name, NOON.minus(Duration.ofHours(1)), lines);
  }

  private Path write(String name, Instant at, String... lines) throws IOException {
    Path next = dir.resolve(name + ".next");
    Files.writeString(next, String.join("\n", lines) + "\n");
    Files.setLastModifiedTime(next, FileTime.from(at));
    return Files.move(
        next,
        dir.resolve(name),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  private IntelligenceFiles.Builder builder() {
    return IntelligenceFiles.builder().clock(clock);
  }

  private static Set<Finding> found(Intelligence intelligence) {
    return EnumSet.allOf(Finding.class).stream()
        .filter(intelligence::has)
        .collect(Collectors.toSet());
  }

  private static Set<DataItem> known(Intelligence intelligence) {
    return EnumSet.allOf(DataItem.class).stream()
        .filter(item -> (intelligence.known() & item.bit()) != 0)
        .collect(Collectors.toSet());
  }

  private static Degraded failed(String source) {
    return new Degraded(Cause.LOOKUP_FAILED, source);
  }

  private static Degraded stale(String source) {
    return new Degraded(Cause.LOOKUP_STALE, source);
  }

  private SourceStatus only(IntelligenceFiles files) {
    assertThat(files.status()).hasSize(1);
    return files.status().get(0);
  }

  @Test
  @DisplayName("each list finds what is on it, and nothing else")
  void findings() throws IOException {
    try (IntelligenceFiles files =
        builder()
            .torExits(list("tor", TOR_EXIT))
            .vpn(list("vpn1", "198.51.100.0/24"))
            .vpn(list("vpn2", "2001:db8:1::/48"))
            .hosting(list("dc", "198.51.100.128/25"))
            .reportedAccounts(list("accounts", "mule"))
            .reportedDevices(list("devices", "farm-1"))
            .reportedNumbers(list("numbers", "138 0013 8000"))
            .highRiskRegions(list("regions", "MM", "KH"))
            .build()) {
      assertThat(found(files.lookUp(Asked.from(TOR_EXIT)))).containsExactly(Finding.TOR);
      assertThat(found(files.lookUp(Asked.from("::ffff:" + TOR_EXIT))))
          .containsExactly(Finding.TOR);
      assertThat(found(files.lookUp(Asked.from("198.51.100.7")))).containsExactly(Finding.VPN);
      assertThat(found(files.lookUp(Asked.from("2001:db8:1::7")))).containsExactly(Finding.VPN);
      assertThat(found(files.lookUp(Asked.from("198.51.100.200"))))
          .containsExactlyInAnyOrder(Finding.VPN, Finding.HOSTING);
      assertThat(found(files.lookUp(Asked.from(CLEAN)))).isEmpty();
      assertThat(found(files.lookUp(Asked.toBob().payee("mule").build())))
          .containsExactly(Finding.ACCOUNT_REPORTED);
      assertThat(found(files.lookUp(Asked.toBob().payer("mule").build()))).isEmpty();
      assertThat(found(files.lookUp(Asked.toBob().device("farm-1").build())))
          .containsExactly(Finding.DEVICE_REPORTED);
      assertThat(found(files.lookUp(Asked.toBob().payeePhone("13800138000").build())))
          .containsExactly(Finding.NUMBER_REPORTED);
      assertThat(found(files.lookUp(Asked.toBob().payeeCountry("KH").build())))
          .containsExactly(Finding.PAYEE_HIGH_RISK);
      assertThat(found(files.lookUp(Asked.toBob().originCountry("MM").build())))
          .containsExactly(Finding.ORIGIN_HIGH_RISK);
      assertThat(
              found(
                  files.lookUp(
                      Asked.toBob()
                          .ip(TOR_EXIT)
                          .device("farm-1")
                          .payee("mule")
                          .payeePhone("138-00138000")
                          .originCountry("MM")
                          .payeeCountry("MM")
                          .build())))
          .isEqualTo(EnumSet.complementOf(EnumSet.of(Finding.VPN, Finding.HOSTING)));
      assertThat(known(files.lookUp(Asked.toBob().build())))
          .isEqualTo(
              EnumSet.of(
                  DataItem.TOR_EXITS,
                  DataItem.VPN_ADDRESSES,
                  DataItem.HOSTING_ADDRESSES,
                  DataItem.REPORTED_ACCOUNTS,
                  DataItem.REPORTED_DEVICES,
                  DataItem.REPORTED_NUMBERS,
                  DataItem.HIGH_RISK_REGIONS));
    }
  }

  @Test
  @DisplayName("only what files were named for is known")
  void known() throws IOException {
    try (IntelligenceFiles files = builder().torExits(list("tor", TOR_EXIT)).build()) {
      Intelligence clean = files.lookUp(Asked.from(CLEAN));

      assertThat(known(clean)).containsExactly(DataItem.TOR_EXITS);
      assertThat(clean.country()).isEmpty();
      assertThat(clean.degraded()).isEmpty();
    }
  }

  @Test
  @DisplayName("a number that is none could not have been found, and is not known to be clean")
  void unreadableNumber() throws IOException {
    try (IntelligenceFiles files = builder().reportedNumbers(list("numbers", "110")).build()) {
      assertThat(known(files.lookUp(Asked.toBob().payeePhone("ask bob").build()))).isEmpty();
      assertThat(known(files.lookUp(Asked.toBob().payeePhone("120").build())))
          .containsExactly(DataItem.REPORTED_NUMBERS);
    }
  }

  private static Transfer without(SourceKind kind) {
    return switch (kind) {
      case COUNTRY, CITY, ASN, ANONYMOUS_IP, TOR_EXITS, VPN, HOSTING ->
          Asked.toBob().device("d").payeePhone("120").payeeCountry("CN").build();
      case REPORTED_DEVICES -> Asked.toBob().ip(CLEAN).payeePhone("120").build();
      case REPORTED_NUMBERS -> Asked.toBob().ip(CLEAN).device("d").build();
      case HIGH_RISK_REGIONS -> Asked.toBob().ip(CLEAN).device("d").payeePhone("120").build();
      case REPORTED_ACCOUNTS -> throw new IllegalArgumentException("every transfer has a payee");
    };
  }

  @ParameterizedTest
  @EnumSource(SourceKind.class)
  @DisplayName(
      "a missing file degrades the transfers that it would have been asked about, no others")
  void missing(SourceKind kind) {
    try (IntelligenceFiles files = builder().file(kind, dir.resolve("nowhere")).build()) {
      Intelligence asked =
          files.lookUp(
              Asked.toBob().ip(CLEAN).device("d").payeePhone("120").payeeCountry("CN").build());

      assertThat(asked.known()).isZero();
      assertThat(asked.findings()).isZero();
      assertThat(asked.degraded()).containsExactly(failed(kind.title()));
      SourceStatus status = only(files);
      assertThat(status.state()).isEqualTo(State.FAILED);
      assertThat(status.problem()).isEqualTo("is missing");
      assertThat(status.loadedAt()).isNull();
      if (kind != SourceKind.REPORTED_ACCOUNTS) {
        assertThat(files.lookUp(without(kind)).degraded()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SourceKind.class)
  @DisplayName("so does a broken file, a folder and one that cannot be opened")
  void broken(SourceKind kind) throws IOException {
    Path folder = Files.createDirectory(dir.resolve("folder"));
    try (IntelligenceFiles files =
        builder()
            .file(kind, list("page", "<html>\u0000".repeat(200)))
            .file(kind, folder)
            .file(kind, list("nothing"))
            .build()) {
      Intelligence asked =
          files.lookUp(
              Asked.toBob().ip(CLEAN).device("d").payeePhone("120").payeeCountry("CN").build());

      assertThat(asked.known()).isZero();
      assertThat(asked.degraded()).containsExactly(failed(kind.title()));
      assertThat(files.status())
          .allSatisfy(
              status -> {
                assertThat(status.state()).isEqualTo(State.FAILED);
                assertThat(status.problem()).isNotEmpty().doesNotContain("html");
              });
    }
  }

  @Test
  @DisplayName("of two lists of a kind, one that is missing degrades, and the other counts")
  void oneOfTwo() throws IOException {
    try (IntelligenceFiles files =
        builder().vpn(dir.resolve("nowhere")).vpn(list("vpn", "198.51.100.0/24")).build()) {
      Intelligence found = files.lookUp(Asked.from("198.51.100.7"));

      assertThat(found(found)).containsExactly(Finding.VPN);
      assertThat(known(found)).containsExactly(DataItem.VPN_ADDRESSES);
      assertThat(found.degraded()).containsExactly(failed("vpn"));
    }
  }

  @Test
  @DisplayName("a file that appears is read at the next refresh")
  void appears() throws IOException {
    try (IntelligenceFiles files = builder().torExits(dir.resolve("tor")).build()) {
      assertThat(files.refresh()).isFalse();
      list("tor", TOR_EXIT);

      assertThat(files.refresh()).isTrue();

      assertThat(found(files.lookUp(Asked.from(TOR_EXIT)))).containsExactly(Finding.TOR);
      assertThat(files.lookUp(Asked.from(TOR_EXIT)).degraded()).isEmpty();
      assertThat(only(files))
          .isEqualTo(
              new SourceStatus(
                  SourceKind.TOR_EXITS,
                  dir.resolve("tor"),
                  State.READY,
                  1,
                  NOON,
                  NOON.minus(Duration.ofHours(1)),
                  "",
                  0));
    }
  }

  @Test
  @DisplayName("a refresh reads what has changed, whatever was found of an address before")
  void changes() throws IOException {
    try (IntelligenceFiles files = builder().torExits(list("tor", TOR_EXIT)).build()) {
      assertThat(found(files.lookUp(Asked.from(CLEAN)))).isEmpty();
      assertThat(files.refresh()).as("nothing has changed").isFalse();
      clock.advance(Duration.ofHours(1));
      write("tor", NOON, CLEAN);

      assertThat(files.refresh()).isTrue();

      assertThat(found(files.lookUp(Asked.from(CLEAN)))).containsExactly(Finding.TOR);
      assertThat(found(files.lookUp(Asked.from(TOR_EXIT)))).isEmpty();
      assertThat(only(files).loadedAt()).isEqualTo(NOON.plus(Duration.ofHours(1)));
      assertThat(only(files).asOf()).isEqualTo(NOON);
    }
  }

  @Test
  @DisplayName("a change within the step of the disk's clock is read all the same")
  void hiddenChange() throws IOException {
    try (IntelligenceFiles files = builder().torExits(write("tor", NOON, TOR_EXIT)).build()) {
      Files.writeString(dir.resolve("tor"), "192.0.2.001\n"); // as long as before
      Files.setLastModifiedTime(dir.resolve("tor"), FileTime.from(NOON));

      assertThat(files.refresh()).isTrue();

      assertThat(found(files.lookUp(Asked.from(CLEAN)))).containsExactly(Finding.TOR);
    }
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(strings = {"<html>", "gone"})
  @DisplayName("a file that breaks or goes leaves what was read in use, and is stale until mended")
  void kept(String trouble) throws IOException {
    try (IntelligenceFiles files = builder().torExits(list("tor", TOR_EXIT)).build()) {
      if (trouble.equals("gone")) {
        Files.delete(dir.resolve("tor"));
      } else {
        list("tor", trouble);
      }
      assertThat(files.refresh()).isTrue();
      assertThat(files.refresh()).as("it is as broken as before").isFalse();

      Intelligence found = files.lookUp(Asked.from(TOR_EXIT));
      assertThat(found(found)).containsExactly(Finding.TOR);
      assertThat(known(found)).containsExactly(DataItem.TOR_EXITS);
      assertThat(found.degraded()).containsExactly(stale("tor-exits"));
      assertThat(files.lookUp(Asked.from(CLEAN)).degraded()).containsExactly(stale("tor-exits"));
      assertThat(files.lookUp(Asked.toBob().build()).degraded()).isEmpty();
      assertThat(only(files).state()).isEqualTo(State.KEPT);
      assertThat(only(files).entries()).isEqualTo(1);
      assertThat(only(files).problem()).isNotEmpty();

      write("tor", NOON.minus(Duration.ofMinutes(1)), TOR_EXIT, CLEAN);
      assertThat(files.refresh()).isTrue();
      assertThat(files.lookUp(Asked.from(CLEAN)).degraded()).isEmpty();
      assertThat(only(files).state()).isEqualTo(State.READY);
      assertThat(only(files).problem()).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "a list that comes back with less than half of its entries is cut off, until accepted")
  void shrunken() throws IOException {
    String[] hundred =
        IntStream.range(0, 100).mapToObj(i -> "10.0." + i + ".1").toArray(String[]::new);
    try (IntelligenceFiles files = builder().torExits(list("tor", hundred)).build()) {
      write("tor", NOON.minus(Duration.ofMinutes(50)), java.util.Arrays.copyOf(hundred, 49));
      assertThat(files.refresh()).isTrue();

      assertThat(found(files.lookUp(Asked.from("10.0.99.1")))).containsExactly(Finding.TOR);
      assertThat(files.lookUp(Asked.from(CLEAN)).degraded()).containsExactly(stale("tor-exits"));
      assertThat(only(files).problem())
          .isEqualTo("has 49 entries where 100 were; acceptShrunken() takes it");
      assertThat(files.refresh()).isFalse();

      assertThat(files.acceptShrunken()).isTrue();
      assertThat(found(files.lookUp(Asked.from("10.0.99.1")))).isEmpty();
      assertThat(files.lookUp(Asked.from(CLEAN)).degraded()).isEmpty();
      assertThat(only(files).entries()).isEqualTo(49);

      write("tor", NOON.minus(Duration.ofMinutes(40)), "10.0.1.1");
      assertThat(files.refresh()).isTrue();
      assertThat(only(files).state()).as("of few entries most may go").isEqualTo(State.READY);
    }
  }

  @Test
  @DisplayName("what is older than it may be still counts, and is stale from that instant on")
  void stale() throws IOException {
    try (IntelligenceFiles files =
        builder()
            .torExits(list("tor", TOR_EXIT))
            .maxAge(SourceKind.TOR_EXITS, Duration.ofHours(3))
            .reportedAccounts(list("accounts", "mule"))
            .build()) {
      clock.advance(Duration.ofHours(2));
      assertThat(files.lookUp(Asked.from(CLEAN)).degraded()).isEmpty();

      clock.advance(Duration.ofMillis(1));
      Intelligence found = files.lookUp(Asked.from(TOR_EXIT));
      assertThat(found(found)).containsExactly(Finding.TOR);
      assertThat(known(found)).contains(DataItem.TOR_EXITS);
      assertThat(found.degraded()).containsExactly(stale("tor-exits"));
      assertThat(files.lookUp(Asked.toBob().build()).degraded()).isEmpty();
      assertThat(files.status())
          .extracting(SourceStatus::state)
          .containsExactly(State.STALE, State.READY);

      write("tor", NOON.plus(Duration.ofHours(1)), TOR_EXIT);
      assertThat(files.refresh()).isTrue();
      assertThat(files.lookUp(Asked.from(CLEAN)).degraded()).isEmpty();
    }
  }

  @Test
  @DisplayName("a file of the future is as old as its reading, and does not stay young for ever")
  void fileOfTheFuture() throws IOException {
    try (IntelligenceFiles files =
        builder()
            .torExits(write("tor", NOON.plus(Duration.ofDays(1_000)), TOR_EXIT))
            .maxAge(SourceKind.TOR_EXITS, Duration.ofDays(1))
            .build()) {
      assertThat(only(files).asOf()).isEqualTo(NOON);
      assertThat(files.refresh()).as("nothing has changed").isFalse();

      clock.advance(Duration.ofDays(2));

      assertThat(files.lookUp(Asked.from(CLEAN)).degraded()).containsExactly(stale("tor-exits"));
    }
  }

  @Test
  @DisplayName("a file may be old already when it is read first")
  void oldFromTheStart() throws IOException {
    try (IntelligenceFiles files =
        builder().vpn(list("vpn", CLEAN)).maxAge(SourceKind.VPN, Duration.ofMinutes(1)).build()) {
      assertThat(files.lookUp(Asked.from(CLEAN)).degraded()).containsExactly(stale("vpn"));
    }
  }

  @Test
  @Timeout(60)
  @DisplayName("watching takes a change up once it has settled, and ends with close")
  void watching() throws IOException, InterruptedException {
    IntelligenceFiles files = builder().torExits(list("tor", TOR_EXIT)).build();
    files.watch(Duration.ofMillis(5));
    assertThatThrownBy(() -> files.watch(Duration.ofMillis(5)))
        .isInstanceOf(IllegalStateException.class);

    write("tor", NOON.minus(Duration.ofMinutes(1)), CLEAN);
    await(() -> files.lookUp(Asked.from(CLEAN)).has(Finding.TOR));
    Files.delete(dir.resolve("tor"));
    await(() -> only(files).state() == State.KEPT);
    assertThat(watchers()).isEqualTo(1);

    files.close();
    files.close();
    assertThat(watchers()).isZero();
    assertThat(files.refresh()).isFalse();
    assertThatThrownBy(() -> files.watch(Duration.ofMillis(5)))
        .isInstanceOf(IllegalStateException.class);
  }

  private static long watchers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("riskgate-intelligence-watch"))
        .peek(thread -> assertThat(thread.isDaemon()).isTrue())
        .count();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Test
  @DisplayName("what is closed fails, so that no decision takes its silence for clean")
  void closed() throws IOException {
    IntelligenceFiles files = builder().torExits(list("tor", TOR_EXIT)).build();
    files.close();

    assertThatThrownBy(() -> files.lookUp(Asked.from(CLEAN)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  @Timeout(60)
  @DisplayName("look-ups see one table or the other while files change, never neither")
  void concurrent() throws IOException, InterruptedException {
    Path one = list("one", TOR_EXIT);
    Path two = list("two", TOR_EXIT, CLEAN);
    try (IntelligenceFiles files = builder().torExits(list("tor", TOR_EXIT)).build()) {
      List<Thread> readers = new java.util.ArrayList<>();
      java.util.concurrent.atomic.AtomicInteger misses =
          new java.util.concurrent.atomic.AtomicInteger();
      java.util.concurrent.atomic.AtomicBoolean over =
          new java.util.concurrent.atomic.AtomicBoolean();
      for (int i = 0; i < 3; i++) {
        Thread reader =
            new Thread(
                () -> {
                  while (!over.get()) {
                    Intelligence found = files.lookUp(Asked.from(TOR_EXIT));
                    if (!found.has(Finding.TOR) || !found.degraded().isEmpty()) {
                      misses.incrementAndGet();
                    }
                  }
                });
        reader.start();
        readers.add(reader);
      }
      for (int i = 0; i < 200; i++) {
        Path next = dir.resolve("next");
        Files.copy(i % 2 == 0 ? two : one, next);
        Files.setLastModifiedTime(next, FileTime.from(NOON.minusSeconds(1_000 - i)));
        Files.move(next, dir.resolve("tor"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(files.refresh()).isTrue();
        assertThat(files.lookUp(Asked.from(CLEAN)).has(Finding.TOR)).isEqualTo(i % 2 == 0);
      }
      over.set(true);
      for (Thread reader : readers) {
        reader.join();
      }
      assertThat(misses).hasValue(0);
    }
  }

  @Test
  @DisplayName("an everyday transfer gets the very answer made when its address was met first")
  void everyday() throws IOException {
    try (IntelligenceFiles files =
        builder()
            .torExits(list("tor", TOR_EXIT))
            .maxAge(SourceKind.TOR_EXITS, Duration.ofDays(7))
            .hosting(list("dc", "198.51.100.128/25"))
            .reportedAccounts(list("accounts", "mule"))
            .reportedDevices(list("devices", "farm-1"))
            .reportedNumbers(list("numbers", "138 0013 8000"))
            .highRiskRegions(list("regions", "MM", "KH"))
            .build()) {
      Transfer[] everyday = {
        Asked.toBob().build(),
        Asked.from(CLEAN),
        Asked.from("2001:db8::1"),
        Asked.from("198.51.100.200"), // a finding of the address alone
        Asked.toBob()
            .ip(CLEAN)
            .device("d")
            .payeePhone("+86 139 0000 0000")
            .payeeCountry("CN")
            .originCountry("CN")
            .build()
      };
      for (Transfer transfer : everyday) {
        assertThat(files.lookUp(transfer)).isSameAs(files.lookUp(transfer));
      }
    }
  }

  @Test
  @DisplayName("what makes no sense is refused when files are named")
  void builderArguments() {
    IntelligenceFiles.Builder builder = builder();
    assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
    for (Duration age : List.of(Duration.ZERO, Duration.ofDays(-1), Duration.ofDays(3_661))) {
      assertThatThrownBy(() -> builder.maxAge(SourceKind.VPN, age))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (String code : List.of("", "0", "+86", "8686")) {
      assertThatThrownBy(() -> builder.dialCode(code)).isInstanceOf(IllegalArgumentException.class);
    }
    builder.torExits(dir.resolve("tor")).maxAge(SourceKind.VPN, Duration.ofDays(1));
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("There is an age for vpn and no file");
    for (int i = 1; i < IntelligenceFiles.FILES_MAX; i++) {
      builder.torExits(dir.resolve("tor"));
    }
    assertThatThrownBy(() -> builder.torExits(dir.resolve("tor")))
        .isInstanceOf(IllegalStateException.class);
    try (IntelligenceFiles files = builder().torExits(dir.resolve("tor")).build()) {
      for (Duration interval : List.of(Duration.ZERO, Duration.ofDays(2))) {
        assertThatThrownBy(() -> files.watch(interval))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }
}
