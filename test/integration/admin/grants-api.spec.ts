import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  GiveGrant,
  GrantDesk,
  OpenAdminSession,
  type Principal,
  type Role,
} from '../../../src/access/index.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import type { Snils } from '../../../src/kernel/snils.js';
import { SnilsVault } from '../../../src/platform/crypto/snils-vault.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { signedInAs, type TestAdministrator } from '../../support/administrators.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { smallTerritory, type SmallTerritory } from '../../support/territory.js';

const NOON = new Date('2026-11-21T12:00:00Z');
const ROUNDS = 20;
const hours = (n: number): Date => new Date(NOON.getTime() + n * 3_600_000);

interface GrantBody {
  readonly id: string;
  readonly role: string;
  readonly state: string;
  readonly holder: { readonly name: string | null; readonly snils: string; readonly birth_year: number };
  readonly [name: string]: unknown;
}

describe('grants by administrators (ADM-05)', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let territory: SmallTerritory;
  let ministry: TestAdministrator;
  let principal: TestAdministrator;
  const clock = new GivenClock(NOON);

  beforeAll(async () => {
    database = await freshDatabase();
    territory = await smallTerritory(database);
    application = await startApplication(database, { clock });
    const { regionId, schools } = territory;
    ministry = await signedInAs(application, database, { regionId, role: 'ministry_admin' }, NOON);
    principal = await signedInAs(
      application,
      database,
      { regionId, role: 'principal', schoolId: schools.a },
      NOON,
    );
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  const ask = async (who: { readonly cookie: string }, method: string, path: string, body?: object) => {
    const answer = await fetch(`${application.url}/api/v1${path}`, {
      ...{ method, headers: { cookie: who.cookie, 'content-type': 'application/json' } },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const said = (await answer.json()) as { code?: string; items: GrantBody[] } & GrantBody;
    return { status: answer.status, code: said.code, body: said };
  };
  let last = 0;
  const someone = (more: object = {}) => ({
    ...{
      role: 'school_admin',
      school_id: territory.schools.a,
      snils: snilsNo(++last),
      birth_date: '1985-05-06',
    },
    ...{ basis_number: '17-к', basis_date: '2026-11-20', valid_to: '2027-09-01' },
    ...more,
  });
  const at = (role: Role, place: { schoolId?: Uuid; municipalityId?: Uuid } = {}, now = NOON) =>
    signedInAs(application, database, { regionId: territory.regionId, role, ...place }, now);

  it('are given by the principal to the own school, on an order, and stand under a mask until and after the first sign-in', async () => {
    const given = await ask(principal, 'POST', '/grants', someone());
    expect([given.status, given.body]).toEqual([
      201,
      expect.objectContaining({
        ...{
          role: 'school_admin',
          state: 'held',
          bound: false,
          delegate: false,
          given_by: principal.esiaPersonId,
        },
        ...{ basis_number: '17-к', basis_date: '2026-11-20', basis: 'приказ № 17-к от 20.11.2026' },
        ...{ valid_from: '2026-11-21', valid_to: '2027-09-01' },
        holder: { name: null, birth_year: 1985, snils: expect.stringMatching(/^\*\*\*-\*\*\*-\*\*\* \d\d$/) },
      }),
    ]);
    const listed = await ask(principal, 'GET', `/grants?school_id=${territory.schools.a}`);
    expect(listed.body.items.map(({ id }) => id)).toEqual(
      expect.arrayContaining([given.body.id, principal.grantId]),
    );
    const own = listed.body.items.find(({ id }) => id === principal.grantId);
    expect(own?.holder.name).toBe('И*** М.');
    expect(JSON.stringify(listed.body)).not.toMatch(/Иванова|1985-05-06/);
  });

  it.each([
    ['another school', { school_id: 'b' }, 404, 'NOT_FOUND'],
    ['a role of the ministry', { role: 'ministry_analyst', school_id: undefined }, 403, 'GRANT_NOT_YOURS'],
    ['a principal', { role: 'principal' }, 403, 'GRANT_NOT_YOURS'],
    ['longer than the school year', { valid_to: '2027-09-02' }, 400, 'GRANT_TERM_WRONG'],
    ['without an end', { valid_to: undefined }, 400, 'GRANT_TERM_WRONG'],
    ['from yesterday', { valid_from: '2026-11-20' }, 400, 'GRANT_BEGINS_WRONG'],
    ['on an order of tomorrow', { basis_date: '2026-11-22' }, 400, 'GRANT_BASIS_WRONG'],
    ['a class without its school', { role: 'homeroom' }, 400, 'GRANT_PLACE_WRONG'],
  ])('are refused to the principal: %s', async (_, more, status, code) => {
    const place = 'school_id' in more && more.school_id === 'b' ? { school_id: territory.schools.b } : {};
    const answer = await ask(principal, 'POST', '/grants', someone({ ...more, ...place }));
    expect([answer.status, answer.code]).toEqual([status, code]);
  });

  it('are given by the ministry to all but its own administrators and classes', async () => {
    const given = await ask(ministry, 'POST', '/grants', someone({ role: 'principal', valid_to: undefined }));
    expect([given.status, given.body['valid_to']]).toEqual([201, null]);
    for (const role of ['ministry_admin', 'homeroom']) {
      const refused = await ask(ministry, 'POST', '/grants', someone({ role }));
      expect([role, refused.status, refused.code]).toEqual([role, 403, 'GRANT_NOT_YOURS']);
    }
    const foreign = await smallTerritory(database, '77');
    const abroad = [
      someone({ school_id: foreign.schools.a }),
      someone({ role: 'municipal_head', school_id: undefined, municipality_id: foreign.towns.a }),
    ];
    for (const body of abroad) expect((await ask(ministry, 'POST', '/grants', body)).status).toBe(404);
  });

  it('are nobody’s to give to themselves, under whichever account of ESIA', async () => {
    const snils = snilsNo(++last) as Snils;
    const hmac = application.app.get(SnilsVault).hmac(snils);
    await database.query('UPDATE role_grants SET snils_hmac = $2 WHERE id = $1', [ministry.grantId, hmac]);
    const own = someone({ role: 'principal', snils });
    expect(await ask(ministry, 'POST', '/grants', own)).toMatchObject({ status: 403, code: 'GRANT_SELF' });
    const past = database.query('UPDATE role_grants SET given_by = esia_person_id WHERE id = $1', [
      ministry.grantId,
    ]);
    await expect(past).rejects.toThrow(/role_grants_not_by_oneself/);
  });

  it('end at once, with every session that was opened on them, and only once', async () => {
    const admin = await at('school_admin', { schoolId: territory.schools.a });
    expect((await ask(admin, 'GET', '/people')).status).toBe(200);
    const ended = await ask(principal, 'POST', `/grants/${admin.grantId}/end`, {
      reason: 'уволена, приказ № 18',
    });
    expect([ended.status, ended.body.state, ended.body['ended_by']]).toEqual([
      200,
      'ended',
      principal.esiaPersonId,
    ]);
    expect((await ask(admin, 'GET', '/people')).status).toBe(401);
    const [session] = await database.query<{ ended_at: Date | null }>(
      'SELECT ended_at FROM admin_sessions WHERE esia_person_id = $1',
      [admin.esiaPersonId],
    );
    expect(session?.ended_at).toEqual(NOON);
    const again = await ask(principal, 'POST', `/grants/${admin.grantId}/end`, { reason: 'ещё раз' });
    expect([again.status, again.code]).toEqual([409, 'GRANT_OVER']);
    const told = await database.query(
      `SELECT reason, facts FROM audit_events WHERE action = 'grant.ended' AND subject_id = $1`,
      [admin.grantId],
    );
    expect(told).toEqual([
      { reason: 'уволена, приказ № 18', facts: { role: 'school_admin', sessions_ended: 1 } },
    ]);
  });

  it('end the session even of somebody who holds another role: it was opened on both', async () => {
    const admin = await at('school_admin', { schoolId: territory.schools.a });
    const [both] = await database.query<{ id: string }>(
      `INSERT INTO role_grants (region_id, role, scope, school_id, snils_hmac, snils_last2, birth_date, esia_person_id, basis,
         granted_by, granted_at, valid_from)
       SELECT region_id, 'principal', scope, school_id, snils_hmac, snils_last2, birth_date, esia_person_id, basis, granted_by,
         granted_at, valid_from FROM role_grants WHERE id = $1 RETURNING id`,
      [admin.grantId],
    );
    await database.query(
      'UPDATE admin_sessions SET grant_ids = ARRAY[$2, $3]::uuid[] WHERE esia_person_id = $1',
      [...[admin.esiaPersonId, admin.grantId, both?.id]],
    );
    expect((await ask(admin, 'GET', '/schools')).status).toBe(200);
    await database.query(`UPDATE role_grants SET valid_to = '2026-11-21' WHERE id = $1`, [both?.id]);
    expect((await ask(admin, 'GET', '/schools')).status).toBe(401);
  });

  it('of a delegate are not the school’s to end: the delegate decides about its own people (EC-085)', async () => {
    const { regionId, schools } = territory;
    const order = {
      ...{
        regionId,
        role: 'school_admin' as const,
        municipalityId: null,
        schoolId: schools.a,
        delegateOf: 'municipality' as const,
      },
      ...{ snils: snilsNo(++last) as Snils, birthDate: '1979-01-02' as CalendarDate, basis: 'приказ № 3' },
      ...{ validFrom: '2026-11-21' as CalendarDate, validTo: '2026-12-01' as CalendarDate, now: NOON },
      actor: { kind: 'operator', id: 'test' },
    } as const;
    const id = await application.app
      .get(UnitOfWork)
      .run((tx) => application.app.get(GiveGrant).execute(tx, order));
    const refused = await ask(principal, 'POST', `/grants/${id}/end`, { reason: 'мешает' });
    expect([refused.status, refused.code]).toEqual([403, 'GRANT_NOT_YOURS']);
    expect((await ask(ministry, 'POST', `/grants/${id}/end`, { reason: 'дела решены' })).status).toBe(200);
  });

  it('opened and ended at the same moment leave no session open, whoever is first', async () => {
    const { app } = application;
    const desk = app.get(GrantDesk);
    const grants = await database.query<{ esiaPersonId: Uuid }>(
      'SELECT esia_person_id AS "esiaPersonId" FROM role_grants WHERE id = $1',
      [ministry.grantId],
    );
    const held = {
      role: 'ministry_admin',
      scope: 'region',
      municipalityId: null,
      schoolId: null,
      classGroupId: null,
    };
    const ending = {
      ...{ sessionId: ministry.grantId, regionId: territory.regionId, grants: [held] },
      esiaPersonId: grants[0]?.esiaPersonId,
    } as unknown as Principal;
    for (let round = 0; round < ROUNDS; round++) {
      const admin = await at('school_admin', { schoolId: territory.schools.a });
      const [person] = await database.query<{ snilsHmac: Buffer }>(
        'SELECT snils_hmac AS "snilsHmac" FROM esia_persons WHERE id = $1',
        [admin.esiaPersonId],
      );
      const seeker = {
        region: { id: territory.regionId, timeZone: 'Europe/Kaliningrad' },
        person: {
          ...{ id: admin.esiaPersonId, snilsHmac: person?.snilsHmac ?? null },
          birthDate: '1980-02-03' as CalendarDate,
        },
        now: NOON,
      };
      const act = { principal: ending, now: NOON, traceId: undefined };
      await Promise.all([
        database.unitOfWork.run((tx) => app.get(OpenAdminSession).execute(tx, seeker)),
        app.get(UnitOfWork).run((tx) => desk.end(tx, act, admin.grantId, 'гонка')),
      ]);
      const open = await database.query(
        'SELECT id FROM admin_sessions WHERE esia_person_id = $1 AND ended_at IS NULL',
        [admin.esiaPersonId],
      );
      expect(open).toEqual([]);
    }
  });

  it('that begin later or end by a day open nothing before and nothing after', async () => {
    const admin = await at('school_admin', { schoolId: territory.schools.a });
    await database.query(`UPDATE role_grants SET valid_to = '2026-11-22' WHERE id = $1`, [admin.grantId]);
    expect((await ask(admin, 'GET', '/schools')).status).toBe(200);
    // 22:00 UTC is midnight in Kaliningrad.
    await database.query(
      'UPDATE admin_sessions SET expires_at = $2, seen_at = $3 WHERE esia_person_id = $1',
      [...[admin.esiaPersonId, hours(24), hours(9.9)]],
    );
    clock.set(hours(10));
    expect((await ask(admin, 'GET', '/schools')).status).toBe(401);
    clock.set(NOON);
    const over = await ask(ministry, 'POST', `/grants/${admin.grantId}/end`, { reason: 'проверка' });
    expect(over.status).toBe(200);
  });
});

describe('the sessions of administrators', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let territory: SmallTerritory;
  const clock = new GivenClock(NOON);
  const settings = { ADMIN_SESSION_HOURS: '2', ADMIN_SESSION_IDLE_MINUTES: '10' };

  beforeAll(async () => {
    database = await freshDatabase();
    territory = await smallTerritory(database);
    application = await startApplication(database, { clock, settings });
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  const admin = () =>
    signedInAs(application, database, { regionId: territory.regionId, role: 'pd_officer' }, clock.now());
  const ask = async (cookie: string, method = 'GET', path = '') => {
    const answer = await fetch(`${application.url}/api/v1/own-sessions${path}`, {
      method,
      headers: { cookie },
    });
    return {
      status: answer.status,
      body: (await answer.json()) as { items: { id: string; current: boolean }[] },
    };
  };

  it('are over after the minutes without a request, and after the hours whatever is done, as the settings say', async () => {
    clock.set(NOON);
    const { cookie } = await admin();
    for (let minutes = 9; minutes < 120; minutes += 9) {
      clock.set(hours(minutes / 60));
      expect([minutes, (await ask(cookie)).status]).toEqual([minutes, 200]);
    }
    clock.set(hours(2));
    expect((await ask(cookie)).status).toBe(401);
    const idle = await admin();
    clock.set(new Date(hours(2).getTime() + 10 * 60_000));
    expect((await ask(idle.cookie)).status).toBe(401);
  });

  it('are listed to their holder only, and ended one by one or all others at once', async () => {
    clock.set(NOON);
    const { cookie, esiaPersonId } = await admin();
    const stranger = await admin();
    const lay = () =>
      database.query(
        `INSERT INTO admin_sessions (region_id, token_hash, esia_person_id, opened_at, seen_at, expires_at)
         VALUES ($1, sha256(gen_random_uuid()::text::bytea), $2, $3, $3, $3::timestamptz + interval '1 hour')`,
        [territory.regionId, esiaPersonId, NOON],
      );
    await lay();
    await lay();
    const listed = (await ask(cookie)).body.items;
    expect(listed.map(({ current }) => current).sort()).toEqual([false, false, true]);
    const [other] = listed.filter(({ current }) => !current);
    expect((await ask(stranger.cookie, 'POST', `/${other?.id ?? ''}/end`)).status).toBe(404);
    expect((await ask(cookie, 'POST', `/${other?.id ?? ''}/end`)).status).toBe(200);
    expect((await ask(cookie, 'POST', `/${other?.id ?? ''}/end`)).status).toBe(404);
    expect((await ask(cookie, 'POST', '/end-others')).body).toEqual({ ended: 1 });
    const [left] = (await ask(cookie)).body.items;
    expect(left?.current).toBe(true);
    expect((await ask(stranger.cookie)).status).toBe(200);
    await ask(cookie, 'POST', `/${left?.id ?? ''}/end`);
    expect((await ask(cookie)).status).toBe(401);
  });
});

/** A СНИЛС with a right control number: nine digits, mod 101. */
function snilsNo(n: number): string {
  const digits = String(700_000_000 + n * 7);
  const sum = Array.from(digits).reduce((all, digit, index) => all + Number(digit) * (9 - index), 0);
  const control = sum % 101 === 100 ? 0 : sum % 101;
  return digits + String(control).padStart(2, '0');
}
