import { type CalendarDate, formatRussianDate, parseCalendarDate } from '../../kernel/calendar-date.js';

/** What somebody has to do, in words; `{name}` is filled from the facts of the task. */
export interface TaskText {
  readonly title: string;
  readonly action: string;
}

const TEXTS: Readonly<Record<string, TaskText>> = {
  DATE_REQUESTED: {
    title: 'Школа просит другую дату отключения паролей: {date}',
    action: 'Рассмотрите заявку: согласуйте, утвердите или откажите с причиной.',
  },
  CUTOVER_ON_FORBIDDEN_DAY: {
    title: 'На {date} назначено отключение паролей, но в этот день: {period}',
    action: 'Перенесите дату ({campaigns} кампаний, школ: {schools}) или подтвердите её с причиной.',
  },
  SCHOOL_JOINED_SCHEDULE: {
    title: 'Школа появилась после начала кампаний и получила даты графика',
    action: 'Проверьте даты школы и при необходимости перенесите их.',
  },
  SCHOOL_CANNOT_START: {
    title: 'Школа появилась после начала кампаний, но начать её кампании нельзя',
    action:
      'Причины: {codes}. Назначьте администратора школы и дождитесь свежего списка, затем кампании начнутся сами.',
  },
  CUTOVER_DATE_MISSED: {
    title: 'Отключение паролей не состоялось и перенесено на {cutover_on}',
    action:
      'Выполните условия отключения: они перечислены в карточке кампании. Новую дату нужно подтвердить заново.',
  },
  ANNOUNCEMENT_MISSED: {
    title: 'Об отключении паролей не объявлено в срок, дата перенесена на {cutover_on}',
    action: 'Исправьте данные в журнале: невыполненные условия перечислены в карточке кампании.',
  },
  CUTOVER_MISSED_THRICE: {
    title: 'Отключение паролей перенесено автоматически {missed_in_row} раз подряд, теперь на {cutover_on}',
    action:
      'Разберитесь со школой, почему условия не выполняются, и назначьте дату, которую можно выдержать.',
  },
  EXEMPTION_REQUESTED: {
    title: 'Просят исключение: оставить пароль до {ends_on}',
    action: 'Проверьте основание и одобрите исключение или откажите с причиной.',
  },
  EXEMPTION_RENEWAL_ASKED: {
    title: 'Просят продлить исключение до {renewal_until}',
    action: 'Решите до {ends_on}: пока решения нет, прежнее исключение действует.',
  },
  EXEMPTION_ENDS_SOON: {
    title: 'Исключение заканчивается {ends_on}',
    action: 'Помогите человеку привязать Госуслуги или попросите продлить исключение.',
  },
  EXEMPTION_REVIEW_DUE: {
    title: 'Пора проверить, нужно ли ещё исключение до {ends_on}',
    action: 'Если основания больше нет, завершите исключение.',
  },
  EXEMPTION_JOINED_LATE: {
    title: 'Ребёнок перешёл в школу, где пароли отключены: пароль сохранён до {ends_on}',
    action: 'Выдайте ему код привязки и помогите войти через Госуслуги.',
  },
  REFUSAL_PAPER_ALTERNATIVE: {
    title: 'Записан отказ от Госуслуг: нужна бумажная замена',
    action:
      'Директору: подтвердите, как человек будет получать сведения на бумаге. Без этого отключение не состоится.',
  },
  REENABLE_REQUESTED: {
    title: 'Человек просит вернуть пароль на время',
    action: 'Убедитесь, что просит он сам, и включите пароль или откажите с причиной.',
  },
  PASSWORD_STILL_WORKS: {
    title: 'После отключения журнал впускает по паролю, канал {channel}, входов: {sign_ins}',
    action:
      'Сообщите об этом поддержке журнала: канал должен спрашивать решение до проверки пароля. Когда исправят, руководитель кампании закроет инцидент.',
  },
  LOCK_GROUND_ENDED: {
    title: 'Учётная запись заблокирована, а основания больше нет',
    action: 'Проверьте, что человек — владелец записи, и снимите блокировку: сама она не снимется.',
  },
};

/** A kind of task that has no words of its own yet must still be seen. */
const UNKNOWN: TaskText = {
  title: 'Задача кампании отключения паролей',
  action: 'Откройте кампанию школы и проверьте её состояние.',
};

/** The words of a task; dates are written as people write them, a fact that is missing leaves a dash. */
export function taskText(code: string, facts: Readonly<Record<string, unknown>>): TaskText {
  const { title, action } = TEXTS[code] ?? UNKNOWN;
  return { title: fill(title, facts), action: fill(action, facts) };
}

function fill(text: string, facts: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => written(facts[name]));
}

function written(fact: unknown): string {
  if (Array.isArray(fact)) return fact.length === 0 ? '—' : fact.map(written).join(', ');
  if (typeof fact === 'number') return String(fact);
  if (typeof fact !== 'string' || fact === '') return '—';
  const day: CalendarDate | null = parseCalendarDate(fact);
  return day === null ? fact : formatRussianDate(day);
}
