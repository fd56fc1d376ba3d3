import { Inject, Injectable } from '@nestjs/common';
import { type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PeopleDirectory } from '../../roster/index.js';
import { type Region, Territory } from '../../territory/index.js';
import type { LinkFacts } from '../domain/facts.js';
import { groundOf } from '../domain/ground.js';
import { renewLink } from '../domain/renew-links.js';
import { ConcernedPersonsRepository } from '../store/concerned-persons.repository.js';
import { type Renewing, RenewLinks } from './renew-links.js';

const PERSONS_AT_ONCE = 200;
const LINKS_AT_ONCE = 1_000;

/** What time does to links: limits that come, and days of the roster that begin. A stopped server catches up. */
@Injectable()
export class LinksInTime {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ConcernedPersonsRepository) private readonly concerned: ConcernedPersonsRepository,
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(RenewLinks) private readonly renew: RenewLinks,
  ) {}

  /** Decides the links of everybody who has one whose limit has come. */
  async followLimits(now: Date): Promise<void> {
    const failures = new Failures();
    let after: Uuid | null = null;
    let found: number;
    do {
      const ids: readonly Uuid[] = await this.overdueAfter(after, now);
      await failures.collect(this.renew.executeAll(ids, byTime('links.limits', now)));
      after = ids.at(-1) ?? null;
      found = ids.length;
    } while (found === PERSONS_AT_ONCE);
    failures.tell();
  }

  /**
   * Looks at every link of each region once on each civil day of the region, soon after its midnight: an enrolment, an
   * appointment, a tie, a restriction may end on a day that the roster named long before. Reads a thousand links and
   * their grounds in two statements, and decides only where the ground calls for a step.
   */
  async followDays(now: Date): Promise<void> {
    const failures = new Failures();
    const regions = await this.unitOfWork.direct((tx) => this.territory.regions(tx));
    for (const region of regions) {
      await this.followDay(region, dayIn(now, region.timeZone), now, failures);
    }
    failures.tell();
  }

  private overdueAfter(after: Uuid | null, now: Date): Promise<readonly Uuid[]> {
    return this.unitOfWork.direct((tx) => this.concerned.overdue(tx, now, after, PERSONS_AT_ONCE));
  }

  private async followDay(region: Region, today: CalendarDate, now: Date, failures: Failures): Promise<void> {
    const sweep = await this.unitOfWork.direct((tx) => this.concerned.sweep(tx, region.id));
    if (sweep.doneOn !== null && sweep.doneOn >= today) return;
    let after = sweep.workingOn === today ? sweep.after : null;
    for (;;) {
      const from = after;
      const links = await this.unitOfWork.direct((tx) =>
        this.concerned.lasting(tx, region.id, from, LINKS_AT_ONCE),
      );
      const due = await this.due(links, today, now);
      await failures.collect(this.renew.executeAll(due, byTime('links.days', now)));
      after = links.at(-1)?.id ?? null;
      const isLast = links.length < LINKS_AT_ONCE;
      const reached = isLast
        ? { doneOn: today, workingOn: null, after: null }
        : { doneOn: sweep.doneOn, workingOn: today, after };
      await this.unitOfWork.direct((tx) => this.concerned.saveSweep(tx, region.id, reached));
      if (isLast) return;
    }
  }

  private async due(links: readonly LinkFacts[], today: CalendarDate, now: Date): Promise<readonly Uuid[]> {
    const accountIds = links.map(({ accountId }) => accountId);
    const facts = await this.unitOfWork.direct((tx) => this.people.grounds(tx, accountIds));
    const grounds = new Map(facts.map((one) => [one.id, one] as const));
    const due = links.filter((link) => {
      const found = grounds.get(link.accountId);
      if (found === undefined) return false;
      const renewal = { link, ground: groundOf(found, today), timeZone: found.timeZone };
      return renewLink(renewal, { guard: () => 'ok', reviews: [], now }).length > 0;
    });
    return [...new Set(due.map(({ esiaPersonId }) => esiaPersonId))];
  }
}

/** One person whose links cannot be decided must not hold up a region: the work goes on, and the failure is told at its end. */
class Failures {
  private readonly errors: unknown[] = [];

  async collect(work: Promise<void>): Promise<void> {
    await work.catch((error: unknown) => this.errors.push(error));
  }

  tell(): void {
    if (this.errors.length > 0) throw new AggregateError(this.errors, 'some links were not decided');
  }
}

function byTime(job: string, now: Date): Renewing {
  return { cause: 'time_passed', now, actor: { kind: 'system', id: job }, traceId: null };
}
