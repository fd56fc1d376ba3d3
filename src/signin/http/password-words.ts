import type { OwnPassword } from '../../legacy/index.js';
import { dateInWords, dayInWords, daysInWords, momentInWords, timeInWords } from './russian-words.js';

/** What a person reads of an old password. */
export interface PasswordLine {
  /** Whether it opens the journal now. */
  readonly works: boolean;
  readonly label: string;
  readonly notes: readonly string[];
}

/** The answer that the e-journal gets about this password, said to its owner with its dates (outcome-codes.md i.3). */
export function passwordLine(password: OwnPassword, timeZone: string): PasswordLine {
  const { code, until, since } = password;
  const sinceDay = since === null ? '' : ` с ${dayInWords(since, timeZone)}`;
  switch (code) {
    case null:
    case 'LEGACY_WARN':
    case 'LEGACY_LINK_REQUIRED':
      return works('действует', [...endNotes(password), ...brownoutNotes(password, timeZone)]);
    case 'LEGACY_EXEMPT':
      return works(`действует${untilText(until, timeZone)}`, [exemptNote(password)]);
    case 'LEGACY_REENABLED':
      return works(`включён${untilText(until, timeZone)}`, reenabledNotes(password));
    case 'LEGACY_ESIA_OUTAGE':
      return outageLine(password, timeZone);
    case 'LEGACY_BROWNOUT':
      return shut(`не работает${untilText(until, timeZone)}`, [
        'Идёт проверочное отключение паролей. Потом пароль снова заработает.',
        ...endNotes(password),
        ...brownoutNotes(password, timeZone),
      ]);
    case 'LEGACY_UNUSED':
      return shut(`отключён${sinceDay}`, [`Им долго не входили.${undoNote(password)}`]);
    case 'LEGACY_LINKED':
      return shut(`отключён${sinceDay}`, ['Запись привязана к вашим Госуслугам, входите через них.']);
    case 'LEGACY_DISABLED':
      return shut(`отключён${sinceDay}`, ['Школа перешла на вход только через Госуслуги.']);
    case 'LEGACY_UNKNOWN':
      return shut('нет', [unknownNote(password)]);
    case 'SECURITY_LOCK':
      return shut(`заблокирован${sinceDay}`, ['Это сделано для вашей безопасности. Обратитесь в школу.']);
    case 'REPRESENTATION_RESTRICTED':
      return shut(`заблокирован${sinceDay}`, ['Обратитесь в школу: она объяснит основание.']);
  }
}

/** The journal opens by it, as far as its school goes. */
const OPEN: readonly OwnPassword['standing'][] = ['active', 'warned', 'link_required'];

const works = (label: string, notes: readonly string[]): PasswordLine => ({ works: true, label, notes });
const shut = (label: string, notes: readonly string[]): PasswordLine => ({ works: false, label, notes });

/** When the password ends: by the link, where that is earlier, or with the school. */
function endNotes({ cutoverOn, daysLeft, isPaused, linkedEnd, isLinked }: OwnPassword): readonly string[] {
  if (linkedEnd !== null) {
    return [`Вы привязали Госуслуги, поэтому пароль отключится ${dateInWords(linkedEnd)} Вход останется.`];
  }
  if (cutoverOn === null || daysLeft === null) return ['Когда его отключат, ещё не решено.'];
  const left = daysLeft === 0 ? 'это сегодня' : `осталось ${daysInWords(daysLeft)}`;
  const end = `Его отключат ${dateInWords(cutoverOn)}: ${left}.`;
  const paused = isPaused ? ' Переход школы приостановлен, день может измениться.' : '';
  const before = isLinked ? '' : ' До этого дня закончите привязку Госуслуг.';
  return [`${end}${paused}${before}`];
}

function brownoutNotes({ brownoutsAhead, isLinked }: OwnPassword, timeZone: string): readonly string[] {
  if (brownoutsAhead.length === 0) return [];
  const windows = brownoutsAhead.map(({ startsAt, endsAt }) => stretch(startsAt, endsAt, timeZone));
  const way = isLinked ? 'Вход через Госуслуги останется.' : 'В это время войти по нему не получится.';
  return [`Пароль временно не будет работать: ${windows.join('; ')}. ${way}`];
}

function exemptNote({ keptByCase, standing, cutoverOn, daysLeft }: OwnPassword): string {
  if (standing === 'issued_under_exemption') return 'Пароль выдан вам по исключению.';
  const school =
    cutoverOn === null || daysLeft === null ? null : `В школе пароли отключат ${dateInWords(cutoverOn)}`;
  if (keptByCase) {
    const kept = 'сохранён, пока решается ваш вопрос.';
    return school === null ? `Он ${kept}` : `${school}, но ваш ${kept}`;
  }
  return school === null ? 'Для вас действует исключение.' : `${school}, но для вас действует исключение.`;
}

/** Before the cut-over a re-enabled password only escapes the brownouts; after it, it ends with its days. */
function reenabledNotes(password: OwnPassword): readonly string[] {
  if (password.daysLeft !== null) {
    return [
      'Школа включила его: проверочные отключения до этого срока вас не касаются.',
      ...endNotes(password),
    ];
  }
  return ['Школа включила его на время. До этого срока привяжите Госуслуги: потом пароль не подойдёт.'];
}

function outageLine(password: OwnPassword, timeZone: string): PasswordLine {
  const why = 'Госуслуги сейчас недоступны. Когда они заработают, входите через них.';
  return OPEN.includes(password.standing)
    ? works('действует', [why, ...endNotes(password)])
    : works(`действует${untilText(password.until, timeZone)}`, [why]);
}

function undoNote({ way, cutoverOn }: OwnPassword): string {
  if (way !== 'undo_unused') return '';
  return cutoverOn === null
    ? ' Если он нужен, верните его.'
    : ` Вернуть его можно до ${dateInWords(cutoverOn)}: в этот день пароли отключат совсем.`;
}

function unknownNote({ standing }: OwnPassword): string {
  return standing === 'purged'
    ? 'Журнал уничтожил его. Входите через Госуслуги.'
    : 'Запись появилась, когда школа уже перешла на Госуслуги.';
}

/** ` до 21 ноября 2026 г., 14:30`; for an end at midnight ` по 29 сентября 2027 г. включительно`; nothing without an end. */
function untilText(until: Date | null, timeZone: string): string {
  if (until === null) return '';
  if (timeInWords(until, timeZone) !== '00:00') return ` до ${momentInWords(until, timeZone)}`;
  return ` по ${dayInWords(new Date(until.getTime() - 1), timeZone)} включительно`;
}

/** «24 ноября 2026 г. с 18:00 до 20:00», over midnight with both days. */
function stretch(from: Date, to: Date, timeZone: string): string {
  const [first, last] = [dayInWords(from, timeZone), dayInWords(to, timeZone)];
  const [begins, ends] = [timeInWords(from, timeZone), timeInWords(to, timeZone)];
  return first === last ? `${first} с ${begins} до ${ends}` : `с ${begins} ${first} до ${ends} ${last}`;
}
