import { DomainError } from '../../kernel/domain-error.js';
import { explain } from '../application/outcomes.js';
import type { ShownMistake } from '../application/say-mistake.js';
import type { ShownAccount } from '../application/show-account.js';
import { ownLinkView } from './account-views.js';
import { passwordView } from './password-views.js';
import { dayInWords, daysInWords, momentInWords } from './russian-words.js';
import type { FormView } from './views.js';

/** A page that asks once more before a deed. */
export interface ConfirmView {
  readonly title: string;
  readonly subject: string | null;
  readonly lines: readonly string[];
  readonly button: string;
  readonly back: string;
}

/** One link with its history and what its owner may do with it. @throws DomainError `NOT_FOUND` */
export function linkPageView(shown: ShownAccount, id: string, form: (path: string) => FormView) {
  const link = shown.links.find(({ linkId }) => linkId === id) ?? notFound();
  const { timeZone } = shown;
  const opens = link.standing === 'usable' || link.standing === 'history';
  const role = link.card?.role ?? null;
  const ofPupil = role === 'student' || role === 'representative';
  return {
    title: 'Учётная запись',
    account: { ...ownLinkView(link, timeZone, null), password: passwordView(shown, link.linkId, form) },
    steps: link.steps.map((step) => ({ ...step, on: momentInWords(step.at, timeZone) })),
    unlink: link.mayUnlink === null ? null : `/account/links/${id}/unlink`,
    unlinkLabel: link.mayUnlink === 'school_asked' ? 'Попросить школу отвязать' : unlinkLabel(opens),
    wrongClass: opens && ofPupil ? form(`/account/links/${id}/wrong-class`) : null,
    wrongChild: opens && ofPupil && !link.underReview ? form(`/account/links/${id}/wrong-child`) : null,
    wrongChildLabel: role === 'representative' ? 'Здесь не мой ребёнок' : 'Это не моя запись',
    back: '/account',
  };
}

function unlinkLabel(opens: boolean): string {
  return opens ? 'Отвязать' : 'Отказаться от привязки';
}

/** Every link of the person with its steps, in the order of the page. */
export function historyPageView({ links, timeZone }: ShownAccount) {
  return {
    title: 'История привязок',
    links: links.map((link) => ({
      account: ownLinkView(link, timeZone, null),
      steps: link.steps.map((step) => ({ ...step, on: momentInWords(step.at, timeZone) })),
    })),
    back: '/account',
  };
}

/** @throws DomainError `NOT_FOUND` for another's link and for one that this person may not unlink */
export function unlinkView(shown: ShownAccount, id: string): ConfirmView {
  const link = shown.links.find(({ linkId }) => linkId === id) ?? notFound();
  const { role, schools, whose } = ownLinkView(link, shown.timeZone, null);
  const subject = [role, schools, whose].filter((part) => part !== null && part !== '').join(', ');
  const back = `/account/links/${id}`;
  switch (link.mayUnlink) {
    case 'unlinked':
      return {
        ...{ title: 'Отвязать учётную запись?', subject, back, button: 'Да, отвязать' },
        lines: [
          'Вход в журнал через ваши Госуслуги по этой записи закроется сразу, открытые окна журнала тоже.',
          'Данные в журнале не удаляются. Вы сможете привязать запись снова: войдите через Госуслуги.',
        ],
      };
    case 'school_asked':
      return {
        ...{ title: 'Попросить школу отвязать запись?', subject, back, button: 'Да, попросить школу' },
        lines: ['До 18 лет запись отвязывает школа. Она получит вашу просьбу, до её решения вход остаётся.'],
      };
    case null:
      return notFound();
  }
}

/** What the school gives, for how long and how often, before it is asked. @throws DomainError `NOT_FOUND` where it is not to be asked */
export function askPasswordView(shown: ShownAccount, id: string, form: (path: string) => FormView) {
  const link = shown.links.find(({ linkId }) => linkId === id) ?? notFound();
  const password = shown.passwords.get(link.linkId);
  if (password?.way !== 'ask_school') return notFound();
  const { role, schools } = ownLinkView(link, shown.timeZone, null);
  return {
    title: 'Попросить школу включить пароль?',
    subject: [role, schools].filter((part) => part !== '').join(', '),
    lines: [
      `Если школа согласится, старый пароль заработает не больше чем на ${daysInWords(password.reenableDays)}. Это бывает один раз.`,
      'За эти дни получите подтверждённую учётную запись Госуслуг и закончите привязку. Подтвердить запись помогут в МФЦ или банке, войти можно с компьютера в школе.',
    ],
    form: form(`/account/links/${id}/ask-password`),
    back: `/account/links/${id}`,
  };
}

/** @throws DomainError `NOT_FOUND` for a child that is not shown to this person */
export function notMineView(shown: ShownAccount, tieId: string): ConfirmView {
  const child = shown.children.find((one) => one.tieId === tieId && one.name !== null) ?? notFound();
  return {
    title: 'Вы не законный представитель этого ученика?',
    subject: child.name,
    lines: [
      'Ученик сразу скроется с вашей страницы. Если в вашей записи нет других детей, вход в неё приостановится.',
      'Школа получит задачу и проверит документы. Вернуть доступ тоже сможет только школа.',
    ],
    button: 'Да, я не представитель',
    back: '/account',
  };
}

/** @throws DomainError `NOT_FOUND` */
export function parentEndView(shown: ShownAccount, tieId: string): ConfirmView {
  const parent = shown.parents.find((one) => one.tieId === tieId) ?? notFound();
  return {
    title: 'Закрыть родителю доступ к вашему дневнику?',
    subject: parent.name,
    lines: [
      'Вам исполнилось 18 лет, и вы решаете сами. Родитель больше не увидит ваши оценки и сообщения.',
      'Вернуть доступ можно только через школу.',
    ],
    button: 'Да, закрыть доступ',
    back: '/account',
  };
}

export const HACKED_VIEW: ConfirmView = {
  title: 'Вашу учётную запись Госуслуг взломали?',
  subject: null,
  lines: [
    'Мы сразу закроем вход во все ваши записи журнала и завершим открытые сессии, эту тоже.',
    'Вернуть вход сможет только школа: придите с паспортом, она подтвердит, что запись ваша.',
    'Саму учётную запись Госуслуг восстановите отдельно: в приложении банка, в МФЦ или на gosuslugi.ru. Смените пароль и включите вход с подтверждением.',
  ],
  button: 'Да, закрыть вход',
  back: '/account',
};

/** The text, how things stand, and the forms. @throws DomainError `NOT_FOUND` where no consent is asked of this person */
export function consentPageView({ consents, timeZone }: ShownAccount, form: (path: string) => FormView) {
  if (consents === null) return notFound();
  return {
    title: 'Согласие на вход через Госуслуги',
    text: consents.text.body,
    version: consents.text.version,
    pupils: consents.pupils.map(({ subjectId, childName, givenAt, withdrawable, mayGive }) => ({
      name: childName ?? 'Вы',
      state: givenAt === null ? 'Согласия ещё нет' : `Согласие дано ${dayInWords(givenAt, timeZone)}`,
      isGiven: givenAt !== null,
      give: mayGive ? form(`/account/consent/${subjectId}/give`) : null,
      withdraw: withdrawable === null ? null : `/account/consent/${withdrawable}/withdraw`,
      who: mayGive || givenAt !== null ? null : whoGives(childName),
    })),
    back: '/account',
  };
}

function whoGives(childName: string | null): string {
  return childName === null
    ? 'До 14 лет согласие даёт родитель: на своей странице или на бумаге в школе.'
    : 'Ребёнку уже 14 лет: согласие он даёт сам, на своей странице.';
}

/** @throws DomainError `NOT_FOUND` */
export function withdrawView({ consents }: ShownAccount, consentId: string): ConfirmView {
  const pupil = consents?.pupils.find(({ withdrawable }) => withdrawable === consentId) ?? notFound();
  return {
    title: 'Отозвать согласие?',
    subject: pupil.childName,
    lines: ['Вход в журнал через Госуслуги закроется сразу. Дать согласие снова можно в любой день.'],
    button: 'Да, отозвать',
    back: '/account/consent',
  };
}

export function mistakePageView(shown: ShownMistake, search: string, say: FormView) {
  const { cause } = explain({ source: 'linking', code: shown.code });
  return {
    title: 'Какая школа проверит?',
    cause,
    code: shown.code,
    search,
    schools: shown.schools,
    isCut: shown.isCut,
    isEmpty: search.trim() !== '' && shown.schools.length === 0,
    say,
    back: '/account',
  };
}

function notFound(): never {
  throw new DomainError('NOT_FOUND', 'not_found');
}
