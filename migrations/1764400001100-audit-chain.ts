import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The hash chain of the audit (PD-01, quality.md, Security 13). An entry is inserted unchained; a statement trigger, which the
 * application can neither skip nor forge, notes that it waits; `seal_audit_events` takes what waits into the next block. A
 * transaction that commits late lands in a later block, so nothing ever comes before a sealed point.
 *
 * A block is of one month, so that a month can be taken away whole and still be proved: `audit_blocks` are small and stay for
 * ever, `audit_seals` hold the digest of each entry and go with their month. SHA-256, because PostgreSQL has it and seals
 * whole sets with it; the chain proves order and integrity, and is no signature in the sense of the law on signatures.
 *
 * The application sees all of it and writes nothing but new entries, and of these neither the number nor the note that they wait.
 */
export class AuditChain1764400001100 implements MigrationInterface {
  name = 'AuditChain1764400001100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(WAITING);
    await runner.query(SEALING);
    await runner.query(MONTHS);
    await runner.query(`
      REVOKE ALL ON audit_events, audit_events_rest, audit_blocks, audit_seals, audit_seals_rest, audit_waiting
        FROM perehod_app;
      GRANT SELECT ON audit_events, audit_blocks, audit_seals, audit_waiting TO perehod_app;
      GRANT INSERT (region_id, at, actor_kind, actor_id, action, subject_kind, subject_id, school_id, reason, facts, trace_id)
        ON audit_events TO perehod_app;
      REVOKE EXECUTE ON FUNCTION seal_audit_events(integer), keep_audit_months(timestamptz), note_audit_events() FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION seal_audit_events(integer), keep_audit_months(timestamptz) TO perehod_app;
      INSERT INTO audit_waiting (event_id, month)
        SELECT id, date_trunc('month', at AT TIME ZONE 'UTC')::date FROM audit_events;
      SELECT keep_audit_months(now());
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER audit_events_wait ON audit_events;
      DO $$ DECLARE part text; BEGIN
        FOR part IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                     WHERE i.inhparent = 'public.audit_events'::regclass AND c.relname ~ '^audit_events_[0-9]{4}_[0-9]{2}$'
        LOOP
          EXECUTE format('ALTER TABLE public.audit_events DETACH PARTITION public.%I', part);
          EXECUTE format('INSERT INTO public.audit_events OVERRIDING SYSTEM VALUE SELECT * FROM public.%I', part);
          EXECUTE format('DROP TABLE public.%I', part);
        END LOOP;
      END $$;
      DROP FUNCTION seal_audit_events(integer), keep_audit_months(timestamptz), note_audit_events();
      DROP FUNCTION audit_event_content(audit_events), audit_field(text);
      DROP TABLE audit_waiting, audit_seals, audit_blocks;
      GRANT SELECT, INSERT ON audit_events, audit_events_rest TO perehod_app;
    `);
  }
}

const TABLES = `
  CREATE TABLE audit_blocks (
    number bigint NOT NULL,
    month date NOT NULL,
    events integer NOT NULL CONSTRAINT audit_blocks_not_empty CHECK (events > 0),
    sealed_at timestamptz NOT NULL,
    content bytea NOT NULL CONSTRAINT audit_blocks_content_whole CHECK (length(content) = 32),
    previous bytea NOT NULL CONSTRAINT audit_blocks_previous_whole CHECK (length(previous) = 32),
    hash bytea NOT NULL CONSTRAINT audit_blocks_hash_whole CHECK (length(hash) = 32),
    CONSTRAINT audit_blocks_pkey PRIMARY KEY (number)
  );
  COMMENT ON TABLE audit_blocks IS 'the chain of the audit: each block holds the hash of the one before and of its own entries';
  CREATE INDEX audit_blocks_by_month ON audit_blocks (month, number);

  CREATE TABLE audit_seals (
    month date NOT NULL,
    block bigint NOT NULL,
    event_ids bigint[] NOT NULL,
    digests bytea NOT NULL,
    CONSTRAINT audit_seals_digest_each CHECK (length(digests) = 32 * cardinality(event_ids)),
    CONSTRAINT audit_seals_pkey PRIMARY KEY (month, block)
  ) PARTITION BY RANGE (month);
  COMMENT ON TABLE audit_seals IS 'which entries a block holds, in their order, and the SHA-256 of each';
  CREATE TABLE audit_seals_rest PARTITION OF audit_seals DEFAULT;

  CREATE TABLE audit_waiting (
    event_id bigint NOT NULL,
    month date NOT NULL,
    CONSTRAINT audit_waiting_pkey PRIMARY KEY (event_id)
  ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
  COMMENT ON TABLE audit_waiting IS 'entries that no block holds yet';`;

const WAITING = `
  CREATE FUNCTION note_audit_events() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    BEGIN
      INSERT INTO audit_waiting (event_id, month)
        SELECT id, date_trunc('month', at AT TIME ZONE 'UTC')::date FROM added;
      RETURN NULL;
    END
  $$;
  CREATE TRIGGER audit_events_wait AFTER INSERT ON audit_events
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_audit_events();`;

/** `src/audit/domain/chain.ts` writes the same bytes by itself: whoever changes one of them breaks every chain. */
const SEALING = `
  CREATE FUNCTION audit_field(field text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(octet_length(field) || ':' || field, '-')
  $$;
  CREATE FUNCTION audit_event_content(e audit_events) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT convert_to(
      audit_field(e.id::text) || audit_field(e.region_id::text)
      || audit_field((extract(epoch FROM e.at) * 1000000)::bigint::text)
      || audit_field(e.actor_kind) || audit_field(e.actor_id) || audit_field(e.action) || audit_field(e.subject_kind)
      || audit_field(e.subject_id) || audit_field(e.school_id::text) || audit_field(e.reason) || audit_field(e.facts::text)
      || audit_field(e.trace_id), 'UTF8')
  $$;
  CREATE FUNCTION seal_audit_events(most integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE
      of_month date;
      first_moment timestamptz;
      next_month timestamptz;
      ids bigint[];
      entry_digests bytea;
      entries_hash bytea;
      last_block audit_blocks%ROWTYPE;
      next_number bigint;
      moment timestamptz := clock_timestamp();
      before bytea;
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended('audit.seal', 0));
      SELECT month INTO of_month FROM audit_waiting ORDER BY event_id LIMIT 1;
      IF of_month IS NULL THEN RETURN 0; END IF;
      first_moment := of_month::timestamp AT TIME ZONE 'UTC';
      next_month := (of_month + interval '1 month') AT TIME ZONE 'UTC';

      WITH taken AS (
        DELETE FROM audit_waiting WHERE event_id = ANY (ARRAY(
          SELECT event_id FROM audit_waiting WHERE month = of_month ORDER BY event_id LIMIT least(greatest(most, 1), 5000)))
        RETURNING event_id
      )
      SELECT array_agg(event_id ORDER BY event_id) INTO ids FROM taken;

      -- An entry that is gone before its seal keeps its place, as zeros: the verification names it.
      SELECT string_agg(coalesce(e.digest, decode(repeat('00', 32), 'hex')), ''::bytea ORDER BY taken.id) INTO entry_digests
        FROM unnest(ids) AS taken (id)
        LEFT JOIN (
          SELECT kept.id, sha256(audit_event_content(kept)) AS digest FROM audit_events kept
           WHERE kept.id = ANY (ids) AND kept.at >= first_moment AND kept.at < next_month
        ) e ON e.id = taken.id;

      entries_hash := sha256(convert_to(array_to_string(ids, ',') || '|', 'UTF8') || entry_digests);
      SELECT * INTO last_block FROM audit_blocks ORDER BY number DESC LIMIT 1;
      next_number := coalesce(last_block.number, 0) + 1;
      before := coalesce(last_block.hash, decode(repeat('00', 32), 'hex'));
      INSERT INTO audit_blocks (number, month, events, sealed_at, content, previous, hash)
      VALUES (next_number, of_month, cardinality(ids), moment, entries_hash, before,
        sha256(convert_to(concat_ws('|', next_number, to_char(of_month, 'YYYY-MM'), cardinality(ids),
          (extract(epoch FROM moment) * 1000000)::bigint) || '|', 'UTF8') || before || entries_hash));
      INSERT INTO audit_seals (month, block, event_ids, digests) VALUES (of_month, next_number, ids, entry_digests);
      RETURN cardinality(ids);
    END
  $$;
  COMMENT ON FUNCTION seal_audit_events IS 'takes up to so many waiting entries of one month into the next block and says how many';`;

const MONTHS = `
  CREATE FUNCTION keep_audit_months(today timestamptz) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '5s' AS $$
    DECLARE
      this_month timestamp := date_trunc('month', today AT TIME ZONE 'UTC');
      month timestamp;
      part text;
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended('audit.months', 0));
      FOR month IN
        SELECT generate_series(this_month, this_month + interval '2 months', interval '1 month')
        UNION
        SELECT date_trunc('month', at AT TIME ZONE 'UTC') FROM audit_events_rest
         WHERE at < (this_month + interval '3 months') AT TIME ZONE 'UTC'
        ORDER BY 1
      LOOP
        part := to_char(month, 'YYYY_MM');
        CONTINUE WHEN part !~ '^[0-9]{4}_[0-9]{2}$';
        IF to_regclass('public.audit_events_' || part) IS NULL
           AND to_regclass('audit_archive.audit_events_' || part) IS NULL THEN
          LOCK TABLE public.audit_events, public.audit_seals IN ACCESS EXCLUSIVE MODE;
          EXECUTE format('CREATE TABLE public.%I (LIKE public.audit_events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)',
            'audit_events_' || part);
          EXECUTE format('WITH moved AS (DELETE FROM public.audit_events_rest WHERE at >= $1 AND at < $2 RETURNING *)
                          INSERT INTO public.%I SELECT * FROM moved', 'audit_events_' || part)
            USING month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC';
          EXECUTE format('ALTER TABLE public.audit_events ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
            'audit_events_' || part, month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
          EXECUTE format('CREATE TABLE public.%I (LIKE public.audit_seals INCLUDING DEFAULTS INCLUDING CONSTRAINTS)',
            'audit_seals_' || part);
          EXECUTE format('WITH moved AS (DELETE FROM public.audit_seals_rest WHERE month >= $1 AND month < $2 RETURNING *)
                          INSERT INTO public.%I SELECT * FROM moved', 'audit_seals_' || part)
            USING month::date, (month + interval '1 month')::date;
          EXECUTE format('ALTER TABLE public.audit_seals ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
            'audit_seals_' || part, month::date, (month + interval '1 month')::date);
          -- The default privileges of the schema gave the application more than reading through the parent.
          EXECUTE format('REVOKE ALL ON public.%I, public.%I FROM perehod_app',
            'audit_events_' || part, 'audit_seals_' || part);
        END IF;
      END LOOP;
    END
  $$;
  COMMENT ON FUNCTION keep_audit_months IS 'makes the months that entries will fall into; may be called at any time';`;
