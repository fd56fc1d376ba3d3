import type { OwnChild, OwnLink } from '../../linking/index.js';
import { explain } from '../application/outcomes.js';
import { inHandOf, type ShownAccount } from '../application/show-account.js';
import { formatCaseNumber } from '../domain/case-number.js';
import { mayBeMistake, notYetTold } from '../domain/mistakes.js';
import type { SignInOutcome } from '../domain/sign-in.js';
import { cutoverLines, WAITS } from './account-words.js';
import { type FormAt, type PasswordView, passwordView } from './password-views.js';
import { ACCOUNT_ROLES, dayInWords, MENDERS, momentInWords } from './russian-words.js';
import { type FormView, fullName, hintFor, type ReasonView, reasonView } from './views.js';

/** A reason on the own page; `mistake`: where the person says that it is one. */
export interface OwnReasonView extends ReasonView {
  readonly mistake: string | null;
  readonly note: string | null;
}

/** One account on the own page. */
export interface OwnLinkView {
  readonly href: string;
  readonly role: string;
  readonly schools: string;
  readonly whose: string | null;
  readonly linkedOn: string | null;
  readonly label: string;
  readonly kind: 'good' | 'paused';
  readonly note: string | null;
  /** The old password of the account; null where there is nothing to say of it. */
  readonly password: PasswordView | null;
  /** The text of OK_AUTO or OK_CONFIRMED while the link is new. */
  readonly news: string | null;
}

export function accountPageView(
  shown: ShownAccount,
  { at, ...forms }: { readonly signOut: FormView; readonly code: FormView; readonly at: FormAt },
  notice: string | null,
) {
  const { lastSignIn, timeZone, links } = shown;
  const since = lastSignIn?.startedAt ?? null;
  const standing = links.filter((link) => link.standing !== null && link.standing !== 'refused');
  const reasons = reasonsOf(shown);
  return {
    title: 'Моя страница',
    notice,
    name: fullName(shown.name),
    accounts: standing.map((link) => ({
      ...ownLinkView(link, timeZone, notice === null ? since : null),
      password: passwordView(shown, link.linkId, at),
    })),
    hasHistory: links.length > 0,
    isRepresentative: standing.some(({ card }) => card?.role === 'representative'),
    children: shown.children.map((child) => ({
      ...childView(child),
      ...declaredView(shown, child, at),
      days: cutoverLines(shown.cutovers.filter(({ personId }) => personId === child.childId)),
    })),
    parents: shown.parents.map(({ tieId, name }) => ({ name, href: `/account/parents/${tieId}/end` })),
    consents: shown.consents?.pupils.map(consentLine) ?? [],
    reasons,
    caseNumber: lastSignIn === null ? null : formatCaseNumber(lastSignIn.caseNumber),
    hint: hintFor(byTheSchool(shown) ? SCHOOL_ANSWERS : (lastSignIn?.outcomes ?? [])),
    until: momentInWords(shown.expiresAt, timeZone),
    ...forms,
  };
}

const SCHOOL_ANSWERS: readonly SignInOutcome[] = [{ source: 'linking', code: 'DATA_INSUFFICIENT' }];

/** Something waits for a school, whatever the last sign-in said. */
function byTheSchool({ links, asked }: ShownAccount): boolean {
  return asked.length > 0 || links.some(({ code, standing }) => code !== null && standing !== null);
}

export function ownLinkView(
  link: OwnLink,
  timeZone: string,
  newSince: Date | null,
): Omit<OwnLinkView, 'password'> {
  const { card, linkedAt, wayIn } = link;
  const whose = [card?.personName ?? null, card?.classLabel ?? null]
    .filter((part) => part !== null)
    .join(', ');
  const isNew = newSince !== null && linkedAt !== null && linkedAt >= newSince;
  return {
    href: `/account/links/${link.linkId}`,
    role: card === null ? 'Учётная запись журнала' : ACCOUNT_ROLES[card.role],
    schools: card?.schoolNames.join(', ') ?? '',
    whose: whose === '' ? null : whose,
    linkedOn: linkedAt === null ? null : dayInWords(linkedAt, timeZone),
    ...stateOf(link, timeZone),
    note: link.underReview && link.waitsFor === null ? 'Школа проверяет эту запись.' : null,
    news: isNew && wayIn !== null ? explain({ source: 'linking', code: wayIn }).cause : null,
  };
}

function stateOf(link: OwnLink, timeZone: string): Pick<OwnLinkView, 'label' | 'kind'> {
  const until = link.until === null ? '' : `, до ${dayInWords(link.until, timeZone)}`;
  switch (link.standing) {
    case 'usable':
      return { label: 'Вход через Госуслуги открыт, доступ полный', kind: 'good' };
    case 'history':
      return { label: `Только просмотр${until}`, kind: 'paused' };
    case 'held':
      return { label: 'Вход приостановлен', kind: 'paused' };
    case 'waiting':
      return { label: `${WAITS[link.waitsFor ?? 'school']}${until}`, kind: 'paused' };
    case 'refused':
      return { label: 'Школа отказала в привязке', kind: 'paused' };
    case null:
      return { label: 'Больше не привязана', kind: 'paused' };
  }
}

/** A hidden child shows nothing but that there is one: not the name, not who has hidden it but the person themselves. */
function childView({ tieId, name, schoolName, classLabel, isLinked, state, restricted }: OwnChild) {
  if (name === null) {
    const text =
      state === 'disputed' && !restricted
        ? 'Вы сообщили, что не представляете этого ученика. Школа проверяет, до её решения он скрыт.'
        : 'Доступ ограничен. Обратитесь в школу: она объяснит основание.';
    return { name: 'Ученик скрыт', place: null, linked: null, text, notMine: null };
  }
  const place = [schoolName, classLabel].filter((part) => part !== null).join(', ');
  return {
    name,
    place: place === '' ? null : place,
    linked: isLinked ? 'Своя запись ученика привязана к Госуслугам' : 'Своя запись ученика ещё не привязана',
    text: null,
    notMine: `/account/children/${tieId}/not-mine`,
  };
}

/** I-06: the representative's word about the child's own account; the other parent's deeds stay unnamed. */
function declaredView(
  { declared }: Pick<ShownAccount, 'declared'>,
  { childId, tieId, name }: OwnChild,
  at: FormAt,
) {
  const path = `/account/children/${tieId}`;
  const nothing = { declared: null, declare: null, undeclare: null };
  const state = name === null ? undefined : declared.get(childId);
  switch (state) {
    case undefined:
    case 'linked':
      return nothing;
    case 'none':
      return { ...nothing, declare: at(`${path}/declare`) };
    case 'declared':
      return { ...nothing, declared: 'Отмечено: у ребёнка есть учётная запись Госуслуг' };
    case 'declared_by_you': {
      const said = 'Вы отметили: у ребёнка есть учётная запись Госуслуг';
      return { ...nothing, declared: said, undeclare: at(`${path}/undeclare`) };
    }
  }
}

function consentLine({
  childName,
  givenAt,
  mayGive,
}: NonNullable<ShownAccount['consents']>['pupils'][number]) {
  const who = childName ?? 'Вы';
  if (givenAt !== null) return `${who}: согласие дано`;
  return mayGive
    ? childName === null
      ? 'Вы: согласия ещё нет, дайте его сами'
      : `${who}: согласия ещё нет, дать его можете вы`
    : `${who}: согласия ещё нет`;
}

/** Every reason why something does not open: of waiting and held rows, of the last sign-in, of questions to schools. */
function reasonsOf(shown: ShownAccount): readonly OwnReasonView[] {
  const { links, lastSignIn, timeZone, asked } = shown;
  const inHand = inHandOf(shown);
  const ofLinks = links.flatMap((link) => linkReason(link, shown) ?? []);
  const refused = new Set(
    links.filter(({ standing }) => standing === 'refused').map(({ code }) => code as string),
  );
  const ofSignIn = notYetTold(lastSignIn?.outcomes ?? [], inHand)
    .filter(({ code }) => !refused.has(code))
    .map((outcome) => ({
      ...reasonView(outcome, timeZone),
      mistake: mayBeMistake(outcome, inHand) ? mistakeAt(outcome.code) : null,
      note: null,
    }));
  const ofAsked = asked.map(({ code, schoolName, openedAt, state }) => {
    const day = dayInWords(openedAt, timeZone);
    const school = schoolName ?? 'Школа ещё не названа';
    const answer =
      state === 'open' ? 'Школа проверяет.' : 'Школа проверила и отказала: подробности она объяснит сама.';
    const cause = causeOfAsked(code);
    return {
      ...plain(cause, answer, 'school'),
      schools: school,
      mistake: null,
      note: `Обращение от ${day}`,
    };
  });
  return distinct([...ofLinks, ...ofSignIn, ...ofAsked]);
}

function linkReason(link: OwnLink, shown: ShownAccount): OwnReasonView | null {
  const { standing, code, why, card, until, waitsFor } = link;
  if (code === null || (standing !== 'waiting' && standing !== 'held' && standing !== 'refused')) return null;
  const schoolNames = card?.schoolNames ?? [];
  const outcome: SignInOutcome = { source: 'linking', code, schoolNames };
  const said = reasonView(outcome, shown.timeZone);
  const limit =
    until === null || standing !== 'waiting' ? null : `Ждём до ${dayInWords(until, shown.timeZone)}`;
  if (standing === 'refused') {
    const advice = 'Если вы не согласны, нажмите «Это ошибка»: школа посмотрит ещё раз.';
    const refused = plain('Школа отказала в привязке.', `${why ?? ''} ${advice}`.trim(), 'school');
    return { ...refused, schools: said.schools, mistake: mistakeAt(code), note: null };
  }
  const own =
    why === null ? said : { ...said, cause: why, advice: 'Если вы ошиблись, скажите об этом в школе.' };
  const waitsForConsent = waitsFor === 'consent' || code === 'AWAITING_PARENT_CONSENT';
  return { ...own, ...(waitsForConsent && consentWords(shown)), mistake: null, note: limit };
}

/** Where our own register takes the consent, the page says whose it is instead of sending to Госуслуги. */
function consentWords({ consents }: ShownAccount): Partial<ReasonView> {
  if (consents === null) return {};
  const own = consents.pupils.some(({ childName, mayGive }) => childName === null && mayGive);
  if (!own)
    return {
      advice: 'Попросите родителя войти на эту страницу под своей учётной записью Госуслуг и дать согласие.',
    };
  return {
    cause: 'Нужно ваше согласие.',
    advice: 'Вам уже есть 14 лет: дайте согласие сами, в разделе «Согласие» на этой странице.',
    mender: MENDERS.user,
  };
}

function causeOfAsked(code: string): string {
  return code === 'WRONG_CHILD'
    ? 'Вы сообщили, что запись чужая.'
    : explain({ source: 'linking', code }).cause;
}

function plain(cause: string, advice: string, by: 'school' | 'user'): ReasonView {
  return { help: null, cause, advice, mender: MENDERS[by], schools: null, notBefore: null };
}

function mistakeAt(code: string): string {
  return `/account/mistake?code=${encodeURIComponent(code)}`;
}

function distinct(views: readonly OwnReasonView[]): readonly OwnReasonView[] {
  return [...new Map(views.map((view) => [JSON.stringify(view), view])).values()];
}
