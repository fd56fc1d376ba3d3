import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** Values that were shown whole: who has seen how many. */
@Injectable()
export class Reveals {
  /** Notes that a value was shown. */
  async note(
    tx: EntityManager,
    reveal: {
      readonly regionId: Uuid;
      readonly to: Uuid;
      readonly subject: { readonly kind: 'link_review' | 'person'; readonly id: Uuid };
      readonly field: string;
      readonly at: Date;
    },
  ): Promise<void> {
    const { kind, id } = reveal.subject;
    await tx.query(
      `INSERT INTO reveals (region_id, revealed_to, review_id, person_id, field, at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [
        ...[reveal.regionId, reveal.to, kind === 'link_review' ? id : null, kind === 'person' ? id : null],
        ...[reveal.field, reveal.at],
      ],
    );
  }
}
