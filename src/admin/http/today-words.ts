import { type CalendarDate, dayIn, daysBetween } from '../../kernel/calendar-date.js';
import type { WaitingWork } from '../../kernel/waiting-work.js';
import { taskText as campaignTaskText } from '../../legacy/index.js';
import { taskText as rosterTaskText } from '../../roster/index.js';
import type { TodayTaskDto } from './today.dto.js';

/** How one kind of work is said, and where it is listed. */
interface Words {
  readonly text: (work: WaitingWork) => string;
  readonly list: string;
}

const said =
  (words: string) =>
  ({ count }: WaitingWork): string =>
    `${words}: ${count}.`;

const WAVES: Readonly<Record<string, string>> = {
  staff: 'сотрудников',
  representatives: 'родителей и представителей',
  pupils_14plus: 'учеников от 14 лет',
  pupils_under14: 'учеников до 14 лет',
};

/** The title of a task, which is of the oldest, and how many more there are. */
function titled(title: string, count: number): string {
  return count === 1 ? `${title}.` : `${title}, и ещё таких задач: ${count - 1}.`;
}

const WORDS: Readonly<Record<string, Words>> = {
  ROSTER_TASK: {
    text: ({ about, count }) => `${rosterTaskText(about ?? '', [], null).title}: ${count}.`,
    list: '/api/v1/roster-tasks',
  },
  IMPORT_TO_DECIDE: {
    text: said('Одобрите или отклоните массовое изменение контингента'),
    list: '/api/v1/roster-imports?state=needs_approval',
  },
  IMPORT_INVALID: {
    text: said('Исправьте файлы: последняя загрузка контингента не принята'),
    list: '/api/v1/roster-imports?state=invalid',
  },
  IMPORT_FAILED: {
    text: said('Загрузите файлы снова: последняя загрузка контингента прервалась'),
    list: '/api/v1/roster-imports?state=failed',
  },
  IMPORT_READY: {
    text: said('Примените или отмените проверенную загрузку контингента'),
    list: '/api/v1/roster-imports?state=ready',
  },
  LINK_REVIEW: { text: said('Решите дела о привязке'), list: '/api/v1/link-reviews?state=open' },
  LINK_REVIEW_SECOND: {
    text: said('Дела о привязке ждут второго решения, вашего'),
    list: '/api/v1/link-reviews?state=open',
  },
  LINK_WITHOUT_PROOF: {
    text: said('Подтвердите по документу привязки, которым не хватает доказательства'),
    list: '/api/v1/links?state=pending_proof',
  },
  SILENT_SCHOOL: {
    text: said('Школы не решают дела о привязке: назначьте уполномоченного'),
    list: '/api/v1/delegates/silent-schools',
  },
  CAMPAIGN_TASK: {
    text: ({ about, facts, count }) => titled(campaignTaskText(about ?? '', facts).title, count),
    list: '/api/v1/campaign-tasks',
  },
  CAMPAIGN_TASK_OF_SCHOOLS: {
    text: said('У школ открыты задачи об отключении паролей'),
    list: '/api/v1/campaign-tasks?audience=school',
  },
  CUTOVER_AHEAD: {
    text: ({ about, facts }) =>
      `Скоро отключатся пароли ${WAVES[about ?? ''] ?? ''}; школ: ${String(facts['schools'])}.`,
    list: '/api/v1/campaigns',
  },
  CUTOVER_TO_CONFIRM: {
    text: said('Подтвердите дату отключения паролей; кампаний'),
    list: '/api/v1/campaigns',
  },
  EXEMPTION_TO_DECIDE: {
    text: said('Решите заявки на исключение и продление'),
    list: '/api/v1/exemptions?undecided=true',
  },
  EXEMPTION_TO_REVIEW: {
    text: said('Проверьте, нужны ли ещё исключения'),
    list: '/api/v1/exemptions?state=active',
  },
  REFUSAL_TO_CONFIRM: {
    text: said('Подтвердите бумажную замену для отказавшихся от Госуслуг'),
    list: '/api/v1/refusals?open=true&confirmed=false',
  },
  NOTICES_TO_PRINT: {
    text: said('Напечатайте и выдайте памятки'),
    list: '/api/v1/notices?state=generated',
  },
  NOTICES_RENEWED: {
    text: said('День отключения сдвинулся: напечатайте и выдайте новые памятки'),
    list: '/api/v1/notices?state=generated',
  },
  NOTICES_UNDELIVERED: {
    text: said('Сообщения не дошли: выдайте этим людям памятки на бумаге'),
    list: '/api/v1/notices?state=bounced',
  },
  LETTER_TO_ACKNOWLEDGE: {
    text: said('Прочитайте письма министерства и отметьте, что ознакомились'),
    list: '/api/v1/letters',
  },
  REENABLE_TO_DECIDE: {
    text: said('Решите просьбы вернуть пароль на несколько дней'),
    list: '/api/v1/reenable-windows?state=requested',
  },
  INCIDENT_OPEN: {
    text: said('Пароли принимают там, где они отключены'),
    list: '/api/v1/incidents?state=open',
  },
  BREAK_GLASS_TO_APPROVE: {
    text: () => 'Другой сотрудник просит аварийный доступ: решите сейчас.',
    list: '/api/v1/break-glass',
  },
  REPORT_TO_SUBMIT: { text: said('Сдайте отчёт'), list: '/api/v1/reports?state=open' },
  REPORT_RETURNED: {
    text: said('Исправьте и сдайте возвращённый отчёт'),
    list: '/api/v1/reports?state=returned',
  },
  REPORT_OF_SCHOOL_MISSING: {
    text: said('Отчётов школ ещё нет'),
    list: '/api/v1/reports?state=open',
  },
  REPORT_TO_ACCEPT: {
    text: said('Примите или верните отчёты школ'),
    list: '/api/v1/reports?state=submitted',
  },
  ROLLUP_TO_SUBMIT: { text: said('Соберите и сдайте свод'), list: '/api/v1/rollups' },
  ROLLUP_TO_ACCEPT: { text: said('Примите или верните своды'), list: '/api/v1/rollups?state=submitted' },
  CORRECTION_TO_AGREE: {
    text: said('Согласуйте исправления закрытых отчётов'),
    list: '/api/v1/report-corrections?state=asked',
  },
  CORRECTION_TO_APPROVE: {
    text: said('Утвердите исправления закрытых отчётов'),
    list: '/api/v1/report-corrections',
  },
  DECLARED_NOT_LINKED: {
    text: said('Учётная запись заявлена, но за две недели не привязана; учеников'),
    list: '/api/v1/declarations',
  },
};

/** One line of «Сегодня»: what, how much, till when, and where it is. */
export function sayWork(
  work: WaitingWork,
  at: { readonly today: CalendarDate; readonly timeZone: string; readonly schoolId: string | null },
): TodayTaskDto {
  const words = WORDS[work.code];
  if (words === undefined) throw new Error(`no words for waiting work ${work.code}`);
  return {
    ...{ code: work.code, about: work.about, text: words.text(work), count: work.count },
    ...{ urgency: urgencyOf(work.dueOn, at.today), due_on: work.dueOn },
    waiting_since: work.since === null ? null : dayIn(work.since, at.timeZone),
    href: hrefOf(words.list, work, at.schoolId),
  };
}

/** The list that shows this very work: of the task's code, of the school that was asked for. */
function hrefOf(list: string, { code, about, facts }: WaitingWork, schoolId: string | null): string {
  const [path = '', query = ''] = list.split('?');
  const parameters = new URLSearchParams(query);
  if (about !== null && code.endsWith('_TASK')) parameters.set('code', about);
  // Lists of a region's matters know no school.
  const knowsSchools =
    !/(roster-imports|rollups|silent-schools|break-glass|report-corrections|letters)$/.test(path);
  const school = code === 'DECLARED_NOT_LINKED' ? (schoolId ?? facts['school_id']) : schoolId;
  if (typeof school === 'string' && knowsSchools) parameters.set('school_id', school);
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}

function urgencyOf(dueOn: CalendarDate | null, today: CalendarDate): TodayTaskDto['urgency'] {
  if (dueOn === null) return 'none';
  const days = daysBetween(today, dueOn);
  if (days < 0) return 'overdue';
  if (days === 0) return 'today';
  return days <= 7 ? 'week' : 'later';
}

/** What is due first, then what waits longest, then by code: the same work always stands in the same order. */
export function byUrgency(a: TodayTaskDto, b: TodayTaskDto): number {
  const key = ({ due_on: due, waiting_since: since, code, about }: TodayTaskDto): string =>
    [due ?? '9999-12-31', since ?? '9999-12-31', code, about ?? ''].join(' ');
  return key(a) < key(b) ? -1 : 1;
}
