import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { poolOf } from '../../platform/database/pool-of.js';
import { hashToken } from '../../platform/crypto/tokens.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type JournalSystem, Territory } from '../../territory/index.js';
import { JournalConfiguration } from '../journal-configuration.js';
import { OidcRecords } from '../store/oidc-records.js';

/** The scope of client-credentials tokens that opens `/internal/v1`. */
export const INTERNAL_SCOPE = 'internal';
/** A verified token is remembered no longer than this: so long may a revoked one still work (quality.md, hot path). */
const REMEMBERED_SECONDS = 60;
const REMEMBERED_MOST = 10_000;

/** Tells which e-journal system a client-credentials access token belongs to. */
@Injectable()
export class InternalClients {
  private readonly remembered = new Map<string, { readonly system: JournalSystem; readonly until: number }>();
  private readonly tokens: OidcRecords;

  constructor(
    @Inject(DataSource) dataSource: DataSource,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(JournalConfiguration) private readonly configuration: JournalConfiguration,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    this.tokens = new OidcRecords('ClientCredentials', poolOf(dataSource), clock);
  }

  /** Null for a token that is unknown, expired, revoked, of another kind, or of a client that may not use the internal API. */
  async systemOf(token: string): Promise<JournalSystem | null> {
    const now = this.clock.now().getTime();
    const key = hashToken(token).toString('base64');
    const known = this.remembered.get(key);
    if (known !== undefined && known.until > now) return known.system;
    this.remembered.delete(key);
    const verified = await this.verify(token, now);
    if (verified === null) return null;
    this.remember(key, verified.system, Math.min(verified.expiresAt, now + REMEMBERED_SECONDS * 1000));
    return verified.system;
  }

  private async verify(
    token: string,
    now: number,
  ): Promise<{ system: JournalSystem; expiresAt: number } | null> {
    const record = await this.tokens.find(token);
    if (record?.exp === undefined || record.exp * 1000 <= now) return null;
    if (record.scope?.split(' ').includes(INTERNAL_SCOPE) !== true) return null;
    const client = this.configuration.clients.find(({ clientId }) => clientId === record.clientId);
    if (client?.internalApi !== true) return null;
    const system = await this.unitOfWork.direct((tx) =>
      this.territory.journalSystemByCode(tx, client.clientId),
    );
    return system === null ? null : { system, expiresAt: record.exp * 1000 };
  }

  private remember(key: string, system: JournalSystem, until: number): void {
    const [oldest] = this.remembered.keys();
    if (this.remembered.size >= REMEMBERED_MOST && oldest !== undefined) this.remembered.delete(oldest);
    this.remembered.set(key, { system, until });
  }
}
