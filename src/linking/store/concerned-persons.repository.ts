import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { LinkFacts } from '../domain/facts.js';

/** An ESIA person whom a change of the roster may concern. */
export interface ConcernedPerson {
  readonly esiaPersonId: Uuid;
  /**
   * True where the data agree, each open account is linked to them and each of their links to these people is active:
   * then only the right to the accounts can have changed.
   */
  readonly isSettled: boolean;
  /** The accounts of the people named that they have a link to. */
  readonly accountIds: readonly Uuid[];
}

/** How far the daily look at all links has come in a region. */
export interface Sweep {
  readonly doneOn: CalendarDate | null;
  readonly workingOn: CalendarDate | null;
  readonly after: Uuid | null;
}

const LASTING = `('active', 'suspended', 'pending_proof', 'pending_review', 'awaiting_consent')`;

/**
 * Who is concerned by changed people: holders of links to their accounts, and whoever ESIA knows by the same СНИЛС, or
 * the same name and birth date. The representatives of a child that died are changed with the child. Whoever was seen last
 * comes last: of several oids of one human the newest then finds the links as the older ones have left them (LNK-10).
 */
const CONCERNED = `
  WITH changed AS (
    SELECT id FROM people WHERE id = ANY ($1::uuid[])
    UNION
    SELECT t.representative_id FROM people child JOIN family_ties t ON t.child_id = child.id
    WHERE child.id = ANY ($1::uuid[]) AND child.deceased_on IS NOT NULL
  ), pairs AS (
    SELECT l.esia_person_id AS esia_id, a.person_id
    FROM changed c
    JOIN journal_accounts a ON a.person_id = c.id
    JOIN links l ON l.journal_account_id = a.id AND l.state IN ${LASTING}
    UNION
    SELECT e.id, p.id FROM changed c JOIN people p ON p.id = c.id
    JOIN esia_persons e ON e.region_id = p.region_id AND e.snils_hmac = p.snils_hmac
    UNION
    SELECT e.id, p.id FROM changed c JOIN people p ON p.id = c.id
    JOIN esia_persons e ON e.region_id = p.region_id AND e.norm_last = p.norm_last AND e.norm_first = p.norm_first
      AND e.birth_date = p.birth_date
  )
  SELECT pairs.esia_id AS "esiaPersonId",
         bool_and(
           coalesce(e.snils_hmac = p.snils_hmac, true) AND coalesce(e.birth_date = p.birth_date, true)
           AND e.norm_last = p.norm_last AND e.norm_first = p.norm_first
           AND coalesce(e.norm_middle, '') = coalesce(p.norm_middle, '')
           AND own.unlinked = 0 AND own.unsettled = 0
         ) AS "isSettled",
         coalesce(array_agg(linked.id) FILTER (WHERE linked.id IS NOT NULL), '{}') AS "accountIds"
  FROM pairs
  JOIN esia_persons e ON e.id = pairs.esia_id
  JOIN people p ON p.id = pairs.person_id
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE a.closed_at IS NULL AND l.id IS NULL) AS unlinked,
           count(*) FILTER (WHERE l.id IS NOT NULL
             AND (l.state <> 'active' OR l.until IS NOT NULL OR a.closed_at IS NOT NULL)) AS unsettled,
           array_agg(l.journal_account_id) FILTER (WHERE l.id IS NOT NULL) AS account_ids
    FROM journal_accounts a
    LEFT JOIN links l ON l.journal_account_id = a.id AND l.esia_person_id = e.id AND l.state IN ${LASTING}
    WHERE a.person_id = p.id
  ) own
  LEFT JOIN LATERAL unnest(own.account_ids) AS linked (id) ON true
  GROUP BY pairs.esia_id
  ORDER BY max(e.seen_at), pairs.esia_id`;

/** Which ESIA persons' links are to be decided anew: by a change of the roster, by a limit, by the day. */
@Injectable()
export class ConcernedPersonsRepository {
  /** One statement for all people of an event (at most 500). */
  async ofPeople(tx: EntityManager, personIds: readonly Uuid[]): Promise<readonly ConcernedPerson[]> {
    return tx.query(CONCERNED, [personIds]);
  }

  /** The next persons, by id after `after`, with a link whose limit has come and is for time to decide. */
  async overdue(tx: EntityManager, now: Date, after: Uuid | null, most: number): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT DISTINCT esia_person_id AS id FROM links
       WHERE until IS NOT NULL AND until <= $1
         AND state IN ('pending_proof', 'pending_review', 'awaiting_consent', 'suspended', 'active')
         AND state <> 'pending_review'
         AND (state <> 'suspended' OR reason IN ('between_schools', 'restriction'))
         AND ($2::uuid IS NULL OR esia_person_id > $2)
       ORDER BY 1 LIMIT $3`,
      [now, after, most],
    );
    return rows.map(({ id }) => id);
  }

  /** The next links of a region that have not ended, by id after `after`. */
  async lasting(
    tx: EntityManager,
    regionId: Uuid,
    after: Uuid | null,
    most: number,
  ): Promise<readonly LinkFacts[]> {
    return tx.query(
      `SELECT id, esia_person_id AS "esiaPersonId", journal_account_id AS "accountId", state, reason, rule,
              changed_at AS "changedAt", until
       FROM links
       WHERE region_id = $1 AND state IN ${LASTING} AND ($2::uuid IS NULL OR id > $2)
       ORDER BY id LIMIT $3`,
      [regionId, after, most],
    );
  }

  async sweep(tx: EntityManager, regionId: Uuid): Promise<Sweep> {
    const [row] = await tx.query<Sweep[]>(
      `SELECT done_on AS "doneOn", working_on AS "workingOn", after_link_id AS after FROM link_sweeps WHERE region_id = $1`,
      [regionId],
    );
    return row ?? { doneOn: null, workingOn: null, after: null };
  }

  async saveSweep(tx: EntityManager, regionId: Uuid, { doneOn, workingOn, after }: Sweep): Promise<void> {
    await tx.query(
      `INSERT INTO link_sweeps (region_id, done_on, working_on, after_link_id) VALUES ($1, $2, $3, $4)
       ON CONFLICT (region_id) DO UPDATE
       SET done_on = excluded.done_on, working_on = excluded.working_on, after_link_id = excluded.after_link_id`,
      [regionId, doneOn, workingOn, after],
    );
  }
}
