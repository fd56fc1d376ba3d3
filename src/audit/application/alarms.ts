import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Log } from '../../platform/logging/log.js';
import type { AuditEvent } from '../domain/audit-event.js';
import { AuditTrail } from '../audit-trail.js';
import { AuditSettings } from '../audit.settings.js';
import { auditMetrics } from '../gateway/audit-metrics.js';
import { EntriesRepository } from '../store/entries.repository.js';

const DAY_MS = 86_400_000;
const REVEALED = 'person.revealed';

/** What an alarm is told of: an entry of the audit without its action. */
type Circumstances = Omit<AuditEvent, 'action'>;

/** Records what has to be counted, and raises an alarm where it is too much: an entry, a line of the log, a metric. */
@Injectable()
export class Alarms {
  constructor(
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(EntriesRepository) private readonly entries: EntriesRepository,
    @Inject(AuditSettings) private readonly settings: AuditSettings,
    @Inject(Log) private readonly log: Log,
  ) {}

  /** A value was shown whole. More than so many in 24 hours by one administrator raise an alarm (roles.md). */
  async revealed(tx: EntityManager, event: Circumstances): Promise<void> {
    await this.audit.record(tx, { ...event, action: REVEALED });
    const since = new Date(event.at.getTime() - DAY_MS);
    const seen = await this.entries.count(tx, event.actor.id ?? '', REVEALED, since);
    if (seen > this.settings.revealsPerDay)
      await this.raise(tx, 'many_reveals', { ...event, facts: { inLast24Hours: seen } });
  }

  /** `alert` is a code: the entry's action is `alert.<code>`. */
  private async raise(tx: EntityManager, alert: string, event: Circumstances): Promise<void> {
    await this.audit.record(tx, { ...event, action: `alert.${alert}` });
    auditMetrics.alerts.inc({ alert });
    this.log.warn('audit.alert', { alert, actor: event.actor, ...event.facts });
  }
}
