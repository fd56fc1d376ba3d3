import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import { HOMES, recordPlaces } from './record-places.js';

/** One side of a proposal. */
export interface ProposedPerson {
  readonly id: Uuid;
  readonly last: string;
  readonly first: string;
  readonly middle: string | null;
  readonly birthYear: number;
  readonly snilsState: 'valid' | 'missing' | 'invalid';
  readonly snilsLast2: string | null;
  readonly kinds: readonly string[];
}

/** Two persons who are probably one human; `one.id < other.id`. */
export interface MergeProposal {
  readonly one: ProposedPerson;
  readonly other: ProposedPerson;
  /** `same_school`: EC-026, EC-084; `two_schools`: a parent of children in two schools (EC-043). */
  readonly kind: 'same_school' | 'two_schools';
}

const side = (
  alias: string,
) => `jsonb_build_object('id', ${alias}.id, 'last', ${alias}.last_name, 'first', ${alias}.first_name,
  'middle', ${alias}.middle_name, 'birthYear', extract(year FROM ${alias}.birth_date)::integer,
  'snilsState', ${alias}.snils_state, 'snilsLast2', ${alias}.snils_last2, 'kinds', ${alias}.kinds)`;

/** Probable duplicates, found by set in one statement; nothing of them is stored but dismissals. */
@Injectable()
export class MergeProposals {
  /**
   * Pairs of persons wholly in scope with equal names and birth date (patronymics equal, or one is empty), one of them at
   * least without a valid СНИЛС, who share a school or are representatives; in the order of their ids, after the pair given.
   */
  list(
    tx: EntityManager,
    scope: SchoolScope,
    page: { readonly day: CalendarDate; readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<MergeProposal[]> {
    const live = 'p.removed_at IS NULL AND p.region_id = $1';
    return tx.query<MergeProposal[]>(
      `WITH places AS (${recordPlaces('$5::date', live)}), ${HOMES},
       whole AS (
         SELECT h.person_id AS id, array_agg(DISTINCT h.school_id) AS schools, array_agg(DISTINCT h.kind) AS kinds
           FROM homes h JOIN schools school ON school.id = h.school_id
          GROUP BY h.person_id HAVING bool_and(${SCHOOL_IN_SCOPE})
       ), candidates AS (
         SELECT p.*, w.schools, w.kinds FROM whole w JOIN people p ON p.id = w.id
          WHERE p.birth_date IS NOT NULL AND p.merged_into_id IS NULL AND p.deceased_on IS NULL
            AND NOT p.merge_forbidden AND NOT p.protected
       )
       SELECT ${side('a')} AS one, ${side('b')} AS other,
              CASE WHEN a.schools && b.schools THEN 'same_school' ELSE 'two_schools' END AS kind
         FROM candidates a
         JOIN candidates b ON b.norm_last = a.norm_last AND b.norm_first = a.norm_first AND b.birth_date = a.birth_date
          AND b.id > a.id
        WHERE (a.norm_middle = b.norm_middle OR a.norm_middle IS NULL OR b.norm_middle IS NULL)
          AND (a.snils_hmac IS NULL OR b.snils_hmac IS NULL)
          AND (a.schools && b.schools OR ('representative' = ANY (a.kinds) AND 'representative' = ANY (b.kinds)))
          AND NOT EXISTS (SELECT FROM merge_dismissals d WHERE d.first_id = a.id AND d.second_id = b.id)
          AND NOT EXISTS (SELECT FROM person_decisions d WHERE d.state = 'done' AND d.kind = 'split'
                             AND least(d.person_id, d.other_id) = a.id AND greatest(d.person_id, d.other_id) = b.id)
          AND ($6::uuid IS NULL OR (a.id, b.id) > ($6, $7::uuid))
        ORDER BY a.id, b.id LIMIT $8`,
      [
        ...[...scopeParameters(scope), page.day],
        ...[page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
      ],
    );
  }

  /** A dismissed pair is not proposed again. */
  async dismiss(
    tx: EntityManager,
    pair: {
      readonly one: Uuid;
      readonly other: Uuid;
      readonly reason: string;
      readonly by: Uuid;
      readonly now: Date;
    },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO merge_dismissals (first_id, second_id, reason, dismissed_by, dismissed_at)
       VALUES (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), $3, $4, $5) ON CONFLICT DO NOTHING`,
      [pair.one, pair.other, pair.reason, pair.by, pair.now],
    );
  }
}
