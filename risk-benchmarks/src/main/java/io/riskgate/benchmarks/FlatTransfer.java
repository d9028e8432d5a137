package io.riskgate.benchmarks;

import io.riskgate.core.facts.CounterpartyFacts;
import io.riskgate.core.facts.DeviceFacts;
import io.riskgate.core.facts.MerchantFacts;
import io.riskgate.core.facts.OriginFacts;
import io.riskgate.core.facts.PayerFacts;
import io.riskgate.core.facts.SignalAges;
import io.riskgate.core.facts.TransferFacts;

/** All that is known of a transfer as the one fact of a plain Drools session. */
public final class FlatTransfer extends TransferInfo {
  private final TransferFacts facts;
  private final HistoryInfo history;
  private boolean anyWord;

  FlatTransfer(TransferFacts facts, HistoryInfo history) {
    super(facts);
    this.facts = facts;
    this.history = history;
  }

  TransferFacts facts() {
    return facts;
  }

  /**
   * Looks for words, once for all rules: for engines that share nothing between rules, to be called
   * whenever a transfer is evaluated.
   */
  void lookForWords() {
    anyWord = ScamWords.any(getPurpose());
  }

  public boolean isAnyWord() {
    return anyWord;
  }

  public PayerFacts getPayer() {
    return facts.getPayer();
  }

  public CounterpartyFacts getCounterparty() {
    return facts.getCounterparty();
  }

  public DeviceFacts getDevice() {
    return facts.getDevice();
  }

  public OriginFacts getOrigin() {
    return facts.getOrigin();
  }

  public MerchantFacts getMerchant() {
    return facts.getMerchant();
  }

  public SignalAges getSignal() {
    return facts.getSignal();
  }

  public HistoryInfo getHistory() {
    return history;
  }
}
