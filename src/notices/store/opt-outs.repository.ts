import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { DeliveryChannel } from '../domain/delivery-state.js';

/** Whose non-mandatory messages of a channel stay away: an address, or a person with all addresses. */
export interface OptOutSubject {
  readonly regionId: Uuid;
  readonly channel: DeliveryChannel;
  readonly addressHash: Buffer | null;
  readonly personId: Uuid | null;
}

/** Rows of `notice_opt_outs`. */
@Injectable()
export class OptOutsRepository {
  /** For each subject in its place: does an opt-out hold for its address or person? */
  async holdFor(tx: EntityManager, subjects: readonly OptOutSubject[]): Promise<readonly boolean[]> {
    const asked = subjects.map(({ addressHash, ...rest }, place) => ({
      ...{ ...rest, place, hash: addressHash?.toString('base64') ?? null },
    }));
    const rows = await tx.query<{ place: number }[]>(
      `SELECT DISTINCT s.place
       FROM jsonb_to_recordset($1::jsonb) AS s (place int, "regionId" uuid, channel text, hash text, "personId" uuid)
       JOIN notice_opt_outs o ON o.region_id = s."regionId" AND o.channel = s.channel AND o.withdrawn_at IS NULL
        AND (o.address_hash = decode(s.hash, 'base64') OR o.person_id = s."personId")`,
      [JSON.stringify(asked)],
    );
    const held = new Set(rows.map(({ place }) => place));
    return subjects.map((_, place) => held.has(place));
  }

  /** Writes an opt-out down; its id, and null when it holds already. */
  async add(
    tx: EntityManager,
    { regionId, channel, addressHash, personId }: OptOutSubject,
    by: { readonly source: 'link' | 'school'; readonly recordedBy: Uuid | null; readonly now: Date },
  ): Promise<Uuid | null> {
    const [row] = await tx.query<{ id: Uuid }[]>(
      `INSERT INTO notice_opt_outs (region_id, channel, address_hash, person_id, source, recorded_by, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id`,
      [regionId, channel, addressHash, personId, by.source, by.recordedBy, by.now],
    );
    return row?.id ?? null;
  }

  /** The person wants the messages again. True when there was an opt-out. */
  async withdraw(
    tx: EntityManager,
    { regionId, channel, addressHash, personId }: OptOutSubject,
    now: Date,
  ): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      `UPDATE notice_opt_outs SET withdrawn_at = $5 WHERE region_id = $1 AND channel = $2 AND withdrawn_at IS NULL
         AND (address_hash = $3 OR person_id = $4)`,
      [regionId, channel, addressHash, personId, now],
    );
    return count > 0;
  }

  /** Whom an unsubscribing link speaks for: the address of a message. Null when its address is forgotten by now. */
  async subjectOfDelivery(tx: EntityManager, deliveryId: Uuid): Promise<OptOutSubject | null> {
    const [row] = await tx.query<OptOutSubject[]>(
      `SELECT region_id AS "regionId", channel, address_hash AS "addressHash", NULL::uuid AS "personId"
       FROM notice_deliveries WHERE id = $1 AND address_hash IS NOT NULL`,
      [deliveryId],
    );
    return row ?? null;
  }
}
