import type { ToldCutover } from '../../legacy/index.js';
import type { DeedDone } from '../application/account-deeds.js';
import { dateInWords } from './russian-words.js';

/** What the page says after a deed; the address carries the key only. */
const NOTICES: Readonly<Record<Exclude<DeedDone, 'lost' | 'locked'>, string>> = {
  unlinked:
    'Учётная запись отвязана. Чтобы привязать её снова, войдите через Госуслуги. Другой человек сможет привязать её через сутки.',
  school_asked: 'Школа получила вашу просьбу отвязать учётную запись. До её решения всё остаётся как есть.',
  declared:
    'Записали: у ребёнка есть учётная запись Госуслуг. Чтобы он входил сам, пусть войдёт через неё в журнал.',
  undeclared: 'Отметка об учётной записи ребёнка снята.',
  disputed: 'Мы передали школе, что вы не представляете этого ученика. До её решения он скрыт от вас.',
  parent_ended: 'Доступ родителя к вашему дневнику закрыт. Родитель узнает об этом при следующем входе.',
  consent_given: 'Согласие записано. Вход откроется в течение минуты.',
  consent_withdrawn: 'Согласие отозвано. Вход через Госуслуги по нему больше не открывается.',
  password_restored: 'Вход по старому паролю снова открыт. Пароль прежний.',
  password_asked: 'Школа получила просьбу включить пароль. Её ответ появится на этой странице.',
  password_stays: 'Сейчас это уже невозможно. Что с паролем теперь, написано у учётной записи ниже.',
  reported: 'Школа получила ваше сообщение и проверит его. Ответ появится на этой странице.',
  reported_before: 'Школа уже получила это сообщение. Второй раз отправлять не нужно.',
};

/** The notice of an address; null for anything else than one of the keys. */
export function noticeOf(key: unknown): string | null {
  return typeof key === 'string' && Object.hasOwn(NOTICES, key) ? NOTICES[key as keyof typeof NOTICES] : null;
}

/** Whose move it is while a link waits. */
export const WAITS: Readonly<Record<'proof' | 'school' | 'consent', string>> = {
  proof: 'Ждёт вас: нужен код из памятки или вход по старому паролю',
  school: 'Ждёт решения школы',
  consent: 'Ждёт согласия',
};

/** When the password of the child's own account ends, a line for each e-journal and day. */
export function cutoverLines(days: readonly ToldCutover[]): readonly string[] {
  return days.map(({ journalName, cutoverOn, isOver, isPaused }) => {
    const day = dateInWords(cutoverOn);
    if (isOver) return `${journalName}: вход по паролю отключён с ${day}`;
    const paused = isPaused ? ' Переход школы приостановлен, день может измениться.' : '';
    return `${journalName}: вход по паролю отключат ${day}${paused}`;
  });
}
