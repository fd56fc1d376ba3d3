import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { Keyring } from '../../platform/crypto/keyring.js';
import type { ContactChannel } from '../domain/contact.js';
import { Carriers } from '../gateway/carriers.js';
import { ContactsRepository } from '../store/contacts.repository.js';
import { CONTACT_PURPOSE } from '../store/sealed-columns.js';

/** Where a message about somebody may go. */
export interface KnownContact {
  /** Of the address as its owner gave it; another one of the same channel has another. */
  readonly contactId: Uuid;
  readonly personId: Uuid;
  readonly channel: ContactChannel;
  readonly address: string;
  /** True for the person's own address, false for a representative's. */
  readonly own: boolean;
}

/** The addresses that people proved, by the people of the roster whom messages are about. */
@Injectable()
export class Contacts {
  constructor(
    @Inject(ContactsRepository) private readonly contacts: ContactsRepository,
    @Inject(Keyring) private readonly keyring: Keyring,
    @Inject(Carriers) private readonly carriers: Carriers,
  ) {}

  /** Somebody's own proved addresses whose channel is carried now, linked or not: who asked for a message gets it alone. */
  async own(
    tx: EntityManager,
    esiaPersonId: Uuid,
    now: Date,
  ): Promise<readonly Pick<KnownContact, 'channel' | 'address'>[]> {
    const rows = await this.contacts.live(tx, esiaPersonId, now);
    return rows
      .filter(({ channel, confirmedAt }) => confirmedAt !== null && this.carriers.carry(channel))
      .map(({ channel, addressSealed }) => ({
        channel,
        address: this.keyring.openWhole(addressSealed, CONTACT_PURPOSE).toString(),
      }));
  }

  /** Their own, and until the 18th birthday those of their linked representatives; nobody is there for most. */
  async reaching(
    tx: EntityManager,
    personIds: readonly Uuid[],
    day: CalendarDate,
  ): Promise<readonly KnownContact[]> {
    if (personIds.length === 0) return [];
    const rows = await this.contacts.reaching(tx, personIds, day);
    return rows.map(({ addressSealed, ...row }) => ({
      ...row,
      address: this.keyring.openWhole(addressSealed, CONTACT_PURPOSE).toString(),
    }));
  }
}
