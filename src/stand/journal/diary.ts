import { createHash } from 'node:crypto';
import type { AccountNews } from './journal-news.js';
import { escape, LINK, noticeOf } from './pages.js';
import type { Session } from './sessions.js';

type Inside = Extract<Session, { readonly kind: 'inside' | 'password' }>;

/** The page of an account that is inside: its lessons, what the journal learned at the sign-in and what it was told since. */
export function diaryOf(
  session: Inside,
  news: AccountNews,
): { readonly title: string; readonly body: string } {
  const login = session.kind === 'inside' ? session.account.externalId : session.login;
  const rows = lessonsOf(login).map(
    (cells) => `<tr>${cells.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`,
  );
  const lessons = `<table><thead><tr><th>Урок</th><th>Предмет</th><th>Задание</th><th>Отметка</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  if (session.kind === 'password') {
    const how = facts([['Вход', 'по старому паролю'], ...told(login, news)]);
    return { title: 'Дневник', body: `${how}${lessons}${LINK}${SIGN_OUT}` };
  }
  const { account } = session;
  const who = facts([
    ['Вы вошли как', escape(ROLES[account.role] ?? account.role)],
    ['Школа', account.schools.map(escape).join('<br>') || '—'],
    ...told(login, news),
  ]);
  const reading =
    news.access === 'history' ? noticeOf('Вы между двумя школами: дневник открыт для чтения.') : '';
  const claims = escape(JSON.stringify(account.claims, null, 2));
  const learned = `<details><summary>Что журнал узнал при входе</summary><pre>${claims}</pre></details>`;
  return {
    title: TITLES[account.role] ?? 'Дневник',
    body: `${reading}${who}${lessons}${SIGN_OUT}${learned}`,
  };
}

const SIGN_OUT =
  '<form class="beside" method="post" action="/logout"><button class="quiet">Выйти</button></form>';

function told(login: string, { password }: AccountNews): (readonly [string, string])[] {
  const state = password === null ? [] : [['Старый пароль', PASSWORD[password]] as const];
  return [['Учётная запись журнала', `<code>${escape(login)}</code>`], ...state];
}

const facts = (pairs: readonly (readonly [string, string])[]): string =>
  `<dl>${pairs.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('')}</dl>`;

const PASSWORD = { works: 'действует', disabled: 'отключён: входите через Госуслуги' } as const;

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
