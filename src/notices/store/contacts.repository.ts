import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { ContactChannel } from '../domain/contact.js';

/** An address that somebody gave. */
export interface StoredContact {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly channel: ContactChannel;
  readonly addressSealed: Buffer;
  readonly addressHash: Buffer;
  readonly confirmedAt: Date | null;
}

/** A contact beside the person of the roster to whom messages about them may go. */
export interface ReachingContact {
  readonly contactId: Uuid;
  readonly personId: Uuid;
  readonly channel: ContactChannel;
  readonly addressSealed: Buffer;
  /** True for the person's own address, false for a representative's. */
  readonly own: boolean;
}

const COLUMNS = `id, region_id AS "regionId", channel, address_sealed AS "addressSealed", address_hash AS "addressHash",
  confirmed_at AS "confirmedAt"`;
const ENDED = `ended_at = $2, address_sealed = NULL, address_hash = NULL, code_hash = NULL`;

/** Rows of `person_contacts`. */
@Injectable()
export class ContactsRepository {
  live(tx: EntityManager, esiaPersonId: Uuid, now: Date): Promise<StoredContact[]> {
    return tx.query<StoredContact[]>(
      `SELECT ${COLUMNS} FROM person_contacts WHERE esia_person_id = $1 AND ended_at IS NULL
         AND (confirmed_at IS NOT NULL OR code_expires_at > $2) ORDER BY channel, given_at`,
      [esiaPersonId, now],
    );
  }

  /** Writes down an address that is to be proved; what was to be proved before it is dropped. */
  async ask(
    tx: EntityManager,
    contact: {
      readonly id: Uuid;
      readonly regionId: Uuid;
      readonly esiaPersonId: Uuid;
      readonly channel: ContactChannel;
      readonly addressSealed: Buffer;
      readonly addressHash: Buffer;
      readonly codeHash: Buffer;
      readonly codeExpiresAt: Date;
      readonly consentVersion: number;
      readonly now: Date;
    },
  ): Promise<void> {
    await tx.query(
      `UPDATE person_contacts SET ${ENDED} WHERE esia_person_id = $1 AND ended_at IS NULL AND confirmed_at IS NULL
         AND channel = $3`,
      [contact.esiaPersonId, contact.now, contact.channel],
    );
    await tx.query(
      `INSERT INTO person_contacts (id, region_id, esia_person_id, channel, address_sealed, address_hash, code_hash,
         code_expires_at, consent_version, given_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[contact.id, contact.regionId, contact.esiaPersonId, contact.channel, contact.addressSealed],
        ...[
          contact.addressHash,
          contact.codeHash,
          contact.codeExpiresAt,
          contact.consentVersion,
          contact.now,
        ],
      ],
    );
  }

  /** Counts a try at a code that still holds; null when there is none, it is over, or was tried `most` times. */
  async tryCode(
    tx: EntityManager,
    asked: { readonly id: Uuid; readonly esiaPersonId: Uuid; readonly now: Date; readonly most: number },
  ): Promise<(StoredContact & { readonly codeHash: Buffer }) | null> {
    const [[row]] = await tx.query<[(StoredContact & { codeHash: Buffer })[], number]>(
      `UPDATE person_contacts SET code_tries = code_tries + 1
       WHERE id = $1 AND esia_person_id = $2 AND ended_at IS NULL AND confirmed_at IS NULL AND code_expires_at > $3
         AND code_tries < $4 RETURNING ${COLUMNS}, code_hash AS "codeHash"`,
      [asked.id, asked.esiaPersonId, asked.now, asked.most],
    );
    return row ?? null;
  }

  /** The address is proved; the one of that channel before it is dropped. */
  async confirm(tx: EntityManager, id: Uuid, now: Date): Promise<void> {
    await tx.query(
      `UPDATE person_contacts former SET ${ENDED} FROM person_contacts proved
       WHERE proved.id = $1 AND former.esia_person_id = proved.esia_person_id AND former.channel = proved.channel
         AND former.id <> proved.id AND former.ended_at IS NULL AND former.confirmed_at IS NOT NULL`,
      [id, now],
    );
    await tx.query(`UPDATE person_contacts SET confirmed_at = $2, code_hash = NULL WHERE id = $1`, [id, now]);
  }

  /** The person takes the address back. True when it was theirs and live. */
  async end(tx: EntityManager, id: Uuid, now: Date, esiaPersonId: Uuid): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      `UPDATE person_contacts SET ${ENDED} WHERE id = $1 AND esia_person_id = $3 AND ended_at IS NULL`,
      [id, now, esiaPersonId],
    );
    return count > 0;
  }

  /** Addresses whose code is over are dropped. */
  async dropUnproven(tx: EntityManager, now: Date): Promise<void> {
    await tx.query(
      `UPDATE person_contacts SET ${ENDED}
       WHERE ended_at IS NULL AND confirmed_at IS NULL AND code_expires_at <= $1`,
      [now, now],
    );
  }

  /**
   * Proved addresses to which messages about these people may go: their own by a live link, and those of linked
   * representatives whose tie holds on the day and is not restricted, until the 18th birthday.
   */
  reaching(tx: EntityManager, personIds: readonly Uuid[], day: CalendarDate): Promise<ReachingContact[]> {
    return tx.query<ReachingContact[]>(
      `WITH asked AS (SELECT unnest($1::uuid[]) AS person_id), speakers AS (
         SELECT person_id, person_id AS speaker_id, true AS own FROM asked
         UNION ALL
         SELECT asked.person_id, t.representative_id, false
         FROM asked JOIN people child ON child.id = asked.person_id
         JOIN family_ties t ON t.child_id = asked.person_id AND t.state IN ('asserted', 'confirmed')
          AND t.valid_from <= $2 AND (t.valid_to IS NULL OR t.valid_to > $2)
         WHERE child.birth_date > ($2::date - interval '18 years')
           AND NOT EXISTS (SELECT FROM representation_restrictions r
             WHERE r.child_id = t.child_id AND r.representative_id = t.representative_id AND r.ended_at IS NULL
               AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2))
       )
       SELECT DISTINCT c.id AS "contactId", s.person_id AS "personId", c.channel, c.address_sealed AS "addressSealed", s.own
       FROM speakers s
       JOIN journal_accounts a ON a.person_id = s.speaker_id AND a.closed_at IS NULL
       JOIN links l ON l.journal_account_id = a.id AND l.state = 'active'
       JOIN person_contacts c ON c.esia_person_id = l.esia_person_id AND c.confirmed_at IS NOT NULL AND c.ended_at IS NULL
       ORDER BY s.person_id, s.own DESC, c.id`,
      [personIds, day],
    );
  }
}
