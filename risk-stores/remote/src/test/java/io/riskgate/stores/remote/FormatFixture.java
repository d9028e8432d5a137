package io.riskgate.stores.remote;

import io.riskgate.core.AlertChannel;
import io.riskgate.core.AlertResponse;
import io.riskgate.core.AlertTier;
import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.Control;
import io.riskgate.core.CustomerSegment;
import io.riskgate.core.DataItem;
import io.riskgate.core.FraudReport;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.StopPaymentNotice;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.spi.AlertRecord;
import io.riskgate.core.spi.StoredNotice;
import io.riskgate.stores.remote.kit.InProcessServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records that {@link FormatTest} reads: a line each, with its key, the point and bytes
 * of its snapshot, its changes, and the snapshot that all of it comes to.
 *
 * <p>Not to be made anew while the format is the same: a version must read what others have
 * written. For a new format run this class with {@code format-N.txt} as its argument, commit that
 * file, and keep those before as far as they are still to be read.
 */
final class FormatFixture {
  static final String FULL = "full-1";
  static final Instant FROM = Instant.ofEpochMilli(Till.START_MS);
  private static final long HOUR_MS = 3_600_000;
  private static final Duration LONG = Duration.ofSeconds(10);

  private FormatFixture() {}

  /** Writes the file that is named. */
  public static void main(String[] args) throws IOException {
    InProcessServer server = new InProcessServer();
    try (RemoteStore store = RemoteStore.on(server).open()) {
      live(store);
    }
    Files.write(Path.of(args[0]), lines(server));
  }

  /** A transfer with everything that one can have. */
  static Transfer full() {
    return Transfer.builder()
        .id(FULL)
        .payer("6222020200112233445")
        .payee("6222020200998877661")
        .customer("customer 7")
        .merchant("merchant 8")
        .asset(123L, "USDT", 6, AssetClass.VIRTUAL_CURRENCY)
        .value(890_12L)
        .kind(TransferKind.PAYMENT)
        .channel(Channel.MOBILE)
        .device("device-9")
        .ip("192.0.2.7")
        .location(22.543096, 114.057865)
        .originCountry("CN")
        .payeeCountry("HK")
        .payerBalance(1_000_000_00L)
        .payerAge(67)
        .purpose("\u8d27\u6b3e")
        .payerSegments(Set.of(CustomerSegment.ELDERLY, CustomerSegment.NEW_CITIZEN))
        .payerRealNameVerified(true)
        .payeePhone("13800000000")
        .orderAddressMatches(false)
        .declaredAbsent(Set.of(DataItem.PURPOSE, DataItem.MERCHANT))
        .time(FROM.plusNanos(123_456_789))
        .build();
  }

  private static void live(RemoteStore store) {
    Till till = new Till(store);
    // Enough for a snapshot, and changes behind it.
    for (int i = 0; i < 3 * Folded.TAIL_MAX / 2; i++) {
      till.nowMs += 60_000;
      Transfer t = till.pays("" + (7_000 + i), "A", i % 3 == 0 ? "B" : "C", 10 + i);
      till.pay(t);
      if (i % 4 == 0) {
        till.settle(t);
      } else if (i % 4 == 1) {
        store.cancel(Till.reference(t), till.moment());
      }
    }
    Transfer full = full();
    till.nowMs += 1_000;
    till.pay(full);
    till.settle(full);
    Transfer moved = till.pays("moved", "B", "A", 500);
    store.observe(till.attemptOf(moved), till.moment());
    till.attempt(till.pays("undecided", "D", "A", 3));
    till.pay(till.pays("to be stopped", "D", "E", 4));
    controls(till);
    said(till);
    alerts(store.alerts());
    store.forget(Till.TENANT, "C", till.moment());
    store.forgetCustomer(Till.TENANT, "nobody", till.moment());
    store.forgetDevice(Till.TENANT, "phone-of-D", Set.of("D"), till.moment());
    till.pay(till.pays("last", "A", "B", 1));
    store.drain(LONG);
  }

  private static void controls(Till till) {
    till.freeze("E");
    till.freeze("B");
    till.store.lift(Till.TENANT, "B", "f", "the desk", "it was a mistake", till.moment());
    StopPaymentNotice notice =
        StopPaymentNotice.builder()
            .number("n1")
            .account("D")
            .authority("the police")
            .receivedAt(FROM)
            .reason("fraud was reported")
            .victim("somebody")
            .build();
    till.store.receive(
        StoredNotice.received(notice, till.nowMs + HOUR_MS, till.nowMs + 48 * HOUR_MS),
        Demand.hold(ReleasePath.AUTHORITY),
        till.nowMs + 48 * HOUR_MS,
        till.moment());
    till.store.impose(
        Control.trustedPayee("t", Till.TENANT, "A", "B", FROM, "A", "my sister"),
        Demand.NOTHING,
        0,
        till.moment());
  }

  private static void said(Till till) {
    till.store.signal(
        Signal.ofAccount(Till.TENANT, "s1", "A", SignalKind.SCREEN_SHARED, FROM), till.moment());
    till.store.report(
        FraudReport.builder()
            .id("r1")
            .knownAt(FROM)
            .payee("B")
            .payer("A")
            .device("phone-of-A")
            .value(1_000L)
            .scam("fake-customer-service")
            .build(),
        till.moment());
  }

  private static void alerts(io.riskgate.core.spi.AlertStore alerts) {
    AlertRecord raised =
        new AlertRecord(
            new Reference(Till.TENANT, "A", "alert"),
            "A",
            new PackIdentity("till", "1", "0".repeat(64)),
            false,
            AlertTier.HIGH,
            100_000,
            true,
            FROM,
            FROM.plusSeconds(180),
            EnumSet.allOf(AlertChannel.class),
            1,
            List.of("fake-police"),
            List.of("RULE"),
            List.of("label"),
            Outcome.HOLD,
            90,
            List.of(),
            false,
            0);
    alerts.put(raised);
    alerts.put(raised.with(AlertResponse.contacted("the desk", "she knew", FROM.plusSeconds(9))));
  }

  private static List<String> lines(InProcessServer server) {
    WordBook words = new WordBook(server, LONG);
    List<String> lines = new ArrayList<>();
    for (RecordKey key : server.allKeys()) {
      RecordTail tail = server.call(List.of(RecordCall.read(key, RecordPoint.START)), LONG).get(0);
      List<String> words1 = new ArrayList<>();
      words1.add(key.kind().name());
      words1.add(text(key.tenant()));
      words1.add(text(key.id()));
      words1.add(tail.from().version() + ":" + tail.from().token());
      words1.add(text(tail.snapshot() == null ? null : tail.snapshot().body()));
      for (RecordChange change : tail.changes()) {
        words1.add(change.token() + ":" + text(change.body()));
      }
      if (!key.equals(WordBook.KEY)) {
        words1.add("=");
        words1.add(text(folded(key, tail, words)));
      }
      lines.add(String.join(" ", words1));
    }
    return lines;
  }

  /** What a record comes to, as it is written now. */
  static byte[] folded(RecordKey key, RecordTail tail, WordBook words) {
    Folded folded = new Folded(key, words, new Waiting());
    folded.fold(RecordPoint.START, tail);
    return folded.snapshot().snapshot().body();
  }

  private static String text(String word) {
    return text(word.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "-" : "." + Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }
}
