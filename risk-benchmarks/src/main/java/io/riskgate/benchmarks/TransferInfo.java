package io.riskgate.benchmarks;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.TransferKind;
import io.riskgate.core.facts.TransferFacts;

/** The transfer alone, as the fact that a Drools tutorial would insert beside the others. */
public class TransferInfo {
  private final TransferFacts facts;

  TransferInfo(TransferFacts facts) {
    this.facts = facts;
  }

  public TransferKind getKind() {
    return facts.getKind();
  }

  public AssetClass getAssetClass() {
    return facts.getAssetClass();
  }

  public Channel getChannel() {
    return facts.getChannel();
  }

  public long getValue() {
    return facts.getValue();
  }

  public int getHour() {
    return facts.getHour();
  }

  public String getPurpose() {
    return facts.getPurpose();
  }
}
