package io.riskgate.springboot;

import io.riskgate.core.Mode;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Shadow;
import io.riskgate.core.log.Sync;
import io.riskgate.rules.Lanes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the engine of an application is set up. What does not fit is told at the start, all of it at
 * once.
 *
 * @param enabled whether there is an engine at all
 * @param mode whether decisions bind: ENFORCE, or MONITOR, in which every transfer is let go and
 *     the true decision stands beside it
 * @param pack the rule pack that decides
 * @param store where history, limits, decisions and alerts are kept
 * @param decisionLog where decisions are written down
 * @param historyCompleteSince from when on the store's history is whole, because it was imported;
 *     by default from the start of the application
 * @param eventTime how far a transfer's event time may lie from the clock
 * @param intelligence files that tell of addresses, accounts, devices and numbers
 * @param sweepInterval how often what has become due is told to listeners; 0 for never, where
 *     something else calls sweep
 * @param shadow a candidate pack that is tried beside the one that decides
 * @param async the threads of scoreAsync
 * @param health what the health indicator says
 */
@ConfigurationProperties("riskgate")
public record RiskgateProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("ENFORCE") Mode mode,
    @DefaultValue Pack pack,
    @DefaultValue Store store,
    @DefaultValue DecisionLogging decisionLog,
    @Nullable Instant historyCompleteSince,
    @DefaultValue EventTime eventTime,
    @DefaultValue Intelligence intelligence,
    @DefaultValue("1m") Duration sweepInterval,
    @DefaultValue Candidate shadow,
    @DefaultValue Async async,
    @DefaultValue Health health) {

  /** The pack that decides where neither a bundled one nor a location is named. */
  public static final String PACK_DEFAULT = "cn";

  /**
   * The rule pack that decides.
   *
   * @param bundled the id of a pack that comes with the library; cn unless a location is given
   * @param location a folder of a pack, or a jar that holds one; in place of a bundled one
   * @param pathInJar where in the jar the pack lies
   * @param lanes which lanes rules may take
   * @param watch whether the folder is watched, and a change goes live through the pack's gate
   */
  public record Pack(
      @Nullable String bundled,
      @Nullable Path location,
      @DefaultValue("/") String pathInJar,
      @DefaultValue("DIRECT_WHERE_POSSIBLE") Lanes lanes,
      @DefaultValue("false") boolean watch) {}

  /** What a store is made of. Each needs its module. */
  public enum StoreType {
    /** The memory of this process: what is kept ends with it. */
    MEMORY,
    /** The embedded store, which survives the process, in a folder. */
    EMBEDDED
    // A store on a server comes here, into StoreConfiguration and into SetupChecks.
  }

  /**
   * Where history, limits, decisions and alerts are kept.
   *
   * @param type which store: memory, or embedded, which survives the process
   * @param keysMax how many accounts, devices and other keys are kept; the store's default if empty
   * @param eventsPerKeyMax how many events one by one a key has; the store's default if empty
   * @param embedded the embedded store
   */
  public record Store(
      @DefaultValue("MEMORY") StoreType type,
      @Nullable Integer keysMax,
      @Nullable Integer eventsPerKeyMax,
      @DefaultValue Embedded embedded) {}

  /** When a call of the embedded store is answered. */
  public enum Answered {
    /** Once it is on the disk. */
    SYNC,
    /** At once; a crash may take the latest calls. */
    ASYNC
  }

  /**
   * The embedded store.
   *
   * @param folder its folder, which is made where it is not there; no default
   * @param mode when a call is answered: SYNC, once it is on the disk, or ASYNC, at once
   * @param lossCallsMax how many calls a crash may take in ASYNC
   * @param lossAgeMax how old what a crash takes may be in ASYNC
   * @param patience how long a call waits for the disk
   */
  public record Embedded(
      @Nullable Path folder,
      @DefaultValue("SYNC") Answered mode,
      @DefaultValue("10000") int lossCallsMax,
      @DefaultValue("100ms") Duration lossAgeMax,
      @DefaultValue("10s") Duration patience) {}

  /**
   * Where decisions are written down with all that went into them.
   *
   * @param folder its folder, which is made where it is not there; without one there is no log
   * @param required whether nothing may be let go whose record is not written
   * @param sync when what was written is forced to the disk
   * @param syncInterval how often, with INTERVAL
   * @param patience how long a caller waits for a record of a required log
   * @param pseudonyms pseudonyms in place of accounts, devices and the like
   */
  public record DecisionLogging(
      @Nullable Path folder,
      @DefaultValue("false") boolean required,
      @DefaultValue("INTERVAL") Sync sync,
      @DefaultValue("1s") Duration syncInterval,
      @DefaultValue("5s") Duration patience,
      @DefaultValue PseudonymKey pseudonyms) {}

  /**
   * The key of pseudonyms in the decision log.
   *
   * @param keyId the bank's name for the key, which the log shows
   * @param keyFile the file that holds the key, at least 32 random bytes; without one the log is in
   *     the clear
   */
  public record PseudonymKey(@Nullable String keyId, @Nullable Path keyFile) {}

  /**
   * How far a transfer's event time may lie from the clock.
   *
   * @param past how far back an event time may lie
   * @param future how far ahead an event time may lie
   */
  public record EventTime(
      @DefaultValue("24h") Duration past, @DefaultValue("2m") Duration future) {}

  /**
   * Files that tell of addresses, accounts, devices and numbers. Needs the module risk-intel.
   *
   * @param files the files by kind, such as tor-exits, city or reported-accounts
   * @param maxAge how old a kind may be before decisions that rest on it are degraded
   * @param dialCode the dial code of the home country, such as 86
   * @param watchInterval how often changed files are looked for; 0 for never
   */
  public record Intelligence(
      @DefaultValue Map<String, List<Path>> files,
      @DefaultValue Map<String, Duration> maxAge,
      @Nullable String dialCode,
      @DefaultValue("30s") Duration watchInterval) {
    /** Copies the maps. */
    public Intelligence {
      files = Map.copyOf(files);
      maxAge = Map.copyOf(maxAge);
    }
  }

  /**
   * A candidate pack that scores live transfers and changes nothing.
   *
   * @param bundled the id of a pack that comes with the library
   * @param location a folder of a pack, or a jar that holds one
   * @param pathInJar where in the jar the pack lies
   * @param queueMax how many transfers can wait to be looked at
   */
  public record Candidate(
      @Nullable String bundled,
      @Nullable Path location,
      @DefaultValue("/") String pathInJar,
      @DefaultValue("" + Shadow.QUEUE_MAX_DEFAULT) int queueMax) {
    boolean isWanted() {
      return bundled != null || location != null;
    }
  }

  /**
   * The threads of scoreAsync.
   *
   * @param threads how many there are at most
   * @param queueMax how many calls can wait for one
   */
  public record Async(
      @DefaultValue("" + RiskEngine.Builder.ASYNC_THREADS_DEFAULT) int threads,
      @DefaultValue("" + RiskEngine.Builder.ASYNC_QUEUE_MAX_DEFAULT) int queueMax) {}

  /**
   * What the health indicator says.
   *
   * @param downWhenIntelligenceFails whether a file of intelligence that is stale or failed makes
   *     the application DOWN; by default it is shown, and decisions are degraded
   */
  public record Health(@DefaultValue("false") boolean downWhenIntelligenceFails) {}
}
