import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { AuditModule } from '../../../src/audit/index.js';
import { ProblemCatalog } from '../../../src/platform/http/problem-catalog.js';
import { Log } from '../../../src/platform/logging/log.js';
import { PlatformModule } from '../../../src/platform/platform.module.js';
import { PeopleDirectory, RosterImports, RosterModule } from '../../../src/roster/index.js';
import { readAllSettings } from '../../../src/settings.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

describe('the roster module', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('gives its door to whoever imports it', async () => {
    const platform = PlatformModule.with({
      settings: readAllSettings({ NODE_ENV: 'test' }),
      dataSource: database.dataSource,
      catalog: new ProblemCatalog({}),
      log: new Log('silent'),
    });
    const module = await Test.createTestingModule({
      imports: [platform, AuditModule, RosterModule],
    }).compile();
    expect(module.get(RosterImports)).toBeInstanceOf(RosterImports);
    expect(module.get(PeopleDirectory)).toBeInstanceOf(PeopleDirectory);
  });
});
