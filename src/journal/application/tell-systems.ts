import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Deliveries, type Subscriber, type Told } from '../../platform/outbox/deliveries.js';
import {
  draftOfBrownout,
  draftOfCampaign,
  draftOfCredential,
  draftOfIncident,
  draftOfLink,
  type EventDraft,
} from '../domain/journal-event.js';
import { JournalConfiguration } from '../journal-configuration.js';
import { JournalEvents, type NewJournalEvent } from '../store/journal-events.repository.js';

type ReadDraft = (body: Told['body']) => EventDraft | null;

/** By topic, as subscribed in `outbox_subscriptions`. */
const DRAFTS: ReadonlyMap<string, ReadDraft> = new Map<string, ReadDraft>([
  ['link.changed', draftOfLink],
  ['credential.changed', draftOfCredential],
  ['campaign.changed', draftOfCampaign],
  ['brownout.changed', draftOfBrownout],
  ['incident.changed', draftOfIncident],
]);

/**
 * Turns news of links, credentials, campaigns, brownouts and incidents into events for the journal system concerned (INT-06), many at
 * once: a cut-over of a region is news of each account. News that comes twice has the same event id and is added once.
 */
@Injectable()
export class TellSystems implements Subscriber, OnModuleInit {
  readonly name = 'journal.tell_systems';

  constructor(
    @Inject(Deliveries) private readonly deliveries: Deliveries,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(JournalEvents) private readonly events: JournalEvents,
    @Inject(JournalConfiguration) private readonly configuration: JournalConfiguration,
  ) {}

  onModuleInit(): void {
    this.deliveries.subscribe(this);
  }

  take(event: Told): Promise<void> {
    return this.takeAll([event]);
  }

  async takeAll(news: readonly Told[]): Promise<void> {
    const events = news.flatMap(eventOf);
    if (events.length === 0) return;
    const called = this.configuration.clients.filter(({ webhook }) => webhook !== null);
    await this.unitOfWork.run((tx) =>
      this.events.append(
        tx,
        events,
        called.map(({ clientId }) => clientId),
      ),
    );
  }
}

function eventOf({ id, topic, body, at }: Told): NewJournalEvent[] {
  const draft = DRAFTS.get(topic)?.(body) ?? null;
  return draft === null ? [] : [{ ...draft, id: eventId(id, at), at }];
}

/**
 * A UUID made of the news itself (version 8, RFC 9562, 5.8), so that it is the same whenever the news is taken; the moment
 * keeps two databases apart whose numbers begin alike.
 */
function eventId(newsId: number, at: Date): Uuid {
  const digest = createHash('sha256').update(`journal-event:${newsId}:${at.toISOString()}`).digest();
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x80, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  ) as Uuid;
}
