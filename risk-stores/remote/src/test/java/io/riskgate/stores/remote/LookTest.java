package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.Moment;
import io.riskgate.stores.remote.kit.InProcessServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When a record is looked at for transfers of which nobody has told the end. */
class LookTest {
  private static final long NOW_MS = Till.START_MS;
  private static final long NEXT_MS = NOW_MS + 3_600_000;

  private final WordBook words = new WordBook(new InProcessServer(), Duration.ofSeconds(1));
  private final Keeping keeping = new Keeping(86_400_000, 86_400_000, 100, 10);
  private final Commands commands = new Commands(words, keeping, new Moment(NOW_MS, 0, 0));
  private final RecordState payee = new RecordState(Subjects.account("default", "B"), words);
  private long token;

  private void apply(byte[] body) {
    payee.apply(new RecordChange(++token, body), words);
  }

  private static Event paid(String id, long knownMs) {
    Transfer t =
        Transfer.builder()
            .id(id)
            .payer("A")
            .payee("B")
            .amount(5, "CNY")
            .time(Instant.ofEpochMilli(NOW_MS))
            .build();
    return new Event("A", id, knownMs << Event.STAMP_SHIFT, NOW_MS, t, 5);
  }

  private void isLookedAtAgain(long atMs) {
    assertThat(payee.isToBeLookedAt(atMs - 1)).as("before").isFalse();
    assertThat(payee.isToBeLookedAt(atMs)).as("then").isTrue();
    payee.lookAgain(NOW_MS, NEXT_MS);
    assertThat(payee.isToBeLookedAt(atMs)).isFalse();
  }

  @Test
  @Sentence("RS-5")
  @DisplayName("as soon as what came since the last look is to be asked for, and not much oftener")
  void sooner() {
    payee.lookAgain(NOW_MS, NEXT_MS);
    apply(commands.event(Op.SEEN, paid("1", NOW_MS - 40_000)));
    isLookedAtAgain(NOW_MS + 20_000); // undecided for a minute

    Commands.Told open =
        new Commands.Told(paid("1", NOW_MS), 1, TransferState.RESERVED, NOW_MS + 30_000, Set.of());
    apply(commands.state(open, false));
    isLookedAtAgain(NOW_MS + 30_000); // it should have ended

    apply(commands.event(Op.PUT, paid("2", NOW_MS - 10_000)));
    isLookedAtAgain(NOW_MS + 50_000);

    apply(commands.event(Op.SEEN, paid("3", NOW_MS - 3_600_000)));
    isLookedAtAgain(NOW_MS + 1_000); // late already: at most once a second
  }

  @Test
  @Sentence("RS-5")
  @DisplayName("no sooner for what has ended, nor for what is the record's own")
  void notSooner() {
    payee.lookAgain(NOW_MS, NEXT_MS);
    Commands.Told ended =
        new Commands.Told(
            paid("1", NOW_MS - 3_600_000), 1, TransferState.SETTLED, Long.MIN_VALUE, Set.of());
    apply(commands.state(ended, true));
    assertThat(payee.events.size()).isEqualTo(1);
    assertThat(payee.isToBeLookedAt(NEXT_MS - 1)).isFalse();
    assertThat(payee.isToBeLookedAt(NEXT_MS)).isTrue();
  }
}
