import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { ReadinessNumbers } from '../domain/criterion.js';

/** The numbers of the gates as the database counts them; the channels of a system are asked apart. */
export type CountedNumbers = Omit<
  ReadinessNumbers,
  'channelsWithoutEsia' | 'toTell' | 'told' | 'refusalsUnprinted'
>;

/** Counts for the gates of many campaigns in one statement; the rules are SQL functions that statistics asks too. */
@Injectable()
export class ReadinessRepository {
  /**
   * The numbers of each campaign's wave.
   *
   * @param day the civil day that is judged: the 30 school days end before it
   * @param moment at which exemptions, open cases and re-enabled passwords count
   */
  async numbersOf(
    tx: EntityManager,
    campaignIds: readonly Uuid[],
    day: CalendarDate,
    moment: Date,
  ): Promise<ReadonlyMap<Uuid, CountedNumbers>> {
    const rows = await tx.query<(CountedNumbers & { readonly id: Uuid })[]>(
      `SELECT n.campaign_id AS id, accounts, people, ready, data_errors AS "dataErrors", signed_in AS "signedIn", linked,
              at_risk AS "atRisk", feed_complete AS "feedComplete", open_reviews AS "openReviews", refusals,
              refusals_without_paper AS "refusalsWithoutPaper", windows_ahead AS "windowsAhead",
              windows_held AS "windowsHeld", reenabled, has_school_admin AS "hasSchoolAdmin", roster_on AS "rosterOn",
              q.to_date AS "askedDate"
         FROM campaign_numbers($1, $2, $3) n
         JOIN campaigns c ON c.id = n.campaign_id
         JOIN regions r ON r.id = c.region_id
         LEFT JOIN campaign_requests q ON q.campaign_id = c.id AND q.kind = 'postpone' AND q.state IN ('asked', 'agreed')
          AND q.to_date > $2::date AND (q.asked_at AT TIME ZONE r.time_zone)::date < c.cutover_on`,
      [campaignIds, day, moment],
    );
    return new Map(rows.map(({ id, ...numbers }) => [id, numbers]));
  }

  /** Channels of people in which passwords of a journal system are used and ESIA by nobody (entry of `soft_launch`). */
  async channelsWithoutEsia(
    tx: EntityManager,
    systemIds: readonly Uuid[],
    day: CalendarDate,
  ): Promise<ReadonlyMap<Uuid, readonly string[]>> {
    const rows = await tx.query<{ id: Uuid; channels: string[] }[]>(
      `SELECT id, channels_without_esia(id, $2) AS channels FROM unnest($1::uuid[]) AS asked (id)`,
      [systemIds, day],
    );
    return new Map(rows.map(({ id, channels }) => [id, channels]));
  }
}
