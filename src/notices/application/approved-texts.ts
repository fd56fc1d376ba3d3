import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { TemplateKind } from '../domain/template-kind.js';
import { type NoticeTemplate, NoticeTemplates } from '../store/notice-templates.repository.js';

/** The texts that the ministry of a region has approved. */
export interface ApprovedTexts {
  /** @throws DomainError NOTICE_TEXT_NOT_APPROVED */
  of(kind: TemplateKind): NoticeTemplate;
}

/** Reads what may be shown to families: nothing else ever reaches them (NOT-01). */
@Injectable()
export class ReadApprovedTexts {
  constructor(@Inject(NoticeTemplates) private readonly templates: NoticeTemplates) {}

  async of(tx: EntityManager, regionId: Uuid): Promise<ApprovedTexts> {
    const approved = await this.templates.approved(tx, regionId);
    return {
      of: (kind) => {
        const found = approved.get(kind);
        if (found === undefined) throw new DomainError('NOTICE_TEXT_NOT_APPROVED', 'conflict', { kind });
        return found;
      },
    };
  }
}
