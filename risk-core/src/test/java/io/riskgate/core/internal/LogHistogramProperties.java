package io.riskgate.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class LogHistogramProperties {
  @Provide
  Arbitrary<List<Long>> durations() {
    return Arbitraries.oneOf(
            Arbitraries.longs().between(0, 200),
            Arbitraries.longs().between(0, 5_000_000),
            Arbitraries.longs().between(0, Long.MAX_VALUE))
        .list()
        .ofMinSize(1)
        .ofMaxSize(200);
  }

  @Property(tries = 500)
  @Label("a quantile is never below the true one and at most a sixteenth above it")
  void quantile(
      @ForAll("durations") List<Long> durations, @ForAll @IntRange(min = 1, max = 1_000) int p) {
    LogHistogram histogram = new LogHistogram();
    durations.forEach(histogram::add);
    List<Long> sorted = durations.stream().sorted().toList();
    long exact = sorted.get((int) ((sorted.size() * (long) p + 999) / 1_000) - 1);

    long told = histogram.quantile(p);

    assertThat(told).isGreaterThanOrEqualTo(exact);
    assertThat(told - exact).isLessThanOrEqualTo(exact / 16);
    assertThat(told).isLessThanOrEqualTo(histogram.max());
    assertThat(histogram.max()).isEqualTo(sorted.get(sorted.size() - 1));
    assertThat(histogram.count()).isEqualTo(durations.size());
  }

  @Example
  @Label("without durations everything is 0")
  void empty() {
    LogHistogram histogram = new LogHistogram();
    assertThat(histogram.quantile(500)).isZero();
    assertThat(histogram.max()).isZero();
    assertThat(histogram.count()).isZero();
  }
}
