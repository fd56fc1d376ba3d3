import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OpenAdminSession } from '../../access/index.js';
import { AssurancePolicy, type EsiaPerson } from '../../esia/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { type LinkedAccount, LiveLinks } from '../../linking/index.js';
import { newToken } from '../../platform/crypto/tokens.js';
import type { Region } from '../../territory/index.js';
import { asksForEvidence } from '../domain/second-evidence.js';
import { PERSON_SESSION_LIVES_MS, type SignIn, type SignInOutcome, UNPROVEN_MS } from '../domain/sign-in.js';
import { PersonSessionsRepository } from '../store/person-sessions.repository.js';
import { SignInsRepository } from '../store/sign-ins.repository.js';

/** A session of ours that the browser gets as a cookie. */
export interface OpenedSession {
  readonly of: 'account' | 'admin';
  readonly token: string;
  readonly expiresAt: Date;
}

/** A confirmed person at the end of a sign-in. */
export interface ConfirmedPerson {
  readonly signIn: SignIn;
  readonly region: Region;
  readonly today: CalendarDate;
  readonly now: Date;
  readonly person: EsiaPerson;
  /** Every account that the person may use now, of every e-journal. */
  readonly accounts: readonly LinkedAccount[];
  readonly outcomes: readonly SignInOutcome[];
  readonly traceId: string | undefined;
}

type Opened =
  | { readonly kind: 'seen'; readonly signIn: SignIn }
  | { readonly kind: 'opened'; readonly signIn: SignIn; readonly session: OpenedSession };

/** Opens what a confirmed sign-in is for: an account of the e-journal, the own page, the work of an administrator. */
@Injectable()
export class OpenSession {
  constructor(
    @Inject(SignInsRepository) private readonly signIns: SignInsRepository,
    @Inject(PersonSessionsRepository) private readonly sessions: PersonSessionsRepository,
    @Inject(OpenAdminSession) private readonly openAdminSession: OpenAdminSession,
    @Inject(AssurancePolicy) private readonly assurance: AssurancePolicy,
    @Inject(LiveLinks) private readonly links: LiveLinks,
  ) {}

  execute(tx: EntityManager, confirmed: ConfirmedPerson): Promise<Opened> {
    switch (confirmed.signIn.purpose) {
      case 'journal':
        return this.forJournal(tx, confirmed);
      case 'account':
        return this.forAccount(tx, confirmed);
      case 'admin':
        return this.forAdministrator(tx, confirmed);
    }
  }

  /** One account is taken without a question; several are a choice, for a session carries one role (EC-043, EC-081). */
  private async forJournal(tx: EntityManager, confirmed: ConfirmedPerson): Promise<Opened> {
    const { signIn, accounts, now, outcomes, person } = confirmed;
    const mine = accounts.filter(({ journalSystemId }) => journalSystemId === signIn.journalSystemId);
    const [first, second] = mine;
    const change = { outcomes, esiaPersonId: person.id };
    const moved = async (
      event: 'confirm_none' | 'confirm_unproven' | 'confirm_one' | 'confirm_many',
      more = {},
    ): Promise<Opened> => ({
      kind: 'seen',
      signIn: await this.signIns.move(tx, signIn, event, now, { ...change, ...more }),
    });
    if (first === undefined) {
      const said = orNotFound(outcomes);
      if (!asksForEvidence(said)) return moved('confirm_none', { outcomes: said });
      const expiresAt = new Date(now.getTime() + UNPROVEN_MS);
      return moved('confirm_unproven', { outcomes: said, expiresAt });
    }
    if (second === undefined) return moved('confirm_one', { journalAccountId: first.accountId });
    return moved('confirm_many', { choiceAccountIds: mine.map(({ accountId }) => accountId) });
  }

  private async forAccount(tx: EntityManager, confirmed: ConfirmedPerson): Promise<Opened> {
    const { signIn, region, now, person, outcomes } = confirmed;
    const token = newToken();
    const expiresAt = new Date(now.getTime() + PERSON_SESSION_LIVES_MS);
    await this.sessions.open(tx, token, { regionId: region.id, esiaPersonId: person.id, expiresAt }, now);
    const change = { outcomes, esiaPersonId: person.id };
    const finished = await this.signIns.move(tx, signIn, 'confirm_session', now, change);
    return { kind: 'opened', signIn: finished, session: { of: 'account', token, expiresAt } };
  }

  private async forAdministrator(tx: EntityManager, confirmed: ConfirmedPerson): Promise<Opened> {
    const { signIn, region, today, now, person, traceId } = confirmed;
    const { birthDate: born, level } = person;
    const question = { regionId: region.id, subject: 'administrator', born, day: today, level } as const;
    const refuse = async (outcome: SignInOutcome): Promise<Opened> => {
      const change = { outcomes: [outcome], esiaPersonId: person.id };
      return { kind: 'seen', signIn: await this.signIns.move(tx, signIn, 'confirm_none', now, change) };
    };
    if (!(await this.assurance.accepts(tx, question)))
      return refuse({ source: 'esia', code: 'ESIA_NOT_VERIFIED' });
    // Whoever holds a stolen account of ESIA is not let at the schools' data either (EC-102).
    if (await this.links.isLocked(tx, person.id)) return refuse({ source: 'linking', code: 'SECURITY_LOCK' });
    const answer = await this.openAdminSession.execute(tx, { region, person, now, traceId });
    if (answer.kind === 'refused') return refuse({ source: 'access', code: answer.code });
    const finished = await this.signIns.move(tx, signIn, 'confirm_session', now, { esiaPersonId: person.id });
    const { token, expiresAt } = answer;
    return { kind: 'opened', signIn: finished, session: { of: 'admin', token, expiresAt } };
  }
}

/** A person is never left without a reason, even when linking found nothing to remark (accounts of other e-journals only). */
function orNotFound(outcomes: readonly SignInOutcome[]): readonly SignInOutcome[] {
  return outcomes.length > 0 ? outcomes : [{ source: 'linking', code: 'NOT_FOUND' }];
}
