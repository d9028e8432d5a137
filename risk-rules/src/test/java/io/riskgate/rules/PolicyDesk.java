package io.riskgate.rules;

import io.riskgate.core.Alert;
import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.Decision;
import io.riskgate.core.Evidence;
import io.riskgate.core.Hit;
import io.riskgate.core.Movement;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.RiskEvent;
import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.memory.InMemoryStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A bank that decides by the pack {@code cn} and hears everything that the engine tells. The clock
 * stands until somebody moves it; alice has paid bob for a month, and everybody else never.
 */
final class PolicyDesk implements AutoCloseable {
  /** Eight in the morning in Shanghai. */
  static final Instant MORNING = Instant.parse("2026-01-06T00:00:00Z");

  Instant now = MORNING;
  final List<RiskEvent> events = new ArrayList<>();
  final List<Alert> alerts = new ArrayList<>();
  final RiskEngine engine =
      RiskEngine.builder()
          .rules(RulePacks.bundled("cn"))
          .store(InMemoryStore.create())
          .clock(() -> now)
          .events(events::add)
          .alerts(alerts::add)
          .historyCompleteSince(Instant.EPOCH)
          .build();

  private int ids;

  PolicyDesk() {
    moved(money("100.00"), MORNING.minus(Duration.ofDays(30)));
  }

  /** A transfer of money from alice to bob, who is in China. */
  Transfer.Builder money(String yuan) {
    return transfer().amount(yuan, "CNY");
  }

  /** The same in virtual currency of that value, from an account with a verified real name. */
  Transfer.Builder coins(String yuan) {
    return transfer()
        .asset(1, "COIN", 8, AssetClass.VIRTUAL_CURRENCY)
        .value(fen(yuan))
        .payerRealNameVerified(true);
  }

  /** An exchange of virtual currency of that value for money, with a payment institution. */
  Transfer.Builder exchange(String yuan) {
    return coins(yuan).kind(TransferKind.EXCHANGE).payee("exchange");
  }

  /** The same in game currency, to another player. */
  Transfer.Builder gold(String yuan) {
    return transfer().asset(1, "GOLD", 0, AssetClass.GAME_CURRENCY).value(fen(yuan));
  }

  private Transfer.Builder transfer() {
    return Transfer.builder()
        .id("T" + ++ids)
        .payer("alice")
        .payee("bob")
        .payeeCountry("CN")
        .channel(Channel.API); // where staying below the day's limit is no pattern
  }

  static long fen(String yuan) {
    return new BigDecimal(yuan).movePointRight(2).longValueExact();
  }

  /** Asks for a decision about a transfer of this moment. */
  Decision score(Transfer.Builder transfer) {
    return engine.score(transfer.time(now).build());
  }

  /** What moved without being scored. */
  void moved(Transfer.Builder transfer, Instant at) {
    engine.observe(new Movement(transfer.time(at).build()));
  }

  Decision passes(Decision decision, VerificationMethod method, Instant at) {
    return engine.verified(decision.reference(), Evidence.passed(method, at, "proof"));
  }

  /** A failure; each is one of its own. */
  Decision fails(Decision decision, VerificationMethod method) {
    return engine.verified(decision.reference(), Evidence.failed(method, now, "try " + ++ids));
  }

  void learns(SignalKind kind) {
    engine.signal(Signal.ofAccount("default", "S" + ++ids, "alice", kind, now));
  }

  void later(Duration by) {
    now = now.plus(by);
  }

  static Set<String> codes(Decision decision) {
    Set<String> codes = new TreeSet<>();
    decision.hits().stream().map(Hit::code).forEach(codes::add);
    return codes;
  }

  /** The events of a kind that were told so far. */
  <E extends RiskEvent> List<E> told(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Override
  public void close() {
    engine.close();
  }
}
