import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { RoleWave } from '../domain/campaign-phase.js';

/** A wave that the region has scheduled and a school has never started. */
export interface LateWave {
  readonly systemId: Uuid;
  readonly schoolId: Uuid;
  readonly wave: RoleWave;
}

/** Dates of the region by journal system and wave. */
@Injectable()
export class CampaignSchedules {
  async of(tx: EntityManager, systemId: Uuid): Promise<ReadonlyMap<RoleWave, CalendarDate>> {
    const rows = await tx.query<{ wave: RoleWave; date: CalendarDate }[]>(
      'SELECT wave, cutover_on AS date FROM campaign_schedules WHERE journal_system_id = $1',
      [systemId],
    );
    return new Map(rows.map(({ wave, date }) => [wave, date]));
  }

  /** All dates of a system at once: what is not given is no longer scheduled. */
  async replace(
    tx: EntityManager,
    systemId: Uuid,
    dates: ReadonlyMap<RoleWave, CalendarDate>,
  ): Promise<void> {
    await tx.query('DELETE FROM campaign_schedules WHERE journal_system_id = $1', [systemId]);
    await tx.query(
      `INSERT INTO campaign_schedules (journal_system_id, wave, cutover_on)
       SELECT $1, * FROM unnest($2::text[], $3::date[])`,
      [systemId, [...dates.keys()], [...dates.values()]],
    );
  }

  /**
   * Scheduled waves, of schools with open accounts in the system, that were never started; a campaign that somebody
   * has taken back to `not_scheduled` has a history and stays as it is.
   */
  lateWaves(tx: EntityManager, regionId: Uuid, today: CalendarDate): Promise<LateWave[]> {
    return tx.query(
      `SELECT planned.journal_system_id AS "systemId", school.id AS "schoolId", planned.wave
         FROM campaign_schedules planned
         JOIN journal_systems system ON system.id = planned.journal_system_id AND system.region_id = $1
         JOIN schools school ON school.region_id = $1 AND (school.closed_on IS NULL OR school.closed_on > $2::date)
         LEFT JOIN campaigns c ON c.journal_system_id = planned.journal_system_id AND c.school_id = school.id
                              AND c.wave = planned.wave
        WHERE (c.id IS NULL OR (c.phase = 'not_scheduled'
                 AND NOT EXISTS (SELECT FROM campaign_history h WHERE h.campaign_id = c.id)))
          AND EXISTS (SELECT FROM journal_account_schools s JOIN journal_accounts a ON a.id = s.journal_account_id
                       WHERE s.school_id = school.id AND a.journal_system_id = planned.journal_system_id
                         AND a.closed_at IS NULL)
        ORDER BY 1, 2, 3`,
      [regionId, today],
    );
  }
}
