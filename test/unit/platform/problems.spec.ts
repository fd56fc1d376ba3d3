import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../../../src/kernel/domain-error.js';
import { ProblemCatalog } from '../../../src/platform/http/problem-catalog.js';
import { ProblemFilter } from '../../../src/platform/http/problem.filter.js';
import { Log } from '../../../src/platform/logging/log.js';
import { describeProblems, problems } from '../../../src/problems.js';

const filter = new ProblemFilter(new ProblemCatalog(problems), new Log('silent'));

describe('problems', () => {
  it('are the ones that docs/problems.md lists', () => {
    expect(readFileSync('docs/problems.md', 'utf8')).toBe(describeProblems());
  });

  it('are written in Russian and say what to do', () => {
    for (const { title, detail } of Object.values(problems)) {
      expect(title).toMatch(/[а-я]/);
      expect(detail).toMatch(/[а-я].*\.$/);
    }
  });

  it('fill their text from the facts', () => {
    const body = filter.describe(
      new DomainError('GRANT_PLACE_WRONG', 'invalid', { role: 'principal', scope: 'school' }),
    );
    expect(body).toMatchObject({
      status: 400,
      code: 'GRANT_PLACE_WRONG',
      detail: expect.stringContaining('principal'),
    });
  });

  it('tell nothing of an error that we did not foresee', () => {
    const body = filter.describe(new Error('password=hunter2'));
    expect(body).toMatchObject({ status: 500, code: 'INTERNAL_ERROR' });
    expect(JSON.stringify(body)).not.toMatch(/hunter2/);
  });
});
