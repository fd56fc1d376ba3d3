import { accessProblems } from './access/index.js';
import { legacyProblems } from './legacy/index.js';
import { linkingProblems } from './linking/index.js';
import { privacyProblems } from './privacy/index.js';
import { rosterProblems } from './roster/index.js';
import { statisticsProblems } from './statistics/index.js';
import { signInProblems } from './signin/index.js';
import { deliveryProblems } from './notices/index.js';
import { journalProblems } from './journal/index.js';
import { platformProblems, type ProblemTexts, STATUS } from './platform/http/problem-catalog.js';

/** Every problem code of the application with its Russian text; docs/problems.md is held equal to it by a test. */
export const problems: ProblemTexts = {
  ...platformProblems,
  ...accessProblems,
  ...rosterProblems,
  ...linkingProblems,
  ...legacyProblems,
  ...statisticsProblems,
  ...signInProblems,
  ...privacyProblems,
  ...deliveryProblems,
  ...journalProblems,
};

/** The text of docs/problems.md. */
export function describeProblems(): string {
  const rows = Object.entries(problems)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([code, { kind, title, detail }]) => `| \`${code}\` | ${STATUS[kind]} | ${title} | ${detail} |`);
  return [
    '# Коды ошибок',
    '',
    'Ошибка API — это `application/problem+json` (RFC 9457) с постоянным `code`, русским `detail` и `request_id`,',
    'по которому поддержка находит обращение. Ошибки полей перечислены в `errors`: поле и что в нём исправить.',
    'Таблица делается из кода (`node tools/write-derived-docs.js` после сборки), и тест держит её равной ему.',
    '',
    '| code | HTTP | title | detail |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
