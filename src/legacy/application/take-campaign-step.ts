import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Campaign, changed, waveBefore } from '../domain/campaign.js';
import { decideDay, type DayStep } from '../domain/decide-day.js';
import type { Criterion } from '../domain/criterion.js';
import { followersOf } from '../domain/plan-act.js';
import { CampaignTasks, type NewCampaignTask } from '../store/campaign-tasks.repository.js';
import { CampaignsRepository, type CampaignWrite } from '../store/campaigns.repository.js';
import { CampaignGround, type Ground, type JudgedDay } from './campaign-ground.js';
import { DateRequestsInTime } from './date-requests-in-time.js';
import { MISSED_TASKS, RecordCampaignSteps } from './record-campaign-steps.js';

const BY_TIME = { kind: 'system', id: 'campaigns.move' } as const;
/** From the third automatic postponement in a row a person has to look (e.3). */
const TOO_OFTEN = 3;

/** One automatic step of one campaign on one day, in a transaction of its own. */
@Injectable()
export class TakeCampaignStep {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(CampaignGround) private readonly ground: CampaignGround,
    @Inject(RecordCampaignSteps) private readonly record: RecordCampaignSteps,
    @Inject(CampaignTasks) private readonly tasks: CampaignTasks,
    @Inject(DateRequestsInTime) private readonly requests: DateRequestsInTime,
  ) {}

  /** Does nothing when the day was done already, by whomever: of two servers one finds it done. */
  async execute(id: Uuid, judged: JudgedDay): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const group = await this.campaigns.lockGroups(tx, [id], judged.at);
      const campaign = group.find((one) => one.id === id);
      if (campaign === undefined || isDone(campaign, judged)) return;
      const ground = await this.ground.of(tx, [campaign]);
      const facts = (await this.ground.gateFacts(tx, [campaign], ground, judged)).get(id);
      const before = waveBefore(group, campaign.wave);
      const step = facts === undefined ? null : decideDay({ ...facts, before });
      if (step === null) await this.campaigns.markExamined(tx, [campaign], judged.day);
      else await this.take(tx, { campaign, group, ground, step }, judged);
    });
  }

  private async take(
    tx: EntityManager,
    taken: { campaign: Campaign; group: readonly Campaign[]; ground: Ground; step: DayStep },
    { day, today, at }: JudgedDay,
  ): Promise<void> {
    const { campaign, group, ground, step } = taken;
    const reason = reasonOf(step);
    // What really ends on this day ends today, however late the job is.
    const after = { ...changed(campaign, step.change, today, reason), examinedOn: day };
    const facts = factsOf(campaign, step, day);
    const writes: CampaignWrite[] = [{ before: campaign, after, change: step.change, reason, facts }];
    if (step.kind === 'missed') {
      const leader = { before: campaign, after };
      const along = followersOf(leader, group, { today, periods: ground.periodsOf(campaign) });
      writes.push(...along.map((one) => ({ ...one, reason, facts: { accounts: one.before.accounts } })));
    }
    await this.record.execute(tx, writes, { actor: BY_TIME, at, actId: newUuid() });
    if (step.kind !== 'missed') return;
    await this.tasks.open(tx, tasksOf(after, step), at);
    if (missedCodes(step.gates).includes('date_asked')) await this.requests.escalate(tx, campaign.id, at);
  }
}

/** Ended, taken back, or looked at for this day by another server. */
function isDone({ phase, examinedOn }: Campaign, { day }: JudgedDay): boolean {
  return phase === 'not_scheduled' || phase === 'closed' || (examinedOn !== null && examinedOn >= day);
}

/** Codes, which the history keeps; people read the texts of the criteria. */
function reasonOf(step: DayStep): string {
  return step.kind === 'missed' ? `missed:${step.why.join(',')}` : 'criteria_met';
}

function factsOf(campaign: Campaign, step: DayStep, day: string): Readonly<Record<string, unknown>> {
  const gates = step.gates.map(({ code, passed, value, threshold, numerator, denominator }) => ({
    ...{ code, passed, value, threshold, numerator, denominator },
  }));
  return { day, accounts: campaign.accounts, gates };
}

function tasksOf(after: Campaign, step: DayStep & { kind: 'missed' }): readonly NewCampaignTask[] {
  const of = { regionId: after.regionId, schoolId: after.schoolId, campaignId: after.id, subject: null };
  const facts = {
    wave: after.wave,
    cutover_on: after.cutoverOn,
    why: step.why,
    missed: missedCodes(step.gates),
  };
  const code = after.phase === 'preparation' ? MISSED_TASKS.notAnnounced : MISSED_TASKS.dateMissed;
  const school = { ...of, audience: 'school', code, facts } as const;
  if (after.missedInRow < TOO_OFTEN) return [school];
  const inRow = { ...facts, missed_in_row: after.missedInRow };
  return [school, { ...of, audience: 'campaign_manager', code: MISSED_TASKS.missedThrice, facts: inRow }];
}

function missedCodes(gates: readonly Criterion[]): readonly string[] {
  return gates.filter(({ passed }) => !passed).map(({ code }) => code);
}
