import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';

/** What the gates know of the papers of one wave. */
export interface CampaignPapers {
  /** People without a link and without a refusal. */
  readonly toTell: number;
  /** Those of them who were given or sent a notice. */
  readonly told: number;
  /** Open refusals whose form is not in the school's file. */
  readonly refusalsUnprinted: number;
}

/** Who was told of the end of a campaign's passwords. */
@Injectable()
export class ToldPeopleRepository {
  async add(
    tx: EntityManager,
    people: readonly { readonly campaignId: Uuid; readonly personId: Uuid }[],
    at: Date,
  ): Promise<void> {
    const rows = people.map(({ campaignId, personId }) => ({ campaign: campaignId, person: personId }));
    await tx.query(
      `INSERT INTO told_people (campaign_id, person_id, told_at)
       SELECT campaign, person, $2 FROM jsonb_to_recordset($1::jsonb) AS told (campaign uuid, person uuid)
        ORDER BY campaign, person
       ON CONFLICT (campaign_id, person_id) DO NOTHING`,
      [JSON.stringify(rows), at],
    );
  }

  async papersOf(
    tx: EntityManager,
    campaignIds: readonly Uuid[],
    day: CalendarDate,
  ): Promise<ReadonlyMap<Uuid, CampaignPapers>> {
    const rows = await tx.query<(CampaignPapers & { readonly id: Uuid })[]>(
      `SELECT campaign_id AS id, to_tell AS "toTell", told, refusals_unprinted AS "refusalsUnprinted"
         FROM campaign_papers($1, $2)`,
      [campaignIds, day],
    );
    return new Map(rows.map(({ id, ...papers }) => [id, papers]));
  }
}
