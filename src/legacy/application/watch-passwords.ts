import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { CampaignTasks, type NewCampaignTask } from '../store/campaign-tasks.repository.js';
import { LeakySignIns, type ProbeTry, type TouchedIncident } from '../store/leaky-sign-ins.repository.js';
import { incidentNews } from './incident-news.js';

/** The task of an incident, for the school and for the campaign's manager. */
export const PASSWORD_STILL_WORKS = 'PASSWORD_STILL_WORKS';

/**
 * The compliance watchdog (LEG-18): a password that was taken after the cut-over, where nothing spared it, is an incident of its
 * system, school and channel. It works in the transaction in which a sign-in begins to count, so each is judged once.
 */
@Injectable()
export class WatchPasswords {
  constructor(
    @Inject(LeakySignIns) private readonly leaks: LeakySignIns,
    @Inject(CampaignTasks) private readonly tasks: CampaignTasks,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** Looks at events that have just begun to count. */
  async lookAtEvents(tx: EntityManager, systemId: Uuid, eventIds: readonly Uuid[], now: Date): Promise<void> {
    if (eventIds.length === 0 || !(await this.leaks.isWatched(tx, systemId))) return;
    await this.announce(tx, systemId, await this.leaks.judgeEvents(tx, systemId, eventIds, now), now);
  }

  /** Looks at what somebody tried with a probe account; the same try told twice is one. */
  async lookAtTry(
    tx: EntityManager,
    systemId: Uuid,
    tried: ProbeTry & { readonly externalId: string },
    now: Date,
  ): Promise<void> {
    const isNew = await this.leaks.recordTry(tx, tried);
    if (!isNew || !tried.succeeded) return;
    await this.announce(tx, systemId, await this.leaks.judgeTry(tx, systemId, tried, now), now);
  }

  private async announce(
    tx: EntityManager,
    systemId: Uuid,
    touched: readonly TouchedIncident[],
    now: Date,
  ): Promise<void> {
    const opened = touched.filter(({ isNew }) => isNew);
    await this.tasks.open(
      tx,
      touched.flatMap((incident) => tasksOf(incident, systemId)),
      now,
    );
    await this.outbox.tell(
      tx,
      opened.map((incident) => incidentNews({ ...incident, systemId }, 'opened', now)),
    );
    await this.audit.recordAll(
      tx,
      opened.map(({ id, regionId, schoolId, channel, foundBy, signIns }) => ({
        ...{ regionId, at: now, actor: { kind: 'system', id: null }, action: 'incident.opened', schoolId },
        subject: { kind: 'compliance_incident', id },
        facts: { journalSystemId: systemId, channel, foundBy, signIns },
      })),
    );
  }
}

/** What the school and the region's manager have to do about an incident. */
export function tasksOf(
  incident: Pick<TouchedIncident, 'id' | 'regionId' | 'schoolId' | 'channel' | 'signIns'>,
  systemId: Uuid,
): readonly NewCampaignTask[] {
  const { id, regionId, schoolId, channel, signIns } = incident;
  const task = {
    ...{ regionId, code: PASSWORD_STILL_WORKS, schoolId, campaignId: null, subject: id },
    facts: { journal_system_id: systemId, channel, sign_ins: signIns },
  };
  return [
    { ...task, audience: 'school' },
    { ...task, audience: 'campaign_manager' },
  ];
}
