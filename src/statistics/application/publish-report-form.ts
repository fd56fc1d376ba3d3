import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { InvalidInput } from '../../platform/http/validation.js';
import { parseReportForm, type WrittenForm } from '../domain/parse-report-form.js';
import { type PublishedForm, ReportForms } from '../store/report-forms.repository.js';
import type { ReportsAct } from './reports-act.js';

/** Publishes a new version of a form (REP-01); what is published stays, and open periods keep their version. */
@Injectable()
export class PublishReportForm {
  constructor(
    @Inject(ReportForms) private readonly forms: ReportForms,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** @throws InvalidInput with every fault of the form, each naming its column */
  async execute(tx: EntityManager, act: ReportsAct, written: WrittenForm): Promise<PublishedForm> {
    const parsed = parseReportForm(written);
    if (parsed.kind === 'complaints') throw new InvalidInput(parsed.complaints);
    const { regionId } = act.reach;
    const { form } = parsed;
    const by = { regionId, publishedBy: act.administratorId, at: act.now };
    const version = await this.forms.publish(tx, form, by);
    await this.audit.record(tx, {
      ...{ regionId, at: act.now, actor: act.actor, action: 'report_form.published' },
      ...{ subject: { kind: 'report_form', id: form.code }, traceId: act.traceId ?? undefined },
      facts: {
        version,
        columns: form.columns.length,
        schoolKinds: form.schoolKinds,
        ageBasis: form.ageBasis,
      },
    });
    return { ...form, version, regionId, publishedBy: by.publishedBy, publishedAt: act.now };
  }
}
