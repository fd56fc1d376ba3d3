import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { TASK_CODES, taskText } from '../../../src/roster/domain/task-texts.js';

/** Where the source names the code of a task: the types of codes, and SQL that inserts tasks. */
const NAMED = [
  /type (?:Family)?TaskCode =([^;]*);/g,
  /INSERT INTO roster_tasks[^`]*`/g,
  /VALUES \('SUSPENSION[^`]*`/g,
];

const codes = new Set(
  globSync('src/**/*.ts').flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return NAMED.flatMap((pattern) => [...text.matchAll(pattern)]).flatMap(([place]) =>
      [...place.matchAll(/'([A-Z]+(?:_[A-Z]+)+)'/g)].map(([, code]) => code ?? ''),
    );
  }),
);

describe('the texts of tasks', () => {
  it('exist for every code that a task is opened with', () => {
    expect(codes.size).toBeGreaterThan(12);
    expect([...codes].filter((code) => !TASK_CODES.includes(code))).toEqual([]);
  });

  it('are Russian, say what to do, and leave no place unfilled', () => {
    for (const code of TASK_CODES) {
      const { title, action } = taskText(code, ['snils'], 'журнал');
      expect([code, title, action]).toEqual([
        code,
        expect.stringMatching(/^[А-ЯЁ]/),
        expect.stringMatching(/^[А-ЯЁ][^{}]*\.$/),
      ]);
    }
  });
});
