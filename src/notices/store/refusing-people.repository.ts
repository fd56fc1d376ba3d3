import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';

/** Whose name stands on a refusal. */
export interface RefusingPerson {
  readonly name: string;
  readonly classLabel: string | null;
  /** The latest day of the school's campaigns; null while none is planned. */
  readonly cutoverOn: CalendarDate | null;
}

/** People who refuse, by name: the school's own file. */
@Injectable()
export class RefusingPeople {
  async find(
    tx: EntityManager,
    asked: { readonly personId: Uuid; readonly schoolId: Uuid; readonly day: CalendarDate },
  ): Promise<RefusingPerson | null> {
    const [row] = await tx.query<RefusingPerson[]>(
      `SELECT concat_ws(' ', p.last_name, p.first_name, p.middle_name) AS name,
              (SELECT g.grade_level || g.letter FROM enrollments e JOIN class_groups g ON g.id = e.class_group_id
                WHERE e.person_id = p.id AND e.school_id = $2 AND e.valid_from <= $3::date
                  AND (e.valid_to IS NULL OR e.valid_to > $3::date) ORDER BY e.kind = 'main' DESC, e.id LIMIT 1) AS "classLabel",
              (SELECT max(c.cutover_on) FROM campaigns c WHERE c.school_id = $2) AS "cutoverOn"
         FROM people p WHERE p.id = $1`,
      [asked.personId, asked.schoolId, asked.day],
    );
    return row ?? null;
  }
}
