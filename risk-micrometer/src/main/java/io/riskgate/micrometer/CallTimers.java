package io.riskgate.micrometer;

import io.micrometer.core.instrument.Timer;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.pack.RulePackException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** How long calls take, by call and what came of it. */
final class CallTimers {
  /** From what memory takes to what a store on a server may: a histogram of fixed size. */
  private static final Duration[] BOUNDS = {
    Duration.ofNanos(2_500),
    Duration.ofNanos(5_000),
    Duration.ofNanos(10_000),
    Duration.ofNanos(25_000),
    Duration.ofNanos(50_000),
    Duration.ofNanos(100_000),
    Duration.ofNanos(250_000),
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  /** What a customer waits for. Buckets are series of their own in most registries. */
  private static final Set<Call> WITH_BUCKETS =
      Set.of(Call.SCORE, Call.SCORE_ASYNC, Call.VERIFIED, Call.RELEASE, Call.SETTLE);

  /** By call and result. */
  private final Timer[][] timers = new Timer[Call.values().length][Call.Result.values().length];

  CallTimers(RiskMetrics metrics) {
    for (Call call : Call.values()) {
      for (Call.Result result : Call.Result.values()) {
        Timer.Builder timer =
            Timer.builder("riskgate.calls")
                .description("How long calls of the engine take")
                .tags(metrics.tags)
                .tag("call", call.tag())
                .tag("result", result.tag());
        if (result == Call.Result.ANSWERED && WITH_BUCKETS.contains(call)) {
          timer.serviceLevelObjectives(BOUNDS);
        }
        timers[call.ordinal()][result.ordinal()] = timer.register(metrics.registry);
      }
    }
  }

  void record(Call call, Call.Result result, long nanos) {
    timers[call.ordinal()][result.ordinal()].record(nanos, TimeUnit.NANOSECONDS);
  }

  /** What a call has come to that threw. */
  static Call.Result resultOf(Throwable thrown) {
    Throwable cause = thrown;
    if (thrown instanceof CompletionException && thrown.getCause() != null) {
      cause = thrown.getCause();
    }
    // The domain's own exceptions are all answers to what cannot be; a StoreException is not
    // theirs.
    boolean isRefusal =
        cause instanceof IllegalArgumentException
            || cause instanceof RulePackException
            || cause.getClass().getPackageName().equals(RiskEngine.class.getPackageName());
    return isRefusal ? Call.Result.REFUSED : Call.Result.FAILED;
  }
}
