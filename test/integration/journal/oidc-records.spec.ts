import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { OpenidSessionRecords } from '../../../src/journal/store/openid-session-records.js';
import { OidcRecords, revokeGrant } from '../../../src/journal/store/oidc-records.js';
import { poolOf } from '../../../src/platform/database/pool-of.js';
import { newUuid } from '../../../src/kernel/ids.js';
import { Clock } from '../../../src/platform/clock/clock.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

class FixedClock extends Clock {
  override now(): Date {
    return new Date('2026-09-01T09:00:00Z');
  }
}

let database: TestDatabase;
let pool: pg.Pool;
const clock = new FixedClock();
const records = (model: string) => new OidcRecords(model, pool, clock);

beforeAll(async () => {
  database = await freshDatabase();
  pool = poolOf(database.dataSource);
});

afterAll(async () => {
  await database.drop();
});

describe('records of the OpenID Provider', () => {
  it('are found by any instance, by id, and are gone when destroyed', async () => {
    await records('AccessToken').upsert(
      'token-1',
      { jti: 'token-1', kind: 'AccessToken', scope: 'openid' },
      60,
    );
    expect(await records('AccessToken').find('token-1')).toEqual({
      jti: 'token-1',
      kind: 'AccessToken',
      scope: 'openid',
    });
    expect(await records('AuthorizationCode').find('token-1')).toBeUndefined();
    await records('AccessToken').destroy('token-1');
    expect(await records('AccessToken').find('token-1')).toBeUndefined();
  });

  it('keep no code, token or session id that a copy of the table would open', async () => {
    await records('Session').upsert(
      'secret-session',
      { jti: 'secret-session', uid: 'uid-1', kind: 'Session' },
      60,
    );
    const interaction = {
      jti: 'secret-interaction',
      kind: 'Interaction',
      session: { cookie: 'secret-session', uid: 'uid-1' },
    };
    await records('Interaction').upsert('secret-interaction', interaction, 60);
    const rows = await database.query('SELECT * FROM oidc_records');
    expect(JSON.stringify(rows)).not.toContain('secret-');
  });

  it('a session is found by its uid', async () => {
    await records('Session').upsert(
      'session-2',
      { jti: 'session-2', uid: 'uid-2', kind: 'Session', accountId: 'a' },
      60,
    );
    expect(await records('Session').findByUid('uid-2')).toMatchObject({ accountId: 'a' });
  });

  it('writing again replaces what was written, but a used code stays used', async () => {
    const codes = records('AuthorizationCode');
    await codes.upsert('code-1', { jti: 'code-1', scope: 'openid' }, 60);
    await codes.consume('code-1');
    await codes.upsert('code-1', { jti: 'code-1', scope: 'openid profile' }, 60);
    expect(await codes.find('code-1')).toMatchObject({
      scope: 'openid profile',
      consumed: clock.now().getTime() / 1000,
    });
  });

  it('of many that use one code at once one succeeds, and the grant with all under it is revoked', async () => {
    await records('Grant').upsert('grant-1', { jti: 'grant-1', kind: 'Grant' }, 60);
    await records('AuthorizationCode').upsert('code-2', { jti: 'code-2', grantId: 'grant-1' }, 60);
    await records('AccessToken').upsert('token-2', { jti: 'token-2', grantId: 'grant-1' }, 60);
    const tries = await Promise.allSettled(
      Array.from({ length: 6 }, () => records('AuthorizationCode').consume('code-2')),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(tries.filter(({ status }) => status === 'rejected')).toContainEqual(
      expect.objectContaining({ reason: expect.objectContaining({ error: 'invalid_grant' }) }),
    );
    expect(await records('Grant').find('grant-1')).toBeUndefined();
    expect(await records('AccessToken').find('token-2')).toBeUndefined();
  });

  it('revoking a grant leaves other grants alone', async () => {
    for (const grantId of ['grant-3', 'grant-4']) {
      await records('Grant').upsert(grantId, { jti: grantId }, 60);
      await records('AccessToken').upsert(`token-${grantId}`, { jti: `token-${grantId}`, grantId }, 60);
    }
    await revokeGrant(pool, 'grant-3');
    expect(await records('AccessToken').find('token-grant-3')).toBeUndefined();
    expect(await records('AccessToken').find('token-grant-4')).toBeDefined();
    expect(await records('Grant').find('grant-4')).toBeDefined();
  });

  it('revokes by grant only the kind it was asked for', async () => {
    await records('AuthorizationCode').upsert('code-5', { jti: 'code-5', grantId: 'grant-5' }, 60);
    await records('AccessToken').upsert('token-5', { jti: 'token-5', grantId: 'grant-5' }, 60);
    await records('AccessToken').revokeByGrantId('grant-5');
    expect(await records('AuthorizationCode').find('code-5')).toBeDefined();
    expect(await records('AccessToken').find('token-5')).toBeUndefined();
  });

  it('the sweep deletes what has expired and nothing else, however many sweep', async () => {
    await database.query('DELETE FROM oidc_records');
    for (let index = 0; index < 20; index++) await records('AccessToken').upsert(`old-${index}`, {}, -60);
    await records('AccessToken').upsert('fresh', {}, 60);
    await records('Grant').upsert('lasting', {});
    const sweeps = new OpenidSessionRecords(database.dataSource);
    const deleted = await Promise.all([
      sweeps.deleteExpired(clock.now(), 15),
      sweeps.deleteExpired(clock.now(), 15),
    ]);
    expect(deleted.reduce((sum, count) => sum + count)).toBe(20);
    expect(await database.query('SELECT model FROM oidc_records ORDER BY model')).toEqual([
      { model: 'AccessToken' },
      { model: 'Grant' },
    ]);
  });

  it('finds the sessions of an account by an index', async () => {
    const account = newUuid();
    await records('Session').upsert('session-6', { jti: 'session-6', uid: 'uid-6', accountId: account }, 60);
    const sessions = new OpenidSessionRecords(database.dataSource);
    expect(await sessions.uidsOfAccount(account)).toEqual(['uid-6']);
    await sessions.destroy('uid-6');
    expect(await sessions.uidsOfAccount(account)).toEqual([]);
  });
});
