package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.riskgate.rules.internal.EquivalenceCheck.Extent;
import io.riskgate.rules.internal.drools.DroolsLanguage;
import org.junit.jupiter.api.Test;

/** The pack {@code cn} means the same in every lane, on its tests and on 10,000 facts. */
class BundledEquivalenceTest {
  @Test
  void everyLaneFindsTheSame() {
    assertThatCode(
            () ->
                PackAssembler.assemble(
                    "cn",
                    PackFiles.bundled("cn"),
                    new DroolsLanguage(),
                    new Extent(10_000, Long.MAX_VALUE / 1_000_000)))
        .doesNotThrowAnyException();
  }
}
