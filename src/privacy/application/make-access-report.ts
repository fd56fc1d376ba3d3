import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { dayIn, formatRussianDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Territory } from '../../territory/index.js';
import type { AccessReport } from '../domain/access-report.js';
import { actionInWords, actorInWords } from '../domain/access-words.js';
import { periodInWords } from '../domain/retention.js';
import { RegisterRows } from '../store/registers.repository.js';
import { type HeldFact, SubjectData } from '../store/subject-data.repository.js';
import { actorOf, type Officer } from './officer.js';
import { SubjectDesk } from './subject-desk.js';

/** What a person is told of the processing of their data: what is held, where from, for what, who saw it (152-ФЗ, ст. 14, ч. 7). */
@Injectable()
export class MakeAccessReport {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(SubjectDesk) private readonly desk: SubjectDesk,
    @Inject(SubjectData) private readonly held: SubjectData,
    @Inject(RegisterRows) private readonly registers: RegisterRows,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** Each making is in the audit of the person. Throws NOT_FOUND, SUBJECT_REQUEST_KIND, CONFLICT_OF_INTEREST. */
  execute(officer: Officer, requestId: Uuid): Promise<AccessReport> {
    return this.unitOfWork.run(async (tx) => {
      const request = await this.desk.locked(tx, officer, requestId);
      if (request.kind !== 'access') throw new DomainError('SUBJECT_REQUEST_KIND', 'conflict');
      const { personId, document, regionId } = request;
      const region = await this.territory.region(tx, regionId);
      const dayOf = (moment: Date): string => formatRussianDate(dayIn(moment, region.timeZone));
      const facts = personId === null ? [] : await this.held.facts(tx, personId);
      const seen = personId === null ? [] : await this.held.accesses(tx, regionId, personId);
      const agreements = await this.registers.agreements(tx, regionId, { limit: 500, after: null });
      if (personId !== null) await this.note(tx, officer, personId, facts.length);
      return {
        ...{ document, madeOn: dayOf(officer.now), regionName: region.name },
        sections: sectionsOf(facts, dayOf),
        purposes: await this.purposes(tx),
        accesses: seen.map(({ at, actorKind, action }) => ({
          ...{ at: dayOf(at), who: actorInWords(actorKind), what: actionInWords(action) },
        })),
        processors: agreements
          .filter(({ endedOn }) => endedOn === null)
          .map(({ party, document: contract }) => ({ party, document: contract })),
      };
    });
  }

  private async purposes(tx: EntityManager): Promise<AccessReport['purposes']> {
    const rules = new Map((await this.registers.rules(tx)).map((rule) => [rule.code, rule]));
    return (await this.registers.purposes(tx)).map(
      ({ name, basis, categories, recipients, retentionCodes }) => ({
        ...{ name, basis, categories, recipients },
        kept: retentionCodes
          .flatMap((code) => {
            const rule = rules.get(code);
            return rule === undefined ? [] : [`${rule.what}: ${periodInWords(rule)}`];
          })
          .join('; '),
      }),
    );
  }

  private note(tx: EntityManager, officer: Officer, personId: Uuid, facts: number): Promise<void> {
    return this.audit.record(tx, {
      ...{
        regionId: officer.scope.regionId,
        at: officer.now,
        actor: actorOf(officer),
        facts: { lines: facts },
      },
      action: 'person.access_report_made',
      subject: { kind: 'person', id: personId },
      traceId: officer.traceId ?? undefined,
    });
  }
}

function sectionsOf(facts: readonly HeldFact[], dayOf: (moment: Date) => string): AccessReport['sections'] {
  const titles = [...new Set(facts.map(({ section }) => section))];
  return titles.map((title) => ({
    title,
    lines: facts
      .filter(({ section }) => section === title)
      .map(({ item, value, at }) => ({ item, value, at: at === null ? null : dayOf(at) })),
  }));
}
