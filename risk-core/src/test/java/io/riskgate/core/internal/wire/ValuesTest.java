package io.riskgate.core.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.Control;
import io.riskgate.core.CustomerSegment;
import io.riskgate.core.DataItem;
import io.riskgate.core.Hit;
import io.riskgate.core.Signal;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Rule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a store writes down comes back as it was. */
class ValuesTest {
  private final List<byte[]> definitions = new ArrayList<>();
  private final Words words = new Words(definitions::add);
  private final WireOut out = new WireOut();

  private @Nullable Object again(@Nullable Object value) {
    out.clear();
    Values.write(out, words, value);
    Lexicon lexicon = new Lexicon();
    definitions.forEach(d -> lexicon.define(new WireIn(d, 0, d.length)));
    WireIn in = new WireIn(out.bytes(), 0, out.size());
    Object read = Values.read(in, lexicon);
    assertThat(in.isOver()).isTrue();
    return read;
  }

  @Test
  @DisplayName("A transfer keeps everything that was said of it")
  void transfer() {
    Transfer full =
        Transfer.builder()
            .tenant("bank")
            .id("t1")
            .time(Instant.parse("2026-03-10T02:00:00.123456789Z"))
            .payer("付款人")
            .payee("payee \uD83D\uDE00 \uD800")
            .customer("c")
            .merchant("m")
            .asset(12_345_678_901L, "BTC", 8, AssetClass.VIRTUAL_CURRENCY)
            .value(-5L)
            .kind(TransferKind.EXCHANGE)
            .channel(Channel.ATM)
            .device("d")
            .ip("2001:db8::1")
            .location(-0.0, 180)
            .originCountry("CN")
            .payeeCountry("DE")
            .payerBalance(0L)
            .payerAge(0)
            .purpose("")
            .payerSegments(Set.of(CustomerSegment.values()))
            .payerRealNameVerified(false)
            .payeePhone("1")
            .orderAddressMatches(true)
            .declaredAbsent(Set.of(DataItem.DEVICE, DataItem.IP))
            .build();
    Transfer bare = Transfer.builder().build();

    for (Transfer t : List.of(full, bare)) {
      assertThat(again(t))
          .usingRecursiveComparison()
          .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class)
          .isEqualTo(t);
    }
  }

  @Test
  @DisplayName("Records, constants, lists and what a message names come back equal")
  void records() {
    Demand demand =
        Demand.verify(VerificationMethod.SMS_CODE, VerificationMethod.IDENTITY_DOCUMENT);
    Rule rule = new Rule("r", 10, "g", demand, "");
    for (Object value :
        List.of(
            demand,
            new Hit(rule, List.of("text", 1L, 2, 0.5, true, Instant.EPOCH)),
            Control.trustedPayee("c", "t", "a", "p", Instant.MAX, "by", "why"),
            Signal.ofAccount("t", "i", "a", io.riskgate.core.SignalKind.values()[0], Instant.MIN),
            List.of(Long.MIN_VALUE, Long.MAX_VALUE, 0L, -1L))) {
      assertThat(again(value)).isEqualTo(value);
    }
    assertThat(again(null)).isNull();
  }

  @Test
  @DisplayName("An argument of a message that is nothing of the core is kept as its text")
  void arguments() {
    Rule rule = new Rule("r", 10, "g", Demand.NOTHING, "");

    assertThat(again(new Hit(rule, List.of(new BigDecimal("1.50")))))
        .isEqualTo(new Hit(rule, List.of("1.50")));
  }

  @Test
  @DisplayName("What a message names takes none of the room for what packs say")
  void argumentsAreNoWords() {
    Rule rule = new Rule("r", 10, "g", Demand.NOTHING, "");
    again(new Hit(rule, List.of("first")));
    int before = definitions.size();
    for (int i = 0; i < 10; i++) {
      again(new Hit(rule, List.of("payee " + i)));
    }

    assertThat(definitions).hasSize(before);
  }

  @Test
  @DisplayName("A rule is written once, however often it is named")
  void words() {
    Rule rule = new Rule("r", 10, "g", Demand.NOTHING, "a long name that nobody wants twice");
    again(rule);
    int before = definitions.size();
    again(new Rule("r", 10, "g", Demand.NOTHING, "a long name that nobody wants twice"));

    assertThat(definitions).hasSize(before);
    assertThat(out.size()).isLessThan(5);
  }

  @Test
  @DisplayName("A component that the file does not know is nothing, one that is gone is left out")
  void otherVersions() {
    Lexicon lexicon = new Lexicon();
    WireOut shape = new WireOut();
    shape.putVar(1);
    shape.put(Lexicon.SHAPE);
    shape.putText("io.riskgate.core.Reference");
    shape.putVar(4);
    List.of("id", "nickname", "tenant", "owner").forEach(shape::putText);
    lexicon.define(new WireIn(shape.bytes(), 0, shape.size()));
    WireOut record = new WireOut();
    record.put(12);
    record.putVar(1);
    for (String said : List.of("i", "gone", "t", "o")) {
      Values.writeText(record, said);
    }

    assertThat(Values.read(new WireIn(record.bytes(), 0, record.size()), lexicon))
        .isEqualTo(new io.riskgate.core.Reference("t", "o", "i"));
  }

  @Test
  @DisplayName("Nothing but records and constants of the core is ever loaded")
  void foreignTypes() {
    for (String type :
        List.of("java.lang.Runtime", "io.riskgate.core.RiskEngine", "io.riskgate.x")) {
      WireOut shape = new WireOut();
      shape.putVar(1);
      shape.put(Lexicon.SHAPE);
      shape.putText(type);
      shape.putVar(0);

      assertThatThrownBy(() -> new Lexicon().define(new WireIn(shape.bytes(), 0, shape.size())))
          .isInstanceOf(WireException.class);
    }
  }

  @Test
  @DisplayName("Bytes that end anywhere are told, and nothing else comes of them")
  void cut() {
    Values.write(out, words, Control.freeze("c", "t", "a", Instant.EPOCH, "by", "why"));
    Lexicon lexicon = new Lexicon();
    definitions.forEach(d -> lexicon.define(new WireIn(d, 0, d.length)));
    for (int length = 0; length < out.size(); length++) {
      WireIn in = new WireIn(out.bytes(), 0, length);
      assertThatThrownBy(() -> Values.read(in, lexicon)).isInstanceOf(WireException.class);
    }
  }
}
