import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { PlatformSettings } from '../../platform/config/platform.settings.js';
import { poolOf } from '../../platform/database/pool-of.js';
import { isCutOver, WAVES, type RoleWave } from '../domain/campaign-phase.js';
import { decide, type SignInDecision } from '../domain/sign-in-decision.js';
import { readNewcomerFacts } from '../store/newcomer-facts.repository.js';
import { SignInFactsQueue } from '../store/sign-in-facts-queue.js';
import { decisionMetrics } from './decision-metrics.js';
import { DecisionNotes } from './decision-notes.js';

/** Roles as journals name them, and the waves they may go in: of a pupil whom we do not know, the age is not known either. */
const WAVES_OF_ROLE = {
  teacher: ['staff'],
  homeroom: ['staff'],
  school_admin: ['staff'],
  representative: ['representatives'],
  student: ['pupils_14plus', 'pupils_under14'],
} as const satisfies Record<string, readonly RoleWave[]>;

export type AccountRole = keyof typeof WAVES_OF_ROLE;

/** One question of an e-journal before it looks at a password. */
export interface SignInQuestion {
  readonly systemId: Uuid;
  /** The journal's own id of the account. */
  readonly externalId: string;
  readonly channel: string;
  /** What the journal knows of an account that we may not know. */
  readonly school: string | null;
  readonly role: AccountRole | null;
  readonly skipsUsed: number;
}

/** Decides about password sign-ins (LEG-02): one read, the pure rule, and notes that nobody waits for. */
@Injectable()
export class DecideSignIn {
  private readonly facts: SignInFactsQueue;
  private readonly pool;
  private readonly linkUrl: string;

  constructor(
    @Inject(DataSource) dataSource: DataSource,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PlatformSettings) settings: PlatformSettings,
    @Inject(DecisionNotes) private readonly notes: DecisionNotes,
  ) {
    this.pool = poolOf(dataSource);
    this.facts = new SignInFactsQueue(this.pool, () => this.clock.now());
    this.linkUrl = `${settings.publicUrl}/account`;
  }

  /** The server's clock decides, whatever moment a caller names. */
  async execute(question: SignInQuestion): Promise<SignInDecision> {
    const { systemId, externalId, channel, skipsUsed } = question;
    const known = await this.facts.of({ systemId, externalId });
    if (known === null) return this.aboutUnknown(question);
    const now = this.clock.now();
    const decision = counted(decide({ ...known, now, skipsUsed, linkUrl: this.linkUrl }));
    if (decision.brownoutId !== null)
      this.notes.hit({ windowId: decision.brownoutId, accountId: known.accountId, channel, at: now });
    return decision;
  }

  private async aboutUnknown(question: SignInQuestion): Promise<SignInDecision> {
    const { systemId, externalId, school, role, skipsUsed } = question;
    const now = this.clock.now();
    const waves = role === null ? WAVES : WAVES_OF_ROLE[role];
    const facts = await readNewcomerFacts(this.pool, { systemId, school, waves }, now);
    if (facts === null) throw new Error('a journal system asks that is not in the database');
    const { regionId, schoolId } = facts;
    if (!isCutOver(facts.campaign.phase))
      this.notes.askedUnknown({ regionId, systemId, externalId, schoolId, at: now });
    return counted(decide({ ...facts, now, skipsUsed, linkUrl: this.linkUrl }));
  }
}

function counted(decision: SignInDecision): SignInDecision {
  decisionMetrics.decisions.inc({ decision: decision.decision, code: decision.code ?? 'none' });
  return decision;
}
