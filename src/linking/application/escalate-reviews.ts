import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Log } from '../../platform/logging/log.js';
import type { ReviewLevel } from '../domain/review-state.js';
import { levelAbove } from '../domain/review-timer.js';
import { linkingMetrics } from '../gateway/linking-metrics.js';
import { ReviewTimers, type SilentCase } from '../store/review-timers.repository.js';

const BATCH = 500;
const LEVELS: readonly ReviewLevel[] = ['school', 'municipality', 'ministry'];

/** Moves silent cases up: a reminder after 10 days, a level after each 30, a daily alarm at the top. Silence ends nothing. */
@Injectable()
export class EscalateReviews {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ReviewTimers) private readonly timers: ReviewTimers,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Log) private readonly log: Log,
  ) {}

  async execute(now: Date): Promise<void> {
    await this.unitOfWork.run((tx) => this.timers.closeShared(tx, now));
    await this.unitOfWork.run((tx) => this.timers.remind(tx, now));
    while ((await this.unitOfWork.run((tx) => this.raiseSome(tx, now))) === BATCH);
    const unanswered = await this.unitOfWork.run((tx) => this.timers.alarm(tx, now));
    for (const { regionId, count } of unanswered) {
      this.log.error('link_reviews.unanswered', { regionId, count });
    }
    await this.unitOfWork.run((tx) => this.timers.remindOfSuspensions(tx, now));
    await this.unitOfWork.run((tx) => this.timers.closeReminders(tx, now));
    await this.showMetrics();
  }

  private async raiseSome(tx: EntityManager, now: Date): Promise<number> {
    const silent = await this.timers.silent(tx, now, BATCH);
    const raised = silent.map((one) => ({ ...one, level: above(one) }));
    if (raised.length === 0) return 0;
    await this.timers.raise(tx, raised, now);
    await this.audit.recordAll(
      tx,
      raised.map(({ id, regionId, schoolId, code, level }) => ({
        ...{ regionId, at: now, action: 'link_review.escalated', reason: code, facts: { level } },
        actor: { kind: 'system', id: null },
        subject: { kind: 'link_review', id },
        ...(schoolId === null ? {} : { schoolId }),
      })),
    );
    return raised.length;
  }

  private async showMetrics(): Promise<void> {
    const counts = await this.unitOfWork.direct((tx) => this.timers.openByLevel(tx));
    for (const level of LEVELS) {
      linkingMetrics.openReviews.set({ level }, counts.find((one) => one.level === level)?.count ?? 0);
    }
  }
}

function above({ level, isMunicipal }: SilentCase): ReviewLevel {
  return levelAbove(level, isMunicipal ? 'municipal' : 'other');
}
