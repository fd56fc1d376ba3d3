import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Alarms, AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import {
  ConflictOfInterest,
  EsiaValues,
  isOutcomeCode,
  ReportWrong,
  type RevealedField,
  type RevealReason,
  SchoolReadings,
  type WrongReport,
} from '../../linking/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import type { SignIn } from '../domain/sign-in.js';
import { type SupportVisit, SupportVisitsRepository } from '../store/support-visits.repository.js';
import { SupportSettings } from '../support.settings.js';
import { FindCase, type FoundCase } from './find-case.js';

/** Somebody of the support, and the case number that they were told. */
export interface CaseAct {
  readonly regionId: Uuid;
  readonly agentId: Uuid;
  readonly number: string;
}

/** Who asks support for the instructions, by which ticket, and the account by which a school knows them. */
interface Instructed {
  readonly signInId: Uuid;
  readonly ticket: string;
  readonly esiaPersonId: Uuid;
  readonly place: { readonly schoolId: Uuid; readonly personId: Uuid; readonly accountId: Uuid } | null;
}

/** States of a link that may still become, or become again, the person's own. */
const WAITING = new Set(['pending_proof', 'pending_review', 'awaiting_consent', 'suspended']);
const MINUTE_MS = 60_000;

/**
 * The support at one case (ADM-06; roles.md, 13): the outcome is seen by number, the person behind it only by a ticket and for
 * a while. Every step stands in the audit.
 */
@Injectable()
export class SupportDesk {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(FindCase) private readonly findCase: FindCase,
    @Inject(SupportVisitsRepository) private readonly visits: SupportVisitsRepository,
    @Inject(EsiaValues) private readonly values: EsiaValues,
    @Inject(ReportWrong) private readonly reportWrong: ReportWrong,
    @Inject(SchoolReadings) private readonly readings: SchoolReadings,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Alarms) private readonly alarms: Alarms,
    @Inject(ConflictOfInterest) private readonly conflict: ConflictOfInterest,
    @Inject(SupportSettings) private readonly settings: SupportSettings,
  ) {}

  /** Opens the card behind the number for a while. Throws NOT_FOUND. */
  open(act: CaseAct, ticket: string): Promise<Date> {
    return this.unitOfWork.run(async (tx) => {
      const { id, esiaPersonId } = await this.signIn(tx, act);
      const now = this.clock.now();
      const expiresAt = new Date(now.getTime() + this.settings.supportAccessMinutes * MINUTE_MS);
      const { regionId, agentId } = act;
      await this.visits.open(tx, { regionId, agentId, signInId: id, ticket, openedAt: now, expiresAt });
      const facts = { ticket, esiaPersonId, until: expiresAt };
      await this.audit.record(tx, { ...this.entry(act, id), action: 'case.opened', facts });
      return expiresAt;
    });
  }

  /** What the person has seen; `until`: how long the caller sees the person too, null without a ticket. Throws NOT_FOUND. */
  read(act: CaseAct): Promise<{ readonly found: FoundCase; readonly until: Date | null }> {
    return this.unitOfWork.run(async (tx) => {
      const found = await this.findCase.explain(tx, act.regionId, act.number);
      if (found === null) throw new DomainError('NOT_FOUND', 'not_found');
      const visit = await this.visits.live(tx, found.id, act.agentId, this.clock.now());
      const facts = { esiaPersonId: found.esiaPersonId, ticket: visit?.ticket ?? null };
      await this.audit.record(tx, { ...this.entry(act, found.id), action: 'case.read', facts });
      return { found, until: visit?.expiresAt ?? null };
    });
  }

  /**
   * One value of ESIA whole, counted with all other showings; of oneself or a relative another agent shows it.
   *
   * @throws DomainError as {@link person}; CONFLICT_OF_INTEREST
   */
  reveal(act: CaseAct, field: RevealedField, reason: RevealReason): Promise<string | null> {
    return this.unitOfWork.run(async (tx) => {
      const { signIn, esiaPersonId, visit } = await this.person(tx, act);
      await this.conflict.refuse(tx, act.agentId, { esiaPersonIds: [esiaPersonId], personIds: [] });
      const value = await this.values.read(tx, esiaPersonId, field);
      const facts = { field, side: 'esia', ticket: visit.ticket, esiaPersonId };
      await this.alarms.revealed(tx, { ...this.entry(act, signIn.id), reason, facts });
      return value;
    });
  }

  /**
   * Takes the case to the school, as the person themselves could: a case about the refusal, or about a link.
   *
   * @throws DomainError as {@link person}; CASE_NOT_OF_LINKING; what ReportWrong throws
   */
  escalate(
    act: CaseAct,
    to: { readonly schoolId: Uuid } | { readonly kind: 'wrong_child' | 'wrong_class'; readonly linkId: Uuid },
  ): Promise<'opened' | 'known'> {
    return this.unitOfWork.run(async (tx) => {
      const { signIn, esiaPersonId, visit } = await this.person(tx, act);
      const report = 'linkId' in to ? to : refusalOf(signIn, to.schoolId);
      const traceId = currentRequestId() ?? null;
      const reporter = { regionId: act.regionId, esiaPersonId, now: this.clock.now(), traceId };
      const result = await this.reportWrong.execute(tx, reporter, report);
      const facts = { ticket: visit.ticket, esiaPersonId, result };
      await this.audit.record(tx, { ...this.entry(act, signIn.id), action: 'case.escalated', facts });
      return result;
    });
  }

  /**
   * The account of a link of this case's person, and the words on which it is locked.
   *
   * @throws DomainError as {@link person}; NOT_FOUND for a link of somebody else
   */
  async linkOf(act: CaseAct, linkId: Uuid): Promise<{ readonly accountId: Uuid; readonly basis: string }> {
    const { esiaPersonId, visit } = await this.unitOfWork.direct((tx) => this.person(tx, act));
    const person = await this.readings.personCase(esiaPersonId);
    const own = person?.links.find(({ link }) => link.id === linkId);
    if (own === undefined) throw new DomainError('NOT_FOUND', 'not_found');
    return { accountId: own.link.accountId, basis: `заявка ${visit.ticket}` };
  }

  /**
   * Whom instructions are to reach, and where the roster knows them: by a live link first, else by one that waits. It is for
   * whoever sends them to record it.
   *
   * @throws DomainError as {@link person}
   */
  async instructed(act: CaseAct): Promise<Instructed> {
    const { signIn, esiaPersonId, visit } = await this.unitOfWork.direct((tx) => this.person(tx, act));
    const links = (await this.readings.personCase(esiaPersonId))?.links ?? [];
    const places = links.flatMap(({ link, card }) => {
      const schoolId = card?.schools[0]?.id;
      if (schoolId === undefined || card === null || card.personId === null) return [];
      return [{ state: link.state, schoolId, personId: card.personId, accountId: link.accountId }];
    });
    const place =
      places.find(({ state }) => state === 'active') ?? places.find(({ state }) => WAITING.has(state));
    const { ticket } = visit;
    return { signInId: signIn.id, ticket, esiaPersonId, place: place ?? null };
  }

  /** Throws NOT_FOUND, CASE_ACCESS_NEEDED, CASE_WITHOUT_PERSON. */
  private async person(
    tx: EntityManager,
    act: CaseAct,
  ): Promise<{ readonly signIn: SignIn; readonly esiaPersonId: Uuid; readonly visit: SupportVisit }> {
    const signIn = await this.signIn(tx, act);
    const visit = await this.visits.live(tx, signIn.id, act.agentId, this.clock.now());
    if (visit === null) throw new DomainError('CASE_ACCESS_NEEDED', 'forbidden');
    if (signIn.esiaPersonId === null) throw new DomainError('CASE_WITHOUT_PERSON', 'conflict');
    return { signIn, esiaPersonId: signIn.esiaPersonId, visit };
  }

  private async signIn(tx: EntityManager, { regionId, number }: CaseAct): Promise<SignIn> {
    const signIn = await this.findCase.execute(tx, regionId, number);
    if (signIn === null) throw new DomainError('NOT_FOUND', 'not_found');
    return signIn;
  }

  private entry({ regionId, agentId }: CaseAct, signInId: Uuid) {
    return {
      ...{ regionId, at: this.clock.now() },
      actor: { kind: 'administrator', id: agentId } as const,
      subject: { kind: 'sign_in', id: signInId },
    };
  }
}

/** What the school is asked about: the first refusal of linking that the person has read. */
function refusalOf({ outcomes }: SignIn, schoolId: Uuid): WrongReport {
  for (const outcome of outcomes)
    if (outcome.source === 'linking' && isOutcomeCode(outcome.code))
      return { kind: 'refusal', code: outcome.code, schoolId, accountId: null };
  throw new DomainError('CASE_NOT_OF_LINKING', 'conflict');
}
