import { Inject, Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { Log } from '../../platform/logging/log.js';
import { LinkingSettings } from '../linking.settings.js';
import { Reveals } from '../store/reveals.repository.js';
import type { DecidedAt } from './decider.js';

const DAY_MS = 86_400_000;

const metrics = {
  shown: new Counter({
    name: 'reveals_total',
    help: 'Values of people that were shown whole to administrators, by field.',
    labelNames: ['field'],
  }),
  alarms: new Counter({
    name: 'reveals_above_limit_total',
    help: 'Values shown to an administrator who had already seen more in 24 hours than REVEALS_PER_DAY.',
  }),
};

/** A value that is about to be shown, of a case or of a person. */
export interface Shown {
  readonly regionId: Uuid;
  readonly to: Uuid;
  readonly subject:
    { readonly kind: 'link_review'; readonly id: Uuid } | { readonly kind: 'person'; readonly id: Uuid };
  readonly schoolId: Uuid | null;
  readonly field: 'snils' | 'birth_date' | 'name';
  readonly reason: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Records and counts each showing; more in 24 hours than the setting allows raises an alarm, and never stops the work. */
@Injectable()
export class NoteReveal {
  constructor(
    @Inject(Reveals) private readonly reveals: Reveals,
    @Inject(LinkingSettings) private readonly settings: LinkingSettings,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Log) private readonly log: Log,
  ) {}

  async execute(
    tx: EntityManager,
    shown: Shown,
    { now, traceId }: Pick<DecidedAt, 'now' | 'traceId'>,
  ): Promise<void> {
    const { regionId, to, subject, field } = shown;
    const since = new Date(now.getTime() - DAY_MS);
    const seen = await this.reveals.note(tx, { regionId, to, subject, field, at: now }, since);
    const entry = {
      ...{ regionId, at: now, traceId: traceId ?? undefined, subject },
      actor: { kind: 'administrator', id: to } as const,
      ...(shown.schoolId === null ? {} : { schoolId: shown.schoolId }),
    };
    const facts = { field, ...shown.facts, inLast24Hours: seen };
    await this.audit.record(tx, { ...entry, action: 'person.revealed', reason: shown.reason, facts });
    metrics.shown.inc({ field });
    if (seen <= this.settings.revealsPerDay) return;
    await this.audit.record(tx, { ...entry, action: 'alert.many_reveals', facts: { inLast24Hours: seen } });
    metrics.alarms.inc();
    this.log.warn('reveals.above_limit', { administrator: to, seen });
  }
}
