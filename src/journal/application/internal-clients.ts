import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { poolOf } from '../../platform/database/pool-of.js';
import { hashToken } from '../../platform/crypto/tokens.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { RosterPushes, type RosterSender } from '../../roster/index.js';
import { type JournalSystem, Territory } from '../../territory/index.js';
import type { ClientRegistration } from '../domain/client-registration.js';
import { JournalConfiguration } from '../journal-configuration.js';
import { OidcRecords } from '../store/oidc-records.js';

/** Scopes of client-credentials tokens: `internal` opens an e-journal's routes, `roster` those of rosters (roles.md, 15 and 16). */
export const INTERNAL_SCOPES = ['internal', 'roster'] as const;
export type InternalScope = (typeof INTERNAL_SCOPES)[number];

/** Whose token it is, and what it opens. */
export interface InternalCaller {
  readonly scopes: readonly InternalScope[];
  /** Null for a contingent system. */
  readonly system: JournalSystem | null;
  /** As whom it pushes rosters; null for a contingent system for which nothing was declared yet. */
  readonly sender: RosterSender | null;
}

/** A verified token is remembered no longer than this: so long may a revoked one still work (quality.md, hot path). */
const REMEMBERED_SECONDS = 60;
const REMEMBERED_MOST = 10_000;

/** Tells which e-journal or contingent system a client-credentials access token belongs to. */
@Injectable()
export class InternalClients {
  private readonly remembered = new Map<
    string,
    { readonly caller: InternalCaller; readonly until: number }
  >();
  private readonly tokens: OidcRecords;

  constructor(
    @Inject(JournalConfiguration) private readonly configuration: JournalConfiguration,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(RosterPushes) private readonly pushes: RosterPushes,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(DataSource) dataSource: DataSource,
  ) {
    this.tokens = new OidcRecords('ClientCredentials', poolOf(dataSource), clock);
  }

  /** Null for a token that is unknown, expired, revoked, of another kind, or of a client that may not use the internal API. */
  async callerOf(token: string): Promise<InternalCaller | null> {
    const now = this.clock.now().getTime();
    const key = hashToken(token).toString('base64');
    const known = this.remembered.get(key);
    if (known !== undefined && known.until > now) return known.caller;
    this.remembered.delete(key);
    const verified = await this.verify(token, now);
    if (verified === null) return null;
    const { caller, expiresAt } = verified;
    // What is declared for a contingent system opens at once.
    if (caller.sender !== null)
      this.remember(key, { caller, until: Math.min(expiresAt, now + REMEMBERED_SECONDS * 1000) });
    return caller;
  }

  private async verify(
    token: string,
    now: number,
  ): Promise<{ caller: InternalCaller; expiresAt: number } | null> {
    const record = await this.tokens.find(token);
    if (record?.exp === undefined || record.exp * 1000 <= now) return null;
    const client = this.configuration.clients.find(({ clientId }) => clientId === record.clientId);
    if (client === undefined) return null;
    const asked = record.scope?.split(' ') ?? [];
    const scopes = scopesOf(client).filter((scope) => asked.includes(scope));
    if (scopes.length === 0) return null;
    const who = await this.unitOfWork.direct((tx) => this.whoIs(tx, client));
    return who === null ? null : { caller: { scopes, ...who }, expiresAt: record.exp * 1000 };
  }

  /** Null for an e-journal that the region does not have. */
  private async whoIs(
    tx: EntityManager,
    { clientId, internalApi }: ClientRegistration,
  ): Promise<Omit<InternalCaller, 'scopes'> | null> {
    if (!internalApi) return { system: null, sender: await this.pushes.contingentByCode(tx, clientId) };
    const system = await this.territory.journalSystemByCode(tx, clientId);
    if (system === null) return null;
    const { id, code, regionId } = system;
    return { system, sender: { kind: 'journal', id, code, regionId } };
  }

  private remember(key: string, known: { readonly caller: InternalCaller; readonly until: number }): void {
    const [oldest] = this.remembered.keys();
    if (this.remembered.size >= REMEMBERED_MOST && oldest !== undefined) this.remembered.delete(oldest);
    this.remembered.set(key, known);
  }
}

/** The scopes of tokens that a client may ask for. */
export function scopesOf({
  internalApi,
  rosterSource,
}: Pick<ClientRegistration, 'internalApi' | 'rosterSource'>): readonly InternalScope[] {
  return INTERNAL_SCOPES.filter((scope) => (scope === 'internal' ? internalApi : rosterSource));
}
