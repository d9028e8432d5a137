package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Control;
import io.riskgate.core.Reference;
import io.riskgate.core.Signal;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.StorePage;
import io.riskgate.core.spi.StoredTransfer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Records of format 1 as they were written once: every version that has this format reads them. */
class FormatTest {
  private static final Duration BUDGET = Duration.ofSeconds(10);
  private static final long NOW_MS = Till.START_MS + Duration.ofHours(1).toMillis();
  private static final Moment MOMENT = new Moment(NOW_MS, 20_522, 674);

  private final Map<RecordKey, RecordTail> records = new LinkedHashMap<>();
  private final Map<RecordKey, byte[]> after = new HashMap<>();
  private final RecordServer server = new Kept();
  private final WordBook words = new WordBook(server, BUDGET);

  /** A server that has these records and takes nothing. */
  private final class Kept implements RecordServer {
    @Override
    public List<RecordTail> call(List<RecordCall> calls, Duration budget) {
      return calls.stream().map(this::one).toList();
    }

    private RecordTail one(RecordCall call) {
      if (call.change() != null) {
        throw new IllegalStateException("nothing is to be written");
      }
      return records.getOrDefault(call.key(), new RecordTail(RecordPoint.START, null, List.of()));
    }

    @Override
    public StorePage<RecordKey> keys(
        RecordKey.Kind kind, @Nullable String tenant, @Nullable String after, int max) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      // nothing is held
    }
  }

  @BeforeEach
  void read() throws IOException {
    try (InputStream in =
            Objects.requireNonNull(FormatTest.class.getResourceAsStream("format-1.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        read(List.of(line.split(" ", -1)));
      }
    }
  }

  private void read(List<String> parts) {
    RecordKey key =
        new RecordKey(RecordKey.Kind.valueOf(parts.get(0)), text(parts.get(1)), text(parts.get(2)));
    String[] at = parts.get(3).split(":", -1);
    RecordPoint from = new RecordPoint(Long.parseLong(at[0]), Long.parseLong(at[1]));
    String snapshot = parts.get(4);
    List<RecordChange> changes = new ArrayList<>();
    int end = parts.contains("=") ? parts.indexOf("=") : parts.size();
    for (String change : parts.subList(5, end)) {
      int colon = change.indexOf(':');
      changes.add(
          new RecordChange(
              Long.parseLong(change.substring(0, colon)), bytes(change.substring(colon + 1))));
    }
    RecordSnapshot kept = snapshot.equals("-") ? null : new RecordSnapshot(from, bytes(snapshot));
    records.put(key, new RecordTail(from, kept, changes));
    if (end < parts.size()) {
      after.put(key, bytes(parts.get(end + 1)));
    }
  }

  private static byte[] bytes(String text) {
    return Base64.getDecoder().decode(text.substring(1));
  }

  private static String text(String text) {
    return new String(bytes(text), StandardCharsets.UTF_8);
  }

  private static RecordKey account(String id) {
    return Subjects.account(Till.TENANT, id);
  }

  @Test
  @DisplayName("there are records of all kinds, with snapshots and with changes behind them")
  void kinds() {
    assertThat(records.keySet())
        .extracting(RecordKey::kind)
        .contains(
            RecordKey.Kind.ACCOUNT,
            RecordKey.Kind.DEVICE,
            RecordKey.Kind.NOTICES,
            RecordKey.Kind.ALERT,
            RecordKey.Kind.ALERTS,
            RecordKey.Kind.STORE);
    RecordTail busy = Objects.requireNonNull(records.get(account("A")));
    assertThat(busy.snapshot()).isNotNull();
    assertThat(busy.changes()).isNotEmpty();
  }

  @Test
  @DisplayName("each comes to what it came to when it was written")
  void same() {
    assertThat(after).hasSizeGreaterThan(10);
    after.forEach(
        (key, bytes) -> {
          byte[] now = FormatFixture.folded(key, Objects.requireNonNull(records.get(key)), words);
          RecordPoint any = new RecordPoint(1, 1);
          RecordTail whole = new RecordTail(any, new RecordSnapshot(any, bytes), List.of());
          assertThat(now).as(key.toString()).isEqualTo(FormatFixture.folded(key, whole, words));
        });
  }

  @Test
  @DisplayName("a transfer is read with all that was said of it")
  void transfer() {
    Transfer full = FormatFixture.full();
    try (RemoteStore store = RemoteStore.on(server).open()) {
      StoredTransfer found = store.find(Till.reference(full), MOMENT);
      assertThat(found).isNotNull();
      assertThat(found.transfer()).isEqualTo(full);
      assertThat(found.state()).isEqualTo(TransferState.SETTLED);
      assertThat(found.verdict().pack().id()).isEqualTo("till");
      assertThat(found.usages().get(0).limit().id()).isEqualTo("daily");
      assertThat(found.usages().get(0).max()).isEqualTo(Till.DAILY_MAX);
    }
  }

  @Test
  @DisplayName("controls, notices, signals, alerts and the use of limits are read as well")
  void others() {
    try (RemoteStore store = RemoteStore.on(server).open()) {
      assertThat(store.controls(Till.TENANT, "E", MOMENT))
          .extracting(Control::kind)
          .containsExactly(Control.Kind.FREEZE);
      assertThat(store.controlHistory(Till.TENANT, "B", MOMENT).entries()).hasSize(2);
      assertThat(store.notices(Till.TENANT, "D")).hasSize(1);
      assertThat(store.notices(Till.TENANT, "D").get(0).notice().victim()).isEqualTo("somebody");
      assertThat(store.signals(Till.TENANT, "A", null, MOMENT).latestFirst())
          .extracting(Signal::id)
          .containsExactly("s1");
      assertThat(store.alerts().find(new Reference(Till.TENANT, "A", "alert")))
          .satisfies(alert -> assertThat(Objects.requireNonNull(alert).responses()).hasSize(1));
      StoredTransfer stopped = store.find(new Reference(Till.TENANT, "D", "to be stopped"), MOMENT);
      assertThat(stopped).isNotNull();
      assertThat(stopped.state()).isEqualTo(TransferState.HELD);
      assertThat(store.used(Till.SCHEMA, new Reference(Till.TENANT, "A", "?"), MOMENT)[0])
          .isPositive();
    }
  }
}
