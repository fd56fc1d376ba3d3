import type { LinkOutcomeCode, MendedBy } from './outcome-codes.js';

/** What a person reads of an outcome. Russian, whole sentences. */
export interface OutcomeText {
  /** The cause. */
  readonly cause: string;
  /** What to do now, and who does it. */
  readonly advice: string;
  readonly mendedBy: MendedBy;
}

const SCHOOL_CHECKS =
  'Школа уже видит эту заявку и проверит её по документам. Если вход нужен срочно, обратитесь к администратору школы.';

/** One entry for every code; outcome-codes.md i.1, and ESIA_NOT_VERIFIED of i.2, which we decide ourselves by `lvl`. */
const TEXTS: Readonly<Record<LinkOutcomeCode, OutcomeText>> = {
  OK_AUTO: {
    cause: 'Учётная запись привязана.',
    advice: 'Ничего делать не нужно: входите через Госуслуги.',
    mendedBy: 'nobody',
  },
  OK_CONFIRMED: {
    cause: 'Учётная запись привязана после подтверждения.',
    advice: 'Ничего делать не нужно: входите через Госуслуги.',
    mendedBy: 'nobody',
  },
  NOT_ME: {
    cause: 'Вы ответили «Это не я», и вход завершён.',
    advice: 'Выйдите из Госуслуг и войдите под своей учётной записью.',
    mendedBy: 'user',
  },
  NOT_FOUND: {
    cause: 'Мы не нашли вас в списках школы.',
    advice:
      'Обратитесь в школу и попросите проверить, что в электронном журнале указаны ваши СНИЛС и дата рождения. После исправления войдите снова.',
    mendedBy: 'school',
  },
  SNILS_MISSING_IN_ROSTER: {
    cause: 'В данных школы не указан ваш СНИЛС.',
    advice:
      'Введите код из памятки, войдите по старому паролю или попросите школу внести СНИЛС в электронный журнал.',
    mendedBy: 'school',
  },
  BIRTHDATE_MISSING_IN_ROSTER: {
    cause: 'В данных школы не указана ваша дата рождения.',
    advice:
      'Введите код из памятки, войдите по старому паролю или попросите школу внести дату рождения. Дневник ученика откроется только после того, как школа внесёт дату.',
    mendedBy: 'school',
  },
  SNILS_MISSING_IN_ESIA: {
    cause: 'В вашей учётной записи Госуслуг не указан СНИЛС.',
    advice:
      'Введите код из памятки школы. Если СНИЛС у вас есть, добавьте его в профиле Госуслуг и войдите снова; памятку с кодом выдаёт школа.',
    mendedBy: 'user',
  },
  DATA_INSUFFICIENT: {
    cause: 'В данных школы не хватает сведений, чтобы узнать вас.',
    advice: SCHOOL_CHECKS,
    mendedBy: 'school',
  },
  SNILS_DUPLICATE: {
    cause: 'Ваш СНИЛС указан в школе у нескольких людей.',
    advice: SCHOOL_CHECKS,
    mendedBy: 'school',
  },
  SNILS_MISMATCH: {
    cause: 'СНИЛС в данных школы и в Госуслугах различается.',
    advice: `${SCHOOL_CHECKS} Если ошибка в Госуслугах, исправьте СНИЛС в профиле.`,
    mendedBy: 'school',
  },
  BIRTHDATE_MISMATCH: {
    cause: 'Дата рождения в данных школы и в Госуслугах различается.',
    advice: `${SCHOOL_CHECKS} Если ошибка в Госуслугах, исправьте данные паспорта или свидетельства в профиле.`,
    mendedBy: 'school',
  },
  NAME_DISCREPANCY: {
    cause: 'Фамилия, имя или отчество в данных школы и в Госуслугах различаются.',
    advice: `${SCHOOL_CHECKS} Если ошибка в Госуслугах, исправьте данные в профиле.`,
    mendedBy: 'school',
  },
  OID_SNILS_CHANGED: {
    cause: 'В вашей учётной записи Госуслуг изменился СНИЛС, поэтому вход приостановлен.',
    advice: `${SCHOOL_CHECKS} Если СНИЛС изменён по ошибке, обратитесь в поддержку Госуслуг.`,
    mendedBy: 'school',
  },
  AMBIGUOUS: {
    cause: 'Найдено несколько подходящих записей, и выбрать между ними может только школа.',
    advice: SCHOOL_CHECKS,
    mendedBy: 'school',
  },
  WRONG_PERSON_PARENT_AS_STUDENT: {
    cause: 'Это дневник ученика, а вы вошли под учётной записью взрослого.',
    advice:
      'Войдите под учётной записью ребёнка на Госуслугах. Свой кабинет родителя открывайте под своей учётной записью; если его нет, попросите школу завести его.',
    mendedBy: 'user',
  },
  SIBLING_ACCOUNT: {
    cause: 'Эта запись принадлежит другому ученику.',
    advice:
      'Выйдите из Госуслуг и войдите под учётной записью того, чей это дневник. Если дневник ваш, обратитесь в школу: она исправит данные.',
    mendedBy: 'user',
  },
  SHARED_ACCOUNT: {
    cause: 'Эта учётная запись принадлежит другому человеку.',
    advice:
      'Школа получила задачу завести вам отдельную учётную запись. Войдите снова, когда она сообщит об этом.',
    mendedBy: 'school',
  },
  LINK_CONFLICT: {
    cause: 'К этой учётной записи уже привязан другой человек.',
    advice: SCHOOL_CHECKS,
    mendedBy: 'school',
  },
  LINK_COOLDOWN: {
    cause: 'От этой учётной записи недавно отвязали другого человека, новая привязка возможна через сутки.',
    advice: 'Подождите и войдите снова после указанного времени.',
    mendedBy: 'wait',
  },
  LINK_CODE_INVALID: {
    cause: 'Код неверен, уже использован или больше не действует.',
    advice: 'Проверьте код в памятке и введите его ещё раз. Новый код выдаст школа.',
    mendedBy: 'user',
  },
  LEGACY_PROOF_INVALID: {
    cause: 'Вход по старому паролю не подтверждён.',
    advice: 'Начните сначала: войдите в журнал по старому паролю и выберите «Привязать Госуслуги».',
    mendedBy: 'user',
  },
  MINOR_CANNOT_HOLD_ROLE: {
    cause: 'Эта роль недоступна для несовершеннолетнего.',
    advice:
      'Войдите под своей учётной записью ученика. Если вы работаете в школе или признаны дееспособным, обратитесь в школу с документом: она разрешит вход.',
    mendedBy: 'school',
  },
  AWAITING_PARENT_CONSENT: {
    cause: 'Нужно согласие родителя.',
    advice: 'Попросите родителя дать его на Госуслугах в разделе «Согласия и доверенности» и войдите снова.',
    mendedBy: 'parent',
  },
  REPRESENTATION_RESTRICTED: {
    cause: 'Доступ ограничен.',
    advice: 'Обратитесь в школу: она объяснит основание и сообщит, что можно сделать.',
    mendedBy: 'school',
  },
  SECURITY_LOCK: {
    cause: 'Вход приостановлен для вашей безопасности.',
    advice: 'Обратитесь в школу: она подтвердит, что учётная запись ваша, и вернёт вход.',
    mendedBy: 'school',
  },
  STATE_INVALID: {
    cause: 'Время входа истекло, или вход начат в другом окне.',
    advice: 'Начните вход заново в этом окне.',
    mendedBy: 'user',
  },
  ESIA_NOT_VERIFIED: {
    cause: 'Для этой роли ваша учётная запись Госуслуг должна быть подтверждённой.',
    advice:
      'Подтвердите её в приложении банка или в МФЦ и войдите снова. Ученику до 14 лет учётную запись создаёт родитель.',
    mendedBy: 'user',
  },
};

/** The Russian explanation of an outcome: cause, what to do, who mends it. */
export function outcomeText(code: LinkOutcomeCode): OutcomeText {
  return TEXTS[code];
}

/** True for a text that is one of the codes. */
export function isOutcomeCode(raw: string): raw is LinkOutcomeCode {
  return Object.hasOwn(TEXTS, raw);
}
