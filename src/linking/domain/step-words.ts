import { isOutcomeCode, outcomeText } from './outcome-texts.js';
import { REFUSAL_WORDS } from './refusal-words.js';
import type { LinkEntry, LinkEvent, LinkState, RevocationReason, SuspensionReason } from './link-state.js';

/** One step of a link as the history keeps it. */
export interface TakenStep {
  readonly from: LinkState | null;
  readonly to: LinkState;
  readonly event: string;
  readonly reason: string | null;
  /** As in the audit: person, administrator, system, client, operator. */
  readonly actorKind: string;
  /** The person whose history it is took the step. */
  readonly isOwn: boolean;
}

/** A step as its owner reads it: no code of ours, nobody else's name. */
export interface StepWords {
  readonly what: string;
  readonly why: string;
  readonly byWhom: 'вы' | 'школа' | 'система';
}

const WHAT: Readonly<Record<LinkState, string>> = {
  active: 'Учётная запись привязана',
  pending_proof: 'Привязка ждёт подтверждения',
  pending_review: 'Привязка отправлена школе на проверку',
  awaiting_consent: 'Привязка ждёт согласия',
  suspended: 'Вход приостановлен',
  rejected: 'Школа отказала в привязке',
  expired: 'Привязка не состоялась',
  superseded: 'Привязка перешла к другой вашей учётной записи Госуслуг',
  revoked: 'Учётная запись отвязана',
};

/** What stays between a school and a family is named by neither side here (EC-047, EC-048): the school explains it in person. */
const ASK_THE_SCHOOL = 'Основание доступа закончилось. Подробности объяснит школа.';

const ENDS: Readonly<Record<RevocationReason, string>> = {
  user_request: 'По вашей просьбе.',
  school_error: 'Школа исправила ошибку.',
  wrong_person: 'Школа проверила документы: эта запись принадлежит другому человеку.',
  enrollment_ended: 'Обучение в этой школе закончилось.',
  staff_dismissed: 'Работа в этой школе закончилась.',
  representation_ended: ASK_THE_SCHOOL,
  guardianship_expired: 'Срок, на который вы назначены представителем, закончился.',
  person_deceased: ASK_THE_SCHOOL,
  security_incident: 'Ради безопасности: учётной записью мог пользоваться кто-то другой.',
  court_order: ASK_THE_SCHOOL,
  suspension_timeout: 'За 30 дней новая школа не появилась в данных.',
  account_closed: 'Журнал закрыл эту запись.',
};

const SUSPENSIONS: Readonly<Record<SuspensionReason, string>> = {
  data_mismatch: 'Данные школы и Госуслуг стали различаться.',
  dispute: 'Вы сообщили, что не представляете этого ученика. Школа проверяет.',
  security: 'Ради вашей безопасности: доступ закрыт до подтверждения в школе.',
  restriction: 'Доступ ограничен. Подробности объяснит школа.',
  between_schools: 'Ученик переходит в другую школу: пока можно только смотреть.',
  consent_withdrawn: 'Согласие отозвано.',
};

/** What an event says by itself, where the reason beside it adds nothing for a person. */
const EVENTS: Readonly<Record<LinkEntry | LinkEvent, string>> = {
  matched: 'Данные школы и Госуслуг совпали.',
  new_oid: 'Вы вошли под другой своей учётной записью Госуслуг.',
  new_oid_suspended: 'Вы вошли под другой своей учётной записью Госуслуг; приостановка осталась в силе.',
  matched_consent_due: 'Данные совпали; для входа нужно согласие.',
  school_approved: 'Школа проверила документы и подтвердила.',
  proof_given: 'Вы подтвердили запись кодом из памятки или старым паролем.',
  proposed: 'Данные совпали не полностью: нужно подтверждение.',
  sent_to_review: 'Данные совпали не полностью: решает школа.',
  school_confirmed: 'Школа подтвердила, что запись ваша.',
  roster_mended: 'Школа исправила данные, и они совпали.',
  consent_due: 'Для входа нужно согласие.',
  consent_given: 'Согласие дано.',
  consent_not_due: 'Согласие больше не требуется.',
  evidence_contradicts: 'Новые сведения не сходятся с данными школы.',
  account_taken: 'Запись уже привязана к другому человеку.',
  rule_broken: 'Данные перестали совпадать.',
  school_refused: 'Школа проверила документы и отказала.',
  lapsed: 'Срок ожидания закончился.',
  withdrawn: 'Вы отказались от привязки.',
  moot: 'Проверка больше не нужна.',
  account_closed: 'Журнал закрыл эту запись.',
  suspend: 'Вход приостановлен до проверки.',
  resolved: 'Причина приостановки устранена.',
  supersede: 'Теперь действует ваша новая учётная запись Госуслуг.',
  revoke: 'Основание для входа закончилось.',
};

const REASONS: Readonly<Record<string, string>> = {
  ...SUSPENSIONS,
  ...ENDS,
  ...REFUSAL_WORDS,
  transfer: 'Ученик перешёл в другую школу: привязана его новая запись.',
  vendor_change: 'Школа перешла на другой журнал: привязана новая запись.',
  roster_mended: EVENTS.roster_mended,
};

/** Events that only the owner of a link brings about with their own hand. */
const BY_HAND: ReadonlySet<string> = new Set(['proof_given', 'withdrawn', 'matched', 'new_oid', 'proposed']);

/** A step in words (LNK-11): what happened, why, and by whom. Total: an unknown code says what its state says. */
export function stepInWords(step: TakenStep): StepWords {
  const what = step.from === 'suspended' && step.to === 'active' ? 'Доступ возвращён' : WHAT[step.to];
  return { what, why: whyOf(step), byWhom: byWhom(step) };
}

/** The words of a suspension that a person reads on the account itself. */
export function whyOf({ event, reason, to }: Pick<TakenStep, 'event' | 'reason' | 'to'>): string {
  if (reason !== null && to !== 'active') {
    const own = Object.hasOwn(REASONS, reason) ? REASONS[reason] : undefined;
    if (own !== undefined) return own;
    if (isOutcomeCode(reason)) return outcomeText(reason).cause;
  }
  if (reason !== null && (reason === 'transfer' || reason === 'vendor_change')) return REASONS[reason] ?? '';
  return Object.hasOwn(EVENTS, event) ? EVENTS[event as LinkEvent] : WHAT[to];
}

function byWhom({ actorKind, isOwn, event, reason }: TakenStep): StepWords['byWhom'] {
  if (actorKind === 'administrator') return 'школа';
  const byHand = BY_HAND.has(event) || reason === 'user_request' || reason === 'security';
  return isOwn && byHand ? 'вы' : 'система';
}
