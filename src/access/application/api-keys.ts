import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditEvent, AuditTrail } from '../../audit/index.js';
import { addDays, type CalendarDate, dayIn, startOfDay } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { hashToken } from '../../platform/crypto/tokens.js';
import {
  type ApiKey,
  type ApiKeyUse,
  isMixedFederalKey,
  LONGEST_KEY_DAYS,
  LONGEST_OVERLAP_HOURS,
  type MachineRight,
  type MachineScope,
  stateOfKey,
} from '../domain/api-key.js';
import { type ApiKeyText, writeApiKey } from '../domain/api-key-text.js';
import type { ReachOfRight } from '../domain/principal.js';
import { ApiKeyUses } from '../store/api-key-uses.repository.js';
import { type ApiKeyFilter, type ApiKeyPage, ApiKeyRows } from '../store/api-keys.repository.js';

/** Who manages keys, how far, and when. */
export interface ApiKeyAct {
  readonly reach: ReachOfRight;
  readonly administratorId: Uuid;
  readonly now: Date;
  readonly traceId: string | undefined;
}

export interface ApiKeyOrder {
  readonly name: string;
  readonly basis: string;
  /** Null: the whole region. */
  readonly municipalityId: Uuid | null;
  readonly rights: readonly MachineRight[];
  /** Networks as PostgreSQL reads them, `10.0.0.0/8`; none: from anywhere. */
  readonly allowedAddresses: readonly string[];
  /** The last day on which the key is taken. */
  readonly expiresOn: CalendarDate;
}

export interface RotationOrder {
  readonly id: Uuid;
  /** Of the predecessor's record, by If-Match. */
  readonly revision: number;
  readonly overlapHours: number;
  readonly expiresOn: CalendarDate;
}

/** A key that was made, and its text, said this once. */
export interface MadeApiKey {
  readonly key: ApiKey;
  readonly text: ApiKeyText;
}

/** Gives, replaces and takes back keys of machines (REP-05, ADM). Each act is in the audit; the text of a key is nowhere. */
@Injectable()
export class ApiKeys {
  constructor(
    @Inject(ApiKeyRows) private readonly rows: ApiKeyRows,
    @Inject(ApiKeyUses) private readonly uses: ApiKeyUses,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  list(tx: EntityManager, reach: ReachOfRight, filter: ApiKeyFilter, page: ApiKeyPage): Promise<ApiKey[]> {
    return this.rows.list(tx, reach, filter, page);
  }

  /** @throws DomainError `NOT_FOUND` */
  async find(tx: EntityManager, reach: ReachOfRight, id: Uuid): Promise<ApiKey> {
    return found(await this.rows.find(tx, reach, id));
  }

  /** @throws DomainError `NOT_FOUND` */
  async usesOf(
    tx: EntityManager,
    reach: ReachOfRight,
    id: Uuid,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<ApiKeyUse[]> {
    await this.find(tx, reach, id);
    return this.uses.days(tx, id, page);
  }

  /**
   * Makes a key.
   *
   * @throws DomainError `NOT_FOUND` for a municipality out of reach, `API_KEY_DATES_WRONG`, `API_KEY_NETWORK_WRONG`,
   * `API_KEY_FEDERAL_ALONE`
   */
  async create(tx: EntityManager, act: ApiKeyAct, order: ApiKeyOrder): Promise<MadeApiKey> {
    await this.refuseForeignPlace(tx, act.reach, order.municipalityId);
    const [wrong] = await this.rows.withHostBits(tx, order.allowedAddresses);
    if (wrong !== undefined) throw new DomainError('API_KEY_NETWORK_WRONG', 'invalid', { network: wrong });
    const { expiresOn, ...rest } = order;
    const scope = order.municipalityId === null ? ('region' as const) : ('municipality' as const);
    if (isMixedFederalKey(order.rights, scope)) throw new DomainError('API_KEY_FEDERAL_ALONE', 'invalid');
    const expiresAt = await this.endOf(tx, act, expiresOn);
    const made = await this.add(tx, act, { ...rest, scope, expiresAt, predecessorId: null });
    await this.record(tx, act, made.key, 'api_key.created', {
      ...{ scope, municipality_id: order.municipalityId, rights: order.rights, expires_on: expiresOn },
      ...{ networks: order.allowedAddresses.length, prefix: made.key.prefix },
    });
    return made;
  }

  /**
   * Makes a successor that may do the same; the key itself goes on for the overlap, so that a machine changes over in peace.
   *
   * @throws DomainError `NOT_FOUND`, `PRECONDITION_FAILED`, `API_KEY_OVER`, `API_KEY_HAS_SUCCESSOR`, `API_KEY_DATES_WRONG`
   */
  async rotate(tx: EntityManager, act: ApiKeyAct, order: RotationOrder): Promise<MadeApiKey> {
    const former = found(await this.rows.lock(tx, act.reach, order.id));
    if (former.revision !== order.revision)
      throw new DomainError('PRECONDITION_FAILED', 'precondition_failed');
    this.refuseOver(former, act.now);
    if (former.successorId !== null) throw new DomainError('API_KEY_HAS_SUCCESSOR', 'conflict');
    const expiresAt = await this.endOf(tx, act, order.expiresOn);
    const hours = Math.min(order.overlapHours, LONGEST_OVERLAP_HOURS);
    const overlapEnds = new Date(act.now.getTime() + hours * 3_600_000);
    const retiresAt = overlapEnds < former.expiresAt ? overlapEnds : former.expiresAt;
    await this.rows.retire(tx, former.id, retiresAt);
    const { name, basis, scope, municipalityId, rights, allowedAddresses } = former;
    const made = await this.add(tx, act, {
      ...{ name, basis, scope, municipalityId, rights, allowedAddresses, expiresAt },
      predecessorId: former.id,
    });
    await this.record(tx, act, former, 'api_key.rotated', {
      ...{ successor_id: made.key.id, retires_at: retiresAt.toISOString(), expires_on: order.expiresOn },
      ...{ prefix: made.key.prefix },
    });
    return made;
  }

  /**
   * Ends a key at once, on every server.
   *
   * @throws DomainError `NOT_FOUND`, `API_KEY_OVER`
   */
  async revoke(tx: EntityManager, act: ApiKeyAct, id: Uuid, reason: string): Promise<ApiKey> {
    const key = found(await this.rows.lock(tx, act.reach, id));
    this.refuseOver(key, act.now);
    await this.rows.revoke(tx, id, act.now, reason);
    await this.record(tx, act, key, 'api_key.revoked', { prefix: key.prefix }, reason);
    return this.find(tx, act.reach, id);
  }

  private async add(
    tx: EntityManager,
    { reach, administratorId, now }: ApiKeyAct,
    order: {
      readonly name: string;
      readonly basis: string;
      readonly scope: MachineScope;
      readonly municipalityId: Uuid | null;
      readonly rights: readonly MachineRight[];
      readonly allowedAddresses: readonly string[];
      readonly expiresAt: Date;
      readonly predecessorId: Uuid | null;
    },
  ): Promise<MadeApiKey> {
    const prefix = randomBytes(6).toString('hex');
    const text = writeApiKey(prefix, randomBytes(32));
    const id = newUuid();
    await this.rows.add(tx, {
      ...{ ...order, id, prefix, regionId: reach.regionId, secretHash: hashToken(text) },
      ...{ createdBy: administratorId, createdAt: now },
    });
    return { key: await this.find(tx, reach, id), text };
  }

  /** Who reaches a municipality only gives keys of that municipality only. */
  private async refuseForeignPlace(
    tx: EntityManager,
    { regionId, wholeRegion, municipalityIds }: ReachOfRight,
    municipalityId: Uuid | null,
  ): Promise<void> {
    if (municipalityId === null) {
      if (!wholeRegion) throw new DomainError('FORBIDDEN', 'forbidden');
      return;
    }
    const isTheirs = wholeRegion || municipalityIds.includes(municipalityId);
    if (!isTheirs || !(await this.rows.hasMunicipality(tx, regionId, municipalityId))) {
      throw new DomainError('NOT_FOUND', 'not_found');
    }
  }

  /** The first moment after the last day. */
  private async endOf(tx: EntityManager, { reach, now }: ApiKeyAct, lastDay: CalendarDate): Promise<Date> {
    const timeZone = await this.rows.timeZone(tx, reach.regionId);
    const today = dayIn(now, timeZone);
    const latest = addDays(today, LONGEST_KEY_DAYS - 1);
    if (lastDay < today || lastDay > latest) {
      throw new DomainError('API_KEY_DATES_WRONG', 'invalid', { from: today, to: latest });
    }
    return startOfDay(addDays(lastDay, 1), timeZone);
  }

  private refuseOver(key: ApiKey, now: Date): void {
    const state = stateOfKey(key, now);
    switch (state) {
      case 'revoked':
      case 'expired':
      case 'retired':
        throw new DomainError('API_KEY_OVER', 'conflict', { state });
      case 'live':
      case 'retiring':
    }
  }

  private async record(
    tx: EntityManager,
    { administratorId, now, traceId }: ApiKeyAct,
    key: ApiKey,
    action: string,
    facts: NonNullable<AuditEvent['facts']>,
    reason = key.basis,
  ): Promise<void> {
    await this.audit.record(tx, {
      ...{ regionId: key.regionId, at: now, actor: { kind: 'administrator', id: administratorId }, action },
      ...{ subject: { kind: 'api_key', id: key.id }, reason, facts, traceId },
    });
  }
}

function found(key: ApiKey | null): ApiKey {
  if (key === null) throw new DomainError('NOT_FOUND', 'not_found');
  return key;
}
