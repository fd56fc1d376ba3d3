import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addDays, type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Region, Territory } from '../../territory/index.js';
import { type Campaign, waveBefore } from '../domain/campaign.js';
import { type RoleWave, WAVES } from '../domain/campaign-phase.js';
import { decideDay, type DayStep, mayStep } from '../domain/decide-day.js';
import { CampaignsRepository } from '../store/campaigns.repository.js';
import { CampaignGround, type Ground, type JudgedDay } from './campaign-ground.js';
import { TakeCampaignStep } from './take-campaign-step.js';

const AT_ONCE = 500;

/** One wave of a region on one day. */
interface DueWave extends JudgedDay {
  readonly regionId: Uuid;
  readonly wave: RoleWave;
}

/**
 * The automatic moves of e.3: looks at every campaign in motion once on each civil day of its region, soon after midnight.
 * After downtime it goes through the days that were missed in their order, and on each through the waves in theirs. What needs
 * nothing is noted in one statement for hundreds; each step is a transaction of its own, decided anew under lock.
 */
@Injectable()
export class MoveCampaignsInTime {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(CampaignGround) private readonly ground: CampaignGround,
    @Inject(TakeCampaignStep) private readonly takeStep: TakeCampaignStep,
  ) {}

  /** @throws AggregateError when some campaigns could not be decided; the others were, and those are tried again next time */
  async execute(at: Date): Promise<void> {
    const failures: unknown[] = [];
    const regions = await this.unitOfWork.direct((tx) => this.territory.regions(tx));
    for (const region of regions) await this.followRegion(region, at, failures);
    if (failures.length > 0) throw new AggregateError(failures, 'some campaigns were not decided');
  }

  private async followRegion(region: Region, at: Date, failures: unknown[]): Promise<void> {
    const today = dayIn(at, region.timeZone);
    const first = await this.unitOfWork.direct((tx) => this.campaigns.firstUnexamined(tx, region.id));
    for (let day = first ?? today; day <= today; day = addDays(day, 1)) {
      for (const wave of WAVES) {
        await this.followWave({ regionId: region.id, wave, day, today, at }, failures);
      }
    }
  }

  private async followWave(due: DueWave, failures: unknown[]): Promise<void> {
    let after: Uuid | null = null;
    let found: number;
    do {
      const ids: readonly Uuid[] = await this.dueAfter(due, after);
      for (const id of await this.stepping(ids, due)) {
        await this.takeStep.execute(id, due).catch((error: unknown) => failures.push(error));
      }
      after = ids.at(-1) ?? null;
      found = ids.length;
    } while (found === AT_ONCE);
  }

  private dueAfter(due: DueWave, after: Uuid | null): Promise<readonly Uuid[]> {
    const isToday = due.day === due.today;
    return this.unitOfWork.direct((tx) => this.campaigns.toExamine(tx, { ...due, isToday }, after, AT_ONCE));
  }

  /** Those of the campaigns for which something is to be done; the others are noted as looked at. */
  private async stepping(ids: readonly Uuid[], due: DueWave): Promise<readonly Uuid[]> {
    if (ids.length === 0) return [];
    return this.unitOfWork.run(async (tx) => {
      const groups = await this.campaigns.readGroups(tx, ids, due.at);
      const named = new Set(ids);
      const asked = groups.filter(({ id }) => named.has(id));
      const ground = await this.ground.of(tx, asked);
      const steps = await this.decided(tx, { asked, groups, ground }, due);
      const still = asked.filter(({ id }) => !steps.has(id) && !isHeldUp(id, groups, due.day));
      await this.campaigns.markExamined(tx, still, due.day);
      return [...steps.keys()];
    });
  }

  private async decided(
    tx: EntityManager,
    { asked, groups, ground }: { asked: readonly Campaign[]; groups: readonly Campaign[]; ground: Ground },
    due: DueWave,
  ): Promise<ReadonlyMap<Uuid, DayStep>> {
    const possible = asked.filter((one) => mayStep(one, due.day) && !isHeldUp(one.id, groups, due.day));
    const facts = await this.ground.gateFacts(tx, possible, ground, due);
    const steps = new Map<Uuid, DayStep>();
    for (const campaign of possible) {
      const judged = facts.get(campaign.id);
      if (judged === undefined) continue;
      const group = groups.filter((one) => isOfGroup(one, campaign));
      const step = decideDay({ ...judged, before: waveBefore(group, campaign.wave) });
      if (step !== null) steps.set(campaign.id, step);
    }
    return steps;
  }
}

/** True while an earlier wave of the school could not be decided for the day: nobody goes before it, nobody misses for it. */
export function isHeldUp(id: Uuid, groups: readonly Campaign[], day: CalendarDate): boolean {
  const campaign = groups.find((one) => one.id === id);
  if (campaign === undefined) return true;
  const earlier = groups.filter(
    (one) => isOfGroup(one, campaign) && WAVES.indexOf(one.wave) < WAVES.indexOf(campaign.wave),
  );
  return earlier.some(
    ({ phase, examinedOn }) =>
      phase !== 'not_scheduled' && phase !== 'closed' && examinedOn !== null && examinedOn < day,
  );
}

function isOfGroup(one: Campaign, other: Campaign): boolean {
  return one.journalSystemId === other.journalSystemId && one.schoolId === other.schoolId;
}
