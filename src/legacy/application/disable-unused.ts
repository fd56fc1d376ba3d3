import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { type UnusedWindow, unusedWindow } from '../domain/unused-passwords.js';
import { Calendar } from '../store/calendar.repository.js';
import { CampaignPolicies } from '../store/campaign-policies.repository.js';
import { SignInEvents } from '../store/sign-in-events.repository.js';
import { SignInFeed } from '../store/sign-in-feed.repository.js';
import { type UnusedPolicyHolder, UnusedPasswords } from '../store/unused-passwords.repository.js';
import { MoveCredentials } from './move-credentials.js';

const HOUR_MS = 3_600_000;
/** So many accounts are looked at in one transaction, which keeps events of their system waiting. */
const AT_ONCE = 2_000;

/**
 * Disables passwords that nobody has used for the school days of the policy (LEG-05), from the day of the block on (LEG-06),
 * where the e-journal has told of every one of those days (EC-136). Off by default; its owner may undo it.
 */
@Injectable()
export class DisableUnused implements OnModuleInit {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(CampaignPolicies) private readonly policies: CampaignPolicies,
    @Inject(Calendar) private readonly calendar: Calendar,
    @Inject(SignInFeed) private readonly feed: SignInFeed,
    @Inject(SignInEvents) private readonly events: SignInEvents,
    @Inject(UnusedPasswords) private readonly unused: UnusedPasswords,
    @Inject(MoveCredentials) private readonly move: MoveCredentials,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'credentials.disable_unused', everyMs: HOUR_MS, run: (now) => this.run(now) });
  }

  private async run(now: Date): Promise<void> {
    const holders = await this.unitOfWork.direct((tx) => this.unused.holders(tx));
    for (const holder of holders) {
      let after: Uuid | null = null;
      do after = await this.disableSome(holder, after, now);
      while (after !== null);
    }
  }

  /** Looks at the next accounts of a system; gives the last of them, null when there are no more or none may be touched. */
  private async disableSome(holder: UnusedPolicyHolder, after: Uuid | null, at: Date): Promise<Uuid | null> {
    const { systemId, regionId, timeZone } = holder;
    return this.unitOfWork.run(async (tx) => {
      // No event comes in between the look and the move.
      await this.events.lock(tx, systemId);
      const policy = await this.policies.of(tx, systemId);
      const calendar = await this.calendar.ofRegion(tx, regionId);
      const window: UnusedWindow | null = unusedWindow(policy, dayIn(at, timeZone), calendar.ofAll());
      if (window === null || !(await this.feed.isComplete(tx, systemId, window.schoolDays))) return null;
      const found = await this.unused.find(tx, { systemId, from: window.from, after, limit: AT_ONCE });
      const actor = { kind: 'system', id: null } as const;
      await this.move.execute(tx, { accountIds: found, event: 'unused', actor, at });
      return found.length < AT_ONCE ? null : (found.at(-1) ?? null);
    });
  }
}
