import { mkdtempSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignPhase } from '../../../src/legacy/domain/campaign-phase.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { DecisionNotes } from '../../../src/legacy/application/decision-notes.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { lay, type LaidSituation } from '../../support/legacy-situation-rows.js';
import { NOW, type Situation } from '../../support/legacy-situations.js';

const SECRET = 'a-secret-of-the-test-journal-0123456789';
const client = (client_id: string) => ({
  client_id,
  client_name: client_id,
  redirect_uris: ['http://localhost:9/callback'],
  token_endpoint_auth_method: 'client_secret_basic',
  client_secret: SECRET,
  internal_api: true,
});

const aSituation = (phase: CampaignPhase, overrides: Partial<Situation> = {}): Situation => ({
  ...{ zone: 'Europe/Kaliningrad', phase, hasCampaign: true, cutOverDays: 20, isPaused: false },
  ...{ stored: { state: 'active' }, bucket: 10, isClosed: false, link: null, endedLink: null, lock: null },
  ...{ exemptions: [], caseBegunDays: null, windows: [], breakGlassHours: null, outage: null },
  ...{ skipsAllowed: null, skipsUsed: 0 },
  ...overrides,
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

describe('an e-journal that asks before it looks at a password (INT-01)', () => {
  const clock = new GivenClock(NOW);
  let database: TestDatabase;
  let application: TestApplication;
  let warned: LaidSituation;
  let hit: LaidSituation;
  let over: LaidSituation;
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    database = await freshDatabase();
    const window = { state: 'running', starts: -1, hours: 2, share: 100 } as const;
    const laid = await lay(database, [
      aSituation('soft_launch'),
      aSituation('brownouts', { windows: [window] }),
      aSituation('cutover', { cutOverDays: -10 }),
    ]);
    [warned, hit, over] = laid as [LaidSituation, LaidSituation, LaidSituation];
    const systems = { 'first-journal': warned, 'second-journal': hit, 'third-journal': over };
    for (const [code, { systemId }] of Object.entries(systems))
      await database.query('UPDATE journal_systems SET code = $2 WHERE id = $1', [systemId, code]);
    const path = join(mkdtempSync(join(tmpdir(), 'perehod-clients-')), 'clients.json');
    writeFileSync(path, JSON.stringify(Object.keys(systems).map(client)));
    application = await startApplication(database, {
      clock,
      settings: { OIDC_CLIENTS_FILE: path, PUBLIC_URL: 'http://perehod.test', DECISIONS_PER_SECOND: '20' },
    });
    for (const code of Object.keys(systems)) tokens.set(code, await tokenOf(code));
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  async function tokenOf(code: string): Promise<string> {
    const answer = await fetch(`${application.url}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${code}:${SECRET}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'internal' }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  const url = () => `${application.url}/internal/v1/sign-in-decisions`;
  async function ask(
    who: string,
    body: unknown,
    more: { query?: string; token?: string } = {},
  ): Promise<Answer> {
    const answer = await fetch(`${url()}${more.query ?? ''}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${more.token ?? tokens.get(who) ?? ''}`,
        'x-request-id': 'request-of-the-test',
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const { status, headers } = answer;
    return { status, headers, body: (await answer.json()) as Record<string, unknown> };
  }

  it('is told what to do with the password, in words, with the days left, where to link, and how long that holds', async () => {
    const { status, headers, body } = await ask('first-journal', {
      account: warned.externalId,
      channel: 'web',
    });
    expect([
      status,
      headers.get('content-type'),
      headers.get('cache-control'),
      headers.get('x-request-id'),
    ]).toEqual([200, 'application/json; charset=utf-8', 'no-store', 'request-of-the-test']);
    expect(body).toEqual({
      decision: 'allow_with_warning',
      code: 'LEGACY_WARN',
      text: expect.stringMatching(
        /^Вход по паролю прекращается 10\.12\.2026 \(через 20 дней\)\. Привяжите Госуслуги/,
      ),
      until: null,
      cutover_on: '2026-12-10',
      days_left: 20,
      skips_left: null,
      link_url: 'http://perehod.test/account',
      retry_after: null,
      cache_seconds: 60,
    });
  });

  it('hears the same from the plain handler and from the pipeline behind it, answer or refusal', async () => {
    const bodies: unknown[] = [
      {
        account: warned.externalId,
        channel: 'web',
        skips_used: 2,
        role: 'student',
        school: 'х',
        moment: '2027-03-01T12:00:00Z',
      },
      { account: warned.externalId, channel: 'fax' },
      { account: '', channel: 'web', skips_used: -1 },
      { account: 7, channel: 'web', role: 'janitor', school: '', moment: 'вчера' },
      { account: 'a', channel: 'web', snils: '1' },
      { account: 'a\0b', channel: 'web' },
      { account: 'a'.repeat(201), channel: 'web', skips_used: 1.5 },
      [],
      '{"account":',
    ];
    for (const body of bodies) {
      const plain = await ask('first-journal', body);
      // A query is nothing that the plain handler takes.
      const piped = await ask('first-journal', body, { query: '?' });
      expect([body, plain.status, sorted(plain.body)]).toEqual([body, piped.status, sorted(piped.body)]);
      expect(plain.headers.get('content-type')).toBe(piped.headers.get('content-type'));
    }
    const { status, body } = await ask('first-journal', { account: 7, channel: 'web', skips_used: -1 });
    expect([status, body['code'], body['request_id'], body['errors']]).toEqual([
      400,
      'VALIDATION_FAILED',
      'request-of-the-test',
      [
        { field: 'account', message: 'нужен ваш номер учётной записи, от 1 до 200 знаков' },
        { field: 'skips_used', message: 'нужно целое число от 0 до 1000' },
      ],
    ]);
  });

  it('is refused without a token that opens the internal API', async () => {
    for (const query of ['', '?']) {
      const { status, headers, body } = await ask('', {}, { token: 'made-up', query });
      expect([status, body['code'], headers.get('www-authenticate')]).toEqual([
        401,
        'INTERNAL_TOKEN_INVALID',
        'Bearer realm="internal", error="invalid_token"',
      ]);
      const bare = await fetch(url() + query, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      expect([bare.status, bare.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="internal"']);
    }
  });

  it('reads whom a brownout has hit a moment after the answer, once each, and until when to wait', async () => {
    const call = { account: hit.externalId, channel: 'mobile' };
    const answers = await Promise.all([1, 2, 3].map(() => ask('second-journal', call)));
    for (const { body } of answers)
      expect(body).toMatchObject({ decision: 'deny_brownout', code: 'LEGACY_BROWNOUT', retry_after: 3600 });
    await application.app.get(DecisionNotes, { strict: false }).flush();
    const hits = await database.query('SELECT journal_account_id, channel, first_at FROM brownout_hits');
    expect(hits).toEqual([{ journal_account_id: hit.accountId, channel: 'mobile', first_at: NOW }]);
  });

  it('does not learn of another journal’s account: it is unknown, allowed before the cut-over and refused after it (EC-133)', async () => {
    const foreign = { account: over.externalId, channel: 'web' };
    expect((await ask('first-journal', foreign)).body).toMatchObject({
      decision: 'allow',
      code: null,
      text: null,
    });
    const { body } = await ask('third-journal', { account: warned.externalId, channel: 'api' });
    expect(body).toMatchObject({ decision: 'deny_unknown', code: 'LEGACY_UNKNOWN' });
    expect(body['text']).toMatch(/^Эта учётная запись нам не известна/);
  });

  it('gives the school one task about an account that we do not know, and the task is done when we know it (EC-133)', async () => {
    const notes = application.app.get(DecisionNotes, { strict: false });
    const call = { account: 'brand-new', channel: 'web', school: 's', role: 'representative' };
    for (let time = 0; time < 3; time += 1) {
      expect((await ask('first-journal', call)).body['decision']).toBe('allow');
      await notes.flush();
    }
    const open = () =>
      database.query(`SELECT audience, subject, facts, school_id IS NOT NULL AS named FROM campaign_tasks
                       WHERE code = 'ACCOUNT_UNKNOWN' AND done_at IS NULL AND subject LIKE '%/brand-new'`);
    expect(await open()).toEqual([
      {
        audience: 'school',
        subject: 'first-journal/brand-new',
        facts: { system: 'first-journal', account: 'brand-new' },
        named: true,
      },
    ]);
    await database.query(
      `INSERT INTO journal_accounts (region_id, journal_system_id, external_id, role, row_hash)
       SELECT region_id, journal_system_id, 'brand-new', role, row_hash FROM journal_accounts WHERE id = $1`,
      [warned.accountId],
    );
    await application.app.get(Jobs, { strict: false }).runNow('legacy.unknown_accounts_known');
    expect(await open()).toEqual([]);
  });

  it('asks the phase of the school and the role that it names, and of several that may be meant the least far along', async () => {
    const of = async (call: object) =>
      (await ask('third-journal', { account: 'nobody', channel: 'web', ...call })).body['decision'];
    expect(await of({ school: 's', role: 'representative' })).toBe('deny_unknown');
    expect(await of({})).toBe('deny_unknown');
    // No campaign for that role, or for a school of that name: nobody is shut out by chance.
    expect(await of({ school: 's', role: 'teacher' })).toBe('allow');
    expect(await of({ school: 'no such school' })).toBe('allow');
  });

  it('is asked to wait when it asks more than its share, and others are not', async () => {
    const call = { account: over.externalId, channel: 'web' };
    const statuses = await Promise.all(Array.from({ length: 60 }, () => ask('third-journal', call)));
    const refused = statuses.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.body).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect((await ask('second-journal', { account: hit.externalId, channel: 'web' })).status).toBe(200);
  });

  it('may send its call in pieces, and hears that other methods are not for this address', async () => {
    const inPieces = await new Promise<number | undefined>((resolve, reject) => {
      const sent = httpRequest(
        url(),
        {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${tokens.get('first-journal') ?? ''}`,
          },
        },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      );
      sent.on('error', reject);
      sent.write(`{"account":"${warned.externalId}",`);
      sent.end('"channel":"web"}');
    });
    expect(inPieces).toBe(200);
    expect((await fetch(url())).status).toBe(405);
  });

  it('shows in the metrics what was decided, by codes', async () => {
    const metrics = await (await fetch(`${application.url}/metrics`)).text();
    expect(metrics).toMatch(/legacy_decisions_total\{decision="deny_brownout",code="LEGACY_BROWNOUT"\} \d/);
    expect(metrics).toMatch(
      /http_request_seconds_count\{method="POST",route="\/internal\/v1\/sign-in-decisions",status="200"\} \d/,
    );
  });
});

/** Complaints come in the order of the fields, or of the rules: that order says nothing. */
function sorted(body: Record<string, unknown>): Record<string, unknown> {
  const errors = body['errors'] as { field: string }[] | undefined;
  return errors === undefined
    ? body
    : { ...body, errors: [...errors].sort((a, b) => a.field.localeCompare(b.field)) };
}
