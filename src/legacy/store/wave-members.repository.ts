import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { WAVES } from '../domain/campaign-phase.js';

const rankOf = (column: string) =>
  `array_position(ARRAY[${WAVES.map((wave) => `'${wave}'`).join(', ')}], ${column})`;

/** The wave of an account `a`, with its region `r` and person `p`, on the region's day at `$1`. */
const WAVE = `wave_of(a.role, p.birth_date, ($1::timestamptz AT TIME ZONE r.time_zone)::date)`;

/** Whether the account `a` has been given to a wave of the school in `school`. */
const isMemberAt = (school: string) => `EXISTS (
  SELECT FROM wave_members m JOIN campaigns x ON x.id = m.campaign_id
   WHERE m.journal_account_id = a.id AND x.journal_system_id = a.journal_system_id AND x.school_id = ${school})`;

/**
 * The campaign that an account `a` joins at the school `s` when it is there after the announcement: that of its wave; who
 * enters an empty wave goes with the next that has members, and waits for it while one is not announced yet (e.3).
 */
const CAMPAIGN_TO_JOIN = `
  SELECT c.id FROM campaigns c
   CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM wave_members m WHERE m.campaign_id = c.id) AS yes) peopled
   WHERE c.journal_system_id = a.journal_system_id AND c.school_id = s.school_id AND c.members_fixed_at IS NOT NULL
     AND ${rankOf('c.wave')} >= ${rankOf('w.wave')}
     AND EXISTS (SELECT FROM campaigns o WHERE o.journal_system_id = a.journal_system_id AND o.school_id = s.school_id
                    AND o.wave = w.wave AND o.members_fixed_at IS NOT NULL)
     AND (peopled.yes OR c.wave = w.wave AND NOT EXISTS (
            SELECT FROM campaigns later
             WHERE later.journal_system_id = a.journal_system_id AND later.school_id = s.school_id
               AND later.members_fixed_at IS NULL AND ${rankOf('later.wave')} > ${rankOf('w.wave')}))
   ORDER BY peopled.yes DESC, ${rankOf('c.wave')} LIMIT 1`;

/** Who belongs to which wave: fixed when the wave is announced, and when an account comes to a school (LEG-03). */
@Injectable()
export class WaveMembers {
  /**
   * Gives the accounts of newly announced campaigns to them: those of the wave, and those whom an earlier wave left over,
   * because it was empty or because a birthday came after its announcement (EC-129). Nobody changes the wave.
   */
  async fix(tx: EntityManager, campaignIds: readonly Uuid[], at: Date): Promise<void> {
    await tx.query(
      `WITH fresh AS (
         UPDATE campaigns SET members_fixed_at = $1
          WHERE id = ANY ($2::uuid[]) AND members_fixed_at IS NULL AND phase NOT IN ('not_scheduled', 'preparation')
         RETURNING id, journal_system_id, school_id, wave
       )
       INSERT INTO wave_members (campaign_id, journal_account_id, joined_at)
       SELECT DISTINCT ON (a.id, f.school_id) f.id, a.id, $1::timestamptz
         FROM fresh f
         JOIN journal_account_schools s ON s.school_id = f.school_id
         JOIN journal_accounts a ON a.id = s.journal_account_id AND a.journal_system_id = f.journal_system_id
         JOIN regions r ON r.id = a.region_id
         LEFT JOIN people p ON p.id = a.person_id
         CROSS JOIN LATERAL (SELECT ${WAVE} AS wave) w
        WHERE a.closed_at IS NULL AND NOT ${isMemberAt('f.school_id')}
          AND (w.wave = f.wave OR ${rankOf('w.wave')} < ${rankOf('f.wave')} AND EXISTS (
                 SELECT FROM campaigns o WHERE o.journal_system_id = f.journal_system_id AND o.school_id = f.school_id
                    AND o.wave = w.wave AND o.members_fixed_at IS NOT NULL))
        ORDER BY a.id, f.school_id, w.wave = f.wave DESC, ${rankOf('f.wave')}
       ON CONFLICT DO NOTHING`,
      [at, campaignIds],
    );
  }

  /** After a roll-back to before the announcement newcomers wait for the next one; the members stay members. */
  async unfix(tx: EntityManager, campaignIds: readonly Uuid[]): Promise<void> {
    await tx.query(
      `UPDATE campaigns SET members_fixed_at = NULL
        WHERE id = ANY ($1::uuid[]) AND members_fixed_at IS NOT NULL AND phase IN ('not_scheduled', 'preparation')`,
      [campaignIds],
    );
  }

  /** Holds the campaigns of the accounts' schools as they are until the end of the transaction. */
  async holdStill(tx: EntityManager, accountIds: readonly Uuid[]): Promise<void> {
    await tx.query(
      `SELECT count(*) FROM (
         SELECT FROM campaigns c
          WHERE (c.journal_system_id, c.school_id) IN (
            SELECT a.journal_system_id, s.school_id
              FROM journal_accounts a JOIN journal_account_schools s ON s.journal_account_id = a.id
             WHERE a.id = ANY ($1::uuid[]))
          ORDER BY c.id FOR SHARE) held`,
      [accountIds],
    );
  }

  /** Gives open accounts to the announced waves of the schools at which they were not looked at before. */
  async join(tx: EntityManager, accountIds: readonly Uuid[], at: Date): Promise<void> {
    await tx.query(
      `INSERT INTO wave_members (campaign_id, journal_account_id, joined_at)
       SELECT chosen.id, a.id, $1::timestamptz
         FROM journal_accounts a
         JOIN regions r ON r.id = a.region_id
         LEFT JOIN people p ON p.id = a.person_id
         LEFT JOIN legacy_credentials k ON k.journal_account_id = a.id
         JOIN journal_account_schools s ON s.journal_account_id = a.id
         CROSS JOIN LATERAL (SELECT ${WAVE} AS wave) w
         CROSS JOIN LATERAL (${CAMPAIGN_TO_JOIN}) chosen
        WHERE a.id = ANY ($2::uuid[]) AND a.closed_at IS NULL
          AND NOT s.school_id = ANY (coalesce(k.placed_school_ids, '{}')) AND NOT ${isMemberAt('s.school_id')}
       ON CONFLICT DO NOTHING`,
      [at, accountIds],
    );
  }

  /** Takes open accounts out of the waves of schools that they no longer serve. */
  async leave(tx: EntityManager, accountIds: readonly Uuid[]): Promise<void> {
    await tx.query(
      `DELETE FROM wave_members m USING campaigns c, journal_accounts a
        WHERE m.journal_account_id = ANY ($1::uuid[]) AND c.id = m.campaign_id AND a.id = m.journal_account_id
          AND a.closed_at IS NULL
          AND EXISTS (SELECT FROM journal_account_schools s WHERE s.journal_account_id = a.id)
          AND NOT EXISTS (SELECT FROM journal_account_schools s
                           WHERE s.journal_account_id = a.id AND s.school_id = c.school_id)`,
      [accountIds],
    );
  }
}
