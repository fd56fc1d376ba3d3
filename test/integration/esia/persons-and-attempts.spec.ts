import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  EsiaLoginAttempts,
  type NewAttempt,
} from '../../../src/esia/store/esia-login-attempts.repository.js';
import { EsiaPersons } from '../../../src/esia/store/esia-persons.repository.js';
import { AssuranceRulesRepository } from '../../../src/esia/store/assurance-rules.repository.js';
import { AssurancePolicy } from '../../../src/esia/application/assurance-policy.js';
import type { EsiaProfile } from '../../../src/esia/domain/esia-profile.js';
import { parseCalendarDate } from '../../../src/kernel/calendar-date.js';
import { newUuid, parseUuid, type Uuid } from '../../../src/kernel/ids.js';
import { parseSnils, type Snils } from '../../../src/kernel/snils.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import { SnilsVault } from '../../../src/platform/crypto/snils-vault.js';
import { hashToken } from '../../../src/platform/crypto/tokens.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const NOW = new Date('2026-11-21T10:00:00Z');
const LATER = new Date('2026-11-22T10:00:00Z');
const snils = (text: string): Snils => parseSnils(text, { allowTestNumbers: true })!;
const FIRST = snils('000-000-600 06');
const OTHER = snils('000-000-601 07');

const vault = new SnilsVault(new Keyring([{ id: 'test', key: Buffer.alloc(32, 1) }]), Buffer.alloc(32, 2));
const persons = new EsiaPersons(vault);
const attempts = new EsiaLoginAttempts();

let database: TestDatabase;
let regionId: Uuid;
let otherRegionId: Uuid;

async function addRegion(code: string): Promise<Uuid> {
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO regions (code, name, time_zone) VALUES ($1, 'Область', 'Europe/Kaliningrad') RETURNING id`,
    [code],
  );
  return parseUuid(row!.id)!;
}

beforeAll(async () => {
  database = await freshDatabase();
  regionId = await addRegion('39');
  otherRegionId = await addRegion('42');
});
afterAll(() => database.drop());

let nextOid = 1_000_000_000;
function aProfile(over: Partial<EsiaProfile> = {}): EsiaProfile {
  return {
    oid: String(nextOid++),
    level: 'PR',
    name: { last: 'Ёлкина', first: 'Мария', middle: null },
    birthDate: parseCalendarDate('1985-02-03')!,
    snils: FIRST,
    kids: null,
    ...over,
  };
}
const save = (profile: EsiaProfile, now = NOW, region = regionId) =>
  database.unitOfWork.run((tx) => persons.save(tx, region, profile, now));

describe('persons of ESIA', () => {
  it('are new once and then the same person, with level and names as ESIA says now', async () => {
    const profile = aProfile({ level: 'KD' });
    const first = await save(profile);
    const second = await save(
      { ...profile, level: 'PR', name: { last: 'Иванова', first: 'Мария', middle: 'Петровна' } },
      LATER,
    );
    expect([first.isNew, second.isNew]).toEqual([true, false]);
    expect(second.person).toMatchObject({
      id: first.person.id,
      regionId,
      level: 'PR',
      birthDate: '1985-02-03',
      norm: { last: 'иванова', first: 'мария', middle: 'петровна' },
    });
    expect(first.person.norm.last).toBe('елкина');
    const [row] = await database.query(`SELECT first_seen_at, seen_at FROM esia_persons WHERE id = $1`, [
      first.person.id,
    ]);
    expect(row).toEqual({ first_seen_at: NOW, seen_at: LATER });
    expect(await database.unitOfWork.run((tx) => persons.byId(tx, first.person.id))).toEqual(second.person);
  });

  it('OID_SNILS_CHANGED: another СНИЛС is reported and does not replace the stored one', async () => {
    const profile = aProfile();
    const { person } = await save(profile);
    const again = await save({ ...profile, snils: OTHER }, LATER);
    expect(again.snilsChanged).toBe(true);
    expect(again.person.snilsHmac).toEqual(vault.hmac(FIRST));
    const stored = await database.query<{ snils_enc: Buffer; snils_key_id: string }>(
      `SELECT snils_enc, snils_key_id FROM esia_persons WHERE id = $1`,
      [person.id],
    );
    expect(vault.reveal({ enc: stored[0]!.snils_enc, keyId: stored[0]!.snils_key_id })).toBe(FIRST);
    expect((await save({ ...profile, snils: OTHER }, LATER)).snilsChanged).toBe(true);
    expect((await save(profile, LATER)).snilsChanged).toBe(false);
  });

  it('EC-091: a СНИЛС that was missing is filled in, one that ESIA no longer tells stays', async () => {
    const profile = aProfile({ snils: null });
    expect((await save(profile)).person).toMatchObject({ snilsHmac: null, snilsLast2: null });
    const filled = await save({ ...profile, snils: FIRST });
    expect(filled).toMatchObject({ snilsChanged: false, person: { snilsLast2: '06' } });
    expect(await save(profile)).toMatchObject({ snilsChanged: false, person: { snilsLast2: '06' } });
  });

  it('with one oid are separate in two regions', async () => {
    const profile = aProfile();
    const here = await save(profile);
    const there = await save(profile, NOW, otherRegionId);
    expect(there.isNew).toBe(true);
    expect(there.person.id).not.toBe(here.person.id);
  });

  it('LNK-10: are found by СНИЛС within the region, the last seen first', async () => {
    const number = snils('000-000-777 00');
    const old = await save(aProfile({ snils: number }));
    const fresh = await save(aProfile({ snils: number }), LATER);
    await save(aProfile({ snils: number }), LATER, otherRegionId);
    const found = await database.unitOfWork.run((tx) => persons.bySnils(tx, regionId, vault.hmac(number)));
    expect(found.map(({ id }) => id)).toEqual([fresh.person.id, old.person.id]);
  });

  it('race: one person who signs in twice at once becomes one row', async () => {
    for (let round = 0; round < 20; round += 1) {
      const profile = aProfile();
      const [a, b] = await Promise.all([save(profile), save(profile)]);
      expect(a.person.id).toBe(b.person.id);
      expect([a.isNew, b.isNew].sort()).toEqual([false, true]);
    }
  });

  it('no СНИЛС stands in the database in the clear', async () => {
    await save(aProfile());
    const [row] = await database.query<{ text: string }>(
      `SELECT string_agg(p::text, ' ') AS text FROM esia_persons p`,
    );
    expect(row!.text).not.toContain(FIRST);
    expect(row!.text).not.toContain(Buffer.from(FIRST).toString('hex'));
  });
});

describe('attempts', () => {
  const MINE = hashToken('mine');
  const FOREIGN = hashToken('foreign');
  const END = new Date(NOW.getTime() + 600_000);

  async function begun(over: Partial<NewAttempt> = {}): Promise<NewAttempt> {
    const attempt: NewAttempt = {
      ...{ id: newUuid(), regionId, state: newUuid(), browserHash: MINE },
      ...{ codeVerifierEnc: Buffer.from('sealed'), startedAt: NOW, expiresAt: END, ...over },
    };
    await database.unitOfWork.run((tx) => attempts.add(tx, attempt));
    return attempt;
  }
  const claim = (state: Uuid, browser = MINE, now = NOW) =>
    database.unitOfWork.run((tx) => attempts.claim(tx, state, browser, now));
  const why = (state: Uuid, browser = MINE) =>
    database.unitOfWork.run((tx) => attempts.whyUnclaimed(tx, state, browser));

  it('EC-101: a state is good once, for its own browser', async () => {
    const { id, state } = await begun();
    expect(await claim(state, FOREIGN)).toBeNull();
    expect(await why(state, FOREIGN)).toEqual({ problem: 'foreign_browser', attemptId: null });
    expect(await claim(state)).toEqual({
      id,
      codeVerifierEnc: Buffer.from('sealed'),
      asksKids: false,
      restarts: 0,
    });
    expect(await claim(state)).toBeNull();
    expect(await why(state)).toEqual({ problem: 'used', attemptId: id });
    expect(await claim(newUuid())).toBeNull();
    expect(await why(newUuid())).toEqual({ problem: 'unknown', attemptId: null });
  });

  it('AUTH-03: a state lives ten minutes', async () => {
    const { id, state } = await begun();
    expect(await claim(state, MINE, END)).toBeNull();
    expect(await why(state)).toEqual({ problem: 'expired', attemptId: id });
    expect(await claim(state, MINE, new Date(END.getTime() - 1))).not.toBeNull();
  });

  it('EC-101, race: of two callbacks with one state on two connections exactly one wins', async () => {
    const wins: number[] = [];
    for (let round = 0; round < 50; round += 1) {
      const { state } = await begun();
      const results = await Promise.all([claim(state), claim(state)]);
      wins.push(results.filter((result) => result !== null).length);
    }
    expect(wins).toEqual(Array<number>(50).fill(1));
  });

  it('EC-092: an attempt is armed anew once, with a fresh state; the old state stays dead', async () => {
    const { id, state } = await begun();
    const fresh = { state: newUuid(), codeVerifierEnc: null, expiresAt: END };
    const restart = (leg: typeof fresh) => database.unitOfWork.run((tx) => attempts.restart(tx, id, leg));
    expect(await restart(fresh)).toBe(false);
    await claim(state);
    expect(await restart(fresh)).toBe(true);
    expect(await claim(state)).toBeNull();
    expect(await claim(fresh.state)).toEqual({ id, codeVerifierEnc: null, asksKids: false, restarts: 1 });
    expect(await restart({ ...fresh, state: newUuid() })).toBe(false);
  });

  it('a profile is kept for an attempt that is being worked on, until its time or its wiping', async () => {
    const { id, state } = await begun();
    const keep = () =>
      database.unitOfWork.run((tx) => attempts.keepProfile(tx, id, Buffer.from('profile'), LATER));
    const sealed = (now: Date) => database.unitOfWork.run((tx) => attempts.sealedProfile(tx, id, now));
    expect(await keep()).toBe(false);
    await claim(state);
    expect(await keep()).toBe(true);
    expect(await keep()).toBe(false);
    expect(await sealed(NOW)).toEqual(Buffer.from('profile'));
    expect(await sealed(LATER)).toBeNull();
    await database.unitOfWork.run((tx) => attempts.wipe(tx, id));
    expect(await sealed(NOW)).toBeNull();
  });

  it('what expired attempts hold is forgotten; living ones keep theirs', async () => {
    const dead = await begun({ expiresAt: new Date(NOW.getTime() - 1) });
    const alive = await begun();
    await database.unitOfWork.run((tx) => attempts.wipeExpired(tx, NOW));
    const rows = await database.query(
      `SELECT id, code_verifier_enc IS NULL AS empty FROM esia_login_attempts WHERE id = ANY($1)`,
      [[dead.id, alive.id]],
    );
    expect(new Map(rows.map(({ id, empty }) => [id, empty]))).toEqual(
      new Map([
        [dead.id, true],
        [alive.id, false],
      ]),
    );
    expect(await database.unitOfWork.run((tx) => attempts.wipeExpired(tx, NOW))).toBe(0);
  });

  it('attempts that ended long ago are deleted, younger ones are not', async () => {
    const old = await begun({ expiresAt: new Date(NOW.getTime() - 2) });
    const young = await begun({ expiresAt: NOW });
    await database.unitOfWork.run((tx) => attempts.forget(tx, NOW));
    const left = await database.query<{ id: string }>(
      `SELECT id FROM esia_login_attempts WHERE id = ANY($1)`,
      [[old.id, young.id]],
    );
    expect(left.map(({ id }) => id)).toEqual([young.id]);
  });

  it('a failure names its codes', async () => {
    const { id, state } = await begun();
    await claim(state);
    await database.unitOfWork.run((tx) => attempts.fail(tx, id, 'ESIA_SCOPE_DENIED', '007004'));
    const [row] = await database.query(
      `SELECT status, failure_code, esia_code FROM esia_login_attempts WHERE id = $1`,
      [id],
    );
    expect(row).toEqual({ status: 'failed', failure_code: 'ESIA_SCOPE_DENIED', esia_code: '007004' });
  });
});

describe('the assurance policy in the database', () => {
  const policy = new AssurancePolicy(new AssuranceRulesRepository());
  const born = parseCalendarDate('2012-03-10')!;
  const accepts = (
    day: string,
    level: 'P' | 'PR' | 'KD',
    subject: 'student' | 'staff' = 'student',
    region = regionId,
  ) =>
    database.unitOfWork.run((tx) =>
      policy.accepts(tx, { regionId: region, subject, born, day: parseCalendarDate(day)!, level }),
    );

  it('AUTH-06: is table c.1.1', async () => {
    expect(await accepts('2026-03-09', 'KD')).toBe(true);
    expect(await accepts('2026-09-06', 'KD')).toBe(true);
    expect(await accepts('2026-09-07', 'KD')).toBe(false);
    expect(await accepts('2026-09-07', 'PR')).toBe(true);
    expect(await accepts('2030-03-10', 'PR')).toBe(true);
    expect(await accepts('2026-03-09', 'KD', 'staff')).toBe(false);
    expect(await accepts('2026-03-09', 'PR', 'staff')).toBe(true);
  });

  it('EC-033: P is never accepted, even before any rule is read', async () => {
    expect(await accepts('2020-01-01', 'P')).toBe(false);
    expect(await accepts('2030-01-01', 'P', 'staff')).toBe(false);
  });

  it("EC-032: a region's own rows let a child's account live longer, in that region only", async () => {
    await database.query(
      `INSERT INTO assurance_rules (region_id, subject, from_age, from_day, levels)
       VALUES ($1, 'student', 0, 0, '{KD,PR}'), ($1, 'student', 18, 0, '{PR}')`,
      [otherRegionId],
    );
    expect(await accepts('2028-01-01', 'KD', 'student', otherRegionId)).toBe(true);
    expect(await accepts('2030-03-10', 'KD', 'student', otherRegionId)).toBe(false);
    expect(await accepts('2028-01-01', 'KD')).toBe(false);
    expect(await accepts('2028-01-01', 'P', 'student', otherRegionId)).toBe(false);
  });
});
