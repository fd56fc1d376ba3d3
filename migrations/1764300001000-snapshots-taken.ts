import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What taking a snapshot asks of the roster beyond the facts of a day: how good the data of each person are (I-34, I-35), and
 * who is between two schools (I-42). Also the months in which the rows of snapshots lie: the application may not change the
 * schema, so the owner lends it a function that makes months of one table and never drops any.
 */
export class SnapshotsTaken1764300001000 implements MigrationInterface {
  name = 'SnapshotsTaken1764300001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION person_quality(region uuid)
      RETURNS TABLE (person_id uuid, snils_state text, snils_shared boolean, has_birth_date boolean) LANGUAGE sql STABLE AS $$
        WITH twice AS MATERIALIZED (
          SELECT t.snils_hmac FROM people t WHERE t.region_id = region AND t.snils_hmac IS NOT NULL
           GROUP BY t.snils_hmac HAVING count(*) > 1
        ), shared AS MATERIALIZED (
          SELECT t.snils_hmac FROM twice t
           WHERE (SELECT count(*) FROM people s
                   WHERE s.region_id = region AND s.snils_hmac = t.snils_hmac
                     AND EXISTS (SELECT FROM person_records r WHERE r.person_id = s.id AND r.removed_at IS NULL)) > 1
        )
        SELECT p.id, p.snils_state, s.snils_hmac IS NOT NULL, p.birth_date IS NOT NULL
          FROM people p LEFT JOIN shared s ON s.snils_hmac = p.snils_hmac
         WHERE p.region_id = region
      $$;
      COMMENT ON FUNCTION person_quality IS 'I-34, I-35 for everybody of a region at once, as the data are now; ready: a valid СНИЛС that no other living record has, and a birth date. The same rule as person_readiness';

      CREATE FUNCTION unplaced_lately(region uuid, day date) RETURNS TABLE (person_id uuid) LANGUAGE sql STABLE AS $$
        WITH gone AS MATERIALIZED (
          SELECT DISTINCT e.person_id FROM enrollments e
           WHERE e.region_id = region AND e.kind = 'main' AND e.valid_from < e.valid_to
             AND e.valid_to <= day AND e.valid_to > day - 30
        )
        SELECT g.person_id
          FROM gone g
         CROSS JOIN LATERAL (
           SELECT e.valid_to, e.end_kind FROM enrollments e
            WHERE e.person_id = g.person_id AND e.region_id = region AND e.kind = 'main' AND e.valid_from <= day
              AND e.valid_to IS DISTINCT FROM e.valid_from
            ORDER BY e.valid_to DESC NULLS FIRST, e.valid_from DESC, e.id LIMIT 1) l
         WHERE l.valid_to <= day AND l.end_kind IS DISTINCT FROM 'graduated' AND l.end_kind IS DISTINCT FROM 'deceased'
      $$;
      COMMENT ON FUNCTION unplaced_lately IS 'I-42: those of unplaced_on who left not more than 30 days before the end of the day (EC-067)';

      CREATE FUNCTION keep_statistics_months(day date) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '5s' AS $$
        DECLARE
          month date;
          part text;
        BEGIN
          IF day IS NULL OR day < '2000-01-01' OR day >= '2100-01-01' THEN
            RAISE EXCEPTION 'no statistics of %', day USING ERRCODE = 'datetime_field_overflow';
          END IF;
          PERFORM pg_advisory_xact_lock(hashtextextended('statistics_rows.months', 0));
          FOR i IN 0..1 LOOP
            month := (date_trunc('month', day::timestamp) + make_interval(months => i))::date;
            part := 'statistics_rows_' || to_char(month, 'YYYY_MM');
            CONTINUE WHEN to_regclass('public.' || part) IS NOT NULL;
            EXECUTE format('CREATE TABLE public.%I (LIKE public.statistics_rows INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
            EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON public.%I FROM perehod_app', part);
            EXECUTE format('ALTER TABLE public.statistics_rows ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
              part, month, (month + interval '1 month')::date);
          END LOOP;
        END
      $$;
      COMMENT ON FUNCTION keep_statistics_months IS 'makes the month of a day and the next one; drops nothing, ever. Called before every snapshot, so that the rest is empty';
      REVOKE EXECUTE ON FUNCTION keep_statistics_months(date) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION keep_statistics_months(date) TO perehod_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ DECLARE part text; BEGIN
        FOR part IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                     WHERE i.inhparent = 'public.statistics_rows'::regclass AND c.relname ~ '^statistics_rows_[0-9]{4}_[0-9]{2}$'
        LOOP
          EXECUTE format('ALTER TABLE public.statistics_rows DETACH PARTITION public.%I', part);
          EXECUTE format('INSERT INTO public.statistics_rows SELECT * FROM public.%I', part);
          EXECUTE format('DROP TABLE public.%I', part);
        END LOOP;
      END $$;
      DROP FUNCTION keep_statistics_months(date);
      DROP FUNCTION unplaced_lately(uuid, date);
      DROP FUNCTION person_quality(uuid);
    `);
  }
}
