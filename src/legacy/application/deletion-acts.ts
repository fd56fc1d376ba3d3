import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { dayIn } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { type JournalSystem, type SchoolScope, Territory } from '../../territory/index.js';
import { PURGE_AFTER_DAYS } from '../domain/credential-moves.js';
import { CredentialPlaces } from '../store/credential-places.repository.js';
import {
  type DeletionAct,
  DeletionActsRepository,
  type PurgedScope,
  type StoredAct,
} from '../store/deletion-acts.repository.js';
import { MoveCredentials } from './move-credentials.js';
import { SettleAccounts } from './settle-accounts.js';

const DAY_MS = 86_400_000;

/** The accounts that an act names, as we know them. */
interface NamedAccounts {
  readonly ids: readonly Uuid[];
  readonly unknown: readonly string[];
  readonly schoolId: Uuid | null;
}

/** What e-journals say they have destroyed (LEG-14): a purged password never comes back. */
@Injectable()
export class DeletionActs {
  constructor(
    @Inject(DeletionActsRepository) private readonly acts: DeletionActsRepository,
    @Inject(CredentialPlaces) private readonly places: CredentialPlaces,
    @Inject(SettleAccounts) private readonly settle: SettleAccounts,
    @Inject(MoveCredentials) private readonly move: MoveCredentials,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * Stores an act whose signature holds and purges its accounts, those under an exemption and those of campaigns that are
   * not closed long enough excepted; they are named with the reason. The same number with the same contents says again
   * what became of it.
   *
   * @throws DomainError `DELETION_ACT_NUMBER_TAKEN`; `DELETION_ACT_DATE_AHEAD`; for a wave `NOT_FOUND`,
   *   `DELETION_ACT_TOO_EARLY`
   */
  async receive(
    tx: EntityManager,
    system: JournalSystem,
    signed: Omit<DeletionAct, 'journalSystemId'>,
    traceId: string | null,
  ): Promise<StoredAct> {
    const act: DeletionAct = { ...signed, journalSystemId: system.id };
    const { timeZone } = await this.territory.region(tx, system.regionId);
    if (act.purgedOn > dayIn(act.at, timeZone)) throw new DomainError('DELETION_ACT_DATE_AHEAD', 'invalid');
    const id = await this.acts.begin(tx, act);
    if (id === null) return this.again(tx, act);
    const named = await this.accountsOf(tx, act);
    const by = { actor: { kind: 'client', id: system.code }, at: act.at } as const;
    if (await this.places.areUnplaced(tx, named.ids)) await this.settle.execute(tx, named.ids, by);
    const purged = await this.move.execute(tx, { accountIds: named.ids, event: 'purged', ...by });
    const gone = new Set(purged);
    const left = named.ids.filter((one) => !gone.has(one));
    const skipped = await this.acts.skipsOf(tx, left, act.at);
    await this.acts.finish(tx, id, { purged, skipped, unknown: named.unknown, schoolId: named.schoolId });
    await this.audit.record(tx, {
      regionId: system.regionId,
      at: act.at,
      actor: by.actor,
      action: 'credentials.purged',
      subject: { kind: 'purge_act', id },
      facts: { purged: purged.length, skipped: skipped.length, unknown: named.unknown.length },
      traceId: traceId ?? undefined,
    });
    return (await this.stored(tx, act)).stored;
  }

  /** The newest first. */
  list(
    tx: EntityManager,
    scope: SchoolScope,
    page: { readonly after: { readonly at: Date; readonly id: Uuid } | null; readonly limit: number },
  ): Promise<readonly StoredAct[]> {
    return this.acts.list(tx, scope, page);
  }

  /** With the signed text. Null when there is none in scope. */
  find(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<(StoredAct & { text: string }) | null> {
    return this.acts.find(tx, scope, id);
  }

  private async again(tx: EntityManager, act: DeletionAct): Promise<StoredAct> {
    const { stored, isSame } = await this.stored(tx, act);
    if (!isSame) throw new DomainError('DELETION_ACT_NUMBER_TAKEN', 'conflict', { number: act.number });
    return stored;
  }

  private async stored(tx: EntityManager, act: DeletionAct): Promise<{ stored: StoredAct; isSame: boolean }> {
    const found = await this.acts.byNumber(tx, act);
    if (found === null) throw new Error('an act is never deleted');
    return found;
  }

  private accountsOf(tx: EntityManager, { scope, journalSystemId, at }: DeletionAct): Promise<NamedAccounts> {
    switch (scope.kind) {
      case 'accounts':
        return this.byExternalIds(tx, journalSystemId, scope.externalIds);
      case 'wave':
        return this.ofWave(tx, journalSystemId, scope, at);
    }
  }

  private async byExternalIds(
    tx: EntityManager,
    journalSystemId: Uuid,
    externalIds: readonly string[],
  ): Promise<NamedAccounts> {
    const found = await this.acts.accountsOf(tx, journalSystemId, externalIds);
    const known = new Set(found.map(({ externalId }) => externalId));
    const unknown = [...new Set(externalIds)].filter((id) => !known.has(id));
    return { ids: found.map(({ id }) => id), unknown, schoolId: null };
  }

  private async ofWave(
    tx: EntityManager,
    journalSystemId: Uuid,
    scope: Extract<PurgedScope, { kind: 'wave' }>,
    at: Date,
  ): Promise<NamedAccounts> {
    const campaign = await this.acts.campaignOf(tx, journalSystemId, scope);
    if (campaign === null) throw new DomainError('NOT_FOUND', 'not_found');
    const notBefore =
      campaign.closedAt === null ? null : new Date(campaign.closedAt.getTime() + PURGE_AFTER_DAYS * DAY_MS);
    if (notBefore === null || notBefore > at) {
      const facts = { phase: campaign.phase, not_before: notBefore?.toISOString() ?? null };
      throw new DomainError('DELETION_ACT_TOO_EARLY', 'conflict', facts);
    }
    return { ids: await this.acts.membersOf(tx, campaign.id), unknown: [], schoolId: scope.schoolId };
  }
}
