import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditTrail } from '../../../src/audit/index.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { SchoolDesk } from '../../support/school-desk.js';

interface Page {
  readonly items: readonly Record<string, unknown>[];
  readonly next_cursor: string | null;
}

describe('the search of the audit', () => {
  let desk: SchoolDesk;
  let officer: TestAdministrator;
  beforeAll(async () => {
    desk = await SchoolDesk.open();
    officer = await desk.administrator('security_officer', {});
  });
  afterAll(() => desk.close());

  const record = (action: string, more: object = {}, regionId: Uuid | null = desk.roster.regionId) =>
    desk.database.unitOfWork.run((tx) =>
      new AuditTrail().record(tx, {
        ...{ regionId, at: desk.clock.now(), action, actor: { kind: 'administrator', id: 'who-1' } },
        ...more,
      }),
    );
  const page = async (query: string, who = officer): Promise<Page> => {
    const { status, body } = await desk.ask(who, 'GET', `/audit-events?${query}`);
    expect([query, status]).toEqual([query, 200]);
    return body as unknown as Page;
  };
  const actions = async (query: string) => (await page(query)).items.map(({ action }) => action);

  it('finds entries by actor, action, subject, school, period and request', async () => {
    await record('thing.made', { subject: { kind: 'thing', id: 't-1' }, traceId: 'request-0001' });
    await record('thing.made', { actor: { kind: 'person', id: 'who-2' }, schoolId: desk.roster.schoolId });
    await record('other.made', { at: new Date('2026-01-15T12:00:00Z') });
    expect(await actions('actor_id=who-2')).toEqual(['thing.made']);
    expect(await actions('action=thing.made')).toHaveLength(2);
    expect(await actions('action=other.*')).toEqual(['other.made']);
    expect(await actions('action=thing')).toEqual([]);
    expect(await actions('subject_kind=thing&subject_id=t-1')).toEqual(['thing.made']);
    expect(await actions(`school_id=${desk.roster.schoolId}&action=thing.*`)).toEqual(['thing.made']);
    expect(await actions('from=2026-01-15T15:00:00%2B03:00&until=2026-01-15T12:00:01Z')).toEqual([
      'other.made',
    ]);
    expect(await actions('request_id=request-0001')).toEqual(['thing.made']);
    expect(await actions('case_number=111122223333')).toEqual([]);
    for (const wrong of [
      'action=слово',
      'from=2026-13-01T00:00:00Z',
      'until=вчера',
      'school_id=1',
      'x=1',
      'cursor=x',
    ])
      expect((await desk.ask(officer, 'GET', `/audit-events?${encodeURI(wrong)}`)).status).toBe(400);
  });

  it('gives pages by a cursor, the newest first, none twice and none left out', async () => {
    for (let count = 0; count < 5; count += 1) await record('paged.entry', { facts: { count } });
    const seen: unknown[] = [];
    let cursor = '';
    for (let pages = 0; pages < 3; pages += 1) {
      const { items, next_cursor } = await page(`action=paged.entry&limit=2${cursor}`);
      seen.push(...items.map(({ facts }) => (facts as { count: number }).count));
      cursor = `&cursor=${next_cursor ?? ''}`;
    }
    expect(seen).toEqual([4, 3, 2, 1, 0]);
    expect(cursor).toBe('&cursor=');
  });

  it('shows codes and ids, and no words of people', async () => {
    const facts = {
      code: 'OK',
      note: 'слово за словом',
      inner: [{ when: 'пятое число' }],
      n: 5,
      snils: '112-233-445 95',
    };
    await record('worded.entry', { reason: 'со слов заявителя', facts });
    await record('coded.entry', { reason: 'wrong_person' });
    expect((await page('action=worded.entry')).items).toMatchObject([
      {
        ...{ reason: null, reason_withheld: true },
        facts: { code: 'OK', note: '…', inner: [{ when: '…' }], n: 5, snils: '…' },
      },
    ]);
    expect((await page('action=coded.entry')).items).toMatchObject([
      { reason: 'wrong_person', reason_withheld: false },
    ]);
  });

  it('is of the own region, is for the security officer only, and is recorded', async () => {
    const [other] = await desk.database.query<{ id: Uuid }>(
      `INSERT INTO regions (code, name, time_zone) VALUES ('42', 'Другой', 'Asia/Novokuznetsk') RETURNING id`,
    );
    await record('foreign.entry', {}, other?.id ?? null);
    await record('nowhere.entry', {}, null);
    expect(await actions('action=foreign.*')).toEqual([]);
    expect(await actions('action=nowhere.*')).toEqual(['nowhere.entry']);
    for (const role of ['school_admin', 'support_agent', 'ministry_analyst'] as const) {
      const who = await desk.administrator(role, role === 'school_admin' ? undefined : {});
      for (const path of ['/audit-events', '/security-alerts', '/audit-chain', '/audit-events/export.csv'])
        expect((await desk.ask(who, 'GET', path)).status).toBe(403);
    }
    const searches = await page(`action=audit.searched&actor_id=${officer.esiaPersonId}`);
    expect(searches.items[0]).toMatchObject({ facts: { filters: ['action'] } });
  });

  it('leaves as JSON lines for a SIEM and as CSV, the export itself in the audit', async () => {
    await record('sent.entry', { reason: '=cmd()', facts: { code: 'A' } });
    const load = async (format: string) => {
      const answer = await fetch(
        `${desk.application.url}/api/v1/audit-events/export.${format}?action=sent.entry`,
        {
          headers: { cookie: officer.cookie },
        },
      );
      return { type: answer.headers.get('content-type'), text: await answer.text() };
    };
    desk.clock.set(new Date(desk.clock.now().getTime() + 1_000));
    const lines = await load('jsonl');
    expect(lines.type).toContain('ndjson');
    expect(
      lines.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ).toMatchObject([{ action: 'sent.entry', reason: null, reason_withheld: true }]);
    const csv = (await load('csv')).text.trim().split('\r\n');
    expect(csv[0]).toContain('id,at,actor_kind');
    expect(csv).toHaveLength(2);
    expect((await load('xml')).type).toContain('problem+json');
    const exported = await page('action=audit.exported');
    expect(exported.items.map(({ facts }) => (facts as { format: string }).format)).toEqual(['csv', 'jsonl']);
  });

  it('shows alarms to the security officer: the twenty-first value shown by one administrator in a day', async () => {
    const { status, body } = await desk.ask(officer, 'GET', '/security-alerts');
    expect([status, (body as unknown as Page).items]).toEqual([200, []]);
    await record('alert.many_reveals', { facts: { inLast24Hours: 21 } });
    expect((await desk.ask(officer, 'GET', '/security-alerts')).body).toMatchObject({
      items: [{ action: 'alert.many_reveals', facts: { inLast24Hours: 21 } }],
    });
  });

  it('shows the head of the chain, which is to be kept elsewhere', async () => {
    await desk.database.query('SELECT seal_audit_events(5000)');
    const { body } = await desk.ask(officer, 'GET', '/audit-chain');
    expect(body).toMatchObject({
      head: { block: expect.any(Number), hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });
});
