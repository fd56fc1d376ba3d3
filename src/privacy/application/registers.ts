import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { ProcessingPurpose } from '../domain/processing-register.js';
import { type ProcessorAgreement, RegisterRows, type RetentionRule } from '../store/registers.repository.js';
import { actorOf, type Officer, Officers } from './officer.js';

/** The operator's papers as data: purposes, periods, and to whom processing is entrusted (PD-05, PD-07, PD-11). */
@Injectable()
export class Registers {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Officers) private readonly officers: Officers,
    @Inject(RegisterRows) private readonly rows: RegisterRows,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  purposes(): Promise<ProcessingPurpose[]> {
    return this.unitOfWork.direct((tx) => this.rows.purposes(tx));
  }

  rules(): Promise<RetentionRule[]> {
    return this.unitOfWork.direct((tx) => this.rows.rules(tx));
  }

  agreements(
    officer: Officer,
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<ProcessorAgreement[]> {
    return this.unitOfWork.direct((tx) => this.rows.agreements(tx, officer.scope.regionId, page));
  }

  /** Throws PURPOSE_UNKNOWN, AGREEMENT_DATES_WRONG. */
  addAgreement(
    officer: Officer,
    one: Omit<ProcessorAgreement, 'id' | 'endedOn' | 'endReason'>,
  ): Promise<ProcessorAgreement> {
    return this.unitOfWork.run(async (tx) => {
      const { regionId } = officer.scope;
      const known = new Set((await this.rows.purposes(tx)).map(({ code }) => code));
      if (one.purposes.some((code) => !known.has(code))) throw new DomainError('PURPOSE_UNKNOWN', 'invalid');
      if (one.validTo !== null && one.validTo < one.signedOn)
        throw new DomainError('AGREEMENT_DATES_WRONG', 'invalid');
      const { esiaPersonId: by, now } = officer;
      const made = await this.rows.addAgreement(tx, regionId, { ...one, by, now });
      await this.audit.record(tx, {
        ...{ regionId, at: now, actor: actorOf(officer), action: 'processor_agreement.recorded' },
        ...{ subject: { kind: 'processor_agreement', id: made.id }, traceId: officer.traceId ?? undefined },
      });
      return made;
    });
  }

  /** Throws NOT_FOUND: none of the region, or it has ended. */
  endAgreement(officer: Officer, id: Uuid, reason: string): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const { regionId } = officer.scope;
      const on = await this.officers.today(tx, officer);
      const ended = await this.rows.endAgreement(tx, regionId, id, { on, by: officer.esiaPersonId, reason });
      if (!ended) throw new DomainError('NOT_FOUND', 'not_found');
      await this.audit.record(tx, {
        ...{ regionId, at: officer.now, actor: actorOf(officer), action: 'processor_agreement.ended' },
        ...{ subject: { kind: 'processor_agreement', id }, traceId: officer.traceId ?? undefined },
      });
    });
  }
}
