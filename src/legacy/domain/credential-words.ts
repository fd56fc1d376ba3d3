import type { CredentialEvent, Standing } from './credential-moves.js';

/** What each standing means, for a school. */
const STANDS: Readonly<Record<Standing, string>> = {
  never_issued: 'Пароль не выдавался: запись появилась после отключения',
  active: 'Вход по паролю работает',
  warned: 'Вход по паролю работает, показывается предупреждение',
  link_required: 'Вход по паролю работает, журнал просит привязать Госуслуги',
  'disabled.linked': 'Пароль отключён: привязаны Госуслуги',
  'disabled.unused': 'Пароль отключён: им давно не пользовались',
  'disabled.cutover': 'Пароль отключён по плану школы',
  reenabled: 'Пароль временно возобновлён',
  issued_under_exemption: 'Пароль выдан по исключению',
  purged: 'Пароль уничтожен',
};

const EVENTS: Readonly<Record<CredentialEvent | 'reported', string>> = {
  reported: 'Журнал сообщил об учётной записи',
  phase_moved: 'Кампания школы перешла на следующий этап',
  phase_returned: 'Этап кампании возвращён, или запись ушла из школы, где отключение раньше',
  cover_ended: 'Срок исключения закончился',
  linked: 'Госуслуги привязаны семь дней',
  link_ended: 'Привязка закончилась или приостановлена',
  reopened: 'Учётная запись снова открыта',
  unused: 'Паролем давно не пользовались',
  unused_undone: 'Владелец включил пароль снова',
  reenabled: 'Одобрена просьба возобновить вход по паролю',
  reenable_ended: 'Срок возобновления закончился',
  link_activated: 'Госуслуги привязаны',
  issued: 'Журнал выдал пароль по исключению',
  purged: 'Журнал прислал акт об уничтожении',
};

const ACTORS: Readonly<Record<string, string>> = {
  system: 'система',
  administrator: 'администратор',
  person: 'владелец',
  client: 'журнал',
  operator: 'оператор',
};

/** A standing in Russian, for a school. */
export function standingText(standing: Standing): string {
  return STANDS[standing];
}

/** What led to a step, in Russian; an event that this version does not know keeps its code. */
export function eventText(event: string): string {
  return Object.hasOwn(EVENTS, event) ? EVENTS[event as CredentialEvent] : event;
}

/** Who took a step, in Russian; nobody's name. */
export function actorText(kind: string): string {
  return ACTORS[kind] ?? kind;
}
