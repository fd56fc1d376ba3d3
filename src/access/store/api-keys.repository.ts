import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { ApiKey, ApiKeyTimes, MachineRight, MachineScope } from '../domain/api-key.js';
import type { ReachOfRight } from '../domain/principal.js';

/** What of a key decides whether it is taken. */
export interface PresentedKey extends ApiKeyTimes {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly timeZone: string;
  readonly municipalityId: Uuid | null;
  readonly rights: readonly MachineRight[];
  readonly secretHash: Buffer;
  /** False when networks are named and the address is in none of them. */
  readonly addressFits: boolean;
}

export interface NewApiKey {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly name: string;
  readonly basis: string;
  readonly scope: MachineScope;
  readonly municipalityId: Uuid | null;
  readonly rights: readonly MachineRight[];
  readonly prefix: string;
  readonly secretHash: Buffer;
  readonly allowedAddresses: readonly string[];
  readonly createdBy: Uuid;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly predecessorId: Uuid | null;
}

export interface ApiKeyFilter {
  readonly municipalityId: Uuid | null;
  /** Without keys that are over at this moment; null: all. */
  readonly liveAt: Date | null;
}

/** Newest first; `after` is (moment, id) of the last one shown. */
export interface ApiKeyPage {
  readonly limit: number;
  readonly after: readonly string[] | null;
}

/** $1…$3 are the reach: region, the whole of it, municipalities. */
const IN_REACH = 'k.region_id = $1 AND ($2::boolean OR k.municipality_id = ANY($3::uuid[]))';

const COLUMNS = `k.id, k.region_id AS "regionId", k.name, k.basis, k.scope, k.municipality_id AS "municipalityId",
  town.name AS "municipalityName", k.rights, k.prefix, k.allowed_addresses::text[] AS "allowedAddresses",
  k.created_by AS "createdBy", k.created_at AS "createdAt", k.expires_at AS "expiresAt",
  k.predecessor_id AS "predecessorId", next.id AS "successorId", k.retires_at AS "retiresAt", k.revoked_at AS "revokedAt",
  k.revoke_reason AS "revokeReason", k.revision,
  (SELECT max(u.last_at) FROM api_key_uses u WHERE u.api_key_id = k.id) AS "lastUsedAt"`;
const FROM = `FROM api_keys k LEFT JOIN municipalities town ON town.id = k.municipality_id
  LEFT JOIN api_keys next ON next.predecessor_id = k.id`;

/** API keys; what is read for administrators is always within a reach that SQL checks. */
@Injectable()
export class ApiKeyRows {
  /** The key of a prefix, in one indexed read; `address` null when the server could not tell it. */
  async presented(tx: EntityManager, prefix: string, address: string | null): Promise<PresentedKey | null> {
    const [found] = await tx.query<PresentedKey[]>(
      `SELECT k.id, k.region_id AS "regionId", r.time_zone AS "timeZone", k.municipality_id AS "municipalityId", k.rights,
              k.secret_hash AS "secretHash", k.expires_at AS "expiresAt", k.retires_at AS "retiresAt",
              k.revoked_at AS "revokedAt",
              k.allowed_addresses = '{}' OR coalesce($2::inet <<= ANY(k.allowed_addresses), false) AS "addressFits"
         FROM api_keys k JOIN regions r ON r.id = k.region_id WHERE k.prefix = $1`,
      [prefix, address],
    );
    return found ?? null;
  }

  async add(tx: EntityManager, key: NewApiKey): Promise<void> {
    await tx.query(
      `INSERT INTO api_keys (id, region_id, name, basis, scope, municipality_id, rights, prefix, secret_hash, allowed_addresses,
                             created_by, created_at, expires_at, predecessor_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text[]::cidr[], $11, $12, $13, $14)`,
      [
        ...[key.id, key.regionId, key.name, key.basis, key.scope, key.municipalityId, key.rights, key.prefix],
        ...[key.secretHash, key.allowedAddresses, key.createdBy, key.createdAt, key.expiresAt],
        key.predecessorId,
      ],
    );
  }

  /** Holds the key until the end of the transaction; null when there is none within reach. */
  async lock(tx: EntityManager, reach: ReachOfRight, id: Uuid): Promise<ApiKey | null> {
    const rows = await tx.query<object[]>(
      `SELECT 1 FROM api_keys k WHERE ${IN_REACH} AND k.id = $4 FOR UPDATE OF k`,
      [...parametersOf(reach), id],
    );
    return rows.length === 0 ? null : this.find(tx, reach, id);
  }

  async find(tx: EntityManager, reach: ReachOfRight, id: Uuid): Promise<ApiKey | null> {
    const [found] = await tx.query<ApiKey[]>(`SELECT ${COLUMNS} ${FROM} WHERE ${IN_REACH} AND k.id = $4`, [
      ...parametersOf(reach),
      id,
    ]);
    return found ?? null;
  }

  list(tx: EntityManager, reach: ReachOfRight, filter: ApiKeyFilter, page: ApiKeyPage): Promise<ApiKey[]> {
    return tx.query(
      `SELECT ${COLUMNS} ${FROM}
        WHERE ${IN_REACH} AND ($4::uuid IS NULL OR k.municipality_id = $4)
          AND ($5::timestamptz IS NULL OR (k.revoked_at IS NULL AND k.expires_at > $5
                                           AND (k.retires_at IS NULL OR k.retires_at > $5)))
          AND ($6::timestamptz IS NULL OR (k.created_at, k.id) < ($6, $7::uuid))
        ORDER BY k.created_at DESC, k.id DESC LIMIT $8`,
      [
        ...parametersOf(reach),
        ...[filter.municipalityId, filter.liveAt],
        ...[page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
      ],
    );
  }

  async retire(tx: EntityManager, id: Uuid, at: Date): Promise<void> {
    await tx.query('UPDATE api_keys SET retires_at = $2, revision = revision + 1 WHERE id = $1', [id, at]);
  }

  async revoke(tx: EntityManager, id: Uuid, at: Date, reason: string): Promise<void> {
    await tx.query(
      'UPDATE api_keys SET revoked_at = $2, revoke_reason = $3, revision = revision + 1 WHERE id = $1',
      [id, at, reason],
    );
  }

  /** Those of the networks, each an address that PostgreSQL reads, that have bits beyond their mask: a slip of the hand. */
  async withHostBits(tx: EntityManager, networks: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ network: string }[]>(
      `SELECT network FROM unnest($1::text[]) network WHERE network::inet <> network(network::inet)`,
      [networks],
    );
    return rows.map(({ network }) => network);
  }

  /** True when the municipality is of the region. */
  async hasMunicipality(tx: EntityManager, regionId: Uuid, municipalityId: Uuid): Promise<boolean> {
    const rows = await tx.query<object[]>('SELECT 1 FROM municipalities WHERE id = $2 AND region_id = $1', [
      ...[regionId, municipalityId],
    ]);
    return rows.length > 0;
  }

  async timeZone(tx: EntityManager, regionId: Uuid): Promise<string> {
    const [row] = await tx.query<{ timeZone: string }[]>(
      'SELECT time_zone AS "timeZone" FROM regions WHERE id = $1',
      [regionId],
    );
    if (row === undefined) throw new Error(`no region ${regionId}`);
    return row.timeZone;
  }
}

const parametersOf = ({ regionId, wholeRegion, municipalityIds }: ReachOfRight): unknown[] => [
  ...[regionId, wholeRegion, municipalityIds],
];
