package io.riskgate.workbench.iso;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The elements of a message that are worth a look; whatever else there is, is passed over. */
final class ElementTree {
  /** The parts of a message that hold its transactions. */
  static final String PAYMENT = "PmtInf";

  static final String TRANSACTION = "CdtTrfTxInf";

  private final String name;
  private final Map<String, ElementTree> children = new HashMap<>();
  private @Nullable IsoElement element;

  private ElementTree(String name) {
    this.name = name;
  }

  /** The tree of a credit transfer, with the message's own element as its root. */
  static ElementTree ofTransfers() {
    ElementTree root = new ElementTree("");
    for (IsoElement element : IsoElement.values()) {
      switch (element.level()) {
        case MESSAGE -> root.add("", element);
        case PAYMENT -> root.add(PAYMENT + "/", element);
        case PARTY -> {
          root.add(PAYMENT + "/", element);
          root.addToTransactions(element);
        }
        case TRANSACTION -> root.addToTransactions(element);
      }
    }
    return root;
  }

  private void addToTransactions(IsoElement element) {
    add(TRANSACTION + "/", element);
    add(PAYMENT + "/" + TRANSACTION + "/", element);
  }

  private void add(String under, IsoElement element) {
    ElementTree node = this;
    for (String step : (under + element.path()).split("/", -1)) {
      node = node.children.computeIfAbsent(step, ElementTree::new);
    }
    node.element = element;
  }

  @Nullable ElementTree child(String child) {
    return children.get(child);
  }

  /** What it is, or null for one that only leads to others. */
  @Nullable IsoElement element() {
    return element;
  }

  boolean isTransaction() {
    return name.equals(TRANSACTION);
  }

  boolean isPayment() {
    return name.equals(PAYMENT);
  }
}
