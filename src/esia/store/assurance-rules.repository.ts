import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { AssuranceRule, AssuranceSubject } from '../domain/assurance.js';

interface RuleRow {
  readonly regional: boolean;
  readonly from_age: number;
  readonly from_day: number;
  readonly levels: AssuranceRule['levels'];
}

/** The table `assurance_rules` (AUTH-06): it has no primary key, so it is read by SQL and has no row class. */
@Injectable()
export class AssuranceRulesRepository {
  /** The rules that may count for a subject in a region: the common ones and the region's own. */
  async of(tx: EntityManager, regionId: Uuid, subject: AssuranceSubject): Promise<AssuranceRule[]> {
    const rows = await tx.query<RuleRow[]>(
      `SELECT region_id IS NOT NULL AS regional, from_age, from_day, levels
         FROM assurance_rules
        WHERE subject = $1 AND (region_id IS NULL OR region_id = $2)`,
      [subject, regionId],
    );
    return rows.map((row) => ({
      subject,
      regional: row.regional,
      fromAge: row.from_age,
      fromDay: row.from_day,
      levels: row.levels,
    }));
  }
}
