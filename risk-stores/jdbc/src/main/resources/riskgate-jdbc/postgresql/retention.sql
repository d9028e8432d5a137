-- Riskgate's retention job for PostgreSQL. Run it once a day or more often, outside of a transaction; psql -f does.
-- It may be stopped at any time, run beside live traffic, and run twice.
DO $$
DECLARE
  page constant integer := 5000;
  -- The clock, in ms since 1970; a session may set another one.
  clock_ms bigint := coalesce(
      nullif(current_setting('riskgate.now_ms', true), '')::bigint,
      (extract(epoch FROM clock_timestamp()) * 1000)::bigint);
  today smallint := (extract(epoch FROM clock_timestamp())::bigint / 86400) & 3;
  old smallint := (today + 2) & 3;
  lowest bigint := -9223372036854775808;
  highest bigint;
  emptied boolean := false;
BEGIN
  -- 1. Records that nobody needs any more. A record that is in use just now is left for the next time.
  LOOP
    SELECT max(id) INTO highest
      FROM (SELECT id FROM riskgate_record WHERE id > lowest ORDER BY id LIMIT page) AS next;
    EXIT WHEN highest IS NULL;
    WITH idle AS (
      SELECT id FROM riskgate_record
      WHERE id > lowest AND id <= highest AND keep_until < clock_ms
      FOR UPDATE SKIP LOCKED
    ), gone AS (
      DELETE FROM riskgate_record AS r USING idle WHERE r.id = idle.id RETURNING r.id
    ), snapshots AS (
      DELETE FROM riskgate_snapshot AS s USING gone WHERE s.record = gone.id
    )
    DELETE FROM riskgate_change AS c USING gone WHERE c.record = gone.id;
    COMMIT;
    lowest := highest;
  END LOOP;

  -- 2. What a record still needs of the oldest slot goes to that of today.
  lowest := -9223372036854775808;
  LOOP
    EXECUTE format(
        'SELECT max(record) FROM (SELECT record FROM riskgate_change_%s WHERE record > $1 ORDER BY record LIMIT $2) n',
        old) INTO highest USING lowest, page;
    EXIT WHEN highest IS NULL;
    EXECUTE format(
        'WITH needed AS (
           DELETE FROM riskgate_change_%s AS c USING riskgate_record AS r
           WHERE c.record > $1 AND c.record <= $2 AND r.id = c.record AND c.version > r.snapshot_version
           RETURNING c.record, c.version, c.token, c.body)
         INSERT INTO riskgate_change (record, version, token, slot, body)
         SELECT record, version, token, $3, body FROM needed', old) USING lowest, highest, today;
    COMMIT;
    lowest := highest;
  END LOOP;

  -- 3. The rest of it stands in snapshots. Nothing is written to that slot before the day after tomorrow; where the
  -- job took so long that this is near, it is left for the next time.
  IF ((extract(epoch FROM clock_timestamp())::bigint / 86400) & 3) <> today THEN
    RAISE NOTICE 'Riskgate: the day has changed; the slot is emptied by the next run';
    RETURN;
  END IF;
  FOR attempt IN 1..100 LOOP
    -- Whoever reads the table waits behind this while it waits itself, so it does not wait for long.
    BEGIN
      PERFORM set_config('lock_timeout', '50ms', true);
      EXECUTE format('TRUNCATE riskgate_change_%s', old);
      emptied := true;
    EXCEPTION WHEN lock_not_available THEN
      emptied := false;
    END;
    COMMIT;
    EXIT WHEN emptied;
    PERFORM pg_sleep(0.1);
  END LOOP;
  IF NOT emptied THEN
    RAISE EXCEPTION 'Riskgate: a long transaction reads the old slot; run this again once it has ended'
      USING ERRCODE = 'lock_not_available';
  END IF;
END
$$;
