import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { type Exemption, EXEMPTION_COLUMNS } from './exemptions.repository.js';

/** So many exemptions are moved in one transaction. */
export const BATCH = 500;

/** The civil day of the region `r` at the moment $1. */
const DAY = `($1::timestamptz AT TIME ZONE r.time_zone)::date`;

/** One that holds on its day: an undecided renewal carries it on (EC-111). */
const END = `greatest(o.ends_on, o.renewal_until)`;

/** An UPDATE of at most a batch of exemptions `x`, chosen as `o` with the region `r`; what others hold waits for the next run. */
const moved = (set: string, which: string): string => `
  UPDATE exemptions x SET ${set}, revision = x.revision + 1
   WHERE x.id IN (SELECT o.id FROM exemptions o JOIN regions r ON r.id = o.region_id WHERE ${which}
                   ORDER BY o.id LIMIT ${BATCH} FOR NO KEY UPDATE OF o SKIP LOCKED)
  RETURNING ${EXEMPTION_COLUMNS}`;

/** What days do to exemptions, each step a batch in one statement. */
@Injectable()
export class ExemptionDays {
  /** Those whose first day has come. */
  start(tx: EntityManager, now: Date): Promise<Exemption[]> {
    return this.update(
      tx,
      moved(`state = 'active'`, `o.state = 'approved' AND o.starts_on <= ${DAY} AND ${END} > ${DAY}`),
      [now],
    );
  }

  /** Those whose end has come; they have covered nobody since that day began. */
  expire(tx: EntityManager, now: Date): Promise<Exemption[]> {
    const set = `state = 'expired', ended_at = $1, renewal_until = NULL, renewal_basis = NULL, renewal_asked_by = NULL,
      renewal_asked_at = NULL, ends_on = greatest(x.ends_on, x.renewal_until)`;
    return this.update(tx, moved(set, `o.state IN ('approved', 'active') AND ${END} <= ${DAY}`), [now]);
  }

  /** Personal requests and renewals that the school has left unanswered since `before`. */
  escalate(tx: EntityManager, now: Date, before: Date): Promise<Exemption[]> {
    const which = `o.escalated_at IS NULL AND o.scope = 'person' AND (o.state = 'requested' AND o.requested_at <= $2
      OR o.state IN ('approved', 'active') AND o.renewal_asked_at <= $2)`;
    return this.update(tx, moved('escalated_at = $1', which), [now, before]);
  }

  /** Those that end within `days` and are asked about neither by a notice of this end nor by a renewal. */
  endingSoon(tx: EntityManager, now: Date, days: number): Promise<Exemption[]> {
    const which = `o.state = 'active' AND o.renewal_until IS NULL AND o.ends_on <= ${DAY} + $2::integer
      AND o.ends_on > ${DAY} AND o.noticed_for IS DISTINCT FROM o.ends_on`;
    return this.update(tx, moved('noticed_for = x.ends_on', which), [now, days]);
  }

  /** EC-060: those whose quarterly look is due and nobody was asked for yet. */
  reviewsDue(tx: EntityManager, now: Date): Promise<Exemption[]> {
    return tx.query<Exemption[]>(
      `SELECT ${EXEMPTION_COLUMNS} FROM exemptions x JOIN regions r ON r.id = x.region_id
        WHERE x.state = 'active' AND x.review_due_on <= ${DAY}
          AND NOT EXISTS (SELECT FROM campaign_tasks t
                           WHERE t.code = 'EXEMPTION_REVIEW_DUE' AND t.subject = x.id::text AND t.done_at IS NULL)
        ORDER BY x.id LIMIT ${BATCH}`,
      [now],
    );
  }

  /** Running ones that end on a day of the forbidden calendar of their school, or on one of its fixed days, within a year. */
  endingInForbidden(tx: EntityManager, now: Date): Promise<Exemption[]> {
    return tx.query<Exemption[]>(
      `SELECT ${EXEMPTION_COLUMNS} FROM exemptions x JOIN regions r ON r.id = x.region_id
        WHERE x.state IN ('approved', 'active') AND x.ends_on > ${DAY}
          AND (to_char(x.ends_on, 'MM-DD') BETWEEN '08-25' AND '09-15'
               OR EXISTS (SELECT FROM calendar_days d
                           WHERE d.region_id = x.region_id AND (d.school_id IS NULL OR d.school_id = x.school_id)
                             AND d.kind <> 'holiday' AND x.ends_on BETWEEN d.starts_on AND d.ends_on))
        ORDER BY x.id LIMIT ${BATCH} FOR NO KEY UPDATE OF x`,
      [now],
    );
  }

  /** Gives running exemptions other ends. */
  moveEnds(
    tx: EntityManager,
    ends: readonly { readonly id: Uuid; readonly endsOn: CalendarDate }[],
  ): Promise<Exemption[]> {
    return this.update(
      tx,
      `UPDATE exemptions x SET ends_on = n.ends_on, revision = x.revision + 1,
              renewal_until = CASE WHEN x.renewal_until IS NOT NULL THEN greatest(x.renewal_until, n.ends_on + 1) END
         FROM jsonb_to_recordset($1::jsonb) AS n (id uuid, ends_on date)
        WHERE x.id = n.id RETURNING ${EXEMPTION_COLUMNS}`,
      [JSON.stringify(ends.map(({ id, endsOn }) => ({ id, ends_on: endsOn })))],
    );
  }

  /** Closes whatever was asked about exemptions that are over. */
  async closeTasks(
    tx: EntityManager,
    codes: readonly string[],
    ids: readonly Uuid[],
    now: Date,
  ): Promise<void> {
    await tx.query(
      `UPDATE campaign_tasks SET done_at = $3, done_by = 'system'
        WHERE done_at IS NULL AND code = ANY ($1::text[]) AND subject = ANY ($2::text[])`,
      [codes, ids, now],
    );
  }

  private async update(tx: EntityManager, sql: string, parameters: unknown[]): Promise<Exemption[]> {
    const [rows] = await tx.query<[Exemption[], number]>(sql, parameters);
    return rows;
  }
}
