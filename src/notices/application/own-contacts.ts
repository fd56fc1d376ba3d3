import { randomInt, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { Keyring } from '../../platform/crypto/keyring.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Throttle } from '../../platform/throttle/throttle.js';
import { maskAddress, parseAddress } from '../domain/address.js';
import {
  CODE_LIVES_MS,
  CODE_TRIES,
  codeMessage,
  CONTACT_CONSENT,
  type ContactChannel,
} from '../domain/contact.js';
import { Carriers } from '../gateway/carriers.js';
import { DeliveryKeys } from '../gateway/delivery-keys.js';
import { ContactsRepository } from '../store/contacts.repository.js';
import { OptOutsRepository } from '../store/opt-outs.repository.js';
import { CONTACT_PURPOSE } from '../store/sealed-columns.js';
import { Deliveries } from './deliveries.js';

/** A person on their own page. */
export interface ContactVisit {
  readonly regionId: Uuid;
  readonly esiaPersonId: Uuid;
  readonly now: Date;
  readonly traceId: string | null;
}

/** An address as its owner sees it. */
export interface ShownContact {
  readonly id: Uuid;
  readonly channel: ContactChannel;
  readonly address: string;
  readonly isProved: boolean;
}

const DAY_MS = 86_400_000;
const PER_PERSON = { what: 'contact_code.person', most: 10, windowMs: DAY_MS };
const PER_ADDRESS = { what: 'contact_code.address', most: 5, windowMs: DAY_MS };

/** Addresses for messages, given by their owners and proved by a code. They are a key to nothing (quality.md, security 4). */
@Injectable()
export class OwnContacts {
  constructor(
    @Inject(ContactsRepository) private readonly contacts: ContactsRepository,
    @Inject(OptOutsRepository) private readonly optOuts: OptOutsRepository,
    @Inject(Deliveries) private readonly deliveries: Deliveries,
    @Inject(DeliveryKeys) private readonly keys: DeliveryKeys,
    @Inject(Carriers) private readonly carriers: Carriers,
    @Inject(Keyring) private readonly keyring: Keyring,
    @Inject(Throttle) private readonly throttle: Throttle,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
  ) {}

  /** The channels that work here. */
  offered(): readonly ContactChannel[] {
    return (['email', 'sms', 'messenger'] as const).filter((channel) => this.carriers.carry(channel));
  }

  async list(tx: EntityManager, { esiaPersonId, now }: ContactVisit): Promise<readonly ShownContact[]> {
    const rows = await this.contacts.live(tx, esiaPersonId, now);
    return rows.map(({ id, channel, addressSealed, confirmedAt }) => ({
      ...{ id, channel, isProved: confirmedAt !== null },
      address: maskAddress(channel, this.keyring.openWhole(addressSealed, CONTACT_PURPOSE).toString()),
    }));
  }

  /**
   * The person gives an address and consents; a code goes to it.
   *
   * @throws DomainError `CONTACT_ADDRESS_WRONG`, `CONTACT_CHANNEL_OFF`, `TOO_MANY_REQUESTS`
   */
  async give(visit: ContactVisit, channel: ContactChannel, raw: string): Promise<void> {
    const address = parseAddress(channel, raw);
    if (address === null) throw new DomainError('CONTACT_ADDRESS_WRONG', 'invalid');
    if (!this.carriers.carry(channel)) throw new DomainError('CONTACT_CHANNEL_OFF', 'conflict');
    const addressHash = this.keys.addressHash(channel, address);
    await this.throttle.count([
      { limit: PER_PERSON, whose: visit.esiaPersonId },
      { limit: PER_ADDRESS, whose: addressHash.toString('hex') },
    ]);
    const [id, code] = [newUuid(), String(randomInt(1_000_000)).padStart(6, '0')];
    const { regionId, esiaPersonId, now } = visit;
    await this.unitOfWork.run(async (tx) => {
      await this.contacts.ask(tx, {
        ...{ id, regionId, esiaPersonId, channel, addressHash, now },
        addressSealed: this.keyring.sealWhole(address, CONTACT_PURPOSE),
        codeHash: this.keys.codeHash(id, code),
        codeExpiresAt: new Date(now.getTime() + CODE_LIVES_MS),
        consentVersion: CONTACT_CONSENT.version,
      });
      await this.deliveries.enqueue(tx, [
        {
          ...{ regionId, personId: null, channel, address, noticeIssueId: null, mandatory: true, html: null },
          ...codeMessage(code),
        },
      ]);
      await this.record(tx, visit, 'contact.given', id, channel);
    });
  }

  /**
   * The code proves the address, once; who wants messages there again has not opted out any more.
   *
   * @throws DomainError `CONTACT_CODE_WRONG` for another code, one that is over, or was tried five times
   */
  async prove(visit: ContactVisit, id: Uuid, code: string): Promise<void> {
    const { esiaPersonId, regionId, now } = visit;
    // A wrong code must stay counted, so the refusal is thrown outside of the transaction.
    const isRight = await this.unitOfWork.run(async (tx) => {
      const contact = await this.contacts.tryCode(tx, { id, esiaPersonId, now, most: CODE_TRIES });
      if (contact === null || !timingSafeEqual(contact.codeHash, this.keys.codeHash(id, code.trim())))
        return false;
      const { channel, addressHash } = contact;
      await this.contacts.confirm(tx, id, now);
      await this.optOuts.withdraw(tx, { regionId, channel, addressHash, personId: null }, now);
      await this.record(tx, visit, 'contact.proved', id, channel);
      return true;
    });
    if (!isRight) throw new DomainError('CONTACT_CODE_WRONG', 'invalid');
  }

  /** The person takes the address and the consent back: it is erased at once. */
  async takeBack(visit: ContactVisit, id: Uuid): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      if (await this.contacts.end(tx, id, visit.now, visit.esiaPersonId))
        await this.record(tx, visit, 'contact.taken_back', id, null);
    });
  }

  private record(
    tx: EntityManager,
    { regionId, esiaPersonId, now, traceId }: ContactVisit,
    action: string,
    id: Uuid,
    channel: ContactChannel | null,
  ): Promise<void> {
    return this.audit.record(tx, {
      ...{ regionId, at: now, actor: { kind: 'person', id: esiaPersonId }, action },
      subject: { kind: 'contact', id },
      facts: channel === null ? {} : { channel, consent_version: CONTACT_CONSENT.version },
      traceId: traceId ?? undefined,
    });
  }
}
