import { MACHINE_RIGHTS, type Right, type Role, roleGives, ROLES, SCOPE_OF_ROLE } from './access/index.js';
import type { DeclaredRoute } from './routes.js';

/** The lines of docs/security.md between which {@link describeRoleRoutes} stands. */
const TABLE_BEGINS = '<!-- роли и маршруты: делается из кода, node tools/write-derived-docs.js -->';
const TABLE_ENDS = '<!-- конец таблицы ролей и маршрутов -->';

/** How far a role reaches, as the cells say it. */
const REACH = { region: 'Р', municipality: 'М', school: 'Ш', class: 'К' } as const;

/** The twenty roles of roles.md in their order, and `ministry_admin`: by what each is recognised, and what is open to it. */
const ENTRANCES: readonly (readonly [role: string, recognised: string, open: string])[] = [
  ['1 `student_under14`', 'вход через ЕСИА, кука браузера', 'страницы человека: только своё'],
  ['2 `student_14_17`', 'вход через ЕСИА, кука браузера', 'страницы человека: только своё'],
  ['3 `student_adult`', 'вход через ЕСИА, кука браузера', 'страницы человека: своё и доступ своих родителей'],
  ['4 `representative`', 'вход через ЕСИА, кука браузера', 'страницы человека: своё и свои дети'],
  [
    '5 `institution_representative`',
    'вход через ЕСИА, кука браузера',
    'страницы человека: подопечные до конца приказа',
  ],
  ['6 `homeroom`', 'роль на класс', 'столбец таблицы'],
  ['7 `school_admin`', 'роль на школу', 'столбец таблицы'],
  ['8 `principal`', 'роль на школу', 'столбец таблицы'],
  ['9 `municipal_operator`', 'роль на муниципалитет', 'столбец таблицы'],
  ['10 `municipal_head`', 'роль на муниципалитет', 'столбец таблицы'],
  ['11 `ministry_analyst`', 'роль на регион', 'столбец таблицы'],
  ['12 `campaign_manager`', 'роль на регион', 'столбец таблицы'],
  ['13 `support_agent`', 'роль на регион', 'столбец таблицы; карточка — только по номеру обращения'],
  [
    '14 школа не муниципалитета',
    'роли 7 и 8 на свою школу',
    'столбцы 7 и 8; отчёт идёт прямо в министерство',
  ],
  [
    '15 `svc_ejournal`',
    'токен client_credentials, scope `internal`',
    'столбец 15: записи своей системы; загрузка — только со scope `roster`',
  ],
  [
    '16 `svc_roster`',
    'токен client_credentials, scope `roster`',
    'столбец 16: названные ей школы и свои загрузки',
  ],
  ['17 `security_officer`', 'роль на регион', 'столбец таблицы'],
  ['18 `pd_officer`', 'роль на регион', 'столбец таблицы'],
  [
    '19 `federal_export`',
    'ключ API с правом `statistics.federal`',
    'столбец «ключ API»: одна выгрузка опубликованного',
  ],
  ['20 `sysop`', 'учётная запись на сервере', 'ни одного маршрута с правом; команды и `/metrics`'],
  [
    '`ministry_admin`',
    'роль на регион, даётся командой `npm run grant`',
    'столбец таблицы; назначает остальных',
  ],
];

/** The table role × route (ADM-05): every route, and who may call it. Made from what the routes declare. */
function describeRoleRoutes(routes: readonly DeclaredRoute[]): string {
  const place = ({ path, method }: DeclaredRoute): string => `${path} ${method}`;
  const sorted = [...routes].sort((a, b) => (place(a) < place(b) ? -1 : 1));
  return [
    TABLE_BEGINS,
    '<!-- prettier-ignore-start -->',
    '',
    ...table(['роль', 'чем узнаётся', 'что ей открыто'], ENTRANCES),
    '',
    ...administrators(sorted.filter(({ right }) => right !== null)),
    '',
    ...machines(sorted.filter(isForMachines)),
    '',
    ...others(sorted.filter((route) => route.right === null && !isForMachines(route))),
    '',
    '<!-- prettier-ignore-end -->',
    TABLE_ENDS,
  ].join('\n');
}

/** A text with the table in its place. */
export function withRoleRoutes(text: string, routes: readonly DeclaredRoute[]): string {
  const [from, to] = [text.indexOf(TABLE_BEGINS), text.indexOf(TABLE_ENDS)];
  if (from < 0 || to < from) throw new Error('the text has no place for the table of roles and routes');
  return text.slice(0, from) + describeRoleRoutes(routes) + text.slice(to + TABLE_ENDS.length);
}

function administrators(routes: readonly DeclaredRoute[]): readonly string[] {
  return [
    'Р — весь регион, М — свой муниципалитет, Ш — своя школа, К — свой класс, пусто — 403. Чужое внутри своего права — 404.',
    'Ключ API: «числа» — право выбирается при выпуске; «федеральный» — только ключ роли 19.',
    '',
    ...table(
      ['маршрут', 'право', ...ROLES, 'ключ API'],
      routes.map((route) => [
        `\`${nameOf(route)}\``,
        route.right ?? '',
        ...ROLES.map((role) => cellOf(role, route.right)),
        keysOf(route),
      ]),
    ),
  ];
}

function isForMachines({ forJournals, forRosterSources }: DeclaredRoute): boolean {
  return forJournals || forRosterSources;
}

/** The two roles of machines that are told apart by the scope of a token (roles.md, 15 and 16). */
function machines(routes: readonly DeclaredRoute[]): readonly string[] {
  return [
    'Внутренний API: scope токена решает, пусто — 403; чужое — 404. У журнала, который сам ведёт контингент, есть оба scope.',
    '',
    ...table(
      ['маршрут', '15 `svc_ejournal`, scope `internal`', '16 `svc_roster`, scope `roster`'],
      routes.map((route) => [
        `\`${nameOf(route)}\``,
        route.forJournals ? 'своя система' : '',
        route.forRosterSources ? 'свои школы и загрузки' : '',
      ]),
    ),
  ];
}

function others(routes: readonly DeclaredRoute[]): readonly string[] {
  return [
    'Остальное: человеку — по куке его браузера и форме, сделанной для него; открыто — без людей.',
    '',
    ...table(
      ['маршрут', 'кому'],
      routes.map((route) => [`\`${nameOf(route)}\``, openTo(route.path)]),
    ),
  ];
}

function openTo(path: string): string {
  return /^\/(healthz|readyz|metrics|static\/)/.test(path) ? 'открыто' : 'человеку';
}

function cellOf(role: Role, right: Right | null): string {
  return right !== null && roleGives(role, right) ? REACH[SCOPE_OF_ROLE[role]] : '';
}

function keysOf({ right, openToApiKeys }: DeclaredRoute): string {
  if (!openToApiKeys || !MACHINE_RIGHTS.some((held) => held === right)) return '';
  return right === 'statistics.federal' ? 'федеральный' : 'числа';
}

function nameOf({ method, path }: DeclaredRoute): string {
  return `${method} ${path}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
