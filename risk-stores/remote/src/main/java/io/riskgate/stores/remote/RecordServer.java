package io.riskgate.stores.remote;

import io.riskgate.core.spi.StorePage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code RemoteStore} needs of an engine such as Redis or PostgreSQL: to keep records, each a
 * snapshot and the changes behind it, and to bring changes to one record into one order. Safe for
 * use by any number of threads, of any number of processes.
 */
public interface RecordServer extends AutoCloseable {
  /**
   * Does what is asked of several records, all side by side, so that the caller waits for the
   * network once. Each call is one atomic step; all of them together are not. Calls that name the
   * same record are done in their order.
   *
   * @param calls what is asked; at most some hundreds
   * @param budget how long the caller waits
   * @return the answers, in the order of the calls
   * @throws io.riskgate.core.spi.StoreException if any of it failed or took longer. Each call may
   *     have been done, may be done later, or never: whoever must know sends the same change, with
   *     the same token, again; a change that is appended twice has no effect the second time
   */
  List<RecordTail> call(List<RecordCall> calls, Duration budget);

  /**
   * The ids of the records of one kind and tenant, in an order of the server's own, which does not
   * change. What is there from before the first page is asked for until after the last one was told
   * is told exactly once.
   *
   * @param tenant the tenant, or null for the records of all tenants
   * @param after the cursor that the page before told, or null for the first page
   * @param max how many at most, at least 1
   */
  StorePage<RecordKey> keys(
      RecordKey.Kind kind, @Nullable String tenant, @Nullable String after, int max);

  /** Frees what is held on this side. */
  @Override
  void close();
}
