import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { SchoolScope } from '../../territory/index.js';
import { type CampaignTask, CampaignTaskList } from '../store/campaign-task-list.repository.js';
import { CampaignTasks } from '../store/campaign-tasks.repository.js';
import type { AdministratorsAct } from './administrators-act.js';

/** The tasks that campaigns lay on schools, municipalities and the region. */
@Injectable()
export class CampaignTaskDesk {
  constructor(
    @Inject(CampaignTaskList) private readonly tasks: CampaignTaskList,
    @Inject(CampaignTasks) private readonly open: CampaignTasks,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  list(
    tx: EntityManager,
    scope: SchoolScope,
    filter: Parameters<CampaignTaskList['list']>[2],
    page: Parameters<CampaignTaskList['list']>[3],
  ): Promise<CampaignTask[]> {
    return this.tasks.list(tx, scope, filter, page);
  }

  /** @throws DomainError NOT_FOUND for a task of another audience, and for one that is done */
  async finish(tx: EntityManager, act: AdministratorsAct, id: Uuid, note: string): Promise<void> {
    const task = await this.tasks.find(tx, act.reach, id);
    const isDone = task !== null && (await this.open.close(tx, id, act.administratorId, act.now));
    if (!isDone) throw new DomainError('NOT_FOUND', 'not_found');
    await this.audit.record(tx, {
      ...{
        regionId: act.reach.regionId,
        at: act.now,
        actor: act.actor,
        action: 'campaign_task.done',
        reason: note,
      },
      ...{
        subject: { kind: 'campaign_task', id },
        traceId: act.traceId ?? undefined,
        facts: { code: task.code },
      },
      ...(task.schoolId === null ? {} : { schoolId: task.schoolId }),
    });
  }
}
