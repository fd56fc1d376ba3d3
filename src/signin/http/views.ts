import type { ShownGrant } from '../application/show-administrator.js';
import type { PersonName } from '../../kernel/person-name.js';
import type { LinkedAccount } from '../../linking/index.js';
import type { ShownPerson } from '../application/show-sign-in.js';
import { explain } from '../application/outcomes.js';
import { formatCaseNumber } from '../domain/case-number.js';
import { returnPathWith } from '../domain/return-path.js';
import type { SignIn, SignInOutcome } from '../domain/sign-in.js';
import { ACCOUNT_ROLES, ADMIN_ROLES, MENDERS, momentInWords, yearsOfAge } from './russian-words.js';

/** A button of a form: where it posts to, and the token that proves our page. */
export interface FormView {
  readonly action: string;
  readonly token: string;
}

/** One account on the chooser. */
export interface AccountView {
  readonly id: string;
  readonly role: string;
  readonly schools: string;
  /** Whose account it is: a pupil's name with the class; null when the roster says neither. */
  readonly whose: string | null;
  /** Null when it can be used in full. */
  readonly limit: string | null;
}

/** One reason on a page of outcomes. */
export interface ReasonView {
  /** The page of help by the code. */
  readonly help: string | null;
  readonly cause: string;
  readonly advice: string | null;
  readonly mender: string | null;
  readonly schools: string | null;
  readonly notBefore: string | null;
}

/** Name in the order of documents: «Иванова Анна Петровна». */
export function fullName({ last, first, middle }: PersonName): string {
  return [last, first, middle].filter((part) => part !== null && part !== '').join(' ');
}

export function accountView(account: LinkedAccount): AccountView {
  const whose = [account.personName, account.classLabel].filter((part) => part !== null).join(', ');
  return {
    id: account.accountId,
    role: ACCOUNT_ROLES[account.role],
    schools: account.schoolNames.join(', '),
    whose: whose === '' ? null : whose,
    limit: account.access === 'full' ? null : 'Только просмотр: ученик переходит в другую школу.',
  };
}

/** Equal reasons are said once: a parent of four children with one gap in the roster reads it once. */
export function reasonViews(outcomes: readonly SignInOutcome[], timeZone: string): readonly ReasonView[] {
  const views = outcomes.map((outcome) => reasonView(outcome, timeZone));
  const distinct = new Map(views.map((view) => [JSON.stringify(view), view]));
  return [...distinct.values()];
}

export function reasonView(outcome: SignInOutcome, timeZone: string): ReasonView {
  const { cause, advice, mendedBy } = explain(outcome);
  const { schoolNames = [], notBefore } = outcome;
  return {
    help: outcome.source === 'access' ? null : `/help/${outcome.code}`,
    cause,
    advice,
    mender: MENDERS[mendedBy],
    schools: schoolNames.length === 0 ? null : schoolNames.join(', '),
    notBefore: notBefore === undefined ? null : momentInWords(new Date(notBefore), timeZone),
  };
}

/** «Это вы?»: the name as ESIA has it and the age of a minor; nothing more of the person (EC-128). */
export function whoseView(person: ShownPerson, me: FormView, notMe: FormView) {
  const age = person.age === null ? null : yearsOfAge(person.age);
  return { title: 'Это вы?', name: fullName(person.name), age, me, notMe };
}

export function chooserView(accounts: readonly LinkedAccount[], choose: FormView, notMe: FormView) {
  return { title: 'В какую учётную запись войти?', accounts: accounts.map(accountView), choose, notMe };
}

/** What people can do next, whatever the outcome: try again, go back to the journal. */
export function wayOn({ id, purpose, returnTo }: SignIn) {
  return {
    again: `/sign-in/${id}/again`,
    back: purpose === 'journal' ? returnPathWith(returnTo, id) : null,
  };
}

/** What a person does who is sure of being right: the school sees the comparison, support sees what ESIA answered. */
export function hintFor(outcomes: readonly SignInOutcome[]): string {
  return outcomes.some(({ source }) => source === 'linking')
    ? 'Если вы уверены, что это ошибка, назовите номер обращения классному руководителю или администратору школы: по нему видно, что именно не совпало. СНИЛС и пароль сообщать не нужно.'
    : 'Если не поможет, назовите номер обращения службе поддержки или администратору школы. СНИЛС и пароль сообщать не нужно.';
}

export function outcomeView(signIn: SignIn, timeZone: string, signOut: FormView) {
  return {
    title: signIn.purpose === 'admin' ? 'Войти администратором не получилось' : 'Войти не получилось',
    reasons: reasonViews(signIn.outcomes, timeZone),
    caseNumber: formatCaseNumber(signIn.caseNumber),
    hint: hintFor(signIn.outcomes),
    evidence: null,
    signOut,
    ...wayOn(signIn),
  };
}

export function administratorView(grants: readonly ShownGrant[], signOut: FormView) {
  return {
    title: 'Вы вошли как администратор',
    grants: grants.map(({ role, place }) => ({ role: ADMIN_ROLES[role], place })),
    signOut,
  };
}
