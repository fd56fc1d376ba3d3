import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** An open session of an administrator. */
export interface AdminSession {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly esiaPersonId: Uuid;
  readonly timeZone: string;
}

/** A session nobody used for this long is over (ASVS 5.0 V7.3). */
const IDLE_MINUTES = 30;

/** Sessions live in the database: any instance knows them, and an end holds everywhere at once. */
@Injectable()
export class AdminSessions {
  async open(
    tx: EntityManager,
    session: {
      readonly regionId: Uuid;
      readonly esiaPersonId: Uuid;
      readonly tokenHash: Buffer;
      readonly now: Date;
      readonly expiresAt: Date;
    },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO admin_sessions (region_id, token_hash, esia_person_id, opened_at, seen_at, expires_at)
       VALUES ($1, $2, $3, $4, $4, $5)`,
      [session.regionId, session.tokenHash, session.esiaPersonId, session.now, session.expiresAt],
    );
  }

  /** The live session of a token; notes that it was used, at most once a minute. */
  async use(tx: EntityManager, tokenHash: Buffer, now: Date): Promise<AdminSession | null> {
    const [session] = await tx.query<AdminSession[]>(
      `WITH live AS (
         SELECT session.id, session.region_id, session.esia_person_id, session.seen_at, region.time_zone
         FROM admin_sessions AS session JOIN regions AS region ON region.id = session.region_id
         WHERE session.token_hash = $1 AND session.ended_at IS NULL AND session.expires_at > $2::timestamptz
           AND session.seen_at > $2::timestamptz - make_interval(mins => $3)
       ), noted AS (
         UPDATE admin_sessions SET seen_at = $2 FROM live
         WHERE admin_sessions.id = live.id AND live.seen_at < $2::timestamptz - interval '1 minute'
       )
       SELECT id, region_id AS "regionId", esia_person_id AS "esiaPersonId", time_zone AS "timeZone" FROM live`,
      [tokenHash, now, IDLE_MINUTES],
    );
    return session ?? null;
  }

  async end(tx: EntityManager, tokenHash: Buffer, now: Date): Promise<void> {
    await tx.query(`UPDATE admin_sessions SET ended_at = $2 WHERE token_hash = $1 AND ended_at IS NULL`, [
      tokenHash,
      now,
    ]);
  }

  /** Ends the sessions of an ESIA person that were opened up to a moment. */
  async endAll(tx: EntityManager, esiaPersonId: Uuid, moment: Date): Promise<void> {
    await tx.query(
      `UPDATE admin_sessions SET ended_at = $2 WHERE esia_person_id = $1 AND ended_at IS NULL AND opened_at <= $2`,
      [esiaPersonId, moment],
    );
  }
}
