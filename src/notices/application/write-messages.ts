import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CalendarDate, formatRussianDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { type Channel, CHANNELS } from '../domain/cadence.js';
import { plainText } from '../domain/plain-text.js';
import type { TemplateKind } from '../domain/template-kind.js';
import { writtenTerm } from '../domain/written-term.js';
import type { CadenceCampaign } from '../store/cadence.repository.js';
import { NoticePlaces } from '../store/notice-places.repository.js';
import { ReadApprovedTexts } from './approved-texts.js';
import { FillPapers } from './fill-papers.js';
import type { Way } from './find-ways.js';
import { MESSAGE_QUEUE, type MessageQueue, type QueuedMessage } from './message-queue.js';

/** A message's way, and the notice that its reader has. */
export interface Addressed extends Way {
  readonly noticeIssueId: Uuid | null;
}

/** One text for all readers of a campaign. */
export interface CampaignMessage {
  readonly campaign: Pick<CadenceCampaign, 'id' | 'regionId' | 'schoolId' | 'journalName'>;
  readonly cutoverOn: CalendarDate;
  readonly formerCutoverOn: CalendarDate | null;
  readonly today: CalendarDate;
  /** `date_moved` says so on every channel; `reminder` has a text for each. */
  readonly about: 'reminder' | 'date_moved';
  readonly mandatory: boolean;
  /** What makes it the same message when it is asked for again. */
  readonly key: string;
}

/** The text of a reminder on each channel. */
export const REMINDER: Readonly<Record<Channel, TemplateKind>> = {
  ...{ journal: 'journal_message', email: 'email', sms: 'sms', messenger: 'messenger' },
};

/** Writes messages to people of a campaign. They name nobody: whoever reads over a shoulder learns nothing of the reader. */
@Injectable()
export class WriteMessages {
  constructor(
    @Inject(MESSAGE_QUEUE) private readonly queue: MessageQueue,
    @Inject(NoticePlaces) private readonly places: NoticePlaces,
    @Inject(ReadApprovedTexts) private readonly texts: ReadApprovedTexts,
    @Inject(FillPapers) private readonly papers: FillPapers,
  ) {}

  /**
   * Puts a message into the queue for each way, with the text of its channel.
   *
   * @throws DomainError NOTICE_TEXT_NOT_APPROVED for a channel that is used
   */
  async send(tx: EntityManager, message: CampaignMessage, ways: readonly Addressed[]): Promise<void> {
    const { campaign, mandatory, key } = message;
    const messages: QueuedMessage[] = [];
    for (const used of CHANNELS) {
      const here = ways.filter(({ channel }) => channel === used);
      if (here.length === 0) continue;
      const said = await this.textOf(tx, message, used);
      for (const { wayId, ...way } of here)
        messages.push({
          ...{ regionId: campaign.regionId, mandatory, ...way, ...said, html: null },
          key: `${key}:${used}:${wayId}`,
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
