import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import type { SchoolScope } from '../../territory/index.js';
import { CampaignTasks } from '../store/campaign-tasks.repository.js';
import { type Incident, type IncidentFilter, Incidents } from '../store/incidents.repository.js';
import { incidentNews } from './incident-news.js';
import { PASSWORD_STILL_WORKS, tasksOf } from './watch-passwords.js';

/** Who acts upon incidents and probes: where they may, and when. */
export interface WatchAct {
  readonly reach: SchoolScope;
  readonly administratorId: Uuid;
  readonly now: Date;
  readonly traceId: string | null;
}

const HOUR_MS = 3_600_000;
const REMINDED_EVERY_MS = 7 * 86_400_000;

/** Incidents of the end of passwords: shown, reminded of every week, closed by somebody with a reason (LEG-18). */
@Injectable()
export class IncidentDesk implements OnModuleInit {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Incidents) private readonly incidents: Incidents,
    @Inject(CampaignTasks) private readonly tasks: CampaignTasks,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'incidents.remind', everyMs: HOUR_MS, run: (now) => this.remind(now) });
  }

  /** At most `limit + 1`, the one that was seen last first. */
  list(
    reach: SchoolScope,
    filter: IncidentFilter,
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<readonly Incident[]> {
    return this.unitOfWork.direct((tx) => this.incidents.list(tx, reach, filter, page));
  }

  /**
   * Closes an incident because its cause has gone; the next password that is taken opens another.
   *
   * @throws DomainError `NOT_FOUND` out of scope; `CONFLICT` when it is closed already
   */
  close(act: WatchAct, id: Uuid, resolution: string): Promise<void> {
    const { administratorId, now: at, traceId } = act;
    return this.unitOfWork.run(async (tx) => {
      const incident = await this.incidents.lock(tx, act.reach, id);
      if (incident === null) throw new DomainError('NOT_FOUND', 'not_found');
      if (incident.closedAt !== null) throw new DomainError('CONFLICT', 'conflict');
      const by = `administrator:${administratorId}`;
      await this.incidents.close(tx, id, { by, at, resolution });
      await this.tasks.closeMatching(tx, { code: PASSWORD_STILL_WORKS, subject: id }, by, at);
      await this.outbox.tell(tx, [incidentNews(incident, 'closed', at)]);
      await this.audit.record(tx, {
        ...{ regionId: incident.regionId, at, actor: { kind: 'administrator', id: administratorId } },
        ...{ action: 'incident.closed', schoolId: incident.schoolId, reason: resolution },
        subject: { kind: 'compliance_incident', id },
        facts: { journalSystemId: incident.systemId, channel: incident.channel, signIns: incident.signIns },
        traceId: traceId ?? undefined,
      });
    });
  }

  private async remind(now: Date): Promise<void> {
    await this.unitOfWork.run(async (tx: EntityManager) => {
      const before = new Date(now.getTime() - REMINDED_EVERY_MS);
      const due = await this.incidents.remindable(tx, before, now);
      await this.tasks.open(
        tx,
        due.flatMap((incident) => tasksOf(incident, incident.systemId)),
        now,
      );
      await this.outbox.tell(
        tx,
        due.map((incident) => incidentNews(incident, 'reminded', now)),
      );
    });
  }
}
