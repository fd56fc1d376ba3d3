import type { OfflineSaying } from './policy-keeper.js';

const BY_ESIA = 'Войдите через Госуслуги. Нет подтверждённой учётной записи: её подтвердит МФЦ.';

/** The journal's own words for an answer by the offline bundle, which has codes only; null with `allow`. */
export function offlineText(
  { code, until, cutoverOn, timeZone }: OfflineSaying,
  { daysLeft, skipsLeft }: { readonly daysLeft: number | null; readonly skipsLeft: number | null },
): string | null {
  const end =
    cutoverOn === null || daysLeft === null ? '' : ` ${russianDay(cutoverOn)}, осталось дней: ${daysLeft}`;
  const upTo = until === null ? '' : ` до ${momentIn(until, timeZone)}`;
  switch (code) {
    case null:
      return null;
    case 'LEGACY_WARN':
      return `Вход по паролю прекращается${end}. Привяжите Госуслуги: это займёт несколько минут.`;
    case 'LEGACY_LINK_REQUIRED':
      return `Привяжите Госуслуги: вход по паролю прекращается${end}. ${skipsOf(skipsLeft ?? 0)}`;
    case 'LEGACY_EXEMPT':
      return `Вход по паролю сохранён за вами${upTo}.`;
    case 'LEGACY_REENABLED':
      return `Вход по паролю возобновлён${upTo}. За это время привяжите Госуслуги.`;
    case 'LEGACY_ESIA_OUTAGE':
      return `Госуслуги недоступны, пароль временно действует${upTo}.`;
    case 'LEGACY_BROWNOUT':
      return `Вход по паролю временно отключён${upTo}. ${BY_ESIA}`;
    case 'LEGACY_UNUSED':
      return 'Пароль давно не использовался и отключён. Войдите через Госуслуги или нажмите «Включить пароль».';
    case 'LEGACY_LINKED':
      return 'Вы уже привязали Госуслуги: войдите через них.';
    case 'LEGACY_UNKNOWN':
      return 'Пароль для этой учётной записи не выдавался. Войдите через Госуслуги или обратитесь в школу.';
    case 'SECURITY_LOCK':
    case 'REPRESENTATION_RESTRICTED':
      return 'Вход приостановлен. Обратитесь в школу: администратор объяснит, почему и на какой срок.';
    default:
      return `Вход по паролю отключён. ${BY_ESIA}`;
  }
}

const skipsOf = (left: number): string =>
  left > 0
    ? `Отложить можно ещё раз: осталось ${left}.`
    : 'Отложить больше нельзя, но сейчас пароль подойдёт.';

const russianDay = (day: string): string => day.split('-').reverse().join('.');

const momentIn = (moment: string, timeZone: string): string =>
  new Intl.DateTimeFormat('ru-RU', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(moment),
  );
