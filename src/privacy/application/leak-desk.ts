import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Leak, Leaks, type TouchedCounts } from '../store/leaks.repository.js';
import { actorOf, type Officer } from './officer.js';

/** Leaks: whom they touched, counted from the audit, and the notices that the law gives hours for (PD-08). */
@Injectable()
export class LeakDesk {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Leaks) private readonly leaks: Leaks,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** Throws NOT_FOUND for a school of elsewhere, LEAK_PERIOD_WRONG. */
  record(
    officer: Officer,
    what: Pick<Leak, 'what' | 'foundAt' | 'from' | 'to' | 'actorKind' | 'actorId' | 'schoolId'>,
  ): Promise<Leak> {
    return this.unitOfWork.run(async (tx) => {
      const { regionId } = officer.scope;
      if (what.to <= what.from || what.foundAt > officer.now || what.from > officer.now)
        throw new DomainError('LEAK_PERIOD_WRONG', 'invalid');
      if (what.schoolId !== null && !(await this.leaks.isSchoolOf(tx, regionId, what.schoolId)))
        throw new DomainError('NOT_FOUND', 'not_found');
      const { esiaPersonId: by, now } = officer;
      const leak = await this.leaks.add(tx, { ...what, regionId, by, now });
      await this.note(tx, officer, leak.id, 'recorded', {});
      return leak;
    });
  }

  list(
    officer: Officer,
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<Leak[]> {
    return this.unitOfWork.direct((tx) => this.leaks.list(tx, officer.scope.regionId, page));
  }

  /** The leak and how many it may have touched. Throws NOT_FOUND. */
  read(officer: Officer, id: Uuid): Promise<{ readonly leak: Leak; readonly touched: TouchedCounts }> {
    return this.unitOfWork.run(async (tx) => {
      const leak = await this.locked(tx, officer, id);
      const touched = await this.leaks.counts(tx, id);
      await this.note(tx, officer, id, 'read', { ...touched });
      return { leak, touched };
    });
  }

  /** Ids of the touched, for who has to tell them; each page is in the audit. Throws NOT_FOUND. */
  people(
    officer: Officer,
    id: Uuid,
    page: { readonly limit: number; readonly after: string | null },
  ): Promise<readonly Uuid[]> {
    return this.unitOfWork.run(async (tx) => {
      await this.locked(tx, officer, id);
      const people = await this.leaks.people(tx, id, page);
      await this.note(tx, officer, id, 'people_listed', { people: Math.min(people.length, page.limit) });
      return people;
    });
  }

  /** That Роскомнадзор was told; the first time counts. Throws NOT_FOUND, LEAK_CLOSED. */
  notified(officer: Officer, id: Uuid, notice: 'first' | 'inquiry'): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const leak = await this.locked(tx, officer, id);
      if (leak.closedAt !== null) throw new DomainError('LEAK_CLOSED', 'conflict');
      await this.leaks.noteNotice(tx, id, notice, officer.now);
      await this.note(tx, officer, id, `${notice}_notice_sent`, {});
    });
  }

  /** Throws NOT_FOUND, LEAK_CLOSED, LEAK_NOTICE_FIRST while Роскомнадзор was not told both times. */
  close(officer: Officer, id: Uuid, conclusion: string): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const leak = await this.locked(tx, officer, id);
      if (leak.closedAt !== null) throw new DomainError('LEAK_CLOSED', 'conflict');
      if (leak.firstNoticeAt === null || leak.inquiryNoticeAt === null)
        throw new DomainError('LEAK_NOTICE_FIRST', 'conflict');
      await this.leaks.close(tx, id, conclusion, officer.now);
      await this.note(tx, officer, id, 'closed', {});
    });
  }

  private async locked(tx: EntityManager, officer: Officer, id: Uuid): Promise<Leak> {
    const leak = await this.leaks.lock(tx, officer.scope.regionId, id);
    if (leak === null) throw new DomainError('NOT_FOUND', 'not_found');
    return leak;
  }

  private note(
    tx: EntityManager,
    officer: Officer,
    id: Uuid,
    action: string,
    facts: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    return this.audit.record(tx, {
      ...{ regionId: officer.scope.regionId, at: officer.now, actor: actorOf(officer), facts },
      ...{ action: `leak.${action}`, subject: { kind: 'leak', id }, traceId: officer.traceId ?? undefined },
    });
  }
}
