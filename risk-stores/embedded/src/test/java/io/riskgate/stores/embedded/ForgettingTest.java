package io.riskgate.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.AlertResponse;
import io.riskgate.core.Control;
import io.riskgate.core.CustomerToForget;
import io.riskgate.core.Decision;
import io.riskgate.core.Forgotten;
import io.riskgate.core.FraudReport;
import io.riskgate.core.PersonalData;
import io.riskgate.core.Reference;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.Transfer;
import io.riskgate.core.spi.AlertRecord;
import io.riskgate.core.spi.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is forgotten leaves the files too. */
class ForgettingTest {
  private static final String TENANT = Transfer.DEFAULT_TENANT;
  private static final String ACCOUNT = "6222020200112233445";
  private static final String CUSTOMER = "kundin-4711-zz-93";
  private static final String DEVICE = "her-telephone-0815";
  private static final String FEW = "0123456789.:-+/_";
  private static final String SOME =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  private static final String OTHER = "7999888777666555444";
  private static final CustomerToForget HER =
      CustomerToForget.of(TENANT, CUSTOMER).withAccounts(ACCOUNT).withDevices(DEVICE);

  @TempDir Path temp;

  private Instant now = Instant.parse("2026-11-22T08:00:00Z");
  private Path dir;

  @BeforeEach
  void folder() {
    dir = temp.resolve("store");
  }

  private EmbeddedStore open() {
    return EmbeddedStore.at(dir).disk(new CheapDisk()).segmentBytes(16 << 10).open();
  }

  private RiskEngine engine(EmbeddedStore store) {
    return RiskEngine.builder()
        .rules(new LimitPack())
        .store(store)
        .alertStore(store.alerts())
        .clock(() -> now)
        .historyCompleteSince(Instant.EPOCH)
        .build();
  }

  private Transfer.Builder pays(String id, String payer, String payee) {
    return Transfer.builder().id(id).payer(payer).payee(payee).amount(70, "CNY").time(now);
  }

  private Transfer hers(String id) {
    return pays(id, ACCOUNT, OTHER).customer(CUSTOMER).device(DEVICE).ip("203.0.113.77").build();
  }

  /** A little of everything of hers that is over, and something of others. */
  private void fill(RiskEngine engine) {
    for (int i = 0; i < 40; i++) {
      engine.settle(engine.score(hers("t" + i)).reference());
      engine.settle(engine.score(pays("o" + i, OTHER, ACCOUNT).build()).reference());
      engine.settle(engine.score(pays("x" + i, "somebody" + i, OTHER).build()).reference());
    }
    engine.signal(Signal.ofAccount(TENANT, "s1", ACCOUNT, SignalKind.ON_CALL, now));
    engine.signal(Signal.ofCustomer(TENANT, "s2", CUSTOMER, SignalKind.ON_CALL, now));
    engine.report(
        FraudReport.builder()
            .id("r1")
            .knownAt(now)
            .payee(OTHER)
            .payer(ACCOUNT)
            .customer(CUSTOMER)
            .device(DEVICE)
            .build());
  }

  /**
   * The files of the folder that have eight characters on end of a name, in as few bits a character
   * as records of the state give them, at whatever bit they begin, first or last one first.
   */
  private List<String> filesWith(String name) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        byte[] bytes = Files.readAllBytes(file);
        String forth = bits(bytes);
        String back = bits(reversed(bytes));
        for (String piece : pieces(name)) {
          if (forth.contains(piece) || back.contains(piece)) {
            found.add(file.getFileName().toString());
            break;
          }
        }
      }
    }
    return found;
  }

  private static List<String> pieces(String name) {
    List<String> pieces = new ArrayList<>();
    for (int i = 0; i + 8 <= name.length(); i++) {
      String piece = name.substring(i, i + 8);
      for (String text : List.of(piece, new StringBuilder(piece).reverse().toString())) {
        pieces.add(coded(text, FEW, 4));
        pieces.add(coded(text, SOME, 6));
        pieces.add(bits(text.getBytes(StandardCharsets.ISO_8859_1)));
      }
    }
    pieces.removeIf(String::isEmpty);
    return pieces;
  }

  /** The bits of a text in an alphabet, or nothing where it has other letters. */
  private static String coded(String text, String alphabet, int width) {
    StringBuilder bits = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      int code = alphabet.indexOf(text.charAt(i));
      if (code < 0) {
        return "";
      }
      for (int bit = width - 1; bit >= 0; bit--) {
        bits.append((char) ('0' + (code >> bit & 1)));
      }
    }
    return bits.toString();
  }

  private static String bits(byte[] bytes) {
    StringBuilder bits = new StringBuilder(bytes.length * 8);
    for (byte b : bytes) {
      for (int bit = 7; bit >= 0; bit--) {
        bits.append((char) ('0' + (b >> bit & 1)));
      }
    }
    return bits.toString();
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  @Test
  @Sentence({"E-3", "E-9"})
  @DisplayName("what was forgotten stays forgotten after a restart, from journal and from snapshot")
  void restart() {
    for (boolean snapshot : new boolean[] {false, true}) {
      dir = temp.resolve("store" + snapshot);
      EmbeddedStoreBuilder builder =
          EmbeddedStore.at(dir).disk(new CheapDisk()).snapshotOnClose(snapshot);
      try (RiskEngine engine = engine(builder.open())) {
        fill(engine);
        engine.forget(HER);
      }
      try (EmbeddedStore store = builder.open();
          RiskEngine engine = engine(store)) {
        assertThat(engine.riskLevel(TENANT, ACCOUNT, CUSTOMER).contributions()).isEmpty();
        assertThat(engine.movements(TENANT, ACCOUNT, now, now.plusSeconds(1)).entries()).isEmpty();
        var page = engine.movements(TENANT, OTHER, now, now.plusSeconds(1));
        assertThat(page.entries()).hasSize(120);
        assertThat(page.entries().toString()).doesNotContain(ACCOUNT);
        assertThat(store.forgetDevice(TENANT, DEVICE, java.util.Set.of(), moment(engine)))
            .as("nothing is kept by the device")
            .isTrue();
      }
    }
  }

  private io.riskgate.core.spi.Moment moment(RiskEngine engine) {
    assertThat(engine.activePack()).isNotNull();
    return new io.riskgate.core.spi.Moment(now.toEpochMilli(), 0, 0);
  }

  @Test
  @Sentence("E-9")
  @DisplayName("after compact nothing is in the folder but what the answer says is kept")
  void compact() throws IOException {
    try (EmbeddedStore store = open();
        RiskEngine engine = engine(store)) {
      fill(engine);
      Forgotten forgotten = engine.forget(HER);
      assertThat(forgotten.kept(PersonalData.STORE_FILES).orElseThrow().until())
          .contains("compact()");
      assertThat(filesWith(ACCOUNT)).as("before").isNotEmpty();
      assertThat(filesWith(DEVICE)).as("before").isNotEmpty();

      store.compact();

      assertThat(filesWith(CUSTOMER)).isEmpty();
      assertThat(filesWith(DEVICE)).isEmpty();
      assertThat(filesWith("203.0.113.77")).isEmpty();
      assertThat(filesWith(ACCOUNT)).as("its references and limits").isNotEmpty();
      assertThat(filesWith(OTHER)).isNotEmpty();

      now = now.plus(Duration.ofDays(40)); // references and windows are over
      assertThat(engine.forget(HER).kept(PersonalData.LIMIT_USE)).isEmpty();
      store.compact(now);

      assertThat(filesWith(ACCOUNT)).isEmpty();
      assertThat(filesWith(OTHER)).isNotEmpty();
    }
    try (EmbeddedStore store = open();
        RiskEngine engine = engine(store)) {
      assertThat(engine.score(pays("new", OTHER, "somebody").build()).decidedOutcome()).isNotNull();
      assertThat(filesWith(ACCOUNT)).as("after a restart").isEmpty();
    }
  }

  @Test
  @Sentence("E-9")
  @DisplayName("controls are a duty, and keep the account's number in the folder")
  void controls() throws IOException {
    try (EmbeddedStore store = open();
        RiskEngine engine = engine(store)) {
      fill(engine);
      engine.impose(Control.freeze("F1", TENANT, ACCOUNT, null, "the desk", "asked for"));
      engine.forget(HER);
      now = now.plus(Duration.ofDays(40));
      Forgotten forgotten = engine.forget(HER);
      store.compact();
      assertThat(forgotten.kept(PersonalData.CONTROLS).orElseThrow().which()).containsExactly("F1");
      assertThat(filesWith(ACCOUNT)).isNotEmpty();
      assertThat(filesWith(DEVICE)).isEmpty();
    }
  }

  @Test
  @Sentence({"E-7", "E-9"})
  @DisplayName("a compacted store goes on, and opens again with all that was told since")
  void goesOn() throws IOException {
    List<String> before = new ArrayList<>();
    try (EmbeddedStore store = open()) {
      Samples.fill(store, 0, 60);
      store.compact();
      store.compact();
      Samples.fill(store, 1, 60);
      store.compact();
      Samples.fill(store, 2, 60);
      before.addAll(Samples.told(store, 2));
    }
    try (Stream<Path> all = Files.list(dir)) {
      assertThat(all.filter(f -> f.toString().endsWith(".snapshot"))).isNotEmpty();
    }
    try (EmbeddedStore store = open()) {
      assertThat(Samples.told(store, 2)).isEqualTo(before);
      store.compact();
    }
    try (EmbeddedStore store = open()) {
      assertThat(Samples.told(store, 2)).isEqualTo(before);
    }
  }

  @Test
  @Sentence("E-3")
  @DisplayName("closed alerts that were let go of do not come back after a restart")
  void droppedAlerts() {
    try (EmbeddedStore store = EmbeddedStore.at(dir).snapshotOnClose(false).open()) {
      Samples.fill(store, 0, 1);
      Reference closed = new Reference(TENANT, "a1", "alert0");
      AlertRecord alert = java.util.Objects.requireNonNull(store.alerts().find(closed));
      store.alerts().put(alert.with(AlertResponse.dissuaded("the desk", "", Traffic.clock(0))));
      assertThat(store.alerts().dropClosed(Traffic.clock(1), 10)).isEqualTo(1);
      assertThat(store.alerts().dropClosed(Traffic.clock(1), 10)).isZero();
    }
    try (EmbeddedStore store = open()) {
      assertThat(store.alerts().find(new Reference(TENANT, "a1", "alert0"))).isNull();
      assertThat(store.alerts().find(new Reference(TENANT, "a0", "alert0"))).isNotNull();
    }
  }

  @Test
  @DisplayName("a closed store is not compacted")
  void closed() {
    EmbeddedStore store = open();
    store.close();
    assertThatThrownBy(store::compact).isInstanceOf(StoreException.class);
  }

  @Test
  @Sentence("E-9")
  @DisplayName("calls go on while a store is compacted, and none of them is lost")
  void underLoad() throws Exception {
    List<Decision> decided = java.util.Collections.synchronizedList(new ArrayList<>());
    try (EmbeddedStore store = open();
        RiskEngine engine = engine(store)) {
      Thread scoring =
          new Thread(
              () -> {
                for (int i = 0; i < 2_000; i++) {
                  decided.add(engine.score(pays("t" + i, "p" + i % 50, OTHER).build()));
                }
              });
      scoring.start();
      while (scoring.isAlive()) {
        store.compact();
      }
      scoring.join();
    }
    try (EmbeddedStore store = open();
        RiskEngine engine = engine(store)) {
      assertThat(decided).hasSize(2_000);
      for (Decision decision : decided) {
        assertThat(engine.find(decision.reference())).isPresent();
      }
    }
  }
}
