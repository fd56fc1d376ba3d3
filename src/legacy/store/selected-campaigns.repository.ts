import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { CampaignPhase, RoleWave } from '../domain/campaign-phase.js';

/** A campaign that an act is about. */
export interface SelectedCampaign {
  readonly id: Uuid;
  readonly schoolId: Uuid;
  readonly schoolName: string;
  readonly systemId: Uuid;
  readonly wave: RoleWave;
  readonly phase: CampaignPhase;
}

/** What narrows a selection; null is everything. */
interface Narrowing {
  readonly campaignIds: readonly Uuid[] | null;
  readonly schoolIds: readonly Uuid[] | null;
  readonly municipalityId: Uuid | null;
  readonly systemId: Uuid | null;
  readonly waves: readonly RoleWave[] | null;
}

/** Finds in one statement what an act of a region is about, within a scope. */
@Injectable()
export class SelectedCampaigns {
  find(tx: EntityManager, scope: SchoolScope, wanted: Narrowing): Promise<SelectedCampaign[]> {
    return tx.query(
      `SELECT c.id, c.school_id AS "schoolId", school.short_name AS "schoolName", c.journal_system_id AS "systemId", c.wave,
              c.phase
         FROM campaigns c JOIN schools AS school ON school.id = c.school_id
        WHERE ${SCHOOL_IN_SCOPE}
          AND ($5::uuid[] IS NULL OR c.id = ANY ($5)) AND ($6::uuid[] IS NULL OR c.school_id = ANY ($6))
          AND ($7::uuid IS NULL OR school.municipality_id = $7) AND ($8::uuid IS NULL OR c.journal_system_id = $8)
          AND ($9::text[] IS NULL OR c.wave = ANY ($9))
        ORDER BY c.id`,
      [
        ...scopeParameters(scope),
        wanted.campaignIds,
        wanted.schoolIds,
        wanted.municipalityId,
        wanted.systemId,
        wanted.waves,
      ],
    );
  }

  /** Schools within reach that are not closed and have open accounts in a journal system. */
  async schoolsOfSystem(
    tx: EntityManager,
    scope: SchoolScope,
    wanted: Pick<Narrowing, 'schoolIds' | 'municipalityId'> & { readonly systemId: Uuid },
    today: CalendarDate,
  ): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT school.id FROM schools AS school
        WHERE ${SCHOOL_IN_SCOPE} AND ($5::uuid[] IS NULL OR school.id = ANY ($5))
          AND ($6::uuid IS NULL OR school.municipality_id = $6)
          AND (school.closed_on IS NULL OR school.closed_on > $8::date)
          AND EXISTS (SELECT FROM journal_account_schools s JOIN journal_accounts a ON a.id = s.journal_account_id
                       WHERE s.school_id = school.id AND a.journal_system_id = $7 AND a.closed_at IS NULL)
        ORDER BY school.id`,
      [...scopeParameters(scope), wanted.schoolIds, wanted.municipalityId, wanted.systemId, today],
    );
    return rows.map(({ id }) => id);
  }

  /** @throws DomainError NOT_FOUND when a school, the municipality or the system that is named is not the region's */
  async assertKnown(tx: EntityManager, scope: SchoolScope, wanted: Narrowing): Promise<void> {
    const [row] = await tx.query<{ known: boolean }[]>(
      `SELECT ($5::uuid[] IS NULL OR (SELECT count(*) FROM schools AS school WHERE ${SCHOOL_IN_SCOPE} AND school.id = ANY ($5))
                 = (SELECT count(DISTINCT named) FROM unnest($5::uuid[]) named))
          AND ($6::uuid IS NULL OR EXISTS (SELECT FROM municipalities WHERE id = $6 AND region_id = $1))
          AND ($7::uuid IS NULL OR EXISTS (SELECT FROM journal_systems WHERE id = $7 AND region_id = $1)) AS known`,
      [...scopeParameters(scope), wanted.schoolIds, wanted.municipalityId, wanted.systemId],
    );
    if (row?.known !== true) throw new DomainError('NOT_FOUND', 'not_found');
  }
}
