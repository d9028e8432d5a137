package io.riskgate.stores.jdbc;

import io.riskgate.stores.remote.RecordServer;
import io.riskgate.stores.remote.RemoteStore;
import java.util.Objects;
import javax.sql.DataSource;

/** Says how a store in a database is opened. */
public final class JdbcStoreBuilder {
  private static final int LANES_MAX = 64;
  private static final int BATCH_MAX = 1_000;

  private final DataSource source;
  private String schema = "";
  private String tablePrefix = Tables.PREFIX;
  private int durableLanes = 3;
  private int quickLanes = 1;
  private int batchMax = 128;
  private int queueMax = 10_000;

  JdbcStoreBuilder(DataSource source) {
    this.source = Objects.requireNonNull(source, "source");
  }

  /** Sets the schema of the tables; the one that connections begin with by default. */
  public JdbcStoreBuilder schema(String value) {
    schema = new Tables(value, tablePrefix).schema();
    return this;
  }

  /** Sets with what the tables' names begin; {@code riskgate_} as in the files by default. */
  public JdbcStoreBuilder tablePrefix(String value) {
    tablePrefix = new Tables(schema, value).prefix();
    return this;
  }

  /**
   * Sets how many transactions are under way at a time, and thus how many connections are used: 3
   * for what must be safe on disk before it is answered, 1 for what is known of devices, IPs and
   * merchants by default. More of them help where the network to the database is slow.
   */
  public JdbcStoreBuilder lanes(int durable, int quick) {
    durableLanes = within("durable", durable, LANES_MAX);
    quickLanes = within("quick", quick, LANES_MAX);
    return this;
  }

  /** Sets how many records one transaction may change at most; 128 by default. */
  public JdbcStoreBuilder batchMax(int value) {
    batchMax = within("batchMax", value, BATCH_MAX);
    return this;
  }

  /**
   * Sets how many records may wait for each connection, 10,000 by default; whoever comes then is
   * told at once that the database does not keep up.
   */
  public JdbcStoreBuilder queueMax(int value) {
    queueMax = within("queueMax", value, Integer.MAX_VALUE);
    return this;
  }

  private static int within(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(name + " must be 1 to " + max + ", not " + value);
    }
    return value;
  }

  /**
   * Opens the store, with the budget and the caps that a store on a server has by default. Others
   * are set on {@code RemoteStore.on(connect())}.
   *
   * @throws io.riskgate.core.spi.StoreException as {@link #connect} does
   */
  public RemoteStore open() {
    return RemoteStore.on(connect()).open();
  }

  /**
   * Looks at the database, and begins to keep records in it.
   *
   * @throws io.riskgate.core.spi.StoreException if it cannot be reached, is too old, or has not the
   *     tables that this release works with; the message says which files are to be run
   */
  public RecordServer connect() {
    Tables tables = new Tables(schema, tablePrefix);
    return new JdbcServer(
        source,
        new JdbcSchema(source, tables).check(),
        tables,
        new JdbcServer.Options(durableLanes, quickLanes, batchMax, queueMax));
  }
}
