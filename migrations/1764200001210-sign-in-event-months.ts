import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The months of `sign_in_events`. The application may not change the schema, yet months come and go while it runs; so the
 * owner lends it this one function, which knows one table and decides by itself what is old. Whole months are dropped, for a
 * region's events are millions a month and deleting them row by row would cost what writing them did. Events are kept a
 * hundred days: ninety in which one may still come again, and ten to look into an incident.
 */
export class SignInEventMonths1764200001210 implements MigrationInterface {
  name = 'SignInEventMonths1764200001210';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION keep_sign_in_event_months(today timestamptz) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '5s' AS $$
        DECLARE
          month timestamp := date_trunc('month', (today - interval '90 days') AT TIME ZONE 'UTC');
          last_month timestamp := date_trunc('month', today AT TIME ZONE 'UTC') + interval '2 months';
          oldest timestamptz := least(today, now()) - interval '100 days';
          part text;
        BEGIN
          PERFORM pg_advisory_xact_lock(hashtextextended('sign_in_events.months', 0));
          WHILE month <= last_month LOOP
            part := 'sign_in_events_' || to_char(month, 'YYYY_MM');
            IF to_regclass('public.' || part) IS NULL THEN
              LOCK TABLE public.sign_in_events IN ACCESS EXCLUSIVE MODE;
              EXECUTE format('CREATE TABLE public.%I (LIKE public.sign_in_events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
              EXECUTE format('WITH moved AS (DELETE FROM public.sign_in_events_rest WHERE at >= $1 AND at < $2 RETURNING *)
                              INSERT INTO public.%I SELECT * FROM moved', part)
                USING month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC';
              EXECUTE format('ALTER TABLE public.sign_in_events ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
                part, month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
            END IF;
            month := month + interval '1 month';
          END LOOP;
          FOR part IN
            SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
             WHERE i.inhparent = 'public.sign_in_events'::regclass AND c.relname ~ '^sign_in_events_[0-9]{4}_[0-9]{2}$'
               AND (to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month') AT TIME ZONE 'UTC' <= oldest
          LOOP
            EXECUTE format('DROP TABLE public.%I', part);
          END LOOP;
          DELETE FROM public.sign_in_events_rest WHERE at < oldest;
        END
      $$;
      COMMENT ON FUNCTION keep_sign_in_event_months IS 'makes the months that events may fall into and drops those older than a hundred days by the server''s clock; may be called at any time';
      REVOKE EXECUTE ON FUNCTION keep_sign_in_event_months(timestamptz) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION keep_sign_in_event_months(timestamptz) TO perehod_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ DECLARE part text; BEGIN
        FOR part IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                     WHERE i.inhparent = 'public.sign_in_events'::regclass AND c.relname ~ '^sign_in_events_[0-9]{4}_[0-9]{2}$'
        LOOP
          EXECUTE format('ALTER TABLE public.sign_in_events DETACH PARTITION public.%I', part);
          EXECUTE format('INSERT INTO public.sign_in_events SELECT * FROM public.%I', part);
          EXECUTE format('DROP TABLE public.%I', part);
        END LOOP;
      END $$;
      DROP FUNCTION keep_sign_in_event_months(timestamptz);
    `);
  }
}
