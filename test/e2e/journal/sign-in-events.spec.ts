import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newUuid } from '../../../src/kernel/ids.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { CampaignBuilder } from '../../support/builders/campaign.js';
import { RosterBuilder } from '../../support/builders/roster.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const NOON = new Date('2026-11-21T10:00:00Z');
const SECRET = 'a-secret-of-the-test-journal-0123456789';

describe('an e-journal that reports sign-ins over HTTP (INT-04)', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let roster: RosterBuilder;
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    database = await freshDatabase();
    roster = await RosterBuilder.begin(database);
    const other = await roster.aJournalSystem();
    const codes = await database.query<{ id: string; code: string }>('SELECT id, code FROM journal_systems');
    const path = join(mkdtempSync(join(tmpdir(), 'perehod-clients-')), 'clients.json');
    const clients = codes.map(({ code }) => ({
      ...{ client_id: code, client_name: code, redirect_uris: ['http://localhost:9/callback'] },
      ...{ token_endpoint_auth_method: 'client_secret_basic', client_secret: SECRET, internal_api: true },
    }));
    writeFileSync(path, JSON.stringify(clients));
    const settings = { OIDC_CLIENTS_FILE: path };
    application = await startApplication(database, { clock: new GivenClock(NOON), settings });
    for (const { id, code } of codes) tokens.set(id === other ? 'other' : 'own', await tokenOf(code));
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
  const post = async (path: string, body: object, who = 'own') => {
    const answer = await fetch(`${application.url}/internal/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens.get(who) ?? ''}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const anEvent = (overrides: object = {}) => ({
    ...{ id: newUuid(), account: 'h-1', at: '2026-11-21T11:30:00+02:00', method: 'password', channel: 'web' },
    ...{ succeeded: true, ...overrides },
  });
  const count = async () =>
    (await database.query<{ count: number }>('SELECT count(*)::int FROM sign_in_events'))[0]?.count;

  it('sends a thousand events and the days that are whole in one call, and the same call again changes nothing', async () => {
    const person = await roster.aPerson();
    await roster.anAccount({ person, externalId: 'h-1' });
    const events = Array.from({ length: 1_000 }, () => anEvent());
    const body = { events, complete: ['2026-11-20', '2026-11-21'] };
    const first = await post('sign-in-events', body);
    expect([first.status, first.body]).toEqual([
      200,
      {
        ...{ accepted: 1_000, repeated: 0, unknown: [], refused: [] },
        refused_days: [{ day: '2026-11-21', reason: 'not_over', detail: expect.stringContaining('завтра') }],
      },
    ]);
    const second = await post('sign-in-events', body);
    expect(second.body).toMatchObject({ accepted: 0, repeated: 1_000 });
    expect(await database.query('SELECT sign_ins FROM sign_in_days')).toEqual([{ sign_ins: 1_000 }]);
  });

  it('names the field that is wrong, and then nothing of the batch is written', async () => {
    const before = await count();
    const wrong = async (overrides: object, field: string) => {
      const { status, body } = await post('sign-in-events', { events: [anEvent(), anEvent(overrides)] });
      const named = (body['errors'] as { field: string }[] | undefined)?.map((error) => error.field);
      expect([status, body['code'], named]).toEqual([400, 'VALIDATION_FAILED', [field]]);
    };
    await wrong({ id: 'one' }, 'events.1.id');
    await wrong({ at: '2026-11-21T11:30:00' }, 'events.1.at');
    await wrong({ method: 'sms' }, 'events.1.method');
    await wrong({ channel: 'phone' }, 'events.1.channel');
    await wrong({ succeeded: 'yes' }, 'events.1.succeeded');
    await wrong({ account: '' }, 'events.1.account');
    await wrong({ account: 'a\0' }, 'events');
    const many = await post('sign-in-events', { events: Array.from({ length: 1_001 }, () => anEvent()) });
    expect(many.status).toBe(400);
    expect((await post('sign-in-events', { events: [], complete: ['2026-02-30'] })).status).toBe(400);
    expect(await count()).toBe(before);
  });

  it('is told of another system’s account as of one that nobody knows', async () => {
    const event = anEvent();
    expect((await post('sign-in-events', { events: [event] }, 'other')).body).toMatchObject({
      ...{ accepted: 1, unknown: [event.id] },
    });
  });

  it('LEG-05: gives an unused password back to an owner whom it has checked, and to none of another system', async () => {
    const campaigns = new CampaignBuilder(database, roster);
    const person = await roster.aPerson();
    const account = await roster.anAccount({ person, externalId: 'логин 7/а' });
    const campaignId = await campaigns.aCampaign({ wave: 'pupils_14plus', phase: 'soft_launch' });
    await campaigns.aCredential(account, { standing: 'disabled.unused', campaignId });
    const path = `accounts/${encodeURIComponent('логин 7/а')}/credential/undo-unused`;
    expect((await post(path, { checked_by: 'old_password' })).status).toBe(400);
    expect((await post(path, { checked_by: 'phone_code' }, 'other')).status).toBe(404);
    expect((await post('accounts/%00/credential/undo-unused', { checked_by: 'phone_code' })).status).toBe(
      404,
    );
    expect((await post(path, { checked_by: 'phone_code' })).body).toEqual({ restored: true });
    expect((await post(path, { checked_by: 'phone_code' })).body).toEqual({ restored: false });
    expect(await campaigns.standingOf(account)).toBe('warned');
  });
});
