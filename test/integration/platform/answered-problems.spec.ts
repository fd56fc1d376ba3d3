import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ArgumentsHost } from '@nestjs/common';
import { DomainError } from '../../../src/kernel/domain-error.js';
import { ProblemFilter } from '../../../src/platform/http/problem.filter.js';
import { startApplication } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

describe('a route that answers with a problem', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  /** Has a server answer as the handler of the route would, and stops it. */
  async function answering(path: string, code: string): Promise<void> {
    const application = await startApplication(database);
    const response = { hasHeader: () => true, setHeader: () => response, status: () => response };
    const said = { ...response, type: () => ({ json: () => undefined }), status: () => said };
    const http = { getRequest: () => ({ method: 'GET', route: { path } }), getResponse: () => said };
    application.app
      .get(ProblemFilter)
      .catch(new DomainError(code, 'conflict'), { switchToHttp: () => http } as unknown as ArgumentsHost);
    await application.close();
  }

  it('fails its test when the description does not name the code, and only then', async () => {
    await expect(answering('/api/v1/rollups/:id', 'ROLLUP_STALE')).rejects.toThrow(
      'GET /api/v1/rollups/:id answered ROLLUP_STALE',
    );
    await expect(answering('/api/v1/rollups/:id', 'NOT_FOUND')).resolves.toBeUndefined();
  });
});
