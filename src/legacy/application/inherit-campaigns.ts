import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { type Region, Territory } from '../../territory/index.js';
import { type RoleWave, WAVES } from '../domain/campaign-phase.js';
import { inheritedDates } from '../domain/inherited-dates.js';
import { Calendar, type RegionCalendar } from '../store/calendar.repository.js';
import { CampaignSchedules, type LateWave } from '../store/campaign-schedules.repository.js';
import { CampaignTasks, type NewCampaignTask } from '../store/campaign-tasks.repository.js';
import { CampaignsRepository } from '../store/campaigns.repository.js';
import { type SelectedCampaign, SelectedCampaigns } from '../store/selected-campaigns.repository.js';
import { MoveCampaigns } from './move-campaigns.js';

const EVERY_MS = 60 * 60_000;
/** What a person sees in the history of a campaign that nobody ordered. */
const REASON = 'график региона';
const STARTED = 'SCHOOL_JOINED_SCHEDULE';
const NOT_STARTED = 'SCHOOL_CANNOT_START';

/** Gives schools that come later the region's dates: started like any other campaign, never born cut over. */
@Injectable()
export class InheritCampaigns implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(Calendar) private readonly calendar: Calendar,
    @Inject(CampaignSchedules) private readonly schedules: CampaignSchedules,
    @Inject(SelectedCampaigns) private readonly selected: SelectedCampaigns,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(CampaignTasks) private readonly tasks: CampaignTasks,
    @Inject(MoveCampaigns) private readonly moves: MoveCampaigns,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'campaigns.inherit', everyMs: EVERY_MS, run: (now) => this.execute(now) });
  }

  /** Repeating changes nothing: a school whose campaigns have started is late no more. */
  async execute(now: Date): Promise<void> {
    const regions = await this.unitOfWork.direct((tx) => this.territory.regions(tx));
    for (const region of regions) {
      const today = dayIn(now, region.timeZone);
      const late = await this.unitOfWork.direct((tx) => this.schedules.lateWaves(tx, region.id, today));
      for (const systemId of new Set(late.map((one) => one.systemId))) {
        const waves = late.filter((one) => one.systemId === systemId);
        await this.unitOfWork.run((tx) => this.start(tx, region, waves, { now, today }));
      }
    }
  }

  private async start(
    tx: EntityManager,
    region: Region,
    late: readonly LateWave[],
    { now, today }: { readonly now: Date; readonly today: CalendarDate },
  ): Promise<void> {
    const [systemId] = late.map((one) => one.systemId);
    if (systemId === undefined) return;
    const schoolIds = [...new Set(late.map((one) => one.schoolId))];
    const isLate = new Set(late.map(({ schoolId, wave }) => `${schoolId} ${wave}`));
    await this.campaigns.ensure(tx, systemId, schoolIds, now);
    const scope = { regionId: region.id, wholeRegion: true, municipalityIds: [], schoolIds: [] };
    const narrowing = { campaignIds: null, municipalityId: null, waves: null };
    const waiting = (await this.selected.find(tx, scope, { ...narrowing, schoolIds, systemId })).filter(
      ({ phase, schoolId, wave }) => phase === 'not_scheduled' && isLate.has(`${schoolId} ${wave}`),
    );
    const calendar = await this.calendar.ofRegion(tx, region.id);
    const schedule = await this.schedules.of(tx, systemId);
    const actId = newUuid();
    const refused = new Map<Uuid, string>();
    for (const { date, campaignIds } of groups(waiting, schedule, today, calendar)) {
      const outcome = await this.moves.executeWherePossible(tx, {
        ...{ campaignIds, reason: REASON, actor: { kind: 'system', id: null }, at: now, actId },
        order: { event: 'start', date, overridesCalendar: false },
      });
      for (const { campaignId, code } of outcome.refused) refused.set(campaignId, code);
    }
    await this.tell(tx, region.id, systemId, waiting, refused, now);
  }

  /** The campaign manager learns of every school that came by itself, and of every one that could not. */
  private async tell(
    tx: EntityManager,
    regionId: Uuid,
    systemId: Uuid,
    waiting: readonly SelectedCampaign[],
    refused: ReadonlyMap<Uuid, string>,
    now: Date,
  ): Promise<void> {
    const tasks: NewCampaignTask[] = [];
    for (const schoolId of new Set(waiting.map((one) => one.schoolId))) {
      const own = waiting.filter((one) => one.schoolId === schoolId);
      const stuck = own.flatMap(({ id }) => refused.get(id) ?? []);
      const code = stuck.length === 0 ? STARTED : NOT_STARTED;
      const about = {
        regionId,
        audience: 'campaign_manager' as const,
        schoolId,
        campaignId: null,
        subject: systemId,
      };
      tasks.push({ ...about, code, facts: { codes: [...new Set(stuck)] } });
      if (code === STARTED)
        await this.tasks.closeMatching(tx, { code: NOT_STARTED, schoolId, subject: systemId }, 'system', now);
    }
    await this.tasks.open(tx, tasks, now);
  }
}

/** Campaigns of one wave and one date, the earlier waves first. */
function groups(
  waiting: readonly SelectedCampaign[],
  schedule: ReadonlyMap<RoleWave, CalendarDate>,
  today: CalendarDate,
  calendar: RegionCalendar,
): readonly { readonly date: CalendarDate; readonly campaignIds: readonly Uuid[] }[] {
  const found = new Map<
    string,
    { readonly wave: RoleWave; readonly date: CalendarDate; readonly campaignIds: Uuid[] }
  >();
  for (const { id, schoolId, wave } of waiting) {
    const date = inheritedDates(schedule, today, calendar.ofSchool(schoolId)).get(wave);
    if (date === undefined) continue;
    const group = found.get(`${wave} ${date}`) ?? { wave, date, campaignIds: [] };
    group.campaignIds.push(id);
    found.set(`${wave} ${date}`, group);
  }
  return [...found.values()].sort((a, b) => WAVES.indexOf(a.wave) - WAVES.indexOf(b.wave));
}
