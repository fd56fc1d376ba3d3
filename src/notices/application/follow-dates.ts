import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { AuditTrail } from '../../audit/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Deliveries, type Subscriber, type Told } from '../../platform/outbox/deliveries.js';
import { Territory } from '../../territory/index.js';
import { type CadenceCampaign, CadenceRepository } from '../store/cadence.repository.js';
import { type MovedNotice, NoticeIssues } from '../store/notice-issues.repository.js';
import { NoticePeople } from '../store/notice-people.repository.js';
import { NoticeTasks } from '../store/notice-tasks.repository.js';
import { CHANNELS } from '../domain/cadence.js';
import { FindWays } from './find-ways.js';
import { WriteMessages } from './write-messages.js';

/**
 * A date that moves voids the papers that name the old one and makes new ones with the same code (e.5, EC-109); the school is
 * asked to hand them out, and whoever knew the old date gets a message.
 */
@Injectable()
export class FollowDates implements Subscriber, OnModuleInit {
  readonly name = 'notices.follow_dates';

  constructor(
    @Inject(Deliveries) private readonly deliveries: Deliveries,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(CadenceRepository) private readonly campaigns: CadenceRepository,
    @Inject(NoticeIssues) private readonly issues: NoticeIssues,
    @Inject(NoticePeople) private readonly people: NoticePeople,
    @Inject(NoticeTasks) private readonly tasks: NoticeTasks,
    @Inject(FindWays) private readonly ways: FindWays,
    @Inject(WriteMessages) private readonly messages: WriteMessages,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  onModuleInit(): void {
    this.deliveries.subscribe(this);
  }

  /** Looks at the date that holds now: news of a date that has moved on since say nothing. */
  async take(event: Told): Promise<void> {
    const id = String(event.body['campaign_id']) as Uuid;
    const now = this.clock.now();
    await this.unitOfWork.run((tx) => this.follow(tx, id, now, `news-${event.id}`));
  }

  private async follow(tx: EntityManager, id: Uuid, now: Date, traceId: string): Promise<void> {
    const campaign = await this.campaigns.present(tx, id);
    if (campaign === null) return;
    const { cutoverOn, regionId, schoolId } = campaign;
    const outdated = await this.issues.voidOutdated(tx, { id, cutoverOn }, now);
    const [first] = outdated;
    if (first === undefined) return;
    await this.audit.record(tx, {
      ...{
        regionId,
        at: now,
        actor: { kind: 'system', id: this.name },
        action: 'notices.voided',
        schoolId,
        traceId,
      },
      ...{ subject: { kind: 'campaign', id }, facts: { notices: outdated.length, to_date: cutoverOn } },
    });
    if (cutoverOn === null) return;
    const renewed = await this.issues.replace(
      tx,
      outdated.map((one) => one.id),
      cutoverOn,
      now,
    );
    const { timeZone } = await this.territory.region(tx, regionId);
    const today = dayIn(now, timeZone);
    if (renewed > 0 && cutoverOn > today) {
      const task = { regionId, schoolId, campaignId: id, dueOn: cutoverOn };
      await this.tasks.open(tx, { ...task, code: 'HAND_OUT_NOTICES' }, now);
    }
    const knew = outdated.filter(({ wasIssued }) => wasIssued);
    await this.tellThem(tx, { ...campaign, cutoverOn }, knew, today);
  }

  private async tellThem(
    tx: EntityManager,
    campaign: Pick<
      CadenceCampaign,
      'id' | 'regionId' | 'schoolId' | 'journalName' | 'journalCode' | 'cutoverOn'
    >,
    knew: readonly MovedNotice[],
    today: CalendarDate,
  ): Promise<void> {
    const [first] = knew;
    if (first === undefined) return;
    const { id: campaignId, schoolId, cutoverOn, journalCode } = campaign;
    const asked = { schoolId, campaignId, day: today, classId: null };
    const people = await this.people.of(tx, { ...asked, personIds: knew.map(({ personId }) => personId) });
    const readers = people.filter(({ isLinked }) => !isLinked);
    const live = new Map((await this.issues.lockLive(tx, readers)).map((one) => [one.personId, one.id]));
    const ways = await this.ways.of(tx, { journalCode, channels: CHANNELS, day: today }, readers);
    await this.messages.send(
      tx,
      {
        ...{ campaign, cutoverOn, formerCutoverOn: first.cutoverOn, today },
        ...{ about: 'date_moved', mandatory: true, key: `moved:${campaignId}:${cutoverOn}` },
      },
      ways.map((way) => ({ ...way, noticeIssueId: live.get(way.personId) ?? null })),
    );
  }
}
