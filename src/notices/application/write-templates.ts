import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { FIRST_TEMPLATES } from '../domain/first-templates/first-templates.js';
import type { Wording } from '../domain/paper.js';
import type { TemplateKind } from '../domain/template-kind.js';
import { faultsOf, type TextFault } from '../domain/template-text.js';
import {
  type NoticeTemplate,
  NoticeTemplates,
  type TemplateState,
} from '../store/notice-templates.repository.js';
import type { NoticesAct } from './notices-act.js';

/** A text that breaks the rules of its kind: what to mend. */
export class FaultyText extends Error {
  override readonly name = 'FaultyText';

  constructor(readonly faults: readonly TextFault[]) {
    super('A text breaks the rules of its kind');
  }
}

/** What became of one version that was to be approved. */
export interface ApprovalOutcome {
  readonly id: Uuid;
  readonly outcome: 'approved' | 'not_found' | 'not_a_draft' | 'own_text';
}

/** The ministry's work on texts (NOT-01): versions are written, and approved by somebody else. */
@Injectable()
export class WriteTemplates {
  constructor(
    @Inject(NoticeTemplates) private readonly templates: NoticeTemplates,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** Every version, the newest of a kind first; a region that has none begins with the product's. */
  async list(
    tx: EntityManager,
    filter: { readonly kind: TemplateKind | null; readonly state: TemplateState | null },
    { reach: { regionId }, now }: NoticesAct,
  ): Promise<readonly NoticeTemplate[]> {
    await this.templates.ensureFirst(tx, regionId, FIRST_TEMPLATES, now);
    return this.templates.list(tx, regionId, filter);
  }

  /**
   * Writes the next version as a draft.
   *
   * @throws FaultyText
   */
  async write(tx: EntityManager, wording: Wording, act: NoticesAct): Promise<NoticeTemplate> {
    const faults = faultsOf(wording.kind, wording.title, wording.body);
    if (faults.length > 0) throw new FaultyText(faults);
    const { administratorId: by, now, reach } = act;
    await this.templates.ensureFirst(tx, reach.regionId, FIRST_TEMPLATES, now);
    const written = await this.templates.add(tx, { ...wording, regionId: reach.regionId, by, now });
    await this.tell(tx, written, 'notice_template.written', act);
    return written;
  }

  /** Approves drafts, each for itself; the version that was in use is retired. Nobody approves their own text. */
  async approve(
    tx: EntityManager,
    ids: readonly Uuid[],
    act: NoticesAct,
  ): Promise<readonly ApprovalOutcome[]> {
    const outcomes: ApprovalOutcome[] = [];
    for (const id of ids) outcomes.push({ id, outcome: await this.approveOne(tx, id, act) });
    return outcomes;
  }

  private async approveOne(
    tx: EntityManager,
    id: Uuid,
    act: NoticesAct,
  ): Promise<ApprovalOutcome['outcome']> {
    const { administratorId: by, now, reach } = act;
    const found = await this.templates.find(tx, reach.regionId, id);
    if (found === null) return 'not_found';
    if (found.state !== 'draft') return 'not_a_draft';
    if (found.writtenBy === by) return 'own_text';
    // A text may have become faulty by a new rule since it was written.
    if (faultsOf(found.kind, found.title, found.body).length > 0)
      throw new DomainError('NOTICE_TEXT_FAULTY', 'conflict', { kind: found.kind });
    if (!(await this.templates.approve(tx, { ...found, regionId: reach.regionId, by, now })))
      return 'not_a_draft';
    await this.tell(tx, found, 'notice_template.approved', act);
    return 'approved';
  }

  private async tell(
    tx: EntityManager,
    { id, kind, version }: NoticeTemplate,
    action: string,
    { reach: { regionId }, actor, now, traceId }: NoticesAct,
  ): Promise<void> {
    await this.audit.record(tx, {
      ...{ regionId, at: now, actor, action, facts: { kind, version } },
      ...{ subject: { kind: 'notice_template', id }, traceId: traceId ?? undefined },
    });
  }
}
