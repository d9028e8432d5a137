package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Hit;
import io.riskgate.core.Mode;
import io.riskgate.core.Verdict;
import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.spi.Moment;
import io.riskgate.stores.remote.kit.InProcessServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a process keeps once, though many records say it")
class SharedTest {
  private final WordBook words = new WordBook(new InProcessServer(), Duration.ofSeconds(10));
  private final PackIdentity pack = new PackIdentity("cn", "1", "0".repeat(64));
  private final Rule rule = new Rule("R", 5, "group", Demand.NOTHING, "");

  private Verdict verdict(int score, Object... arguments) {
    return new Verdict(
        pack,
        Mode.ENFORCE,
        score,
        List.of(new Hit(rule, List.of(arguments))),
        List.of("OTHER"),
        false,
        List.of(),
        Demand.NOTHING,
        Demand.NOTHING,
        List.of());
  }

  private byte[] written(Verdict verdict) {
    WireOut out = new WireOut();
    words.write(out, verdict);
    return out.copy();
  }

  private String read(String text) {
    RecordOut out = new RecordOut(words);
    out.text(text);
    return new RecordIn(out.copy(), words).text();
  }

  @Test
  @DisplayName("an equal verdict has the bytes that were written before, another its own")
  void verdicts() {
    byte[] first = words.bytes(verdict(5, 1L));
    assertThat(words.bytes(verdict(5, 1L))).isSameAs(first).isEqualTo(written(verdict(5, 1L)));
    for (int score = 0; score <= 100; score++) {
      for (long argument = 0; argument < 50; argument++) {
        Verdict next = verdict(score, argument);
        Verdict back =
            words.read(new WireIn(words.bytes(next), 0, words.bytes(next).length), Verdict.class);
        assertThat(back).as("of many, where a place is taken again and again").isEqualTo(next);
      }
    }
  }

  @Test
  @DisplayName("a text is read as it was written")
  void texts() {
    for (int i = 0; i < 50_000; i++) {
      String number = Integer.toString(i * 7);
      assertThat(read(number)).isEqualTo(number);
    }
    for (String text :
        List.of("6222020200112233445", "alice", "10.0.0.1", "0", "", "x".repeat(65))) {
      assertThat(read(text)).isEqualTo(text);
    }
  }

  @Test
  @DisplayName("an address is never taken for the number that its bytes are")
  void addressesAndNumbers() {
    assertThat(read("0.0.0.42")).isEqualTo("0.0.0.42");
    assertThat(read("42")).isEqualTo("42");
    assertThat(read("0.0.0.42")).isEqualTo("0.0.0.42");
  }

  @Test
  @DisplayName("nothing of it is kept once somebody was forgotten")
  void forgotten() {
    byte[] bytes = words.bytes(verdict(5, "alice"));
    Commands commands = new Commands(words, new Keeping(1, 1, 1, 1), new Moment(0, 0, 0));
    RecordKey key = new RecordKey(RecordKey.Kind.ACCOUNT, "bank", "alice");
    new RecordState(key, words).apply(new RecordChange(7, commands.forget()), words);
    assertThat(words.bytes(verdict(5, "alice"))).isNotSameAs(bytes);
  }
}
