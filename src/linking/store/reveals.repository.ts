import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** Values that were shown whole: who has seen how many. */
@Injectable()
export class Reveals {
  /** Notes that a value was shown, and tells how many this administrator has seen since then, this one included. */
  async note(
    tx: EntityManager,
    reveal: {
      readonly regionId: Uuid;
      readonly to: Uuid;
      readonly subject: { readonly kind: 'link_review' | 'person'; readonly id: Uuid };
      readonly field: string;
      readonly at: Date;
    },
    since: Date,
  ): Promise<number> {
    const { kind, id } = reveal.subject;
    await tx.query(
      `INSERT INTO reveals (region_id, revealed_to, review_id, person_id, field, at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [
        ...[reveal.regionId, reveal.to, kind === 'link_review' ? id : null, kind === 'person' ? id : null],
        ...[reveal.field, reveal.at],
      ],
    );
    const [row] = await tx.query<{ seen: number }[]>(
      `SELECT count(*)::int AS seen FROM reveals WHERE revealed_to = $1 AND at >= $2`,
      [reveal.to, since],
    );
    return row?.seen ?? 0;
  }
}
