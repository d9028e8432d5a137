package io.riskgate.stores.jdbc;

import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StorePage;
import io.riskgate.stores.remote.RecordCall;
import io.riskgate.stores.remote.RecordChange;
import io.riskgate.stores.remote.RecordKey;
import io.riskgate.stores.remote.RecordServer;
import io.riskgate.stores.remote.RecordTail;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Records in tables. What callers ask goes to lanes by the hash of its record. */
final class JdbcServer implements RecordServer {
  private static final String CURSOR_MIDDLE = "\0";
  private static final int KEYS_TIMEOUT_S = 30;
  private static final long CLOSE_MS = 2_000;

  /** How many connections are used, and how much waits for one. */
  record Options(int durableLanes, int quickLanes, int batchMax, int queueMax) {}

  private final DataSource source;
  private final PostgresStatements statements;
  private final Transactions durable;
  private final Transactions quick;
  private final Lane[] durableLanes;
  private final Lane[] quickLanes;

  JdbcServer(DataSource source, Dialect dialect, Tables tables, Options options) {
    this.source = source;
    statements = new PostgresStatements(tables); // its pages of keys suit H2 as well
    durable = new Transactions(source, dialect, true);
    quick = new Transactions(source, dialect, false);
    durableLanes = lanes("riskgate-jdbc-", options.durableLanes, options, durable);
    quickLanes = lanes("riskgate-jdbc-quick-", options.quickLanes, options, quick);
    for (Lane lane : allLanes()) {
      lane.start();
    }
  }

  private static Lane[] lanes(String name, int count, Options options, Transactions work) {
    Lane[] lanes = new Lane[count];
    for (int i = 0; i < count; i++) {
      int at = i;
      lanes[i] =
          new Lane(
              name + i,
              options.queueMax,
              options.batchMax,
              batch -> work.run(batch, asked -> lanes[at].addAlone(asked)));
    }
    return lanes;
  }

  private List<Lane> allLanes() {
    List<Lane> all = new ArrayList<>(List.of(durableLanes));
    all.addAll(List.of(quickLanes));
    return all;
  }

  /** How many transactions were begun, of which some because one before had failed. */
  long transactions() {
    return durable.tried() + quick.tried();
  }

  /** How many transactions were begun because one before had failed. */
  long transactionsAgain() {
    return durable.again() + quick.again();
  }

  /** How much waits for a connection or for what is under way. */
  int waiting() {
    return allLanes().stream().mapToInt(Lane::waiting).sum();
  }

  @Override
  public List<RecordTail> call(List<RecordCall> calls, Duration budget) {
    if (calls.isEmpty()) {
      return List.of();
    }
    Map<RecordKey, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      RecordChange change = calls.get(i).change();
      if (change != null && change.body().length > RecordChange.BODY_MAX) {
        throw new StoreException("A change has more than " + RecordChange.BODY_MAX + " bytes");
      }
      places.computeIfAbsent(calls.get(i).key(), key -> new ArrayList<>(1)).add(i);
    }
    Waiting caller = new Waiting(calls.size(), places.size(), budget.toNanos());
    places.forEach(
        (key, where) -> {
          Asked asked = new Asked(RowKey.of(key), caller);
          where.forEach(place -> asked.add(calls.get(place), place));
          lane(key, where.stream().anyMatch(place -> isDurable(calls.get(place)))).add(asked);
        });
    return caller.await();
  }

  /** Whether what is asked must be safe on disk before it is answered. */
  private static boolean isDurable(RecordCall call) {
    return call.change() == null ? call.snapshot() != null : call.durable();
  }

  private Lane lane(RecordKey key, boolean isDurable) {
    Lane[] lanes = isDurable ? durableLanes : quickLanes;
    int hash = key.tenant().hashCode() * 31 + key.id().hashCode();
    hash *= 0x9E3779B1;
    return lanes[(hash >>> 16) % lanes.length];
  }

  @Override
  public StorePage<RecordKey> keys(
      RecordKey.Kind kind, @Nullable String tenant, @Nullable String after, int max) {
    if (max < 1) {
      throw new IllegalArgumentException("A page has at least 1 entry, not " + max);
    }
    String[] from = after == null ? new String[] {"", ""} : cursor(after);
    try (Connection connection = source.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                tenant == null ? statements.keys : statements.keysOfTenant)) {
      select.setQueryTimeout(KEYS_TIMEOUT_S);
      select.setString(1, RowKey.letter(kind));
      select.setString(2, tenant == null ? from[0] : RowKey.shortened(tenant));
      select.setString(3, from[1]);
      select.setInt(4, max);
      List<RecordKey> items = new ArrayList<>();
      String last = null;
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          RowKey row =
              new RowKey(
                  RowKey.letter(kind), rows.getString(1), rows.getString(2), rows.getString(3));
          items.add(row.key(kind));
          last = row.tenant() + CURSOR_MIDDLE + row.name();
        }
      }
      boolean more = items.size() == max && last != null;
      return new StorePage<>(items, more ? encoded(String.valueOf(last)) : null);
    } catch (SQLException e) {
      throw Fault.told("The database", e);
    }
  }

  private static String encoded(String cursor) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
  }

  private static String[] cursor(String text) {
    String cursor = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    String[] parts = cursor.split(CURSOR_MIDDLE, -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("This is no cursor that this store has told");
    }
    return parts;
  }

  @Override
  public void close() {
    allLanes().forEach(Lane::close);
    allLanes().forEach(lane -> lane.join(CLOSE_MS));
  }
}
