import { Inject, Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import type { EntityManager } from 'typeorm';
import { Alarms } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { Reveals } from '../store/reveals.repository.js';
import type { DecidedAt } from './decider.js';

const shownTotal = new Counter({
  name: 'reveals_total',
  help: 'Values of people that were shown whole to administrators, by field.',
  labelNames: ['field'],
});

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
    @Inject(Alarms) private readonly alarms: Alarms,
  ) {}

  async execute(
    tx: EntityManager,
    shown: Shown,
    { now, traceId }: Pick<DecidedAt, 'now' | 'traceId'>,
  ): Promise<void> {
    const { regionId, to, subject, field } = shown;
    await this.reveals.note(tx, { regionId, to, subject, field, at: now });
    const entry = {
      ...{ regionId, at: now, traceId: traceId ?? undefined, subject },
      actor: { kind: 'administrator', id: to } as const,
      ...(shown.schoolId === null ? {} : { schoolId: shown.schoolId }),
    };
    const facts = { field, ...shown.facts };
    await this.alarms.revealed(tx, { ...entry, reason: shown.reason, facts });
    shownTotal.inc({ field });
  }
}
