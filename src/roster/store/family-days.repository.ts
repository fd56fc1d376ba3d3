import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { KINDS_BY_ORDER } from '../domain/family-tie.js';

/** A tie, or a pair of people, that the day has moved. */
export interface MovedPair {
  readonly id: Uuid;
  readonly childId: Uuid;
  readonly representativeId: Uuid;
  readonly reason: string | null;
}

/** A tie of which a school must be told. */
export interface TieToTell {
  readonly id: Uuid;
  readonly childId: Uuid;
  readonly schoolId: Uuid | null;
  readonly validTo: CalendarDate | null;
}

const MOVED = `RETURNING t.id, t.child_id AS "childId", t.representative_id AS "representativeId", t.end_reason AS reason`;

const SCHOOL_OF_CHILD = `(SELECT e.school_id FROM enrollments e
  WHERE e.person_id = t.child_id AND (e.valid_to IS NULL OR e.valid_to > $2::date)
  ORDER BY e.kind = 'main' DESC, e.valid_from DESC, e.id LIMIT 1)`;

/**
 * What a civil day brings to the families of a region, each in one statement, each found by what has not been done yet,
 * so that a day on which no server ran is made up for by the next. `$1` is the region, `$2` the day.
 */
@Injectable()
export class FamilyDaysRepository {
  /** The day whose birthdays were told last; the row is locked, so that two servers do not tell them twice. */
  async lockDay(tx: EntityManager, regionId: Uuid, yesterday: CalendarDate): Promise<CalendarDate> {
    await tx.query(
      `INSERT INTO family_days (region_id, done_on) VALUES ($1, $2) ON CONFLICT (region_id) DO NOTHING`,
      [regionId, yesterday],
    );
    const [row] = await tx.query<{ done_on: CalendarDate }[]>(
      `SELECT done_on FROM family_days WHERE region_id = $1 FOR UPDATE`,
      [regionId],
    );
    return row?.done_on ?? yesterday;
  }

  async closeDay(tx: EntityManager, regionId: Uuid, day: CalendarDate): Promise<void> {
    await tx.query(`UPDATE family_days SET done_on = $2 WHERE region_id = $1`, [regionId, day]);
  }

  /** EC-050: ties whose last day is over; an order has expired, anything else the source has ended. */
  async endExpired(
    tx: EntityManager,
    regionId: Uuid,
    day: CalendarDate,
    now: Date,
  ): Promise<readonly MovedPair[]> {
    const [rows] = await tx.query<[MovedPair[], number]>(
      `UPDATE family_ties t
       SET state = 'ended', ended_at = $3,
           end_reason = coalesce(t.end_reason, CASE WHEN t.kind = ANY ($4) THEN 'order_expired' ELSE 'source' END)
       WHERE t.region_id = $1 AND t.state <> 'ended' AND t.valid_to <= $2 ${MOVED}`,
      [regionId, day, now, KINDS_BY_ORDER],
    );
    return rows;
  }

  /** EC-052: an institution's representative stands for the wards while the appointment lasts. */
  async endWithAppointment(
    tx: EntityManager,
    regionId: Uuid,
    day: CalendarDate,
    now: Date,
  ): Promise<readonly MovedPair[]> {
    const [rows] = await tx.query<[MovedPair[], number]>(
      `UPDATE family_ties t
       SET state = 'ended', ended_at = $3, end_reason = 'order_expired', valid_to = greatest(t.valid_from, $2::date)
       WHERE t.region_id = $1 AND t.kind = 'institution_representative' AND t.state <> 'ended'
         AND EXISTS (SELECT FROM staff_appointments w WHERE w.person_id = t.representative_id AND w.valid_to <= $2)
         AND NOT EXISTS (SELECT FROM staff_appointments w
                         WHERE w.person_id = t.representative_id AND (w.valid_to IS NULL OR w.valid_to > $2)) ${MOVED}`,
      [regionId, day, now],
    );
    return rows;
  }

  /** EC-030: an adult pupil's enrolment has ended, and with it what kept the parents' access. */
  async endOfAdults(
    tx: EntityManager,
    regionId: Uuid,
    day: CalendarDate,
    now: Date,
  ): Promise<readonly MovedPair[]> {
    const [rows] = await tx.query<[MovedPair[], number]>(
      `UPDATE family_ties t
       SET state = 'ended', ended_at = $3, end_reason = 'adult',
           valid_to = greatest(t.valid_from, least(t.valid_to, $2::date))
       FROM people child
       WHERE child.id = t.child_id AND t.region_id = $1 AND t.state <> 'ended'
         AND child.birth_date <= ($2::date - interval '18 years')
         AND EXISTS (SELECT FROM enrollments e WHERE e.person_id = t.child_id)
         AND NOT EXISTS (SELECT FROM enrollments e
                         WHERE e.person_id = t.child_id AND (e.valid_to IS NULL OR e.valid_to > $2)) ${MOVED}`,
      [regionId, day, now],
    );
    return rows;
  }

  /** EC-051: guardians of children who are 14 now. The importer gives new ties the same kind. */
  async makeTrustees(tx: EntityManager, regionId: Uuid, day: CalendarDate): Promise<readonly MovedPair[]> {
    const [rows] = await tx.query<[MovedPair[], number]>(
      `UPDATE family_ties t SET kind = 'trustee'
       FROM people child
       WHERE child.id = t.child_id AND t.region_id = $1 AND t.kind = 'guardian' AND t.state <> 'ended'
         AND child.birth_date <= ($2::date - interval '14 years') ${MOVED}`,
      [regionId, day],
    );
    return rows;
  }

  /** EC-047: restrictions that begin, and those whose last day is over. */
  async turnRestrictions(
    tx: EntityManager,
    regionId: Uuid,
    day: CalendarDate,
    now: Date,
  ): Promise<readonly MovedPair[]> {
    const returned = `RETURNING id, child_id AS "childId", representative_id AS "representativeId"`;
    const [over] = await tx.query<[Omit<MovedPair, 'reason'>[], number]>(
      `UPDATE representation_restrictions SET ended_at = $3
       WHERE region_id = $1 AND ended_at IS NULL AND valid_to <= $2 ${returned}`,
      [regionId, day, now],
    );
    const [begun] = await tx.query<[Omit<MovedPair, 'reason'>[], number]>(
      `UPDATE representation_restrictions SET told_at = $3
       WHERE region_id = $1 AND ended_at IS NULL AND told_at IS NULL AND valid_from <= $2 ${returned}`,
      [regionId, day, now],
    );
    return [
      ...over.map((one) => ({ ...one, reason: 'restriction_ended' })),
      ...begun.map((one) => ({ ...one, reason: 'restriction_begun' })),
    ];
  }

  /** EC-050: orders that end within thirty days and were not announced with this date. */
  async announceEnds(tx: EntityManager, regionId: Uuid, day: CalendarDate): Promise<readonly TieToTell[]> {
    const [rows] = await tx.query<[TieToTell[], number]>(
      `UPDATE family_ties t SET end_announced = t.valid_to
       WHERE t.region_id = $1 AND t.state <> 'ended' AND t.kind = ANY ($3)
         AND t.valid_to > $2 AND t.valid_to <= $2::date + 30 AND t.end_announced IS DISTINCT FROM t.valid_to
       RETURNING t.id, t.child_id AS "childId", t.valid_to AS "validTo", ${SCHOOL_OF_CHILD} AS "schoolId"`,
      [regionId, day, KINDS_BY_ORDER],
    );
    return rows;
  }

  /** EC-055: disputes that no school has settled in ninety days. */
  async overdueDisputes(
    tx: EntityManager,
    regionId: Uuid,
    day: CalendarDate,
    before: Date,
  ): Promise<readonly TieToTell[]> {
    return tx.query(
      `SELECT t.id, t.child_id AS "childId", t.valid_to AS "validTo", ${SCHOOL_OF_CHILD} AS "schoolId"
       FROM family_ties t
       WHERE t.region_id = $1 AND t.state = 'disputed' AND t.disputed_at <= $3
         AND NOT EXISTS (SELECT FROM roster_tasks k
                         WHERE k.person_id = t.child_id AND k.code = 'TIE_DISPUTE_OVERDUE' AND k.opened_at >= t.disputed_at)`,
      [regionId, day, before],
    );
  }

  /** Pupils whose 18th birthday lies after `since` and not after the day: a consent is no longer due (LNK-12). */
  async cameOfAge(
    tx: EntityManager,
    regionId: Uuid,
    since: CalendarDate,
    day: CalendarDate,
  ): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT p.id FROM people p
       WHERE p.region_id = $1 AND p.birth_date > ($2::date - interval '18 years')
         AND p.birth_date <= ($3::date - interval '18 years')
         AND EXISTS (SELECT FROM enrollments e WHERE e.person_id = p.id)
       ORDER BY p.id`,
      [regionId, since, day],
    );
    return rows.map(({ id }) => id);
  }
}
