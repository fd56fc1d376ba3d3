import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { Channel } from '../domain/cadence.js';
import { Contacts } from './contacts.js';
import { MESSAGE_QUEUE, type MessageQueue } from './message-queue.js';

/** Somebody whom messages of a campaign are about. */
export interface Reader {
  readonly personId: Uuid;
  /** The account's number in its e-journal. */
  readonly externalId: string;
}

/** Where one message about a reader goes. */
export interface Way {
  readonly personId: Uuid;
  readonly channel: Channel;
  readonly address: string;
  /** The same for the same address of the same giver: tells messages of one step apart. */
  readonly wayId: string;
}

/** What is to be sent, as far as its ways are concerned. */
export interface WaysAsked {
  readonly journalCode: string;
  readonly channels: readonly Channel[];
  readonly day: CalendarDate;
}

/**
 * By which of a step's channels its readers can be reached: by addresses that they, or representatives who speak for them,
 * gave themselves (the roster has none: minimisation, AUTH-08), and by the mailbox of the e-journal (`journal code/account`).
 * A channel that nobody carries is no way: a message that is sure to fail tells nobody anything.
 */
@Injectable()
export class FindWays {
  constructor(
    @Inject(MESSAGE_QUEUE) private readonly queue: MessageQueue,
    @Inject(Contacts) private readonly contacts: Contacts,
  ) {}

  /**
   * One way for each address, whomever of the readers it serves: a mother of two gets one letter that names nobody, not two. It
   * counts for the reader who comes first; for the other a paper is the proof.
   */
  async of(
    tx: EntityManager,
    { journalCode, channels, day }: WaysAsked,
    readers: readonly Reader[],
  ): Promise<readonly Way[]> {
    const carried = channels.filter((channel) => this.queue.carries(channel));
    if (carried.length === 0) return [];
    const known = await this.contacts.reaching(
      tx,
      readers.map(({ personId }) => personId),
      day,
    );
    const ways = readers.flatMap(({ personId, externalId }): Way[] => {
      const journal = {
        channel: 'journal',
        address: `${journalCode}/${externalId}`,
        wayId: personId,
      } as const;
      const own = known.filter((contact) => contact.personId === personId);
      return [journal, ...own.map(({ contactId: wayId, ...contact }) => ({ ...contact, wayId }))]
        .filter(({ channel }) => carried.includes(channel))
        .map(({ channel, address, wayId }) => ({ personId, channel, address, wayId }));
    });
    const first = new Map<string, Way>();
    for (const way of ways) {
      const key = `${way.channel} ${way.address}`;
      if (!first.has(key)) first.set(key, way);
    }
    return [...first.values()];
  }
}
