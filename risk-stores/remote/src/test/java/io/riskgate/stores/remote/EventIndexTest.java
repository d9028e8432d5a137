package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Channel;
import io.riskgate.core.Transfer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which event a reference leads to. */
class EventIndexTest {
  private static final Transfer TRANSFER =
      Transfer.builder()
          .id("t")
          .time(Instant.EPOCH)
          .payer("A")
          .payee("B")
          .amount(1, "CNY")
          .channel(Channel.WEB)
          .build();

  private final Random random = new Random(3);
  private final EventIndex index = new EventIndex();
  private final Map<List<String>, Event> model = new HashMap<>();

  private static Event event(String owner, String id) {
    return new Event(owner, id, 1, 0, TRANSFER, 1);
  }

  /** Many of these have the same hash, as Aa and BB have. */
  private String id() {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      id.append(random.nextBoolean() ? "Aa" : "BB");
    }
    return id.append(random.nextInt(6)).toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8})
  @DisplayName("the same as a map says, whatever comes and goes, also where hashes are equal")
  void asAMap(int wanted) {
    for (int i = 0; i < 20_000; i++) {
      String owner = random.nextBoolean() ? "A" : "B";
      String id = id();
      List<String> key = List.of(owner, id);
      // More come than go at first, and then the other way round, again and again.
      boolean isMore =
          random.nextInt(10) < (i / 500 % 2 == 0 ? 7 : 2) && model.size() < 20 * wanted;
      if (isMore) {
        Event e = event(owner, id);
        index.put(e);
        model.put(key, e);
      } else {
        Event there = model.get(key);
        index.remove(event(owner, id)); // another one with the same reference: no effect
        if (there != null) {
          index.remove(there);
          model.remove(key);
        }
      }
      assertThat(index.get(owner, id)).isSameAs(model.get(key));
      if (i % 100 == 0) {
        model.forEach((k, e) -> assertThat(index.get(k.get(0), k.get(1))).isSameAs(e));
      }
    }
    model.values().forEach(index::remove);
    model.keySet().forEach(k -> assertThat(index.get(k.get(0), k.get(1))).isNull());
  }
}
