import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { KEPT_DAYS } from '../../kernel/kept-days.js';
import { acceptedSpan, type SignInEvent } from '../domain/sign-in-event.js';

/** What became of a batch that was written. */
export interface WrittenBatch {
  /** Events that were not here before. */
  readonly added: readonly Uuid[];
  /** Events under an id that had told of something else. */
  readonly reused: readonly Uuid[];
  /** Events of accounts that we do not know in this system. */
  readonly unknown: readonly Uuid[];
}

/** Batches of one system come in one after another: an id is written once, and no two wait for each other's rows. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('sign-in-events:' || $1, 0))`;

/**
 * The end of a statement whose CTE `added` gives journal_account_id, at, method, channel, succeeded of events that begin to
 * count now: days grow and the last moments move on. Sums and maxima do not ask in which order events come. `$1` is the system.
 */
const COUNT_ADDED = `
  counted AS (
    SELECT a.journal_account_id, (a.at AT TIME ZONE r.time_zone)::date AS day, a.method, a.channel,
           count(*)::integer AS sign_ins, max(a.at) AS last_at
      FROM added a JOIN journal_systems s ON s.id = $1 JOIN regions r ON r.id = s.region_id
     WHERE a.succeeded AND a.journal_account_id IS NOT NULL
     GROUP BY 1, 2, 3, 4
  ), days AS (
    INSERT INTO sign_in_days AS known (journal_account_id, day, method, channel, sign_ins, last_at)
    SELECT * FROM counted ORDER BY 1, 2, 3, 4
    ON CONFLICT ON CONSTRAINT sign_in_days_pkey DO UPDATE
       SET sign_ins = known.sign_ins + excluded.sign_ins, last_at = greatest(known.last_at, excluded.last_at)
  ), credentials AS (
    UPDATE legacy_credentials c
       SET last_sign_in_at = greatest(c.last_sign_in_at, l.sign_in_at),
           last_password_at = greatest(c.last_password_at, l.password_at)
      FROM (SELECT journal_account_id, max(last_at) AS sign_in_at,
                   max(last_at) FILTER (WHERE method = 'password') AS password_at
              FROM counted GROUP BY 1) l
     WHERE c.journal_account_id = l.journal_account_id
       AND (c.last_sign_in_at IS NULL OR c.last_sign_in_at < l.sign_in_at
            OR l.password_at IS NOT NULL AND (c.last_password_at IS NULL OR c.last_password_at < l.password_at))
  )`;

/** LIMIT 1 keeps the look for a known id one of the index: while a month has no statistics, a join would read it whole. */
const WRITE = `
  WITH sent AS (
    SELECT * FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::boolean[])
      AS e (event_id, external_id, at, method, channel, succeeded)
  ), reused AS (
    SELECT s.event_id
      FROM sent s
     CROSS JOIN LATERAL (
       SELECT e.external_id, e.at, e.method, e.channel, e.succeeded FROM sign_in_events e
        WHERE e.journal_system_id = $1 AND e.event_id = s.event_id AND e.at BETWEEN $8 AND $9 LIMIT 1) e
     WHERE (e.external_id, e.at, e.method, e.channel, e.succeeded)
           IS DISTINCT FROM (s.external_id, s.at, s.method, s.channel, s.succeeded)
  ), known AS (
    SELECT s.*, a.id AS journal_account_id
      FROM sent s LEFT JOIN journal_accounts a ON a.journal_system_id = $1 AND a.external_id = s.external_id
     WHERE NOT EXISTS (SELECT FROM reused r WHERE r.event_id = s.event_id)
  ), added AS (
    INSERT INTO sign_in_events (journal_system_id, event_id, at, journal_account_id, external_id, method, channel,
                                succeeded, received_at)
    SELECT $1, event_id, at, journal_account_id, external_id, method, channel, succeeded, $10 FROM known
    ON CONFLICT DO NOTHING
    RETURNING event_id, journal_account_id, at, method, channel, succeeded
  ), ${COUNT_ADDED}
  SELECT ARRAY(SELECT event_id::text FROM added) AS added, ARRAY(SELECT event_id::text FROM reused) AS reused,
         ARRAY(SELECT event_id::text FROM known WHERE journal_account_id IS NULL) AS unknown`;

/** So many events of accounts that have appeared are counted in one transaction. */
const ADOPTED_AT_ONCE = 5_000;

const ADOPT = `
  WITH found AS (
    SELECT e.event_id, e.at, a.id AS journal_account_id
      FROM sign_in_events e
      JOIN journal_accounts a ON a.journal_system_id = $1 AND a.external_id = e.external_id
     WHERE e.journal_system_id = $1 AND e.journal_account_id IS NULL
     LIMIT ${ADOPTED_AT_ONCE}
  ), added AS (
    UPDATE sign_in_events e SET journal_account_id = f.journal_account_id
      FROM found f
     WHERE e.journal_system_id = $1 AND e.event_id = f.event_id AND e.at = f.at
    RETURNING e.event_id, e.journal_account_id, e.at, e.method, e.channel, e.succeeded
  ), ${COUNT_ADDED}
  SELECT ARRAY(SELECT event_id::text FROM added) AS added`;

/** Sign-ins that e-journals report, and the days and last moments that follow from them. */
@Injectable()
export class SignInEvents {
  /** Takes the turn of a system; held to the end of the transaction. */
  async lock(tx: EntityManager, systemId: Uuid): Promise<void> {
    await tx.query(LOCK, [systemId]);
  }

  /** Writes a batch whose ids differ, in one statement; what is known already changes nothing. Behind {@link lock}. */
  async write(
    tx: EntityManager,
    systemId: Uuid,
    events: readonly SignInEvent[],
    now: Date,
  ): Promise<WrittenBatch> {
    const { from, to } = acceptedSpan(now);
    const column = <T>(of: (event: SignInEvent) => T): T[] => events.map(of);
    const [written] = await tx.query<WrittenBatch[]>(WRITE, [
      systemId,
      ...[column(({ id }) => id), column(({ account }) => account), column(({ at }) => at.toISOString())],
      ...[column(({ method }) => method), column(({ channel }) => channel)],
      ...[column(({ succeeded }) => succeeded), from, to, now],
    ]);
    return written ?? { added: [], reused: [], unknown: [] };
  }

  /** Counts kept events whose accounts have appeared since; gives the ids of some, until none are left. Behind {@link lock}. */
  async adopt(tx: EntityManager, systemId: Uuid): Promise<readonly Uuid[]> {
    const [found] = await tx.query<{ added: Uuid[] }[]>(ADOPT, [systemId]);
    return found?.added ?? [];
  }

  /** Systems that have told of accounts which we did not know and now do. */
  async systemsToAdopt(tx: EntityManager): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT s.id FROM journal_systems s WHERE EXISTS (
         SELECT FROM sign_in_events e
           JOIN journal_accounts a ON a.journal_system_id = e.journal_system_id AND a.external_id = e.external_id
          WHERE e.journal_system_id = s.id AND e.journal_account_id IS NULL)
       ORDER BY s.id`,
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Makes the months that events will fall into, and lets go of what nobody needs any more: events after a hundred days, days
   * after four hundred, when the longest look back of the campaigns, sixty school days over a summer, is long over.
   */
  async keepMonths(tx: EntityManager, today: Date): Promise<void> {
    await tx.query('SELECT keep_sign_in_event_months($1)', [today]);
    for (const table of ['sign_in_days', 'sign_in_feed_days']) {
      await tx.query(
        `DELETE FROM ${table} WHERE day < ($1::timestamptz AT TIME ZONE 'UTC')::date - $2::integer`,
        [...[today, KEPT_DAYS.sign_in_days]],
      );
    }
  }
}
