import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { Snils } from '../../kernel/snils.js';
import { SnilsVault } from '../../platform/crypto/snils-vault.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { BlockPerson, openSubjectCorrection } from '../../roster/index.js';
import {
  answerDueOn,
  nextRequestState,
  type RequestEvent,
  type RequestKind,
  type RequestState,
} from '../domain/subject-request.js';
import { SubjectData } from '../store/subject-data.repository.js';
import { type SubjectRequest, SubjectRequests } from '../store/subject-requests.repository.js';
import { actorOf, type Officer, Officers } from './officer.js';

/** Whose data it is: an id of the roster, or a number with a birth date. */
export type SubjectNamed =
  { readonly personId: Uuid } | { readonly snils: Snils; readonly born: CalendarDate };

/** What may be corrected, as the school's task names it. */
export type CorrectedAttribute = 'names' | 'birth_date' | 'snils' | 'gender' | 'citizenship';

/** Requests of people about their own data: registered, kept to their time, answered (152-ФЗ, ст. 14, 20, 21; PD-06). */
@Injectable()
export class SubjectDesk {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Officers) private readonly officers: Officers,
    @Inject(SubjectRequests) private readonly requests: SubjectRequests,
    @Inject(SubjectData) private readonly held: SubjectData,
    @Inject(BlockPerson) private readonly blocking: BlockPerson,
    @Inject(SnilsVault) private readonly vault: SnilsVault,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * Registers what came. Nobody known by number and birth date is registered too, for that is the answer.
   *
   * @throws DomainError NOT_FOUND for an unknown id, SUBJECT_AMBIGUOUS, DATE_IN_FUTURE, CONFLICT_OF_INTEREST
   */
  register(
    officer: Officer,
    what: {
      readonly kind: RequestKind;
      readonly subject: SubjectNamed;
      readonly document: string;
      readonly receivedOn: CalendarDate;
    },
  ): Promise<SubjectRequest> {
    return this.unitOfWork.run(async (tx) => {
      const { regionId } = officer.scope;
      const { kind, document, receivedOn } = what;
      if (receivedOn > (await this.officers.today(tx, officer)))
        throw new DomainError('DATE_IN_FUTURE', 'invalid');
      const personId = await this.whose(tx, regionId, what.subject);
      if (personId !== null) await this.officers.refuseOwn(tx, officer, personId);
      const dueOn = answerDueOn(receivedOn, false, await this.requests.holidays(tx, regionId));
      const { esiaPersonId: by, now } = officer;
      const made = await this.requests.add(tx, {
        ...{ regionId, kind, personId, document, receivedOn, dueOn, by, now },
      });
      await this.record(tx, officer, made, 'registered', { kind, known: personId !== null });
      return made;
    });
  }

  list(
    officer: Officer,
    filter: { readonly state: RequestState | null; readonly kind: RequestKind | null },
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<SubjectRequest[]> {
    return this.unitOfWork.direct((tx) => this.requests.list(tx, officer.scope.regionId, filter, page));
  }

  /** Throws NOT_FOUND; the reading is in the audit. */
  read(officer: Officer, id: Uuid): Promise<SubjectRequest> {
    return this.unitOfWork.run(async (tx) => {
      const request = await this.requests.find(tx, officer.scope.regionId, id);
      if (request === null) throw new DomainError('NOT_FOUND', 'not_found');
      await this.record(tx, officer, request, 'read', {});
      return request;
    });
  }

  /** Five working days more, once, with the reason that the person is told. Throws NOT_FOUND, SUBJECT_REQUEST_EXTENDED. */
  extend(officer: Officer, id: Uuid, because: string): Promise<SubjectRequest> {
    return this.unitOfWork.run(async (tx) => {
      const request = await this.locked(tx, officer, id);
      this.refuseClosed(request);
      if (request.extendedBecause !== null) throw new DomainError('SUBJECT_REQUEST_EXTENDED', 'conflict');
      const dueOn = answerDueOn(request.receivedOn, true, await this.requests.holidays(tx, request.regionId));
      await this.requests.extend(tx, id, { because, dueOn, now: officer.now });
      await this.record(tx, officer, request, 'extended', { due_on: dueOn });
      return { ...request, extendedBecause: because, dueOn };
    });
  }

  /** Closes the request with what the person was told. Throws NOT_FOUND, SUBJECT_REQUEST_STATE, ERASURE_FIRST. */
  close(
    officer: Officer,
    id: Uuid,
    event: Extract<RequestEvent, 'answer' | 'refuse' | 'withdraw'>,
    answer: string,
  ): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const request = await this.locked(tx, officer, id);
      // An erasure is answered by being done, by two; what cannot be done is refused.
      if (request.kind === 'erasure' && event === 'answer' && request.personId !== null)
        throw new DomainError('ERASURE_FIRST', 'conflict');
      await this.move(tx, officer, request, event, { answer });
    });
  }

  /** The school gets a task to mend the attributes at its source. Returns how many schools. Throws NOT_FOUND, SUBJECT_UNKNOWN. */
  askForCorrection(officer: Officer, id: Uuid, attributes: readonly CorrectedAttribute[]): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      const request = await this.locked(tx, officer, id);
      const personId = this.subjectOf(request, 'correction');
      const day = await this.officers.today(tx, officer);
      const order = { regionId: request.regionId, personId, attributes, day, now: officer.now };
      const schools = await openSubjectCorrection(tx, order);
      await this.record(tx, officer, request, 'correction_asked', { attributes: [...attributes], schools });
      return schools;
    });
  }

  /** Stops the processing, or lets it go on. Throws NOT_FOUND, SUBJECT_UNKNOWN, PERSON_NOT_BLOCKED, what the gate throws. */
  block(officer: Officer, id: Uuid, isOn: boolean): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const request = await this.requests.lock(tx, officer.scope.regionId, id);
      if (request === null) throw new DomainError('NOT_FOUND', 'not_found');
      if (isOn) this.refuseClosed(request);
      const personId = this.subjectOf(request, 'blocking');
      const decider = await this.officers.decider(tx, officer);
      if (isOn) await this.blocking.start(tx, decider, { personId, basis: request.document });
      else await this.blocking.end(tx, decider, personId);
      await this.record(tx, officer, request, isOn ? 'blocked' : 'unblocked', {});
    });
  }

  /** A step of the life of a locked request. Throws SUBJECT_REQUEST_STATE. */
  async move(
    tx: EntityManager,
    officer: Officer,
    request: SubjectRequest,
    event: RequestEvent,
    { answer, proposedBy }: { readonly answer?: string; readonly proposedBy?: Uuid | null } = {},
  ): Promise<void> {
    const state = nextRequestState(request.state, event);
    if (state === null) throw new DomainError('SUBJECT_REQUEST_STATE', 'conflict', { state: request.state });
    const { esiaPersonId, now } = officer;
    await this.requests.step(tx, request.id, {
      ...{ state, now },
      ...(proposedBy !== undefined && { proposedBy }),
      ...(answer !== undefined && { answer, closedBy: esiaPersonId }),
    });
    await this.record(tx, officer, request, event, {});
  }

  /** The request, locked, of the officer's region, and not about the officer. Throws NOT_FOUND, CONFLICT_OF_INTEREST. */
  async locked(tx: EntityManager, officer: Officer, id: Uuid): Promise<SubjectRequest> {
    const request = await this.requests.lock(tx, officer.scope.regionId, id);
    if (request === null) throw new DomainError('NOT_FOUND', 'not_found');
    if (request.personId !== null) await this.officers.refuseOwn(tx, officer, request.personId);
    return request;
  }

  /** Throws SUBJECT_REQUEST_KIND for a request of another kind and SUBJECT_UNKNOWN where nobody is known. */
  subjectOf(request: SubjectRequest, kind: RequestKind): Uuid {
    if (request.kind !== kind) throw new DomainError('SUBJECT_REQUEST_KIND', 'conflict');
    if (request.personId === null) throw new DomainError('SUBJECT_UNKNOWN', 'conflict');
    return request.personId;
  }

  record(
    tx: EntityManager,
    officer: Officer,
    request: Pick<SubjectRequest, 'id' | 'regionId'>,
    action: string,
    facts: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    return this.audit.record(tx, {
      ...{ regionId: request.regionId, at: officer.now, actor: actorOf(officer), facts },
      action: `subject_request.${action}`,
      subject: { kind: 'subject_request', id: request.id },
      traceId: officer.traceId ?? undefined,
    });
  }

  private refuseClosed({ state, closedAt }: SubjectRequest): void {
    if (closedAt !== null) throw new DomainError('SUBJECT_REQUEST_STATE', 'conflict', { state });
  }

  private async whose(tx: EntityManager, regionId: Uuid, subject: SubjectNamed): Promise<Uuid | null> {
    if ('personId' in subject) {
      if (await this.held.isKnown(tx, regionId, subject.personId)) return subject.personId;
      throw new DomainError('NOT_FOUND', 'not_found');
    }
    const found = await this.held.findBySnils(tx, regionId, {
      hmac: this.vault.hmac(subject.snils),
      born: subject.born,
    });
    // Two records of one number and birthday are a fault of the data: somebody must say which is meant.
    if (found.length > 1) throw new DomainError('SUBJECT_AMBIGUOUS', 'conflict', { people: found.length });
    return found[0] ?? null;
  }
}
