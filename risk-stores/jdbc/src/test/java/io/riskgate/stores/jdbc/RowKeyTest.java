package io.riskgate.stores.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.spi.StorePage;
import io.riskgate.stores.remote.RecordKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Ids that a caller has chosen with care")
class RowKeyTest {
  private static final List<String> IDS =
      List.of(
          "DE00 1234",
          "",
          " ",
          "#",
          "#0",
          "a\0b",
          "a\0c",
          "\\",
          "\\u0000",
          "\\;",
          "\ud800",
          "\udc00",
          "\ud83d\ude00",
          "'; DROP TABLE riskgate_record; --",
          "{a}",
          "\"{NULL}\"",
          "NULL",
          "null",
          "a\nb",
          "x".repeat(200),
          "x".repeat(201),
          "y".repeat(100_000));

  private static void areApart(DataSource source, String schema) {
    try (JdbcServer server = Calls.server(source, schema)) {
      List<RecordKey> keys = new ArrayList<>();
      for (String tenant : List.of("bank", "", "#", "a\0b")) {
        for (String id : IDS) {
          keys.add(new RecordKey(RecordKey.Kind.ACCOUNT, tenant, id));
        }
      }
      for (int i = 0; i < keys.size(); i++) {
        Calls.append(server, keys.get(i), i + 1);
      }
      for (int i = 0; i < keys.size(); i++) {
        assertThat(Calls.tokens(Calls.read(server, keys.get(i)))).containsExactly(i + 1L);
      }
      List<RecordKey> told = new ArrayList<>();
      StorePage<RecordKey> page = server.keys(RecordKey.Kind.ACCOUNT, null, null, 7);
      told.addAll(page.items());
      while (page.next() != null) {
        page = server.keys(RecordKey.Kind.ACCOUNT, null, page.next(), 7);
        told.addAll(page.items());
      }
      assertThat(told).hasSameSizeAs(keys);
      assertThat(new HashSet<>(told)).isEqualTo(new HashSet<>(keys));
      assertThat(server.keys(RecordKey.Kind.ACCOUNT, "a\0b", null, 100).items())
          .hasSameSizeAs(IDS)
          .allSatisfy(key -> assertThat(key.tenant()).isEqualTo("a\0b"));
    }
  }

  @Test
  @DisplayName("are kept apart and told again as they were, on PostgreSQL")
  void postgres() {
    areApart(SharedPostgres.server().dataSource(), SharedPostgres.newSchema());
  }

  @Test
  @DisplayName("are kept apart and told again as they were, on H2")
  void h2() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:rowkeys;DB_CLOSE_DELAY=-1");
    JdbcSchema.of(source).create();
    areApart(source, "");
  }
}
