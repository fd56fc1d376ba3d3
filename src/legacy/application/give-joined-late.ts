import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditActor } from '../../audit/index.js';
import { dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { termOf } from '../domain/exemption.js';
import { Calendar } from '../store/calendar.repository.js';
import { JoinedLateRepository } from '../store/joined-late.repository.js';
import { ExemptionRecords } from './exemption-records.js';

const BASIS = 'ребёнок перешёл в школу, где вход по паролю уже отключён';

/**
 * EC-132: whose account comes under a cut-over campaign by a change of schools keeps the password for thirty days. To be
 * called in the transaction that gives the accounts their new campaign, before their states follow it.
 */
@Injectable()
export class GiveJoinedLate {
  constructor(
    @Inject(JoinedLateRepository) private readonly joined: JoinedLateRepository,
    @Inject(Calendar) private readonly calendar: Calendar,
    @Inject(ExemptionRecords) private readonly records: ExemptionRecords,
  ) {}

  /** Looks itself which of the accounts are concerned; tells the schools and the notices of each grant. */
  async execute(
    tx: EntityManager,
    accountIds: readonly Uuid[],
    { actor, at }: { readonly actor: AuditActor; readonly at: Date },
  ): Promise<void> {
    if (accountIds.length === 0) return;
    const grants = [];
    for (const one of await this.joined.among(tx, accountIds)) {
      const startsOn = dayIn(at, one.timeZone);
      const wanted = { type: 'joined_late', startsOn, endsOn: null, today: startsOn } as const;
      const term = termOf(wanted, await this.calendar.ofSchool(tx, one.schoolId));
      if (term.kind === 'term') grants.push({ ...one, startsOn, endsOn: term.endsOn });
    }
    if (grants.length === 0) return;
    const granted = await this.joined.grant(tx, grants, BASIS, at);
    const by = { actor, now: at, traceId: null };
    await this.records.tell(
      tx,
      granted.map((one) => ({ one, event: 'approved', reason: 'joined_late' })),
      by,
    );
    await this.records.ask(tx, 'EXEMPTION_JOINED_LATE', granted, 'school', at);
  }
}
