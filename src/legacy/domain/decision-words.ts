import { type CalendarDate, formatRussianDate } from '../../kernel/calendar-date.js';
import { isCutOver } from './campaign-phase.js';
import type { Verdict } from './decision-codes.js';
import type { SignInFacts } from './sign-in-facts.js';

/** Facts of the decision, and how many days the password still works. */
type Spoken = SignInFacts & { readonly daysLeft: number | null };

const BY_ESIA = 'Войдите через Госуслуги';
/** EC-113: who has no smartphone, no number or no confirmed account at hand. */
const OTHER_WAYS =
  'Нет смартфона или подтверждённой учётной записи: подтвердить её поможет МФЦ, войти можно с компьютера в школе.';
/** LEG-10. */
const ASK_SCHOOL =
  ' Если и это не подходит, попросите администратора школы снова включить вам пароль на несколько дней, не больше семи.';

/** The Russian text of a verdict, for the person who signs in (outcome-codes.md i.3); null with `allow`. */
export function wordsOf(verdict: Verdict, facts: Spoken): string | null {
  switch (verdict.code) {
    case null:
      return null;
    case 'LEGACY_WARN':
      return `Вход по паролю прекращается${whenItEnds(facts)}. ${linkNow(facts)}`;
    case 'LEGACY_EXEMPT':
      return `Вход по паролю сохранён за вами${untilText(verdict.until, facts)}. ${afterExemption(facts)}`;
    case 'LEGACY_REENABLED':
      return `Вход по паролю возобновлён${untilText(verdict.until, facts)}. За это время привяжите Госуслуги: потом пароль снова не подойдёт.`;
    case 'LEGACY_ESIA_OUTAGE':
      return `Госуслуги недоступны, пароль временно действует${untilText(verdict.until, facts)}. Ничего делать не нужно: когда Госуслуги заработают, входите через них.`;
    case 'LEGACY_LINK_REQUIRED':
      return linkRequired(facts);
    case 'LEGACY_BROWNOUT':
      return `Вход по паролю временно отключён${untilText(verdict.until, facts)}. ${BY_ESIA} и привяжите их${lastDay(facts)}. ${withoutEsia(facts)}`;
    case 'LEGACY_UNUSED':
      return 'Пароль давно не использовался и отключён. Войдите через Госуслуги. Включить снова: нажмите «Включить пароль» в журнале и подтвердите, что это вы.';
    case 'LEGACY_DISABLED':
      return `Вход по паролю отключён${sinceCutOver(facts)}. ${BY_ESIA}. ${withoutEsia(facts)}`;
    case 'LEGACY_LINKED':
      return 'Вы уже привязали Госуслуги: войдите через них. Забыли пароль от Госуслуг: восстановите его на gosuslugi.ru или в МФЦ. Госуслуги привязали не вы: сразу скажите администратору школы.';
    case 'LEGACY_UNKNOWN':
      return 'Эта учётная запись нам не известна или пароль для неё не выдавался. Войдите через Госуслуги или обратитесь в школу: администратор проверит, есть ли ваша запись в списках.';
    case 'SECURITY_LOCK':
      return 'Вход приостановлен для вашей безопасности. Обратитесь в школу: администратор снимет блокировку, когда убедится, что это вы.';
    case 'REPRESENTATION_RESTRICTED':
      return 'Доступ ограничен, обратитесь в школу: администратор объяснит основание и срок.';
  }
}

/** The hard end of re-enabling is `closed` (LEG-10); from then on only an exemption helps. */
function withoutEsia({ campaign: { phase } }: Spoken): string {
  if (phase !== 'closed') return OTHER_WAYS + ASK_SCHOOL;
  return `${OTHER_WAYS} Если получить Госуслуги невозможно, обратитесь в школу за исключением.`;
}

function afterExemption({ campaign: { phase } }: Spoken): string {
  return isCutOver(phase)
    ? 'Если вы можете получить Госуслуги, привяжите их раньше: после этого срока пароль не подойдёт.'
    : 'Если вы можете получить Госуслуги, привяжите их, не дожидаясь этого срока.';
}

function linkRequired(facts: Spoken): string {
  if (facts.account?.link === 'active') return linkNow(facts);
  const left = facts.skipsAllowed - facts.skipsUsed;
  const skips =
    left > 0
      ? `Отложить можно ещё ${left} ${plural(left, 'раз', 'раза', 'раз')}.`
      : 'Отложить больше нельзя, но сейчас пароль ещё подойдёт.';
  return `Привяжите Госуслуги: вход по паролю прекращается${whenItEnds(facts)}. Это займёт несколько минут. ${skips}`;
}

function linkNow({ account }: Spoken): string {
  return account?.link === 'active'
    ? 'Госуслуги вы уже привязали: входите через них, пароль больше не понадобится.'
    : 'Привяжите Госуслуги сейчас: это займёт несколько минут. Нет подтверждённой учётной записи: её подтвердит МФЦ или банк.';
}

/** ` 01.03.2027, осталось 5 дней`; nothing when no date is set. */
function whenItEnds({ campaign: { cutoverOn }, daysLeft }: Spoken): string {
  if (cutoverOn === null || daysLeft === null) return '';
  const left = daysLeft === 0 ? 'сегодня' : `через ${daysLeft} ${plural(daysLeft, 'день', 'дня', 'дней')}`;
  return ` ${formatRussianDate(cutoverOn)} (${left})`;
}

function lastDay({ campaign: { cutoverOn }, daysLeft }: Spoken): string {
  return cutoverOn === null || daysLeft === null
    ? ''
    : `: с ${formatRussianDate(cutoverOn)} пароль не подойдёт совсем`;
}

function sinceCutOver({ campaign: { cutoverOn, cutOverAt }, timeZone }: Spoken): string {
  if (cutOverAt !== null) return ` с ${local(cutOverAt, timeZone).day}`;
  return cutoverOn === null ? '' : ` с ${formatRussianDate(cutoverOn)}`;
}

/** ` до 20:00 18.03.2027`, and for an end at midnight ` по 29.09.2027 включительно`; nothing when there is no end yet. */
function untilText(until: Date | null, { timeZone }: Spoken): string {
  if (until === null) return '';
  const { day, time } = local(until, timeZone);
  if (time !== '00:00') return ` до ${time} ${day}`;
  return ` по ${local(new Date(until.getTime() - 1), timeZone).day} включительно`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment as people of the zone read it. */
function local(moment: Date, timeZone: string): { readonly day: string; readonly time: string } {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    formats.set(timeZone, format);
  }
  // Swedish writes as ISO 8601 does: 2027-03-18 20:00.
  const [day = '', time = ''] = format.format(moment).split(' ');
  return { day: formatRussianDate(day as CalendarDate), time };
}

function plural(n: number, one: string, few: string, many: string): string {
  const tens = n % 100;
  if (tens >= 11 && tens <= 14) return many;
  const ones = n % 10;
  if (ones === 1) return one;
  return ones >= 2 && ones <= 4 ? few : many;
}
