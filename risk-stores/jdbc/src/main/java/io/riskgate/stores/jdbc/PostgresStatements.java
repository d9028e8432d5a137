package io.riskgate.stores.jdbc;

import java.util.regex.Pattern;

/**
 * The statements of a call on PostgreSQL. Each works on arrays, one element for each record, so
 * that the number of statements does not grow with the number of records; lookups are joined
 * laterally, so that each is one of its own, by an index.
 */
final class PostgresStatements {
  private static final Pattern WORD = Pattern.compile("[a-z_]+");

  /**
   * For this transaction only: when it is safe on disk, how long it may take, and that plans are
   * made once, by index even while the tables are small. To be followed by how safe it is.
   *
   * <p>None of the parameters of a call is a lone text: a driver that may take texts for anything
   * ({@code stringtype=unspecified}) would ask the server what they are, and end the transaction
   * before the first statement whose answer it cannot measure.
   */
  private static final String SETTINGS =
      """
      SELECT set_config('lock_timeout', (?::bigint)::text, true),
        set_config('statement_timeout', (?::bigint)::text, true),
        set_config('plan_cache_mode', 'force_generic_plan', true),
        set_config('enable_seqscan', 'off', true),
        set_config('synchronous_commit', '\
      """;

  /** Locks the records' rows, in the order of the arrays, and appends the changes. */
  final String append;

  /** Tells what callers do not know. It sees what was appended, as it has its own view. */
  final String tail;

  /** Puts snapshots in the place of changes, where their points are known. */
  final String snapshot;

  /** A page of keys of all tenants, and one of a tenant. */
  final String keys;

  final String keysOfTenant;

  /**
   * The settings, with a mode of commit that is one of PostgreSQL's words.
   *
   * @throws IllegalArgumentException if it is none
   */
  static String settings(String synchronousCommit) {
    if (!WORD.matcher(synchronousCommit).matches()) {
      throw new IllegalArgumentException("No mode of commit: " + synchronousCommit);
    }
    return SETTINGS + synchronousCommit + "', true)";
  }

  PostgresStatements(Tables tables) {
    append =
        tables.in(
            """
            WITH asked AS MATERIALIZED (
              SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[],
                  ?::bigint[])
                WITH ORDINALITY AS a(kind, tenant, name, full_key, appended, token, keep_until, place)
            ), grown AS (
              INSERT INTO riskgate_record AS r
                (kind, tenant, name, full_key, version, token, before_token, keep_until)
              SELECT kind, tenant, name, full_key, appended, token, 0, keep_until FROM asked ORDER BY place
              ON CONFLICT (kind, tenant, name) DO UPDATE SET
                version = r.version + excluded.version,
                token = excluded.token,
                before_token = r.token,
                keep_until = greatest(r.keep_until, excluded.keep_until)
              RETURNING r.id, r.kind, r.tenant, r.name, r.version, r.before_token
            ), located AS (
              SELECT a.place, g.id, g.version - a.appended AS version, g.before_token
              FROM grown AS g JOIN asked AS a USING (kind, tenant, name)
            ), written AS (
              INSERT INTO riskgate_change (record, version, token, slot, body)
              SELECT l.id, l.version + c.nth, c.token, (extract(epoch FROM now())::bigint / 86400) & 3, c.body
              FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bytea[]) AS c(place, nth, token, body)
              JOIN located AS l USING (place)
            )
            SELECT place, version, before_token FROM located\
            """);
    tail =
        tables.in(
            """
            SELECT q.place, r.knows, s.version, s.token, s.body, c.version, c.token, c.body
            FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
              WITH ORDINALITY AS q(kind, tenant, name, appended, known, token, place)
            CROSS JOIN LATERAL (
              SELECT r.id, r.snapshot_version,
                q.known >= r.snapshot_version AND (
                  q.known = r.snapshot_version AND q.token = r.snapshot_token
                  OR q.known = r.version AND q.token = r.token
                  OR (
                    SELECT true FROM riskgate_change AS k
                    WHERE k.record = r.id AND k.version = q.known AND k.token = q.token
                    LIMIT 1) IS NOT NULL) AS knows
              FROM riskgate_record AS r
              WHERE r.kind = q.kind AND r.tenant = q.tenant AND r.name = q.name
                AND NOT (q.appended > 0 AND r.version - q.appended = q.known AND r.before_token = q.token)
              OFFSET 0
            ) AS r
            LEFT JOIN LATERAL (
              SELECT s.version, s.token, s.body FROM riskgate_snapshot AS s
              WHERE s.record = r.id AND NOT r.knows
              OFFSET 0
            ) AS s ON true
            LEFT JOIN LATERAL (
              SELECT c.version, c.token, c.body FROM riskgate_change AS c
              WHERE c.record = r.id
                AND c.version > CASE WHEN r.knows THEN q.known ELSE r.snapshot_version END
              OFFSET 0
            ) AS c ON true
            ORDER BY q.place, c.version\
            """);
    snapshot =
        tables.in(
            """
            WITH asked AS MATERIALIZED (
              SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bytea[])
                WITH ORDINALITY AS a(kind, tenant, name, version, token, body, place)
            ), fit AS MATERIALIZED (
              SELECT a.version, a.token, a.body, r.id
              FROM asked AS a
              CROSS JOIN LATERAL (
                SELECT r.id FROM riskgate_record AS r
                WHERE r.kind = a.kind AND r.tenant = a.tenant AND r.name = a.name
                  AND a.version > r.snapshot_version
                  AND EXISTS (
                    SELECT FROM riskgate_change AS k
                    WHERE k.record = r.id AND k.version = a.version AND k.token = a.token)
                OFFSET 0
              ) AS r
            ), marked AS (
              UPDATE riskgate_record AS r SET snapshot_version = f.version, snapshot_token = f.token
              FROM fit AS f WHERE r.id = f.id AND f.version > r.snapshot_version
              RETURNING r.id
            )
            INSERT INTO riskgate_snapshot (record, version, token, body)
            SELECT f.id, f.version, f.token, f.body FROM fit AS f JOIN marked AS m USING (id)
            ON CONFLICT (record) DO UPDATE SET
              version = excluded.version, token = excluded.token, body = excluded.body\
            """);
    keysOfTenant =
        tables.in(
            """
            SELECT tenant, name, full_key FROM riskgate_record
            WHERE kind = ? AND tenant = ? AND name > ? ORDER BY name LIMIT ?\
            """);
    keys =
        tables.in(
            """
            SELECT tenant, name, full_key FROM riskgate_record
            WHERE kind = ? AND (tenant, name) > (?, ?) ORDER BY tenant, name LIMIT ?\
            """);
  }
}
