import { createHash } from 'node:crypto';
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type { Pool, QueryResultRow } from 'pg';
import type { Clock } from '../../platform/clock/clock.js';

/** Records that die with the grant they were issued under. */
const OF_A_GRANT = new Set(['AuthorizationCode', 'AccessToken', 'RefreshToken']);

interface Found extends QueryResultRow {
  payload: AdapterPayload;
  consumed_at: Date | null;
}

/**
 * One kind of the OpenID Provider's records, in `oidc_records`: whatever one instance wrote, every other finds. An id that is
 * itself a secret (code, token, session, interaction) is kept as its SHA-256 only, so that a copy of the table opens nothing.
 */
export class OidcRecords implements Adapter {
  constructor(
    private readonly model: string,
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  /** `expiresIn` is seconds; without it the record stays until it is destroyed. */
  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const expiresAt =
      expiresIn === undefined ? null : new Date(this.clock.now().getTime() + expiresIn * 1000);
    await this.run(
      'upsert',
      `INSERT INTO oidc_records (model, id, payload, grant_id, user_code, uid, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (model, id) DO UPDATE SET payload = EXCLUDED.payload, grant_id = EXCLUDED.grant_id,
         user_code = EXCLUDED.user_code, uid = EXCLUDED.uid, expires_at = EXCLUDED.expires_at`,
      [
        hidden(id),
        jsonOf(withoutSecrets(payload)),
        OF_A_GRANT.has(this.model) ? (payload.grantId ?? null) : null,
        payload.userCode ?? null,
        this.model === 'Session' ? (payload.uid ?? null) : null,
        expiresAt,
      ],
    );
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const found = await this.one(
      'find',
      'SELECT payload, consumed_at FROM oidc_records WHERE model = $1 AND id = $2',
      hidden(id),
    );
    return found && { ...found, jti: id };
  }

  /** A session found so can be read but not saved: its id, a secret of the browser, is not in the database. */
  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.one(
      'find-by-uid',
      'SELECT payload, consumed_at FROM oidc_records WHERE model = $1 AND uid = $2',
      uid,
    );
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.one(
      'find-by-user-code',
      'SELECT payload, consumed_at FROM oidc_records WHERE model = $1 AND user_code = $2',
      userCode,
    );
  }

  /**
   * Marks the record as used, once: of two that race, the later finds the mark, revokes the grant and everything issued
   * under it, and is refused (RFC 9700, 4.5; the provider's own check alone lets both through).
   */
  async consume(id: string): Promise<void> {
    const taken = await this.run(
      'consume',
      'UPDATE oidc_records SET consumed_at = $3 WHERE model = $1 AND id = $2 AND consumed_at IS NULL RETURNING id',
      [hidden(id), this.clock.now()],
    );
    if (taken.length === 1) return;
    const grantId = (await this.find(id))?.grantId;
    if (grantId !== undefined) await revokeGrant(this.pool, grantId);
    throw new errors.InvalidGrant('already consumed');
  }

  async destroy(id: string): Promise<void> {
    await this.run('destroy', 'DELETE FROM oidc_records WHERE model = $1 AND id = $2', [hidden(id)]);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.run('revoke', 'DELETE FROM oidc_records WHERE model = $1 AND grant_id = $2', [grantId]);
  }

  private async one(name: string, text: string, key: string): Promise<AdapterPayload | undefined> {
    const [found] = await this.run<Found>(name, text, [key]);
    if (found === undefined) return undefined;
    return found.consumed_at === null
      ? found.payload
      : { ...found.payload, consumed: Math.floor(found.consumed_at.getTime() / 1000) };
  }

  private async run<Row extends QueryResultRow>(
    name: string,
    text: string,
    values: unknown[],
  ): Promise<Row[]> {
    const { rows } = await this.pool.query<Row>({
      name: `oidc-${name}`,
      text,
      values: [this.model, ...values],
    });
    return rows;
  }
}

/** Ends a grant and all that was issued under it: codes, tokens, and the note of who signed in. */
export async function revokeGrant(pool: Pool, grantId: string): Promise<void> {
  await pool.query({
    name: 'oidc-revoke-grant',
    text: `DELETE FROM oidc_records WHERE grant_id = $1 OR (model = 'Grant' AND id = $2)`,
    values: [grantId, hidden(grantId)],
  });
}

/** The adapter factory that oidc-provider asks for: one instance per kind of record. */
export function oidcRecords(pool: Pool, clock: Clock): (model: string) => OidcRecords {
  return (model) => new OidcRecords(model, pool, clock);
}

function hidden(id: string): string {
  return createHash('sha256').update(id).digest('base64url');
}

/** A parameter with U+0000 would get as far as the record that remembers it, and PostgreSQL's `jsonb` cannot hold it. */
function jsonOf(payload: AdapterPayload): string {
  const text = JSON.stringify(payload);
  if (text.includes('\\u0000')) throw new errors.InvalidRequest('null character in a parameter');
  return text;
}

/**
 * Without the record's own id, and without the session in which an interaction began: every interaction ends in a sign-in of its
 * own, so that a session which another tab has ended meanwhile must not stop it.
 */
function withoutSecrets(payload: AdapterPayload): AdapterPayload {
  const kept = { ...payload };
  delete kept.jti;
  delete kept.session;
  return kept;
}
