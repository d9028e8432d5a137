package io.riskgate.stores.jdbc;

import io.riskgate.stores.remote.RecordCall;
import io.riskgate.stores.remote.RecordChange;
import io.riskgate.stores.remote.RecordKey;
import io.riskgate.stores.remote.RecordPoint;
import io.riskgate.stores.remote.RecordTail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** What tests ask of a server of records, in few words. */
final class Calls {
  static final Duration SECOND = Duration.ofSeconds(1);
  static final Duration LONG = Duration.ofSeconds(20);
  static final JdbcServer.Options OPTIONS = new JdbcServer.Options(3, 2, 64, 10_000);

  private Calls() {}

  static JdbcServer server(DataSource source, String schema) {
    return server(source, schema, OPTIONS);
  }

  static JdbcServer server(DataSource source, String schema, JdbcServer.Options options) {
    Tables tables = new Tables(schema, Tables.PREFIX);
    return new JdbcServer(source, new JdbcSchema(source, tables).check(), tables, options);
  }

  /** A database in memory, with the tables in it. */
  static DataSource newH2() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    JdbcSchema.of(source).create();
    return source;
  }

  static RecordKey account(String id) {
    return new RecordKey(RecordKey.Kind.ACCOUNT, "bank", id);
  }

  static RecordKey device(String id) {
    return new RecordKey(RecordKey.Kind.DEVICE, "bank", id);
  }

  static RecordChange change(long token) {
    return new RecordChange(token, ("change " + token).getBytes(StandardCharsets.UTF_8));
  }

  static RecordChange anyChange() {
    return change(ThreadLocalRandom.current().nextLong());
  }

  static RecordCall append(RecordKey key, RecordPoint known, RecordChange change) {
    return new RecordCall(key, known, change, null, Long.MAX_VALUE);
  }

  static RecordTail append(JdbcServer server, RecordKey key, long token) {
    return server.call(List.of(append(key, RecordPoint.START, change(token))), LONG).get(0);
  }

  static RecordTail read(JdbcServer server, RecordKey key) {
    return server.call(List.of(RecordCall.read(key, RecordPoint.START)), LONG).get(0);
  }

  static List<Long> tokens(RecordTail tail) {
    return tail.changes().stream().map(RecordChange::token).toList();
  }
}
