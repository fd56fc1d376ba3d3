import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { HumanFacts } from '../domain/facts.js';

/** A tie of a representative, ended ones too, with what its child is compared by. */
export interface FamilyOfRepresentative extends HumanFacts {
  readonly tieId: Uuid;
  readonly childId: Uuid;
  readonly state: 'asserted' | 'confirmed' | 'disputed' | 'ended';
}

interface FamilyRecord {
  readonly tie_id: Uuid;
  readonly child_id: Uuid;
  readonly state: FamilyOfRepresentative['state'];
  readonly birth_date: CalendarDate | null;
  readonly snils_hmac: Buffer | null;
  readonly norm_last: string;
  readonly norm_first: string;
  readonly norm_middle: string | null;
}

/** Families as the decisions about links and consents need them. */
@Injectable()
export class FamiliesRepository {
  /** Every tie of these people. */
  async ofRepresentatives(
    tx: EntityManager,
    representativeIds: readonly Uuid[],
  ): Promise<readonly FamilyOfRepresentative[]> {
    const rows = await tx.query<FamilyRecord[]>(
      `SELECT t.id AS tie_id, t.child_id, t.state, p.birth_date, p.snils_hmac, p.norm_last, p.norm_first, p.norm_middle
       FROM family_ties t JOIN people p ON p.id = t.child_id
       WHERE t.representative_id = ANY ($1::uuid[]) ORDER BY t.id`,
      [representativeIds],
    );
    return rows.map((row) => ({
      tieId: row.tie_id,
      childId: row.child_id,
      state: row.state,
      norm: { last: row.norm_last, first: row.norm_first, middle: row.norm_middle },
      birthDate: row.birth_date,
      snilsHmac: row.snils_hmac,
    }));
  }

  /** The school where the pupil learns on the day, the main one first; null between schools. */
  async schoolOf(tx: EntityManager, pupilId: Uuid, day: CalendarDate): Promise<Uuid | null> {
    const [row] = await tx.query<{ id: Uuid }[]>(
      `SELECT school_id AS id FROM enrollments
       WHERE person_id = $1 AND (valid_to IS NULL OR valid_to > $2)
       ORDER BY kind = 'main' DESC, valid_from DESC, id LIMIT 1`,
      [pupilId, day],
    );
    return row?.id ?? null;
  }

  /** Who of these people represents the child on the day, by a tie that holds and without a restriction; null for nobody. */
  async representativeAmong(
    tx: EntityManager,
    representativeIds: readonly Uuid[],
    childId: Uuid,
    day: CalendarDate,
  ): Promise<Uuid | null> {
    const [row] = await tx.query<{ id: Uuid }[]>(
      `SELECT t.representative_id AS id FROM family_ties t
       WHERE t.child_id = $2 AND t.representative_id = ANY ($1::uuid[]) AND t.state IN ('asserted', 'confirmed')
         AND t.valid_from <= $3 AND (t.valid_to IS NULL OR t.valid_to > $3)
         AND NOT EXISTS (SELECT FROM representation_restrictions x
                         WHERE x.child_id = t.child_id AND x.representative_id = t.representative_id
                           AND x.ended_at IS NULL AND x.valid_from <= $3 AND (x.valid_to IS NULL OR x.valid_to > $3))
       ORDER BY t.state = 'confirmed' DESC, t.id LIMIT 1`,
      [representativeIds, childId, day],
    );
    return row?.id ?? null;
  }
}
