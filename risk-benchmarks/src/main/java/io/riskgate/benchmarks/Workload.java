package io.riskgate.benchmarks;

import io.riskgate.core.pack.RulePack;
import io.riskgate.rules.RulePacks;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Rules and the facts that they are evaluated for, and what they must find. */
final class Workload {
  final RuleBook book;
  private final FactStream stream;
  private final FlatTransfer[] flat = new FlatTransfer[FactStream.FACTS];
  private final HitBits[] expected = new HitBits[FactStream.FACTS];
  private final ToIntFunction<FlatTransfer> count;
  private @Nullable JavaRules java;

  Workload(RuleBook book) {
    this.book = book;
    HitBits hits = new HitBits(book.size());
    count =
        t -> {
          reference(t, hits);
          return hits.count();
        };
    // Every pack here declares the aggregates of cn.
    stream = facts(RulePacks.bundled("cn"));
    for (int i = 0; i < flat.length; i++) {
      flat[i] = new FlatTransfer(stream.facts[i], stream.histories[i]);
      expected[i] = new HitBits(book.size());
      reference(flat[i], expected[i]);
    }
  }

  /** The same transfers as facts of a pack, which takes no others. */
  FactStream facts(RulePack pack) {
    return new FactStream(pack, count);
  }

  /** The transfers as facts of the pack {@code cn}. */
  FactStream stream() {
    return stream;
  }

  /** The transfers as single facts. */
  FlatTransfer[] flat() {
    return flat;
  }

  /** The rules as Java that is made from their conditions. */
  JavaRules java() {
    JavaRules compiled = java;
    if (compiled == null) {
      compiled = JavaRulesCompiler.compile(book.texts());
      java = compiled;
    }
    return compiled;
  }

  /** What others must find: for {@code cn} what the rules find that are written by hand. */
  private void reference(FlatTransfer t, HitBits hits) {
    if (book == RuleBook.CN) {
      HandWrittenRules.evaluate(t.facts(), t.getHistory(), hits);
    } else {
      hits.clear();
      t.lookForWords();
      java().evaluate(t, hits);
    }
  }

  /** The rules that a transfer hits. */
  HitBits expected(int fact) {
    return expected[fact];
  }

  /** Throws unless a contender finds exactly the hits of every transfer. */
  void prove(Contender contender) {
    for (int i = 0; i < expected.length; i++) {
      contender.evaluate(i);
      HitBits found = contender.hits();
      if (!found.sameAs(expected[i])) {
        throw new IllegalStateException(
            "Fact " + i + ": expected rules " + expected[i] + ", found " + found);
      }
    }
  }
}
