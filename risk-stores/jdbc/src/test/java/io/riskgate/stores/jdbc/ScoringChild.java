package io.riskgate.stores.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.TransferState;
import io.riskgate.stores.remote.RemoteStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A process that scores the same accounts as others at full speed, and tells what was decided. */
final class ScoringChild {
  private ScoringChild() {}

  /** Port, schema, name, threads, transfers of each thread, how far its clock is ahead in ms. */
  public static void main(String[] args) throws Exception {
    Map<String, TransferState> decided = new ConcurrentHashMap<>();
    long aheadMs = Long.parseLong(args[5]);
    try (HikariDataSource pool = PostgresServer.pool(Integer.parseInt(args[0]), 6);
        RemoteStore store = Payments.store(pool, args[1], Duration.ofSeconds(10))) {
      RiskEngine engine = Payments.engine(store, () -> aheadMs);
      System.out.println("ready");
      System.in.read();
      Payments.score(
          engine,
          args[2],
          Integer.parseInt(args[3]),
          Integer.parseInt(args[4]),
          decided,
          new ConcurrentHashMap<>());
    }
    StringBuilder lines = new StringBuilder();
    decided.forEach((id, state) -> lines.append(id).append(' ').append(state).append('\n'));
    System.out.print(lines);
    System.out.println("end");
  }
}
