package io.riskgate.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.riskgate.core.RiskEngine;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts an engine in front of another that does what the other does, and counts. {@code
 * docs/metrics.md} lists the meters.
 *
 * <p>No account, device, address, customer, tenant or transfer is in any tag. What tags are made of
 * is bounded: enums, and the rules and limits of packs up to a cap, beyond which they count as
 * {@value #OTHER}. Whatever goes wrong while counting changes no answer.
 *
 * <p>What stands rather than happens (alerts, the pack, a shadow, reservations that have expired)
 * is looked at in {@link RiskEngine#sweep()} of the metered engine: call that one.
 */
public final class RiskMetrics {
  /** The tag under which all counts that find no tag of their own. */
  public static final String OTHER = "other";

  /** How many rules, over all packs that decide one after the other, have a meter of their own. */
  public static final int RULES_MAX = 1_000;

  /** How many limits have a meter of their own. */
  public static final int LIMITS_MAX = 100;

  /** How many reservations are followed at a time unless told otherwise. */
  public static final int RESERVATIONS_MAX_DEFAULT = 100_000;

  final MeterRegistry registry;
  Tags tags = Tags.empty();
  InstantSource clock = InstantSource.system();
  int reservationsMax = RESERVATIONS_MAX_DEFAULT;
  Supplier<? extends Map<? extends Enum<?>, Long>> capsHit = Map::of;
  LongSupplier logLost = () -> 0;
  boolean hasLog;
  @Nullable Backlog backlog;

  /** What waits to be told to others, of a store on a server. */
  record Backlog(LongSupplier waiting, LongSupplier lagMs, LongSupplier leftOut) {}

  private RiskMetrics(MeterRegistry registry) {
    this.registry = Objects.requireNonNull(registry, "registry");
  }

  /** An engine in front of another, with its meters in a registry. */
  public static RiskEngine meter(RiskEngine engine, MeterRegistry registry) {
    return in(registry).meter(engine);
  }

  /** Starts to say what is metered; {@link #meter(RiskEngine)} does it. */
  public static RiskMetrics in(MeterRegistry registry) {
    return new RiskMetrics(registry);
  }

  /**
   * Adds tags to every meter. Where several engines have their meters in one registry, each needs a
   * tag of its own, such as {@code engine=retail}.
   */
  public RiskMetrics tags(Iterable<? extends Tag> value) {
    tags = tags.and(value);
    return this;
  }

  /** Sets the clock of the engine; the system's by default. */
  public RiskMetrics clock(InstantSource value) {
    clock = Objects.requireNonNull(value, "clock");
    return this;
  }

  /**
   * Sets how many reservations are followed at a time, some 300 bytes each; more are counted as
   * made and not as ended, {@code riskgate.reservations.unfollowed} says how many. {@value
   * #RESERVATIONS_MAX_DEFAULT} by default.
   */
  public RiskMetrics reservationsMax(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("reservationsMax must be at least 0, not " + value);
    }
    reservationsMax = value;
    return this;
  }

  /** Sets where the store tells how often its caps were hit, such as {@code store::capsHit}. */
  public RiskMetrics capsHit(Supplier<? extends Map<? extends Enum<?>, Long>> value) {
    capsHit = Objects.requireNonNull(value, "capsHit");
    return this;
  }

  /** Sets where a decision log tells how many records it has lost, such as {@code log::lost}. */
  public RiskMetrics logLost(LongSupplier value) {
    logLost = Objects.requireNonNull(value, "logLost");
    hasLog = true;
    return this;
  }

  /**
   * Sets where a store on a server tells what waits to be told to other records, such as {@code
   * store::waiting, store::lagMs, store::leftOut}.
   */
  public RiskMetrics backlog(LongSupplier waiting, LongSupplier lagMs, LongSupplier leftOut) {
    backlog =
        new Backlog(
            Objects.requireNonNull(waiting, "waiting"),
            Objects.requireNonNull(lagMs, "lagMs"),
            Objects.requireNonNull(leftOut, "leftOut"));
    return this;
  }

  /**
   * Puts the metered engine in front. Closing it closes the other and takes those meters away that
   * look at it; what was counted stays in the registry.
   */
  public RiskEngine meter(RiskEngine engine) {
    return new MeteredEngine(Objects.requireNonNull(engine, "engine"), this);
  }
}
