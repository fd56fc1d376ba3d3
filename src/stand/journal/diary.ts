import { createHash } from 'node:crypto';
import { escape } from './pages.js';
import type { Account } from './sessions.js';

/** The page of an account that came by Госуслуги: its lessons, and what the journal learned. */
export function diaryOf(account: Account): { readonly title: string; readonly body: string } {
  const rows = lessonsOf(account.externalId).map(
    (cells) => `<tr>${cells.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`,
  );
  const body = `
      <dl><dt>Вы вошли как</dt><dd>${escape(ROLES[account.role] ?? account.role)}</dd>
      <dt>Школа</dt><dd>${account.schools.map(escape).join('<br>') || '—'}</dd>
      <dt>Учётная запись журнала</dt><dd><code>${escape(account.externalId)}</code></dd></dl>
      <table><thead><tr><th>Урок</th><th>Предмет</th><th>Задание</th><th>Отметка</th></tr></thead><tbody>${rows.join('')}</tbody></table>
      <form method="post" action="/logout"><button>Выйти</button></form>
      <details><summary>Что журнал узнал при входе</summary><pre>${escape(JSON.stringify(account.claims, null, 2))}</pre></details>`;
  return { title: TITLES[account.role] ?? 'Дневник', body };
}

const SUBJECTS = [
  'Русский язык',
  'Математика',
  'Литература',
  'История',
  'Физика',
  'География',
  'Химия',
  'Английский язык',
];
const TASKS = [
  'параграф 12, вопросы',
  'упражнения 84–86',
  'подготовить рассказ',
  'решить задачи 5–9',
  'повторить тему',
];

/** Six lessons that are the same each time for one account; invented, of nobody. */
function lessonsOf(externalId: string): readonly (readonly string[])[] {
  const bytes = createHash('sha256').update(externalId).digest();
  return Array.from({ length: 6 }, (_, index) => {
    const [subject = 0, task = 0, mark = 0] = bytes.subarray(index * 3);
    const grade = mark % 3 === 0 ? '' : String(3 + (mark % 3));
    return [
      String(index + 1),
      SUBJECTS[subject % SUBJECTS.length] ?? '',
      TASKS[task % TASKS.length] ?? '',
      grade,
    ];
  });
}

const ROLES: Readonly<Record<string, string>> = {
  student: 'ученик',
  representative: 'родитель (законный представитель)',
  teacher: 'учитель',
  homeroom: 'классный руководитель',
  school_admin: 'администратор школы',
};
const TITLES: Readonly<Record<string, string>> = {
  student: 'Дневник',
  representative: 'Дневник ребёнка',
  teacher: 'Мои уроки',
  homeroom: 'Мой класс',
  school_admin: 'Журнал школы',
};
