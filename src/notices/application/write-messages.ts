import { Inject, Injectable, Optional } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CalendarDate, formatRussianDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { Channel } from '../domain/cadence.js';
import { plainText } from '../domain/plain-text.js';
import type { TemplateKind } from '../domain/template-kind.js';
import { writtenTerm } from '../domain/written-term.js';
import type { CadenceCampaign } from '../store/cadence.repository.js';
import { NoticePlaces } from '../store/notice-places.repository.js';
import { ReadApprovedTexts } from './approved-texts.js';
import { FillPapers } from './fill-papers.js';
import { MESSAGE_QUEUE, type MessageQueue, type QueuedMessage } from './message-queue.js';

/** A reader of a message. */
export interface Addressee {
  readonly personId: Uuid;
  readonly externalId: string;
  readonly noticeIssueId: Uuid | null;
}

/** One text for all readers of a campaign. */
export interface CampaignMessage {
  readonly campaign: Pick<CadenceCampaign, 'id' | 'regionId' | 'schoolId' | 'journalName' | 'journalCode'>;
  readonly cutoverOn: CalendarDate;
  readonly formerCutoverOn: CalendarDate | null;
  readonly today: CalendarDate;
  readonly channels: readonly Channel[];
  /** `date_moved` says so on every channel; `reminder` has a text for each. */
  readonly about: 'reminder' | 'date_moved';
  readonly mandatory: boolean;
  /** What makes it the same message when it is asked for again. */
  readonly key: string;
}

const REMINDER: Readonly<Record<Channel, TemplateKind>> = {
  ...{ journal: 'journal_message', email: 'email', sms: 'sms', messenger: 'messenger' },
};

/** Writes messages to people of a campaign. They name nobody: whoever reads over a shoulder learns nothing of the reader. */
@Injectable()
export class WriteMessages {
  constructor(
    @Optional() @Inject(MESSAGE_QUEUE) private readonly queue: MessageQueue | undefined,
    @Inject(NoticePlaces) private readonly places: NoticePlaces,
    @Inject(ReadApprovedTexts) private readonly texts: ReadApprovedTexts,
    @Inject(FillPapers) private readonly papers: FillPapers,
  ) {}

  /** False where nobody carries messages. */
  get canSend(): boolean {
    return this.queue !== undefined;
  }

  /**
   * Puts a message for each reader into the queue. The roster holds neither e-mail nor telephone (minimisation, AUTH-08), so only
   * the e-journal, which knows its accounts, has an address to send to: `journal code/account`.
   *
   * @throws DomainError NOTICE_TEXT_NOT_APPROVED
   */
  async send(tx: EntityManager, message: CampaignMessage, readers: readonly Addressee[]): Promise<void> {
    if (this.queue === undefined || readers.length === 0) return;
    const { campaign, mandatory, key } = message;
    const messages: QueuedMessage[] = [];
    for (const channel of message.channels.filter((one) => one === 'journal')) {
      const { subject, text } = await this.textOf(tx, message, channel);
      for (const { personId, externalId, noticeIssueId } of readers)
        messages.push({
          ...{
            regionId: campaign.regionId,
            personId,
            channel,
            noticeIssueId,
            mandatory,
            subject,
            text,
            html: null,
          },
          address: `${campaign.journalCode}/${externalId}`,
          key: `${key}:${channel}:${personId}`,
        });
    }
    await this.queue.enqueue(tx, messages);
  }

  private async textOf(
    tx: EntityManager,
    { campaign, cutoverOn, formerCutoverOn, today, about }: CampaignMessage,
    channel: Channel,
  ): Promise<{ readonly subject: string; readonly text: string }> {
    const { regionId, schoolId, journalName } = campaign;
    const reach = { regionId, wholeRegion: true, municipalityIds: [], schoolIds: [], classGroupIds: [] };
    const place = await this.places.find(tx, reach, { schoolId, classId: null });
    if (place === null) throw new Error('a campaign has no school');
    const template = (await this.texts.of(tx, regionId)).of(
      about === 'reminder' ? REMINDER[channel] : 'date_moved',
    );
    const nobody = { name: '', classLabel: null, children: '', code: null };
    const filling = {
      ...this.papers.filling(place, today, { ...nobody, cutoverOn, journalName }),
      term: writtenTerm(cutoverOn, today),
      former_deadline: formatRussianDate(formerCutoverOn ?? cutoverOn),
    };
    const paper = this.papers.paper(template, filling, place, null);
    return { subject: paper.title, text: plainText(paper, false) };
  }
}
