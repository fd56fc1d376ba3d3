import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Global, Module, Req, UseGuards } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { register } from 'prom-client';
import {
  ESIA_BROWSER_COOKIE,
  EsiaAuthGuard,
  EsiaAvailability,
  EsiaModule,
  EsiaSettings,
  EsiaSignerSettings,
  EsiaSignIn,
  type EsiaSignInResult,
} from '../../src/esia/index.js';
import { parseUuid, type Uuid } from '../../src/kernel/ids.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { PlatformSettings } from '../../src/platform/config/platform.settings.js';
import { Keyring } from '../../src/platform/crypto/keyring.js';
import { Expiries } from '../../src/platform/expiry/expiries.js';
import { KeyAges } from '../../src/platform/expiry/key-ages.js';
import { Retention } from '../../src/platform/retention/retention.js';
import { SnilsVault } from '../../src/platform/crypto/snils-vault.js';
import { newToken } from '../../src/platform/crypto/tokens.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import type { FaultOrder } from '../../src/stand/esia/index.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { type EsiaSide, startEsiaSide } from '../support/esia-side.js';

/** The machine's clock, which a test may move against ESIA's. */
class MovableClock extends Clock {
  shiftMs = 0;
  override now(): Date {
    return new Date(Date.now() + this.shiftMs);
  }
}

@Controller()
class CallbackController {
  @Get('/esia/callback')
  @UseGuards(EsiaAuthGuard)
  callback(@Req() request: { user: EsiaSignInResult }): EsiaSignInResult {
    return request.user;
  }
}

interface Server {
  readonly app: NestExpressApplication;
  readonly url: string;
  readonly signIn: EsiaSignIn;
}

const HOST = 'perehod.example.ru';
const keyring = new Keyring([{ id: 'test', key: Buffer.alloc(32, 1) }]);
const clock = new MovableClock();
let database: TestDatabase;
let regionId: Uuid;
const servers: Server[] = [];

async function startServer(
  side: EsiaSide,
  over: Partial<EsiaSettings> = {},
  signer: Partial<EsiaSignerSettings> = {},
): Promise<Server> {
  const values: [unknown, unknown][] = [
    [
      PlatformSettings,
      Object.assign(new PlatformSettings(), { environment: 'test', publicUrl: `https://${HOST}` }),
    ],
    [EsiaSettings, side.settings(over)],
    [EsiaSignerSettings, Object.assign(new EsiaSignerSettings(), side.signer, signer)],
    [Clock, clock],
    [UnitOfWork, database.unitOfWork],
    [Keyring, keyring],
    [SnilsVault, new SnilsVault(keyring, Buffer.alloc(32, 2))],
    [Retention, new Retention()],
    [Expiries, { add: () => undefined }],
    [KeyAges, { watch: () => undefined }],
  ];
  const providers = values.map(([provide, useValue]) => ({ provide: provide as never, useValue }));
  @Global()
  @Module({ providers, exports: providers.map(({ provide }) => provide) })
  class Ground {}
  const module = await Test.createTestingModule({
    imports: [Ground, EsiaModule],
    controllers: [CallbackController],
  }).compile();
  module.useLogger(false);
  const app = module.createNestApplication<NestExpressApplication>();
  await app.listen(0, '127.0.0.1');
  const server = { app, url: await app.getUrl(), signIn: app.get(EsiaSignIn) };
  servers.push(server);
  return server;
}

beforeAll(async () => {
  database = await freshDatabase();
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO regions (code, name, time_zone) VALUES ('39', 'Область', 'Europe/Kaliningrad') RETURNING id`,
  );
  regionId = parseUuid(row!.id)!;
});
afterAll(() => database.drop());
afterEach(async () => {
  clock.shiftMs = 0;
  await Promise.all(servers.splice(0).map(({ app }) => app.close()));
});

/** Turns the consent gate of the region on or off. */
async function gate(on: boolean): Promise<void> {
  await database.query(
    `INSERT INTO region_policies (region_id, consent_gate) VALUES ($1, $2)
     ON CONFLICT (region_id) DO UPDATE SET consent_gate = excluded.consent_gate`,
    [regionId, on],
  );
}

/** Follows ESIA's redirect as a browser would and stops at our callback's address. */
async function goToEsia(redirectTo: string, login: string): Promise<URL> {
  const answer = await fetch(redirectTo, { redirect: 'manual', headers: { 'x-emulator-login': login } });
  return new URL(answer.headers.get('location') ?? 'about:blank');
}

async function comeBack(
  server: Server,
  callback: URL,
  browserToken: string | null,
): Promise<EsiaSignInResult> {
  const headers: Record<string, string> =
    browserToken === null ? {} : { cookie: `${ESIA_BROWSER_COOKIE}=${browserToken}` };
  const answer = await fetch(`${server.url}${callback.pathname}${callback.search}`, { headers });
  expect(answer.status).toBe(200);
  return (await answer.json()) as EsiaSignInResult;
}

async function signIn(server: Server, login: string): Promise<EsiaSignInResult> {
  const browserToken = newToken();
  const { redirectTo } = await server.signIn.begin({ regionId, browserToken });
  return comeBack(server, await goToEsia(redirectTo, login), browserToken);
}

async function counterValue(name: string, labels: Record<string, string>): Promise<number> {
  const metric = await register.getSingleMetric(name)!.get();
  return (
    metric.values.find(({ labels: own }) =>
      Object.entries(labels).every(([key, value]) => own[key] === value),
    )?.value ?? 0
  );
}

describe.each(['RS256', 'GOST3410_2012_256'] as const)(
  'a sign-in through ESIA with tokens of %s',
  (algorithm) => {
    let side: EsiaSide;
    beforeAll(async () => {
      side = await startEsiaSide(HOST, algorithm);
    });
    afterAll(() => side.close());
    beforeEach(() => {
      side.emulator.control.reset();
      side.emulator.control.setAutoLogin(true);
    });

    it('gives the profile of a confirmed parent, and keeps it sealed until it is wiped', async () => {
      const server = await startServer(side);
      const result = await signIn(server, 'parent');
      expect(result).toMatchObject({
        kind: 'profile',
        profile: {
          oid: '1000090001',
          level: 'PR',
          name: { last: 'Берёзова', first: 'Мария', middle: 'Петровна' },
          birthDate: '1985-02-03',
          kids: null,
        },
      });
      const attemptId = result.attemptId!;
      const take = () => database.unitOfWork.run((tx) => server.signIn.takeProfile(tx, attemptId));
      expect(await take()).toEqual(result.kind === 'profile' && result.profile);
      const [row] = await database.query<{ profile_enc: Buffer }>(
        `SELECT profile_enc FROM esia_login_attempts WHERE id = $1`,
        [attemptId],
      );
      expect(row!.profile_enc.toString('latin1')).not.toMatch(/1985|1000090001/);
      await database.unitOfWork.run((tx) => server.signIn.wipe(tx, attemptId));
      expect(await take()).toBeNull();
    });

    it.each([
      ['child', 'KD', '1000090011'],
      ['parent-simple', 'P', '1000090002'],
      ['teen', 'PR', '1000090013'],
    ])('says the level of %s as lvl says it: %s', async (login, level, oid) => {
      expect(await signIn(await startServer(side), login)).toMatchObject({
        kind: 'profile',
        profile: { level, oid },
      });
    });

    it('EC-091: a person without СНИЛС and one without patronymic have none', async () => {
      const server = await startServer(side);
      expect(await signIn(server, 'no-snils')).toMatchObject({ profile: { snils: null } });
      expect(await signIn(server, 'no-middle-name')).toMatchObject({ profile: { name: { middle: null } } });
    });

    describe('AUTH-08: in a region with the consent gate', () => {
      beforeEach(() => gate(true));
      afterEach(() => gate(false));

      it("the verified cards of a parent's children come, the unverified never", async () => {
        const result = await signIn(await startServer(side), 'parent');
        expect(
          result.kind === 'profile' && result.profile.kids?.map(({ cardId, oid }) => [cardId, oid]),
        ).toEqual([
          ['10433001', '1000090011'],
          ['10433002', null],
        ]);
      });

      it('an answer about children that is wrong does not keep the parent out', async () => {
        side.emulator.control.orderFault({ name: 'foreign-kid', times: 1 });
        const server = await startServer(side, { maxBodyBytes: 16_384 });
        expect(await signIn(server, 'parent')).toMatchObject({ kind: 'profile' });
      });
    });

    it('AUTH-08: without the gate nothing is asked about children', async () => {
      expect(await signIn(await startServer(side), 'parent')).toMatchObject({ profile: { kids: null } });
    });

    it('EC-094: goes on when ESIA changes its key at night, both certificates being pinned', async () => {
      const server = await startServer(side);
      side.emulator.control.rotateKeys(2);
      expect(await signIn(server, 'parent')).toMatchObject({ kind: 'profile' });
    });

    it('EC-094: with the old certificate alone the new key is refused with an alarm', async () => {
      const [first] = side.settings().certificateFiles.filter((file) => file.includes(`${algorithm}-1`));
      const server = await startServer(side, { certificateFiles: [first!] });
      side.emulator.control.rotateKeys(2);
      const before = await counterValue('esia_faults_total', { fault: 'token_unknown_key' });
      expect(await signIn(server, 'parent')).toMatchObject({ kind: 'failed', code: 'ESIA_TECH' });
      expect(await counterValue('esia_faults_total', { fault: 'token_unknown_key' })).toBe(before + 1);
    });

    it.each<[FaultOrder, string]>([
      [{ name: 'bad-signature' }, 'token_signature'],
      [{ name: 'bad-signature', tokens: ['access'] }, 'token_signature'],
      [{ name: 'wrong-iss' }, 'token_issuer'],
      [{ name: 'wrong-aud' }, 'token_audience'],
      [{ name: 'wrong-aud', tokens: ['access'] }, 'token_audience'],
      [{ name: 'wrong-sub' }, 'subject_mismatch'],
      [{ name: 'wrong-sub', tokens: ['access'] }, 'subject_mismatch'],
      [{ name: 'expired' }, 'token_'],
      [{ name: 'expired', tokens: ['access'] }, 'token_'],
      [{ name: 'alg-none' }, 'token_'],
      [{ name: 'alg-swapped' }, 'token_algorithm'],
      [{ name: 'wrong-sbt' }, 'token_subtype'],
      [{ name: 'wrong-sbt', tokens: ['access'] }, 'token_subtype'],
      [{ name: 'mixed-oids', oid: '1000090003' }, 'subject_mismatch'],
      [{ name: 'missing-id-token' }, 'token_missing'],
      [{ name: 'te-html' }, 'answer_content_type'],
      [{ name: 'state-mismatch', endpoint: 'token' }, 'state_mismatch'],
    ])('refuses %j', async (order, fault) => {
      const server = await startServer(side);
      const total = async () =>
        (await register.getSingleMetric('esia_faults_total')!.get()).values
          .filter(({ labels }) => String(labels['fault']).startsWith(fault))
          .reduce((sum, { value }) => sum + value, 0);
      const before = await total();
      side.emulator.control.orderFault({ ...order, times: 1 });
      expect(await signIn(server, 'parent')).toEqual({
        kind: 'failed',
        attemptId: expect.any(String),
        code: 'ESIA_TECH',
        esiaCode: null,
      });
      expect(await total()).toBe(before + 1);
      expect(await signIn(server, 'parent')).toMatchObject({ kind: 'profile' });
    });
  },
);

describe('a sign-in through ESIA', () => {
  let side: EsiaSide;
  beforeAll(async () => {
    side = await startEsiaSide(HOST, 'RS256');
  });
  afterAll(() => side.close());
  beforeEach(() => {
    side.emulator.control.reset();
    side.emulator.control.setAutoLogin(true);
  });

  it('EC-101: a callback in another browser, without a cookie, or with a foreign state is STATE_INVALID', async () => {
    const server = await startServer(side);
    const browserToken = newToken();
    const { redirectTo } = await server.signIn.begin({ regionId, browserToken });
    const callback = await goToEsia(redirectTo, 'parent');
    const refusal = { kind: 'failed', attemptId: null, code: 'STATE_INVALID' };
    expect(await comeBack(server, callback, newToken())).toMatchObject({
      ...refusal,
      stateProblem: 'foreign_browser',
    });
    expect(await comeBack(server, callback, null)).toMatchObject({
      ...refusal,
      stateProblem: 'foreign_browser',
    });
    for (const state of ['', 'x', '00000000-0000-4000-8000-000000000000']) {
      const foreign = new URL(callback);
      foreign.searchParams.set('state', state);
      expect(await comeBack(server, foreign, browserToken)).toMatchObject(refusal);
    }
    const twice = new URL(callback);
    twice.searchParams.append('state', callback.searchParams.get('state')!);
    expect(await comeBack(server, twice, browserToken)).toMatchObject(refusal);
    expect(await comeBack(server, callback, browserToken)).toMatchObject({ kind: 'profile' });
  });

  it('EC-101: the same callback again is STATE_INVALID and asks nothing of ESIA', async () => {
    const server = await startServer(side);
    const browserToken = newToken();
    const { redirectTo, attemptId } = await server.signIn.begin({ regionId, browserToken });
    const callback = await goToEsia(redirectTo, 'parent');
    await comeBack(server, callback, browserToken);
    expect(await comeBack(server, callback, browserToken)).toEqual({
      ...{ kind: 'failed', attemptId, code: 'STATE_INVALID', esiaCode: null, stateProblem: 'used' },
    });
  });

  it('AUTH-03: after ten minutes the attempt is over', async () => {
    const server = await startServer(side);
    const browserToken = newToken();
    const { redirectTo } = await server.signIn.begin({ regionId, browserToken });
    const callback = await goToEsia(redirectTo, 'parent');
    clock.shiftMs = 600_000;
    expect(await comeBack(server, callback, browserToken)).toMatchObject({
      code: 'STATE_INVALID',
      stateProblem: 'expired',
    });
  });

  it('people who come back at once get their own answers', async () => {
    const server = await startServer(side);
    const oids = { parent: '1000090001', teacher: '1000090003', child: '1000090011', teen: '1000090013' };
    const logins = Object.keys(oids).flatMap((login) => [login, login, login]);
    const results = await Promise.all(logins.map((login) => signIn(server, login)));
    expect(results.map((result) => result.kind === 'profile' && result.profile.oid)).toEqual(
      Object.values(oids).flatMap((oid) => [oid, oid, oid]),
    );
  });

  it('an attempt begun on one server is finished by another', async () => {
    const first = await startServer(side);
    const second = await startServer(side);
    const browserToken = newToken();
    const { redirectTo, attemptId } = await first.signIn.begin({ regionId, browserToken });
    const result = await comeBack(second, await goToEsia(redirectTo, 'parent'), browserToken);
    expect(result).toMatchObject({ kind: 'profile', attemptId });
  });

  it('EC-092: a stale code sends the person to ESIA again once without a word; a second one is ESIA_CODE_INVALID', async () => {
    const server = await startServer(side);
    const browserToken = newToken();
    const { redirectTo, attemptId } = await server.signIn.begin({ regionId, browserToken });
    const callback = await goToEsia(redirectTo, 'parent');
    side.emulator.control.resetSessions(true);
    const again = await comeBack(server, callback, browserToken);
    expect(again).toMatchObject({ kind: 'restart', attemptId });
    const second = await goToEsia(again.kind === 'restart' ? again.redirectTo : '', 'parent');
    side.emulator.control.resetSessions(true);
    expect(await comeBack(server, second, browserToken)).toMatchObject({
      ...{ kind: 'failed', attemptId, code: 'ESIA_CODE_INVALID', esiaCode: '007011' },
    });
  });

  it('EC-092: after the silent restart the person is in', async () => {
    const server = await startServer(side);
    const browserToken = newToken();
    const { redirectTo, attemptId } = await server.signIn.begin({ regionId, browserToken });
    const callback = await goToEsia(redirectTo, 'parent');
    side.emulator.control.resetSessions(true);
    const again = await comeBack(server, callback, browserToken);
    const second = await goToEsia(again.kind === 'restart' ? again.redirectTo : '', 'parent');
    expect(await comeBack(server, second, browserToken)).toMatchObject({ kind: 'profile', attemptId });
  });

  it.each([
    ['EC-090: the person declined', 'ESIA-007004: refused', 'access_denied', 'ESIA_SCOPE_DENIED', '007004'],
    [
      'EC-033: the account is not confirmed',
      'ESIA-007055: x',
      'access_denied',
      'ESIA_NOT_VERIFIED',
      '007055',
    ],
    ['an unknown code', 'ESIA-007999: x', 'access_denied', 'ESIA_TECH', '007999'],
    ['no code at all', '', 'access_denied', 'ESIA_TECH', null],
  ])('%s: %s becomes its outcome', async (_case, description, error, code, esiaCode) => {
    const server = await startServer(side);
    const browserToken = newToken();
    const { redirectTo, attemptId } = await server.signIn.begin({ regionId, browserToken });
    const callback = new URL(`https://${HOST}/esia/callback`);
    callback.searchParams.set('error', error);
    callback.searchParams.set('error_description', description);
    callback.searchParams.set('state', new URL(redirectTo).searchParams.get('state')!);
    expect(await comeBack(server, callback, browserToken)).toEqual({
      kind: 'failed',
      attemptId,
      code,
      esiaCode,
    });
  });

  it("a child without consent is told so where the setting names ESIA's code", async () => {
    side.emulator.control.turn({ childWithoutConsentCode: '007019' });
    const server = await startServer(side, { parentConsentCodes: ['007019'] });
    expect(await signIn(server, 'child-no-consent')).toMatchObject({
      code: 'AWAITING_PARENT_CONSENT',
      esiaCode: '007019',
    });
  });

  it('EC-093: a clock five minutes off is our fault: ESIA_TECH, and the skew stands in the metrics', async () => {
    const server = await startServer(side);
    await signIn(server, 'parent');
    side.emulator.control.shiftClock(400);
    expect(await signIn(server, 'parent')).toMatchObject({ code: 'ESIA_TECH', esiaCode: '007015' });
  });

  it('the person filter of ESIA refuses an account that is not confirmed', async () => {
    const server = await startServer(side, { personFilter: 'conf_acc' });
    expect(await signIn(server, 'parent-simple')).toMatchObject({
      code: 'ESIA_NOT_VERIFIED',
      esiaCode: '007055',
    });
  });

  it('works without PKCE, with offline access and with expires_in as text', async () => {
    side.emulator.control.turn({ expiresInAsString: true });
    const server = await startServer(side, { pkce: false, accessType: 'offline' });
    expect(await signIn(server, 'parent')).toMatchObject({ kind: 'profile' });
  });

  it.each<FaultOrder>([
    { name: 'server-error', endpoint: 'token' },
    { name: 'unavailable', endpoint: 'token' },
    { name: 'drop', endpoint: 'token' },
    { name: 'server-error', endpoint: 'rest' },
  ])('EC-095: %j is ESIA_UNAVAILABLE', async (order) => {
    const server = await startServer(side);
    side.emulator.control.orderFault(order);
    expect(await signIn(server, 'parent')).toMatchObject({ kind: 'failed', code: 'ESIA_UNAVAILABLE' });
  });

  it('a question about a person that failed once is asked again; the exchange of a code is not', async () => {
    const server = await startServer(side);
    side.emulator.control.orderFault({ name: 'drop', endpoint: 'rest', times: 1 });
    expect(await signIn(server, 'parent')).toMatchObject({ kind: 'profile' });
    side.emulator.control.orderFault({ name: 'drop', endpoint: 'token', times: 1 });
    expect(await signIn(server, 'parent')).toMatchObject({ code: 'ESIA_UNAVAILABLE' });
  });

  it('AUTH-13: a breaker opens on an outage, is seen, and closes when ESIA answers again', async () => {
    const server = await startServer(side, { breakerCalls: 3, breakerResetMs: 100 });
    const availability = server.app.get(EsiaAvailability);
    const seen: string[] = [];
    availability.onChange(({ state }) => seen.push(state));
    side.emulator.control.orderFault({ name: 'unavailable', endpoint: 'token' });
    for (let round = 0; round < 4; round += 1) await signIn(server, 'parent');
    expect(availability.now().state).toBe('open');
    expect(await counterValue('esia_breaker_open', {})).toBe(1);
    side.emulator.control.resetFaults();
    let result = await signIn(server, 'parent');
    while (result.kind !== 'profile') result = await signIn(server, 'parent');
    expect(availability.now().state).toBe('closed');
    expect(seen).toEqual(['open', 'closed']);
  });

  it('AUTH-13: with one request at a time a wave of people waits its turn, and what exceeds the queue is told to wait', async () => {
    const server = await startServer(side, { concurrency: 1, queue: 100 });
    const results = await Promise.all(Array.from({ length: 10 }, () => signIn(server, 'parent')));
    expect(results.map(({ kind }) => kind)).toEqual(Array<string>(10).fill('profile'));
    const narrow = await startServer(side, { concurrency: 1, queue: 0 });
    side.emulator.control.orderFault({ name: 'slow', endpoint: 'token', delayMs: 300 });
    const crowd = await Promise.all(Array.from({ length: 4 }, () => signIn(narrow, 'parent')));
    expect(crowd.filter(({ kind }) => kind === 'failed').length).toBeGreaterThan(0);
    expect(
      crowd.every(
        (result) =>
          result.kind === 'profile' || (result.kind === 'failed' && result.code === 'ESIA_UNAVAILABLE'),
      ),
    ).toBe(true);
  });

  it('a request that cannot be signed is ESIA_TECH at the start and at the return', async () => {
    const good = await startServer(side);
    const mute = await startServer(side, {}, { kind: 'openssl-cli', program: '/absent/openssl' });
    const browserToken = newToken();
    const beginning = mute.signIn.begin({ regionId, browserToken });
    await expect(beginning).rejects.toMatchObject({ code: 'ESIA_TECH', kind: 'unavailable' });
    const { redirectTo } = await good.signIn.begin({ regionId, browserToken });
    const result = await comeBack(mute, await goToEsia(redirectTo, 'parent'), browserToken);
    expect(result).toMatchObject({ kind: 'failed', code: 'ESIA_TECH', esiaCode: null });
  });

  it('no token and no code of ESIA stands in the database afterwards', async () => {
    const server = await startServer(side);
    await signIn(server, 'parent');
    const [row] = await database.query<{ text: string }>(
      `SELECT string_agg(a::text, ' ') AS text FROM esia_login_attempts a`,
    );
    // The beginning of a token, as it is or in the hexadecimal of bytea, where three bytes alone may stand by chance.
    expect(row!.text).not.toMatch(/eyJ|65794a(?:2d|5f|3\d|[46][1-9a-f]|[57][0-9a]){12}/);
  });
});
