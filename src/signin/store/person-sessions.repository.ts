import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull, LessThanOrEqual, MoreThan, Not } from 'typeorm';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { hashToken } from '../../platform/crypto/tokens.js';
import { PersonSessionRow } from './person-session.row.js';

/** A person on their own page. */
export interface PersonSession {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly esiaPersonId: Uuid;
  readonly expiresAt: Date;
}

@Injectable()
export class PersonSessionsRepository {
  /** Opens a session; the database keeps only the hash of its token. */
  async open(tx: EntityManager, token: string, session: Omit<PersonSession, 'id'>, now: Date): Promise<void> {
    const row = { id: newUuid(), tokenHash: hashToken(token), openedAt: now, endedAt: null };
    await tx.insert(PersonSessionRow, { ...row, ...session });
  }

  /** The session of a token; null when it is unknown, over or ended. */
  async find(tx: EntityManager, token: string, now: Date): Promise<PersonSession | null> {
    const where = { tokenHash: hashToken(token), endedAt: IsNull(), expiresAt: MoreThan(now) };
    const row = await tx.findOneBy(PersonSessionRow, where);
    return (
      row && { id: row.id, regionId: row.regionId, esiaPersonId: row.esiaPersonId, expiresAt: row.expiresAt }
    );
  }

  /** Ends the session of a token; false when there was none to end. */
  async end(tx: EntityManager, token: string, now: Date): Promise<boolean> {
    const where = { tokenHash: hashToken(token), endedAt: IsNull() };
    const { affected } = await tx.update(PersonSessionRow, where, { endedAt: now });
    return affected === 1;
  }

  /** Ends the sessions of a person that were opened up to a moment; returns how many. */
  async endAll(tx: EntityManager, esiaPersonId: Uuid, moment: Date): Promise<number> {
    const where = { esiaPersonId, endedAt: IsNull(), openedAt: LessThanOrEqual(moment) };
    const { affected } = await tx.update(PersonSessionRow, where, { endedAt: moment });
    return affected ?? 0;
  }

  /** Ends every session of a person but the one of this token; returns how many. */
  async endOthers(tx: EntityManager, esiaPersonId: Uuid, token: string, moment: Date): Promise<number> {
    const where = { esiaPersonId, endedAt: IsNull(), tokenHash: Not(hashToken(token)) };
    const { affected } = await tx.update(PersonSessionRow, where, { endedAt: moment });
    return affected ?? 0;
  }

  /** Forgets sessions that were over before a moment; returns how many. */
  async forgetBefore(tx: EntityManager, moment: Date): Promise<number> {
    const { affected } = await tx
      .createQueryBuilder()
      .delete()
      .from(PersonSessionRow)
      .where('expires_at < :moment', { moment })
      .execute();
    return affected ?? 0;
  }
}
