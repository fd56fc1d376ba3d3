import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** An open session of an administrator. */
export interface AdminSession {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly esiaPersonId: Uuid;
  readonly timeZone: string;
  /** The grants that held when it was opened. */
  readonly grantIds: readonly Uuid[];
}

/** A live session as its holder sees it. */
export interface OwnSession {
  readonly id: Uuid;
  readonly openedAt: Date;
  /** To the minute. */
  readonly seenAt: Date;
  /** Whatever is done in it. */
  readonly expiresAt: Date;
}

/** $1 the holder, $2 the moment, $3 minutes: not ended, not too old, not idle for too long. */
const LIVE = `esia_person_id = $1 AND ended_at IS NULL AND expires_at > $2::timestamptz
  AND seen_at > $2::timestamptz - make_interval(mins => $3)`;

/** Sessions live in the database: any instance knows them, and an end holds everywhere at once. */
@Injectable()
export class AdminSessions {
  async open(
    tx: EntityManager,
    session: {
      readonly regionId: Uuid;
      readonly esiaPersonId: Uuid;
      readonly grantIds: readonly Uuid[];
      readonly tokenHash: Buffer;
      readonly now: Date;
      readonly expiresAt: Date;
    },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO admin_sessions (region_id, token_hash, esia_person_id, opened_at, seen_at, expires_at, grant_ids)
       VALUES ($1, $2, $3, $4, $4, $5, $6)`,
      [
        ...[session.regionId, session.tokenHash, session.esiaPersonId, session.now, session.expiresAt],
        session.grantIds,
      ],
    );
  }

  /** The live session of a token; notes that it was used, at most once a minute. */
  async use(
    tx: EntityManager,
    tokenHash: Buffer,
    now: Date,
    idleMinutes: number,
  ): Promise<AdminSession | null> {
    const [session] = await tx.query<AdminSession[]>(
      `WITH live AS (
         SELECT session.id, session.region_id, session.esia_person_id, session.seen_at, session.grant_ids,
                region.time_zone
         FROM admin_sessions AS session JOIN regions AS region ON region.id = session.region_id
         WHERE session.token_hash = $1 AND session.ended_at IS NULL AND session.expires_at > $2::timestamptz
           AND session.seen_at > $2::timestamptz - make_interval(mins => $3)
       ), noted AS (
         UPDATE admin_sessions SET seen_at = $2 FROM live
         WHERE admin_sessions.id = live.id AND live.seen_at < $2::timestamptz - interval '1 minute'
       )
       SELECT id, region_id AS "regionId", esia_person_id AS "esiaPersonId", time_zone AS "timeZone", grant_ids AS "grantIds"
         FROM live`,
      [tokenHash, now, idleMinutes],
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

  /** The live sessions of a person, the newest first. */
  own(tx: EntityManager, esiaPersonId: Uuid, now: Date, idleMinutes: number): Promise<OwnSession[]> {
    return tx.query<OwnSession[]>(
      `SELECT id, opened_at AS "openedAt", seen_at AS "seenAt", expires_at AS "expiresAt"
         FROM admin_sessions WHERE ${LIVE} ORDER BY opened_at DESC, id DESC`,
      [esiaPersonId, now, idleMinutes],
    );
  }

  /** Ends live sessions of a person: the one named, or all but it. Returns how many. */
  async endOwn(
    tx: EntityManager,
    whose: { readonly esiaPersonId: Uuid; readonly now: Date; readonly idleMinutes: number },
    which: { readonly only: Uuid } | { readonly allBut: Uuid },
  ): Promise<Uuid[]> {
    const [sign, id] = 'only' in which ? ['=', which.only] : ['<>', which.allBut];
    const [rows] = await tx.query<[{ id: Uuid }[], number]>(
      `UPDATE admin_sessions SET ended_at = $2 WHERE ${LIVE} AND id ${sign} $4 RETURNING id`,
      [whose.esiaPersonId, whose.now, whose.idleMinutes, id],
    );
    return rows.map((row) => row.id);
  }

  /** Ends the sessions that were opened on a grant of a person. */
  async endOfGrant(tx: EntityManager, esiaPersonId: Uuid, grantId: Uuid, now: Date): Promise<number> {
    const [, ended] = await tx.query<[unknown, number]>(
      `UPDATE admin_sessions SET ended_at = $3 WHERE esia_person_id = $1 AND ended_at IS NULL AND $2 = ANY (grant_ids)`,
      [esiaPersonId, grantId, now],
    );
    return ended;
  }
}
