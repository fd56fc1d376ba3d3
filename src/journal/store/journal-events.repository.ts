import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { EventDraft, JournalEvent, JournalEventType } from '../domain/journal-event.js';

/** A draft with the id by which it is known for ever, and its moment. */
export interface NewJournalEvent extends EventDraft {
  readonly id: Uuid;
  readonly at: Date;
}

/** Where a system's feed begins and ends. */
export interface FeedBounds {
  /** The number of the newest event; 0 when there was none. */
  readonly last: number;
  /** Events up to this number are forgotten. */
  readonly forgotten: number;
}

const DRAFTS = `
  told AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS t (ordinal int, id uuid, type text, account_id uuid, school_id uuid,
      journal_system_id uuid, facts jsonb, at timestamptz)
  )`;

/** Locks the head of each feed concerned, in one order for all; a head that is missing is made. */
const LOCK_HEADS = `
  WITH ${DRAFTS}
  INSERT INTO journal_feeds AS feed (journal_system_id)
  SELECT DISTINCT coalesce(a.journal_system_id, t.journal_system_id) AS system
    FROM told t LEFT JOIN journal_accounts a ON a.id = t.account_id
   WHERE coalesce(a.journal_system_id, t.journal_system_id) IS NOT NULL
   ORDER BY system
  ON CONFLICT (journal_system_id) DO UPDATE SET last_no = feed.last_no`;

const SCHOOL = `jsonb_build_object('id', s.id, 'source', s.source, 'source_id', s.source_id)`;

/**
 * Adds what is not there yet, numbered on from the head, and a delivery for each event of the systems that are called ($2).
 * The accounts and schools of the roster are joined here: a door of theirs would cost a query for each of a region's accounts.
 */
const APPEND = `
  WITH ${DRAFTS}, placed AS (
    SELECT t.ordinal, t.id, t.type, t.at, a.journal_system_id AS system, a.id AS subject,
           jsonb_build_object('account', a.external_id, 'schools', coalesce(places.list, '[]')) || t.facts
           || CASE WHEN t.facts ->> 'state' = 'reenabled' AND c.reenabled_until IS NOT NULL
                   THEN jsonb_build_object('until', c.reenabled_until) ELSE '{}' END AS data
      FROM told t
      JOIN journal_accounts a ON a.id = t.account_id
      LEFT JOIN legacy_credentials c ON c.journal_account_id = a.id
      CROSS JOIN LATERAL (
        SELECT jsonb_agg(${SCHOOL} ORDER BY s.id) AS list
          FROM journal_account_schools place JOIN schools s ON s.id = place.school_id
         WHERE place.journal_account_id = a.id) places
    UNION ALL
    SELECT t.ordinal, t.id, t.type, t.at, t.journal_system_id, s.id, jsonb_build_object('school', ${SCHOOL}) || t.facts
      FROM told t JOIN schools s ON s.id = t.school_id
  ), made AS (
    INSERT INTO journal_events (journal_system_id, no, id, type, subject_id, data, at)
    SELECT p.system, feed.last_no + row_number() OVER (PARTITION BY p.system ORDER BY p.ordinal),
           p.id, p.type, p.subject, p.data, p.at
      FROM placed p JOIN journal_feeds feed ON feed.journal_system_id = p.system
     WHERE NOT EXISTS (SELECT FROM journal_events e WHERE e.journal_system_id = p.system AND e.id = p.id)
    RETURNING journal_system_id, no, subject_id, at
  ), head AS (
    UPDATE journal_feeds feed SET last_no = newest.no
      FROM (SELECT journal_system_id, max(no) AS no FROM made GROUP BY journal_system_id) newest
     WHERE feed.journal_system_id = newest.journal_system_id
  )
  INSERT INTO webhook_deliveries (journal_system_id, event_no, subject_id, not_before)
  SELECT made.journal_system_id, made.no, made.subject_id, made.at
    FROM made JOIN journal_systems system ON system.id = made.journal_system_id
   WHERE system.code = ANY ($2::text[])`;

const SELECT_EVENT = `SELECT e.id, e.no, e.type, e.at, e.data FROM journal_events e`;

interface EventColumns {
  readonly id: Uuid;
  /** bigint: pg gives text. */
  readonly no: string;
  readonly type: JournalEventType;
  readonly at: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

export const eventOfRow = ({ id, no, type, at, data }: EventColumns): JournalEvent => ({
  ...{ id, no: Number(no), type, timestamp: at.toISOString(), data },
});

/** The feed of events of each journal system: numbered without gaps, kept for a time, then forgotten from its beginning. */
@Injectable()
export class JournalEvents {
  /**
   * Adds events to the feeds of the systems they concern, in the order given; one whose id is there already is left out, and
   * one whose account or school is gone too. Feeds stay locked until the transaction ends.
   */
  async append(
    tx: EntityManager,
    events: readonly NewJournalEvent[],
    called: readonly string[],
  ): Promise<void> {
    const drafts = JSON.stringify(
      events.map(({ id, type, subject, facts, at }, ordinal) => ({
        ...{ ordinal, id, type, facts, at: at.toISOString() },
        account_id: subject.kind === 'account' ? subject.accountId : null,
        school_id: subject.kind === 'school' ? subject.schoolId : null,
        journal_system_id: subject.kind === 'school' ? subject.journalSystemId : null,
      })),
    );
    await tx.query(LOCK_HEADS, [drafts]);
    await tx.query(APPEND, [drafts, called]);
  }

  async bounds(tx: EntityManager, systemId: Uuid): Promise<FeedBounds> {
    const [row] = await tx.query<{ last: string; forgotten: string }[]>(
      `SELECT last_no AS last, forgotten_no AS forgotten FROM journal_feeds WHERE journal_system_id = $1`,
      [systemId],
    );
    return { last: Number(row?.last ?? 0), forgotten: Number(row?.forgotten ?? 0) };
  }

  /** Events after a number, up to `until`, in their order, at most `limit`; of the types named, or of all for null. */
  async page(
    tx: EntityManager,
    place: { systemId: Uuid; after: number; until: number; types: readonly string[] | null; limit: number },
  ): Promise<readonly JournalEvent[]> {
    const rows = await tx.query<EventColumns[]>(
      `${SELECT_EVENT}
       WHERE e.journal_system_id = $1 AND e.no > $2 AND e.no <= $3 AND ($4::text[] IS NULL OR e.type = ANY ($4::text[]))
       ORDER BY e.no LIMIT $5`,
      [place.systemId, place.after, place.until, place.types, place.limit],
    );
    return rows.map(eventOfRow);
  }

  /** The systems that have a feed, each with the last number of those that happened before `moment`. */
  async feedsBefore(tx: EntityManager, moment: Date): Promise<readonly { systemId: Uuid; upTo: number }[]> {
    const rows = await tx.query<{ systemId: Uuid; upTo: string }[]>(
      `SELECT feed.journal_system_id AS "systemId",
              coalesce((SELECT e.no - 1 FROM journal_events e
                         WHERE e.journal_system_id = feed.journal_system_id AND e.at >= $1 ORDER BY e.no LIMIT 1),
                       feed.last_no) AS "upTo"
         FROM journal_feeds feed`,
      [moment],
    );
    return rows.map(({ systemId, upTo }) => ({ systemId, upTo: Number(upTo) }));
  }

  /** Deletes the oldest events up to a number, at most `most`, with what is still to be brought of them; returns how many. */
  async forget(tx: EntityManager, systemId: Uuid, upTo: number, most: number): Promise<number> {
    const [row] = await tx.query<{ deleted: number }[]>(
      `WITH oldest AS (
         SELECT no FROM journal_events WHERE journal_system_id = $1 AND no <= $2 ORDER BY no LIMIT $3
       ), gone AS (
         DELETE FROM journal_events e USING oldest
          WHERE e.journal_system_id = $1 AND e.no = oldest.no RETURNING e.no
       ), head AS (
         UPDATE journal_feeds SET forgotten_no = greatest(forgotten_no, (SELECT max(no) FROM gone))
          WHERE journal_system_id = $1 AND EXISTS (SELECT FROM gone)
       )
       SELECT count(*)::int AS deleted FROM gone`,
      [systemId, upTo, most],
    );
    return row?.deleted ?? 0;
  }
}
