import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addDays, type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Log } from '../../platform/logging/log.js';
import { type Region, Territory } from '../../territory/index.js';
import { type CadenceStep, dueSteps } from '../domain/cadence.js';
import { leafletFor } from '../domain/choose-leaflet.js';
import { type CadenceCampaign, CadenceRepository } from '../store/cadence.repository.js';
import { type LiveNotice, NoticeIssues } from '../store/notice-issues.repository.js';
import { NoticePeople, type NoticePerson } from '../store/notice-people.repository.js';
import { NoticeTasks } from '../store/notice-tasks.repository.js';
import { ReadApprovedTexts } from './approved-texts.js';
import { FindWays, type Way } from './find-ways.js';
import { REMINDER, WriteMessages } from './write-messages.js';

const AT_ONCE = 200;
/** The announcement wants notices issued by then (e.3). */
const ISSUED_BEFORE_DAYS = 60;

/** The steps of a region on one day. */
interface CadenceDay {
  readonly steps: readonly CadenceStep[];
  readonly today: CalendarDate;
  readonly at: Date;
}

/**
 * The cadence (NOT-04): looks at every campaign on each civil day of its region and does what is due: a task for the school to
 * hand leaflets out; a message to whoever is not linked and can be reached, and a paper to whoever cannot. Each campaign is a
 * transaction under its lock, and a step is done once for one date; what a stopped server missed is caught up, of several
 * messages the newest.
 */
@Injectable()
export class RunCadence {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(CadenceRepository) private readonly cadence: CadenceRepository,
    @Inject(NoticePeople) private readonly people: NoticePeople,
    @Inject(NoticeIssues) private readonly issues: NoticeIssues,
    @Inject(NoticeTasks) private readonly tasks: NoticeTasks,
    @Inject(ReadApprovedTexts) private readonly texts: ReadApprovedTexts,
    @Inject(FindWays) private readonly ways: FindWays,
    @Inject(WriteMessages) private readonly messages: WriteMessages,
    @Inject(Log) private readonly log: Log,
  ) {}

  /** @throws AggregateError when some campaigns could not be served; the others were, and those are tried again next time */
  async execute(at: Date): Promise<void> {
    const failures: unknown[] = [];
    for (const region of await this.unitOfWork.direct((tx) => this.territory.regions(tx)))
      await this.ofRegion(region, at, failures);
    if (failures.length > 0) throw new AggregateError(failures, 'some campaigns had no cadence');
  }

  private async ofRegion({ id: regionId, timeZone }: Region, at: Date, failures: unknown[]): Promise<void> {
    const today = dayIn(at, timeZone);
    const steps = await this.unitOfWork.direct((tx) => this.cadence.steps(tx, regionId));
    const days = steps.map(({ daysBefore }) => daysBefore);
    const span = {
      from: addDays(today, Math.min(0, ...days) - AT_MOST_LATE),
      to: addDays(today, Math.max(0, ...days)),
    };
    const day = { steps, today, at };
    let after: Uuid | null = null;
    for (;;) {
      const last: Uuid | null = after;
      const found: readonly CadenceCampaign[] = await this.unitOfWork.direct((tx) =>
        this.cadence.campaigns(tx, regionId, span, last, AT_ONCE),
      );
      for (const campaign of found.filter((one) => this.hasWork(one, day)))
        await this.unitOfWork
          .run((tx) => this.ofCampaign(tx, campaign.id, day))
          .catch((error: unknown) => this.note(error, campaign, failures));
      after = found.at(-1)?.id ?? null;
      if (found.length < AT_ONCE) return;
    }
  }

  /** A text that nobody has approved is no failure of the machine: the ministry is told by its list of texts. */
  private note(error: unknown, { id }: CadenceCampaign, failures: unknown[]): void {
    if (error instanceof DomainError && error.code === 'NOTICE_TEXT_NOT_APPROVED')
      this.log.warn('notices.text_not_approved', { campaignId: id, ...error.facts });
    else failures.push(error);
  }

  private hasWork(campaign: CadenceCampaign, day: CadenceDay): boolean {
    const { run, skip } = this.dueOf(campaign, day);
    return run.length + skip.length > 0;
  }

  private dueOf(campaign: CadenceCampaign, { steps, today }: CadenceDay) {
    return dueSteps(steps, { ...campaign, done: new Set(campaign.done) }, today);
  }

  private async ofCampaign(tx: EntityManager, id: Uuid, day: CadenceDay): Promise<void> {
    const campaign = await this.cadence.lock(tx, id);
    if (campaign === null) return;
    const { run, skip } = this.dueOf(campaign, day);
    const { at } = day;
    for (const { code: step } of skip)
      await this.cadence.note(tx, campaign, { step, outcome: 'skipped', told: 0, at });
    for (const step of run) {
      const told =
        step.kind === 'leaflets'
          ? await this.askForLeaflets(tx, campaign, day)
          : await this.sendMessages(tx, campaign, step, day);
      await this.cadence.note(tx, campaign, { step: step.code, outcome: 'done', told, at });
    }
  }

  private async askForLeaflets(
    tx: EntityManager,
    campaign: CadenceCampaign,
    { today, at }: CadenceDay,
  ): Promise<number> {
    const readers = await this.readersOf(tx, campaign, today);
    const { id: campaignId, regionId, schoolId, cutoverOn } = campaign;
    const planned = addDays(cutoverOn, -ISSUED_BEFORE_DAYS);
    const dueOn = planned > today ? planned : today;
    if (readers.length > 0)
      await this.tasks.open(tx, { regionId, schoolId, campaignId, code: 'PRINT_NOTICES', dueOn }, at);
    return readers.length;
  }

  /** Returns for how many readers there is a way; the others wait for a paper. */
  private async sendMessages(
    tx: EntityManager,
    campaign: CadenceCampaign,
    step: CadenceStep,
    day: CadenceDay,
  ): Promise<number> {
    const { today } = day;
    const readers = await this.readersOf(tx, campaign, today);
    if (readers.length === 0) return 0;
    const { channels, mandatory, code } = step;
    const asked = { journalCode: campaign.journalCode, channels, day: today };
    const ways = await this.ways.of(tx, asked, readers);
    const live = await this.noticesOf(tx, campaign, readers, ways, day);
    await this.messages.send(
      tx,
      {
        ...{ campaign, cutoverOn: campaign.cutoverOn, formerCutoverOn: null, today },
        ...{ about: 'reminder', mandatory, key: `cadence:${campaign.id}:${campaign.cutoverOn}:${code}` },
      },
      ways.map((way) => ({ ...way, noticeIssueId: live.get(way.personId)?.id ?? null })),
    );
    const told = new Set(ways.map(({ personId }) => personId));
    await this.askForPapers(tx, campaign, [...live.values()], told, day);
    return told.size;
  }

  /** The notices of the readers: who has none gets one, worded as the first of their messages, or as a leaflet without any. */
  private async noticesOf(
    tx: EntityManager,
    campaign: CadenceCampaign,
    readers: readonly NoticePerson[],
    ways: readonly Way[],
    { today, at }: CadenceDay,
  ): Promise<ReadonlyMap<Uuid, LiveNotice>> {
    const texts = await this.texts.of(tx, campaign.regionId);
    const channels = new Map(ways.toReversed().map(({ personId, channel }) => [personId, channel]));
    const worded = readers.map((one) => {
      const channel = channels.get(one.personId);
      const kind = channel === undefined ? leafletFor(one, today) : REMINDER[channel];
      return { ...one, templateId: texts.of(kind).id };
    });
    await this.issues.add(tx, campaign, worded, at);
    return new Map((await this.issues.lockLive(tx, readers)).map((one) => [one.personId, one]));
  }

  /** Whom no message reaches now, or did not reach before, the school gives a paper: a line of its task, until the date is there. */
  private async askForPapers(
    tx: EntityManager,
    { id: campaignId, regionId, schoolId, cutoverOn }: CadenceCampaign,
    live: readonly LiveNotice[],
    told: ReadonlySet<Uuid>,
    { today, at }: CadenceDay,
  ): Promise<void> {
    const waits = ({ personId, state }: LiveNotice) =>
      state === 'bounced' || (state === 'generated' && !told.has(personId));
    if (cutoverOn > today && live.some(waits))
      await this.tasks.remind(tx, { regionId, schoolId, campaignId, dueOn: today }, at);
  }

  /** Linked people get nothing (NOT-04), nor do those who have refused. */
  private async readersOf(
    tx: EntityManager,
    { id: campaignId, schoolId }: CadenceCampaign,
    day: CalendarDate,
  ) {
    const people = await this.people.of(tx, { schoolId, campaignId, day, classId: null, personIds: null });
    return people.filter((one) => !one.isLinked && !one.hasRefused);
  }
}

/** A step that is later than that has nothing to say any more. */
const AT_MOST_LATE = 30;
