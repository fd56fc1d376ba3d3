import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Keyring } from '../../platform/crypto/keyring.js';
import type { SchoolScope } from '../../territory/index.js';
import { maskAddress } from '../domain/address.js';
import type { DeliveryChannel } from '../domain/delivery-state.js';
import {
  type DeliveryCount,
  DeliveryLogRepository,
  type LogFilter,
  type LoggedDelivery,
} from '../store/delivery-log.repository.js';
import { OptOutsRepository } from '../store/opt-outs.repository.js';
import { ADDRESS_PURPOSE } from '../store/sealed-columns.js';

/** A line of the log as administrators see it: the address is masked, the text is nowhere. */
export interface ShownDelivery extends Omit<LoggedDelivery, 'addressSealed'> {
  /** Null when none was known, or it is forgotten by now. */
  readonly address: string | null;
}

/** An administrator's act about messages. */
export interface DeliveryAct {
  readonly reach: SchoolScope;
  readonly administratorId: Uuid;
  readonly now: Date;
  readonly today: CalendarDate;
  readonly traceId: string | null;
}

/** What an administrator may read of messages, and the opt-outs that people ask a school for (NOT-10). */
@Injectable()
export class DeliveryLog {
  constructor(
    @Inject(DeliveryLogRepository) private readonly log: DeliveryLogRepository,
    @Inject(OptOutsRepository) private readonly optOuts: OptOutsRepository,
    @Inject(Keyring) private readonly keyring: Keyring,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** At most `limit + 1` lines, the newest first. */
  async list(
    tx: EntityManager,
    act: Pick<DeliveryAct, 'reach' | 'today'>,
    filter: LogFilter,
    page: Parameters<DeliveryLogRepository['list']>[4],
  ): Promise<readonly ShownDelivery[]> {
    const rows = await this.log.list(tx, act.reach, act.today, filter, page);
    return rows.map(({ addressSealed, ...row }) => ({
      ...row,
      address: this.masked(row.channel, addressSealed),
    }));
  }

  counts(
    tx: EntityManager,
    act: Pick<DeliveryAct, 'reach' | 'today'>,
    filter: LogFilter,
  ): Promise<readonly DeliveryCount[]> {
    return this.log.counts(tx, act.reach, act.today, filter);
  }

  /**
   * No more non-mandatory messages about this person by this channel, or again. Asked for twice, it stays as it is.
   *
   * @throws DomainError `NOT_FOUND` for a person whom the right does not reach
   */
  async setOptOut(
    tx: EntityManager,
    act: DeliveryAct,
    wish: {
      readonly personId: Uuid;
      readonly channel: DeliveryChannel;
      readonly basis: string;
      readonly out: boolean;
    },
  ): Promise<void> {
    const { personId, channel, basis, out } = wish;
    if (!(await this.log.reaches(tx, act.reach, act.today, personId)))
      throw new DomainError('NOT_FOUND', 'not_found');
    const { regionId } = act.reach;
    const subject = { regionId, channel, personId, addressHash: null };
    const by = { source: 'school', recordedBy: act.administratorId, now: act.now } as const;
    const changed = out
      ? (await this.optOuts.add(tx, subject, by)) !== null
      : await this.optOuts.withdraw(tx, subject, act.now);
    if (!changed) return;
    await this.audit.record(tx, {
      ...{ regionId, at: act.now, actor: { kind: 'administrator', id: act.administratorId } },
      ...{ action: out ? 'notices.opted_out' : 'notices.opted_in', reason: basis },
      ...{ subject: { kind: 'person', id: personId }, facts: { channel }, traceId: act.traceId ?? undefined },
    });
  }

  private masked(channel: DeliveryChannel, sealed: Buffer | null): string | null {
    return sealed === null
      ? null
      : maskAddress(channel, this.keyring.openWhole(sealed, ADDRESS_PURPOSE).toString());
  }
}
