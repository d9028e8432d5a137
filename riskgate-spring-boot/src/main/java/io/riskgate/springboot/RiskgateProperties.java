package io.riskgate.springboot;

import io.riskgate.core.Mode;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Shadow;
import io.riskgate.core.log.FileDecisionLog;
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
import org.springframework.util.unit.DataSize;

/**
 * How the engine of an application is set up. What does not fit is told at the start, all of it at
 * once, and so is a property that there is not: one that is mistyped would otherwise be none.
 *
 * @param enabled whether there is an engine at all
 * @param mode whether decisions bind: ENFORCE, or MONITOR, in which every transfer is let go and
 *     the true decision stands beside it
 * @param pack the rule pack that decides
 * @param store where history, limits, decisions and alerts are kept
 * @param decisionLog where decisions are written down
 * @param alertsKept how long closed alerts are kept, counted from when they were raised; by default
 *     for as long as there is room
 * @param historyCompleteSince from when on the store's history is whole, because it was imported;
 *     by default from the start of the application
 * @param eventTime how far a transfer's event time may lie from the clock
 * @param intelligence files that tell of addresses, accounts, devices and numbers
 * @param sweepInterval how often what has become due is told to listeners; 0 for never, where
 *     something else calls sweep
 * @param shadow a candidate pack that is tried beside the one that decides
 * @param async the threads of scoreAsync
 * @param health what the health indicator says
 * @param metrics what is counted, where the module risk-micrometer is there
 */
@ConfigurationProperties(prefix = "riskgate", ignoreUnknownFields = false)
public record RiskgateProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("ENFORCE") Mode mode,
    @DefaultValue Pack pack,
    @DefaultValue Store store,
    @DefaultValue DecisionLogging decisionLog,
    @Nullable Duration alertsKept,
    @Nullable Instant historyCompleteSince,
    @DefaultValue EventTime eventTime,
    @DefaultValue Intelligence intelligence,
    @DefaultValue("1m") Duration sweepInterval,
    @DefaultValue Candidate shadow,
    @DefaultValue Async async,
    @DefaultValue Health health,
    @DefaultValue Metrics metrics) {

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
   * @param watchInterval how often the watched folder is looked at
   */
  public record Pack(
      @Nullable String bundled,
      @Nullable Path location,
      @DefaultValue("/") String pathInJar,
      @DefaultValue("DIRECT_WHERE_POSSIBLE") Lanes lanes,
      @DefaultValue("false") boolean watch,
      @DefaultValue("500ms") Duration watchInterval) {}

  /** What a store is made of. Each needs its module. */
  public enum StoreType {
    /** The memory of this process: what is kept ends with it. */
    MEMORY,
    /** The embedded store, which survives the process, in a folder. */
    EMBEDDED,
    /** Redis or Valkey, which several processes share. */
    REDIS,
    /** PostgreSQL, which several processes share. */
    JDBC;

    /** Whether the data lies on a server. */
    boolean isRemote() {
      return this == REDIS || this == JDBC;
    }
  }

  /**
   * Where history, limits, decisions and alerts are kept.
   *
   * @param type which store: memory; embedded, which survives the process; redis or jdbc, which
   *     several processes share
   * @param keysMax how many accounts, devices and other keys are kept, in memory and embedded; the
   *     store's default if empty
   * @param eventsPerKeyMax how many events one by one a key has; the store's default if empty. All
   *     processes on one server need the same
   * @param dealingsPerAccountMax how many payees, and how many devices, of one account are
   *     remembered; the store's default if empty. All processes on one server need the same
   * @param idleKept after how long without use a key may be forgotten, in memory and embedded; 400
   *     days if empty
   * @param alertsMax how many alerts are kept, in memory and embedded; 200,000 if empty
   * @param embedded the embedded store
   * @param remote what stores on a server have in common
   * @param redis the store on Redis
   * @param jdbc the store on PostgreSQL
   */
  public record Store(
      @DefaultValue("MEMORY") StoreType type,
      @Nullable Integer keysMax,
      @Nullable Integer eventsPerKeyMax,
      @Nullable Integer dealingsPerAccountMax,
      @Nullable Duration idleKept,
      @Nullable Integer alertsMax,
      @DefaultValue Embedded embedded,
      @DefaultValue Remote remote,
      @DefaultValue Redis redis,
      @DefaultValue Jdbc jdbc) {}

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
   * @param segmentSize how large a segment of the journal becomes
   * @param snapshotEvery after how much of the journal a snapshot is made in the background; 0 for
   *     never
   * @param snapshotOnClose whether closing makes a snapshot, so that the next start is quick
   */
  public record Embedded(
      @Nullable Path folder,
      @DefaultValue("SYNC") Answered mode,
      @DefaultValue("10000") int lossCallsMax,
      @DefaultValue("100ms") Duration lossAgeMax,
      @DefaultValue("10s") Duration patience,
      @DefaultValue("32MB") DataSize segmentSize,
      @DefaultValue("128MB") DataSize snapshotEvery,
      @DefaultValue("true") boolean snapshotOnClose) {}

  /**
   * What stores on a server have in common.
   *
   * @param budget how long one answer of the server may take; a transfer whose answer takes longer
   *     is held, to be asked for again
   * @param recordsMax how many records this process keeps in memory
   * @param queueMax how many messages to other records may wait
   */
  public record Remote(
      @DefaultValue("2s") Duration budget,
      @DefaultValue("20000") int recordsMax,
      @DefaultValue("100000") int queueMax) {}

  /**
   * The store on Redis or Valkey. Needs the module risk-store-redis.
   *
   * @param url one server, as in redis://user:password@host:6379/0, rediss:// with TLS, or
   *     redis-sentinel://host1,host2/0#name; no default
   * @param clusterUrls some servers of a cluster, in place of the one server
   * @param prefix with what all keys begin
   * @param indexParts over how many keys the list of all records is spread
   * @param connectTimeout how long it may take until a connection stands
   * @param stalledAfter after what time without an answer a connection is made anew
   * @param pageTimeout how long a page of an export may take
   */
  public record Redis(
      @Nullable String url,
      @DefaultValue List<String> clusterUrls,
      @DefaultValue("riskgate") String prefix,
      @DefaultValue("256") int indexParts,
      @DefaultValue("1s") Duration connectTimeout,
      @DefaultValue("5s") Duration stalledAfter,
      @DefaultValue("5s") Duration pageTimeout) {
    /** Copies the list. */
    public Redis {
      clusterUrls = List.copyOf(clusterUrls);
    }

    boolean isNamed() {
      return url != null || !clusterUrls.isEmpty();
    }

    /** Without the addresses, in which a password may stand. */
    @Override
    public String toString() {
      return "Redis[prefix=" + prefix + "]";
    }
  }

  /**
   * The store on PostgreSQL. Needs the module risk-store-jdbc, and a DataSource of the
   * application's.
   *
   * @param dataSource the name of the DataSource bean; the only or primary one if empty
   * @param schema the schema of the tables; the one that connections begin with if empty
   * @param tablePrefix with what the tables' names begin
   * @param durableLanes how many connections are used for what must be safe before it is answered
   * @param quickLanes how many connections are used for what is known of devices and the like
   * @param batchMax how many records one transaction may change
   * @param queueMax how many records may wait for each connection
   * @param createTables whether tables are made where there are none; for trying out, as the
   *     application needs the right to
   * @param retainInterval how often the retention job is run, which keeps the tables small; 0 for
   *     never, where something else runs it
   */
  public record Jdbc(
      @Nullable String dataSource,
      @DefaultValue("") String schema,
      @DefaultValue("riskgate_") String tablePrefix,
      @DefaultValue("3") int durableLanes,
      @DefaultValue("1") int quickLanes,
      @DefaultValue("128") int batchMax,
      @DefaultValue("10000") int queueMax,
      @DefaultValue("false") boolean createTables,
      @DefaultValue("1d") Duration retainInterval) {}

  /**
   * Where decisions are written down with all that went into them.
   *
   * @param folder its folder, which is made where it is not there; without one there is no log
   * @param required whether nothing may be let go whose record is not written
   * @param sync when what was written is forced to the disk
   * @param syncInterval how often, with INTERVAL
   * @param patience how long a caller waits for a record of a required log
   * @param queueMax how many records can wait to be written
   * @param waitForRoom how long a caller waits for room where as many wait, before its record is
   *     lost; 0 for not at all
   * @param fileSize how large a file becomes before the next one is begun
   * @param daily whether a new day (UTC) begins a new file
   * @param pseudonyms pseudonyms in place of accounts, devices and the like
   * @param checkpoint how far the log has come, to be kept elsewhere
   * @param archive where old files are put away
   */
  public record DecisionLogging(
      @Nullable Path folder,
      @DefaultValue("false") boolean required,
      @DefaultValue("INTERVAL") Sync sync,
      @DefaultValue("1s") Duration syncInterval,
      @DefaultValue("5s") Duration patience,
      @DefaultValue("" + FileDecisionLog.QUEUE_MAX_DEFAULT) int queueMax,
      @DefaultValue("0s") Duration waitForRoom,
      @DefaultValue("128MB") DataSize fileSize,
      @DefaultValue("true") boolean daily,
      @DefaultValue PseudonymKey pseudonyms,
      @DefaultValue LogCheckpoint checkpoint,
      @DefaultValue Archive archive) {}

  /**
   * The key of pseudonyms in the decision log.
   *
   * @param keyId the bank's name for the key, which the log shows
   * @param keyFile the file that holds the key, at least 32 random bytes; without one the log is in
   *     the clear
   */
  public record PseudonymKey(@Nullable String keyId, @Nullable Path keyFile) {}

  /**
   * How far the decision log has come, written down again and again.
   *
   * @param file the file, which belongs where nobody who can write the log can write; without one
   *     it is not written down
   * @param interval how often it is written
   */
  public record LogCheckpoint(@Nullable Path file, @DefaultValue("1h") Duration interval) {}

  /**
   * Where old files of the decision log are put away, once the checkpoint proves them. Nothing is
   * removed.
   *
   * @param folder the archive, which is made where it is not there; without one all files stay
   * @param kept how long a file stays in the log's own folder
   * @param interval how often the log is verified and old files are put away
   */
  public record Archive(
      @Nullable Path folder,
      @DefaultValue("90d") Duration kept,
      @DefaultValue("1d") Duration interval) {}

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
   * @param budget how long looking at the store may take; one that has not answered by then is
   *     DOWN, and nobody waits for it longer
   * @param downWhenIntelligenceFails whether a file of intelligence that is stale or failed makes
   *     the application DOWN; by default it is shown, and decisions are degraded
   */
  public record Health(
      @DefaultValue("1s") Duration budget,
      @DefaultValue("false") boolean downWhenIntelligenceFails) {}

  /**
   * What is counted, where the module risk-micrometer and a registry are there.
   *
   * @param enabled whether anything is
   * @param tags tags of every meter, such as the name of the engine where several share a registry;
   *     nothing of a person
   * @param reservationsMax how many open reservations are followed at a time
   */
  public record Metrics(
      @DefaultValue("true") boolean enabled,
      @DefaultValue Map<String, String> tags,
      @DefaultValue("100000") int reservationsMax) {
    /** Copies the map. */
    public Metrics {
      tags = Map.copyOf(tags);
    }
  }
}
