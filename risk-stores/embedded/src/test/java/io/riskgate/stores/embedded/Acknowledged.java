package io.riskgate.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Decision;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StorePage;
import io.riskgate.core.spi.StoredTransfer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a process was told before it died, and whether a store still knows it. */
final class Acknowledged {
  private record Said(Outcome outcome, TransferState state, int run) {}

  private final Map<String, Said> last = new HashMap<>();
  private final Set<String> underWay = new HashSet<>();
  private int lines;
  private int refused;

  int lines() {
    return lines;
  }

  int refused() {
    return refused;
  }

  /** Takes a line; the last one of a process may be cut. */
  synchronized void take(String line, int run) {
    String[] words = line.split(" ", -1);
    if (line.startsWith("? ") && words.length == 2) {
      underWay.add(words[1]);
    } else if (line.startsWith("! ")
        && words.length == 4
        && isWhole(words[2], Outcome.values())
        && isWhole(words[3], TransferState.values())) {
      lines++;
      underWay.remove(words[1]);
      last.put(words[1], new Said(Outcome.valueOf(words[2]), TransferState.valueOf(words[3]), run));
    } else if (line.startsWith("x")) {
      refused++;
    }
  }

  private static boolean isWhole(String word, Enum<?>[] constants) {
    for (Enum<?> constant : constants) {
      if (constant.name().equals(word)) {
        return true;
      }
    }
    return false;
  }

  static Moment moment(int run) {
    LocalDate day = LocalDate.ofInstant(Traffic.clock(run), ZoneId.of("Asia/Shanghai"));
    return new Moment(
        Traffic.clock(run).toEpochMilli(),
        day.toEpochDay(),
        day.getYear() * 12L + day.getMonthValue());
  }

  /**
   * Sees that everything of a run that was acknowledged is there, and that its limits add up. What
   * was open may have expired when the clock was a day further.
   */
  void check(RiskStore store, int run, boolean isOver) {
    RiskEngine engine = Traffic.engine(store, run);
    last.forEach(
        (id, said) -> {
          if (said.run() == run) {
            check(engine, id, said, isOver);
          }
        });
    checkLimits(store, run);
  }

  private void check(RiskEngine engine, String id, Said said, boolean isOver) {
    Transfer t = Traffic.transfer(id, said.run());
    Reference reference = new Reference(t.tenant(), t.payer(), id);
    Decision found = engine.find(reference).orElse(null);
    assertThat(found).as("what was acknowledged of %s", id).isNotNull();
    if (found == null) {
      return;
    }
    if (underWay.contains(id)) {
      // The next step may or may not have been taken when the process died.
      assertThat(found.state())
          .as("where %s stands", id)
          .isIn(said.state(), SETTLED, CANCELLED, RESERVED, EXPIRED);
    } else {
      assertThat(found.state())
          .as("where %s stands", id)
          .isIn(said.state(), isOver && said.state().isOpen() ? EXPIRED : said.state());
    }
    Decision again = engine.score(t);
    assertThat(again.state()).as("%s, asked again", id).isEqualTo(found.state());
  }

  private static final TransferState SETTLED = TransferState.SETTLED;
  private static final TransferState CANCELLED = TransferState.CANCELLED;
  private static final TransferState EXPIRED = TransferState.EXPIRED;
  private static final TransferState RESERVED = TransferState.RESERVED;

  /** No reservation is lost or doubled, and none passes the limit without evidence. */
  private static void checkLimits(RiskStore store, int run) {
    Map<String, Long> claimed = new HashMap<>();
    Map<String, Long> withoutEvidence = new HashMap<>();
    @Nullable String cursor = null;
    do {
      StorePage<StoredTransfer> page =
          store.transfers(Transfer.DEFAULT_TENANT, cursor, 1_000, moment(run));
      for (StoredTransfer s : page.items()) {
        boolean counts = s.state() == RESERVED || s.state() == SETTLED;
        if (counts && s.reference().id().startsWith("r" + run + "t")) {
          claimed.merge(s.reference().owner(), s.value(), Long::sum);
          boolean isUnverified = s.demand().outcome() != Outcome.ALLOW;
          if (s.evidence().isEmpty() && !isUnverified) {
            withoutEvidence.merge(s.reference().owner(), s.value(), Long::sum);
          }
        }
      }
      cursor = page.next();
    } while (cursor != null);
    for (String account : LimitPack.ACCOUNTS) {
      Reference any = new Reference(Transfer.DEFAULT_TENANT, account, "?");
      assertThat(store.used(LimitPack.SCHEMA, any, moment(run))[0])
          .as("the use of the limit of %s", account)
          .isEqualTo(claimed.getOrDefault(account, 0L));
      assertThat(withoutEvidence.getOrDefault(account, 0L))
          .as("what %s was let go without evidence", account)
          .isLessThanOrEqualTo(LimitPack.DAILY_MAX);
    }
  }
}
