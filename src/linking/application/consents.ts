import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { violatedConstraint } from '../../platform/database/unit-of-work.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { peopleChanged, PeopleForReview } from '../../roster/index.js';
import { giverOn, type GiverKind } from '../domain/consent.js';
import {
  type Consent,
  type ConsentReach,
  type ConsentSubject,
  ConsentsRepository,
} from '../store/consents.repository.js';
import { FamiliesRepository } from '../store/families.repository.js';
import type { ConsentAct } from './consent-act.js';
import { OwnPeople } from './own-people.js';
import { SuspendForConsent } from './suspend-for-consent.js';

/** A person on their own page. */
export interface OwnConsentAct extends ConsentAct {
  readonly esiaPersonId: Uuid;
}

/** An administrator with a paper in hand. */
export interface PaperConsentAct extends ConsentAct {
  readonly reach: ConsentReach;
  readonly administratorId: Uuid;
  readonly ownPersonIds: readonly Uuid[];
}

/** A consent on paper: whose, by whom, for which text, and where the paper lies. */
export interface PaperConsent {
  readonly subjectId: Uuid;
  readonly giverId: Uuid;
  readonly purpose: string;
  readonly textVersion: number;
  readonly basis: string;
}

/**
 * The consent register (PD-04). Under 14 a representative gives it, from the 14th birthday the person alone; a consent
 * that was given rightly stays good after a birthday, until it is withdrawn. Each entry is audited and told, so that links
 * that wait for it go on (LNK-12); a withdrawal suspends them in the same transaction.
 */
@Injectable()
export class Consents {
  constructor(
    @Inject(ConsentsRepository) private readonly consents: ConsentsRepository,
    @Inject(FamiliesRepository) private readonly families: FamiliesRepository,
    @Inject(OwnPeople) private readonly own: OwnPeople,
    @Inject(PeopleForReview) private readonly forReview: PeopleForReview,
    @Inject(SuspendForConsent) private readonly suspend: SuspendForConsent,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  /** The text that a person is shown, and whose version their consent names. */
  async text(tx: EntityManager, purpose: string, day: CalendarDate) {
    const text = await this.consents.textInForce(tx, purpose, day);
    if (text === null) throw new DomainError('NOT_FOUND', 'not_found');
    return text;
  }

  /** The consents of the person and of their children, as they stand. */
  async ofPerson(tx: EntityManager, esiaPersonId: Uuid): Promise<readonly Consent[]> {
    const self = await this.own.ofLinks(tx, esiaPersonId, 'student');
    const representative = await this.own.ofLinks(tx, esiaPersonId, 'representative');
    return this.consents.around(tx, [...self, ...representative]);
  }

  /**
   * A person consents on their own page: for themselves from 14, for a child under 14 by a tie that holds and a link.
   *
   * @throws DomainError `NOT_FOUND` for anybody else's child, `CONSENT_GIVER_WRONG`, `CONSENT_TEXT_UNKNOWN`, `CONSENT_EXISTS`
   */
  async give(
    tx: EntityManager,
    what: { readonly subjectId: Uuid; readonly purpose: string; readonly textVersion: number },
    act: OwnConsentAct,
  ): Promise<Uuid> {
    const subject = await this.consents.lockSubject(tx, what.subjectId, act.today, null);
    if (subject === null) throw notFound();
    const self = await this.own.ofLinks(tx, act.esiaPersonId, 'student');
    const asParents = await this.own.ofLinks(tx, act.esiaPersonId, 'representative');
    const giverId = self.includes(subject.id)
      ? subject.id
      : await this.families.representativeAmong(tx, asParents, subject.id, act.today);
    if (giverId === null) throw notFound();
    const written = { ...what, giverId, channel: 'account', basis: null } as const;
    return this.write(tx, subject, written, act.esiaPersonId, act);
  }

  /** The school records a paper consent of its pupil; the giver needs no account of ESIA. */
  async record(tx: EntityManager, what: PaperConsent, act: PaperConsentAct): Promise<Uuid> {
    const subject = await this.consents.lockSubject(tx, what.subjectId, act.today, act.reach);
    if (subject === null) throw notFound();
    await this.refuseOwn(tx, act, [subject.id, what.giverId]);
    return this.write(tx, subject, { ...what, channel: 'paper' }, act.administratorId, act);
  }

  /** The giver takes it back, or the subject who is 14 by now. */
  async withdraw(tx: EntityManager, consentId: Uuid, act: OwnConsentAct): Promise<void> {
    const consent = await this.consents.lock(tx, consentId, act.today, null);
    if (consent === null) throw notFound();
    const subject = await this.consents.lockSubject(tx, consent.subjectId, act.today, null);
    const self = await this.own.ofLinks(tx, act.esiaPersonId, 'student');
    const asParents = await this.own.ofLinks(tx, act.esiaPersonId, 'representative');
    const speaksForSelf = self.includes(consent.subjectId) && giverAt(act.today, subject) === 'self';
    if (!speaksForSelf && ![...self, ...asParents].includes(consent.giverId)) throw notFound();
    await this.end(tx, consent, act.esiaPersonId, null, act);
  }

  /** The school records a withdrawal on paper. */
  async recordWithdrawal(
    tx: EntityManager,
    consentId: Uuid,
    basis: string,
    act: PaperConsentAct,
  ): Promise<void> {
    const consent = await this.consents.lock(tx, consentId, act.today, act.reach);
    if (consent === null) throw notFound();
    await this.refuseOwn(tx, act, [consent.subjectId, consent.giverId]);
    await this.end(tx, consent, act.administratorId, basis, act);
  }

  /** At most `limit + 1` consents of the pupils of a reach, the newest first. */
  list(
    tx: EntityManager,
    reach: ConsentReach,
    today: CalendarDate,
    page: Parameters<ConsentsRepository['list']>[3],
  ): Promise<readonly Consent[]> {
    return this.consents.list(tx, reach, today, page);
  }

  private async write(
    tx: EntityManager,
    subject: ConsentSubject,
    what: {
      readonly giverId: Uuid;
      readonly purpose: string;
      readonly textVersion: number;
      readonly channel: 'account' | 'paper';
      readonly basis: string | null;
    },
    recordedBy: Uuid,
    act: ConsentAct,
  ): Promise<Uuid> {
    const giverKind = await this.giverKind(tx, subject, what.giverId, act.today);
    const isText = await this.mayBeSigned(tx, what, act.today);
    if (!isText) throw new DomainError('CONSENT_TEXT_UNKNOWN', 'invalid');
    const { id: subjectId, regionId } = subject;
    const { giverId, purpose, textVersion, channel, basis } = what;
    const row = { regionId, subjectId, giverId, giverKind, purpose, textVersion, channel, basis, recordedBy };
    const id = await this.consents.add(tx, { ...row, givenAt: act.now }).catch((error: unknown) => {
      if (violatedConstraint(error) === 'consents_one_valid')
        throw new DomainError('CONSENT_EXISTS', 'conflict');
      throw error;
    });
    await this.tell(
      tx,
      { id, regionId, subjectId, purpose },
      act,
      'consent.given',
      channel,
      subject.schoolId,
    );
    return id;
  }

  /** A page shows the version in force, and no other is agreed to on it; a form may have been printed with an earlier one. */
  private async mayBeSigned(
    tx: EntityManager,
    { purpose, textVersion, channel }: { purpose: string; textVersion: number; channel: 'account' | 'paper' },
    day: CalendarDate,
  ): Promise<boolean> {
    if (channel === 'paper') return this.consents.hasText(tx, purpose, textVersion, day);
    const inForce = await this.consents.textInForce(tx, purpose, day);
    return inForce?.version === textVersion;
  }

  /** Who the giver is to the subject on the day; refused where the law asks for somebody else. */
  private async giverKind(
    tx: EntityManager,
    subject: ConsentSubject,
    giverId: Uuid,
    day: CalendarDate,
  ): Promise<GiverKind> {
    const wanted = giverAt(day, subject);
    if (wanted === null) throw new DomainError('CONSENT_BIRTHDATE_UNKNOWN', 'conflict');
    const isSelf = giverId === subject.id;
    const entitled =
      isSelf || (await this.families.representativeAmong(tx, [giverId], subject.id, day)) !== null;
    if (!entitled || (wanted === 'self') !== isSelf)
      throw new DomainError('CONSENT_GIVER_WRONG', 'forbidden', { giver: wanted });
    return wanted;
  }

  private async end(
    tx: EntityManager,
    consent: Consent,
    withdrawnBy: Uuid,
    basis: string | null,
    act: ConsentAct,
  ): Promise<void> {
    if (consent.withdrawnAt !== null) throw new DomainError('CONSENT_WITHDRAWN', 'conflict');
    await this.consents.withdraw(tx, consent.id, { withdrawnBy, basis, now: act.now });
    const schoolId = await this.families.schoolOf(tx, consent.subjectId, act.today);
    await this.tell(tx, consent, act, 'consent.withdrawn', basis === null ? 'account' : 'paper', schoolId);
    await this.suspend.execute(tx, consent, act);
  }

  private refuseOwn(
    tx: EntityManager,
    { ownPersonIds }: PaperConsentAct,
    subjects: readonly Uuid[],
  ): Promise<void> {
    return this.forReview.refuseKin(tx, ownPersonIds, subjects);
  }

  private async tell(
    tx: EntityManager,
    { id, regionId, subjectId, purpose }: Pick<Consent, 'id' | 'regionId' | 'subjectId' | 'purpose'>,
    { actor, now, traceId }: ConsentAct,
    action: string,
    reason: string,
    schoolId: Uuid | null,
  ): Promise<void> {
    await this.audit.record(tx, {
      ...{ regionId, at: now, actor, action, reason },
      subject: { kind: 'person', id: subjectId },
      ...(schoolId !== null && { schoolId }),
      facts: { consent_id: id, purpose },
      traceId: traceId ?? undefined,
    });
    await this.outbox.tell(tx, peopleChanged(regionId, [subjectId], now));
  }
}

function giverAt(day: CalendarDate, subject: ConsentSubject | null): GiverKind | null {
  return subject?.born == null ? null : giverOn(day, subject.born);
}

function notFound(): DomainError {
  return new DomainError('NOT_FOUND', 'not_found');
}
