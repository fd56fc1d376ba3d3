import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** The campaigns themselves: one for each journal system, school and role wave. */
@Injectable()
export class CampaignsRepository {
  /**
   * Lays `not_scheduled` campaigns for all four waves of these schools in one journal system where they are missing; the
   * first step of planning. Gives the ids of all of them.
   */
  async ensure(
    tx: EntityManager,
    systemId: Uuid,
    schoolIds: readonly Uuid[],
    at: Date,
  ): Promise<readonly Uuid[]> {
    await tx.query(
      `INSERT INTO campaigns (region_id, journal_system_id, school_id, wave, phase, phase_since)
       SELECT s.region_id, $1, s.id, w.wave, 'not_scheduled', $3
         FROM schools s CROSS JOIN unnest(ARRAY['staff', 'representatives', 'pupils_14plus', 'pupils_under14']) AS w (wave)
        WHERE s.id = ANY ($2::uuid[]) AND s.region_id = (SELECT region_id FROM journal_systems WHERE id = $1)
        ORDER BY s.id, w.wave
       ON CONFLICT (journal_system_id, school_id, wave) DO NOTHING`,
      [systemId, schoolIds, at],
    );
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT id FROM campaigns WHERE journal_system_id = $1 AND school_id = ANY ($2::uuid[]) ORDER BY id`,
      [systemId, schoolIds],
    );
    return rows.map(({ id }) => id);
  }
}
