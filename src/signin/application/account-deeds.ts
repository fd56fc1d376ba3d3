import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EndAdminSession } from '../../access/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { type OwnPasswordDone, OwnPasswords } from '../../legacy/index.js';
import {
  Consents,
  OwnFamily,
  OwnPeople,
  RenewLinks,
  ReportWrong,
  SIGN_IN_PURPOSE,
  SuspendForSecurity,
  UnlinkByPerson,
} from '../../linking/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeclareOwnChild } from '../../statistics/index.js';
import { PersonSessionsRepository } from '../store/person-sessions.repository.js';
import { AttemptLimits } from './attempt-limits.js';
import { type AccountVisit, OwnVisit, type Visitor } from './own-visit.js';

/** What a deed came to; `lost`: nobody is signed in here. */
export type DeedDone =
  | 'lost'
  | 'unlinked'
  | 'school_asked'
  | 'disputed'
  | 'declared'
  | 'undeclared'
  | 'parent_ended'
  | 'consent_given'
  | 'consent_withdrawn'
  | 'locked'
  | 'password_restored'
  | 'password_asked'
  | 'password_stays'
  | 'reported'
  | 'reported_before';

/** What a person decides on their own page. Each is done once, however often the button is pressed. */
@Injectable()
export class AccountDeeds {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(OwnVisit) private readonly visits: OwnVisit,
    @Inject(AttemptLimits) private readonly limits: AttemptLimits,
    @Inject(UnlinkByPerson) private readonly unlinkByPerson: UnlinkByPerson,
    @Inject(OwnFamily) private readonly family: OwnFamily,
    @Inject(Consents) private readonly consents: Consents,
    @Inject(RenewLinks) private readonly renew: RenewLinks,
    @Inject(SuspendForSecurity) private readonly suspend: SuspendForSecurity,
    @Inject(ReportWrong) private readonly reports: ReportWrong,
    @Inject(OwnPasswords) private readonly passwords: OwnPasswords,
    @Inject(PersonSessionsRepository) private readonly sessions: PersonSessionsRepository,
    @Inject(EndAdminSession) private readonly endAdminSession: EndAdminSession,
    @Inject(OwnPeople) private readonly own: OwnPeople,
    @Inject(DeclareOwnChild) private readonly declarations: DeclareOwnChild,
  ) {}

  /** LNK-09. @throws DomainError `NOT_FOUND` for another's link, one that is locked, and for a child under 14 */
  unlink(visit: AccountVisit, linkId: Uuid): Promise<DeedDone> {
    return this.act(visit, async (tx, visitor) => {
      const answer = await this.unlinkByPerson.execute(tx, linkId, requestOf(visit, visitor));
      switch (answer) {
        case 'unlinked':
        case 'already':
          return 'unlinked';
        case 'school_asked':
          return 'school_asked';
        case 'not_linked':
        case 'too_young':
        case 'locked':
          throw new DomainError('NOT_FOUND', 'not_found');
      }
    });
  }

  /** LNK-07, EC-055. @throws DomainError `NOT_FOUND`, `TIE_STATE_WRONG` */
  dispute(visit: AccountVisit, tieId: Uuid): Promise<DeedDone> {
    return this.act(visit, async (tx, visitor) => {
      await this.family.dispute(tx, visitor.person.id, tieId, actOf(visit, visitor));
      return 'disputed';
    });
  }

  /** I-06: «У ребёнка есть учётная запись Госуслуг»; said already, by whomever, is no error. @throws DomainError `NOT_FOUND` */
  declareChild(visit: AccountVisit, tieId: Uuid): Promise<DeedDone> {
    return onceMore('DECLARATION_EXISTS', 'declared', () =>
      this.act(visit, async (tx, visitor) => {
        await this.declarations.declare(
          tx,
          await this.childOf(tx, tieId, visitor),
          await this.aboutChild(tx, visit, visitor),
        );
        return 'declared';
      }),
    );
  }

  /** Takes one's own word back, and nobody else's. @throws DomainError `NOT_FOUND` */
  undeclareChild(visit: AccountVisit, tieId: Uuid): Promise<DeedDone> {
    return onceMore('DECLARATION_WITHDRAWN', 'undeclared', () =>
      this.act(visit, async (tx, visitor) => {
        await this.declarations.withdraw(
          tx,
          await this.childOf(tx, tieId, visitor),
          await this.aboutChild(tx, visit, visitor),
        );
        return 'undeclared';
      }),
    );
  }

  /** EC-030. @throws DomainError `NOT_FOUND`, `PUPIL_NOT_OF_AGE`, `PARENT_ACCESS_BY_POLICY`, `TIE_STATE_WRONG` */
  endParentAccess(visit: AccountVisit, tieId: Uuid): Promise<DeedDone> {
    return this.act(visit, async (tx, visitor) => {
      await this.family.endParentAccess(tx, visitor.person.id, tieId, actOf(visit, visitor));
      return 'parent_ended';
    });
  }

  /**
   * EC-102: «Мою учётную запись Госуслуг взломали». Whoever else is on this person's pages goes out at once; this browser's
   * session ends with the news of the lock, so that a second click still finds whose it is.
   */
  lock(visit: AccountVisit): Promise<DeedDone> {
    return this.act(visit, async (tx, visitor) => {
      await this.suspend.execute(tx, requestOf(visit, visitor));
      await this.sessions.endOthers(tx, visitor.person.id, visit.accountToken ?? '', visit.now);
      await this.endAdminSession.executeAll(tx, visitor.person.id, visit.now);
      return 'locked';
    });
  }

  /** LNK-12, PD-04. @throws DomainError as `Consents.give`, but one that stands already is no error */
  giveConsent(visit: AccountVisit, subjectId: Uuid, textVersion: number): Promise<DeedDone> {
    return onceMore('CONSENT_EXISTS', 'consent_given', () =>
      this.act(visit, async (tx, visitor) => {
        const act = actOf(visit, visitor);
        const what = { subjectId, purpose: SIGN_IN_PURPOSE, textVersion };
        await this.consents.give(tx, what, { ...act, esiaPersonId: visitor.person.id });
        const { actor, now, traceId } = act;
        await this.renew.execute(tx, visitor.person.id, { cause: 'roster_changed', actor, now, traceId });
        return 'consent_given';
      }),
    );
  }

  /** @throws DomainError as `Consents.withdraw`, but one that was taken back already is no error */
  withdrawConsent(visit: AccountVisit, consentId: Uuid): Promise<DeedDone> {
    return onceMore('CONSENT_WITHDRAWN', 'consent_withdrawn', () =>
      this.act(visit, async (tx, visitor) => {
        const act = { ...actOf(visit, visitor), esiaPersonId: visitor.person.id };
        await this.consents.withdraw(tx, consentId, act);
        return 'consent_withdrawn';
      }),
    );
  }

  /** LEG-05: «Вернуть вход по паролю». @throws DomainError `NOT_FOUND` for another's link */
  restorePassword(visit: AccountVisit, linkId: Uuid): Promise<DeedDone> {
    return this.act(visit, async (tx, visitor) => {
      return PASSWORD_DONE[await this.passwords.restoreUnused(tx, linkId, requestOf(visit, visitor))];
    });
  }

  /** LEG-10, EC-113: asks the school for some days of the password. @throws DomainError `NOT_FOUND` for another's link */
  askPassword(visit: AccountVisit, linkId: Uuid, reason: string | null): Promise<DeedDone> {
    const work = async (tx: EntityManager, visitor: Visitor) =>
      PASSWORD_DONE[await this.passwords.askSchool(tx, linkId, reason, requestOf(visit, visitor))];
    return this.act(visit, work, (id) => this.limits.countPasswordRequest(id));
  }

  /** LNK-15. @throws DomainError `NOT_FOUND`, `LINK_NOT_LIVE`, `REPORTS_TOO_MANY` */
  report(visit: AccountVisit, kind: 'wrong_child' | 'wrong_class', linkId: Uuid): Promise<DeedDone> {
    const work = async (tx: EntityManager, { person, region }: Visitor) => {
      const reporter = {
        regionId: region.id,
        esiaPersonId: person.id,
        now: visit.now,
        traceId: visit.traceId,
      };
      const answer = await this.reports.execute(tx, reporter, { kind, linkId });
      return answer === 'opened' ? ('reported' as const) : ('reported_before' as const);
    };
    return this.act(visit, work, (id) => this.limits.countReport(id));
  }

  /** A child who is shown to this person. */
  private async childOf(tx: EntityManager, tieId: Uuid, { person, today }: Visitor): Promise<Uuid> {
    const children = await this.family.children(tx, person.id, today);
    const child = children.find((one) => one.tieId === tieId && one.name !== null);
    if (child === undefined) throw new DomainError('NOT_FOUND', 'not_found');
    return child.childId;
  }

  private async aboutChild(tx: EntityManager, visit: AccountVisit, { person, today }: Visitor) {
    const personIds = await this.own.ofLinks(tx, person.id, 'representative');
    return { esiaPersonId: person.id, personIds, now: visit.now, today, traceId: visit.traceId };
  }

  /** One deed in one transaction, counted before it. */
  private async act(
    visit: AccountVisit,
    work: (tx: EntityManager, visitor: Visitor) => Promise<DeedDone>,
    count = (id: Uuid) => this.limits.countDeed(id),
  ): Promise<DeedDone> {
    const whose = await this.unitOfWork.direct((tx) => this.visits.visitor(tx, visit));
    if (whose === null) return 'lost';
    await count(whose.person.id);
    return this.unitOfWork.run(async (tx) => {
      const visitor = await this.visits.visitor(tx, visit);
      return visitor === null ? 'lost' : work(tx, visitor);
    });
  }
}

const PASSWORD_DONE = {
  restored: 'password_restored',
  asked: 'password_asked',
  stays: 'password_stays',
} as const satisfies Record<OwnPasswordDone, DeedDone>;

function requestOf({ now, traceId }: AccountVisit, { person: { id } }: Visitor) {
  return { esiaPersonId: id, actor: { kind: 'person', id } as const, now, traceId };
}

function actOf({ now, traceId }: AccountVisit, { person: { id }, today }: Visitor) {
  return { actor: { kind: 'person', id } as const, now, today, traceId };
}

/** The refusal that a second click meets is the answer of the first. */
async function onceMore(code: string, done: DeedDone, deed: () => Promise<DeedDone>): Promise<DeedDone> {
  try {
    return await deed();
  } catch (error) {
    if (error instanceof DomainError && error.code === code) return done;
    throw error;
  }
}
