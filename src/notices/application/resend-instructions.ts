import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditActor, AuditTrail } from '../../audit/index.js';
import { dayIn } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { openFamilyTasks } from '../../roster/index.js';
import { Territory } from '../../territory/index.js';
import type { ContactChannel } from '../domain/contact.js';
import { plainText } from '../domain/plain-text.js';
import { Contacts } from './contacts.js';
import { Deliveries } from './deliveries.js';
import { FillPapers } from './fill-papers.js';
import { PreviewPapers } from './preview-papers.js';

/** Whom support helps, and by what: the case and the ticket are those that the caller has checked. */
export interface InstructionsWanted {
  readonly regionId: Uuid;
  readonly signInId: Uuid;
  readonly ticket: string;
  readonly esiaPersonId: Uuid;
  /** Where the roster knows the person; null when it knows them nowhere. */
  readonly place: { readonly schoolId: Uuid; readonly personId: Uuid; readonly accountId: Uuid } | null;
  readonly actor: AuditActor;
  readonly now: Date;
  readonly traceId: string | null;
}

/** `known`: these messages were asked for by the same ticket; `task`: the school is to hand out a leaflet. */
export interface InstructionsSent {
  readonly result: 'sent' | 'known' | 'task';
  readonly channels: readonly ContactChannel[];
}

/** Support sends somebody the instructions again (roles.md, 13): to their own proved addresses, else by the school's hand. */
@Injectable()
export class ResendInstructions {
  constructor(
    @Inject(Contacts) private readonly contacts: Contacts,
    @Inject(Deliveries) private readonly deliveries: Deliveries,
    @Inject(PreviewPapers) private readonly previews: PreviewPapers,
    @Inject(FillPapers) private readonly papers: FillPapers,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError NOTICE_TEXT_NOT_APPROVED; CASE_SCHOOL_UNKNOWN when there is neither an address nor a school */
  async execute(tx: EntityManager, wanted: InstructionsWanted): Promise<InstructionsSent> {
    const { regionId, signInId, ticket, esiaPersonId, place, actor, now, traceId } = wanted;
    const addresses = await this.contacts.own(tx, esiaPersonId, now);
    const sent = addresses.length > 0 ? await this.send(tx, wanted, addresses) : await this.ask(tx, wanted);
    await this.audit.record(tx, {
      ...{ regionId, at: now, actor, action: 'case.instructions_sent', traceId: traceId ?? undefined },
      ...(place === null ? {} : { schoolId: place.schoolId }),
      subject: { kind: 'sign_in', id: signInId },
      facts: { ticket, esiaPersonId, ...sent },
    });
    return sent;
  }

  /** The person has asked for it now, so that an earlier refusal of messages does not hold it back. */
  private async send(
    tx: EntityManager,
    { regionId, signInId, ticket, place, now }: InstructionsWanted,
    addresses: Awaited<ReturnType<Contacts['own']>>,
  ): Promise<InstructionsSent> {
    const { code, timeZone } = await this.territory.region(tx, regionId);
    const paper = await this.previews.instruction(tx, code, dayIn(now, timeZone));
    if (paper === null)
      throw new DomainError('NOTICE_TEXT_NOT_APPROVED', 'conflict', { kind: 'instruction' });
    const page = this.papers.instructionOf(code);
    const added = await this.deliveries.enqueue(
      tx,
      addresses.map(({ channel, address }) => ({
        ...{ regionId, personId: place?.personId ?? null, channel, address, noticeIssueId: null },
        ...{ subject: paper.title, html: null, mandatory: true },
        text: channel === 'email' ? `${plainText(paper, false)}\n\n${page}` : `${paper.title}: ${page}`,
        key: `instructions:${signInId}:${ticket}:${channel}`,
      })),
    );
    return {
      result: added.length > 0 ? 'sent' : 'known',
      channels: addresses.map(({ channel }) => channel),
    };
  }

  private async ask(
    tx: EntityManager,
    { regionId, place, now }: InstructionsWanted,
  ): Promise<InstructionsSent> {
    if (place === null) throw new DomainError('CASE_SCHOOL_UNKNOWN', 'conflict');
    const { schoolId, personId: childId, accountId } = place;
    const task = { code: 'HAND_OUT_LEAFLET', regionId, schoolId, childId, accountId, facts: {} } as const;
    await openFamilyTasks(tx, [task], now);
    return { result: 'task', channels: [] };
  }
}
