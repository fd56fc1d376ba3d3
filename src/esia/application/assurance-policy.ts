import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { acceptedLevels, lastAcceptedDay, type AssuranceSubject } from '../domain/assurance.js';
import type { EsiaLevel } from '../domain/esia-profile.js';
import { AssuranceRulesRepository } from '../store/assurance-rules.repository.js';

/** Who signs in, in what capacity, and on which civil day of the region. */
export interface AssuranceQuestion {
  readonly regionId: Uuid;
  readonly subject: AssuranceSubject;
  readonly born: CalendarDate;
  readonly day: CalendarDate;
  readonly level: EsiaLevel;
}

/** Decides whether an account of ESIA is good enough (AUTH-06). Asked at every sign-in: levels change between two of them. */
@Injectable()
export class AssurancePolicy {
  constructor(@Inject(AssuranceRulesRepository) private readonly rules: AssuranceRulesRepository) {}

  /** False means `ESIA_NOT_VERIFIED`. Level `P` is never accepted, whatever the table says. */
  async accepts(
    tx: EntityManager,
    { regionId, subject, born, day, level }: AssuranceQuestion,
  ): Promise<boolean> {
    if (level === 'P') return false;
    const rules = await this.rules.of(tx, regionId, subject);
    return acceptedLevels(rules, subject, born, day).includes(level);
  }

  /**
   * Until when the level will do for each of those born then, if nothing changes: null without an end in sight, `never` when it
   * does not do on the day itself. In the order of `born`.
   */
  async lastDays(
    tx: EntityManager,
    { regionId, subject, day, level }: Omit<AssuranceQuestion, 'born'>,
    born: readonly CalendarDate[],
  ): Promise<readonly (CalendarDate | 'never' | null)[]> {
    if (born.length === 0) return [];
    const rules = await this.rules.of(tx, regionId, subject);
    return born.map((one) => lastAcceptedDay(rules, subject, one, day, level));
  }
}
