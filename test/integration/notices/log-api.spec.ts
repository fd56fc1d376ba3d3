import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signedInAs, type TestAdministrator } from '../../support/administrators.js';
import { DELIVERY_MORNING, DeliveryStand } from '../../support/delivery-stand.js';
import type { BuiltPerson } from '../../support/builders/roster.js';

describe('the delivery log', () => {
  let stand: DeliveryStand;
  let pupil: BuiltPerson;
  let own: TestAdministrator;
  let foreign: TestAdministrator;
  let ministry: TestAdministrator;

  const ask = async (who: TestAdministrator, path: string, body?: object) => {
    const answer = await fetch(`${stand.application.url}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { cookie: who.cookie, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as { items?: Row[] } };
  };
  interface Row {
    readonly address: string | null;
    readonly state: string;
    readonly count: number;
  }

  beforeAll(async () => {
    stand = await DeliveryStand.open();
    const { roster, application, database } = stand;
    pupil = await roster.aPerson();
    await roster.anAccount({ person: pupil });
    const { regionId, schoolId } = roster;
    const other = await roster.aSchool();
    own = await signedInAs(
      application,
      database,
      { regionId, role: 'school_admin', schoolId },
      DELIVERY_MORNING,
    );
    foreign = await signedInAs(
      ...([
        application,
        database,
        { regionId, role: 'school_admin', schoolId: other },
        DELIVERY_MORNING,
      ] as const),
    );
    ministry = await signedInAs(
      application,
      database,
      { regionId, role: 'campaign_manager' },
      DELIVERY_MORNING,
    );
  });
  afterAll(() => stand.close());

  it('shows a school the messages to its people, the address masked, and another school nothing', async () => {
    await stand.enqueue({ personId: pupil.id, address: 'ivan.petrov@mail.ru' });
    const [mine, theirs] = [await ask(own, '/deliveries'), await ask(foreign, '/deliveries')];
    expect(mine.body.items?.map(({ address, state }) => [address, state])).toEqual([
      ['i***@mail.ru', 'queued'],
    ]);
    expect(theirs.body.items).toEqual([]);
    expect(JSON.stringify(mine.body)).not.toContain('petrov');
  });

  it('gives the region counts and no people', async () => {
    expect((await ask(ministry, '/deliveries')).status).toBe(403);
    const counts = await ask(ministry, '/deliveries/counts?channel=email');
    expect(counts.body.items).toEqual([{ channel: 'email', state: 'queued', reason: null, count: 1 }]);
  });

  it('goes on by its cursor without losing or repeating a line', async () => {
    await stand.enqueue(...[1, 2, 3, 4].map((no) => ({ personId: pupil.id, address: `p${no}@mail.ru` })));
    const seen: unknown[] = [];
    for (let cursor = ''; ;) {
      const { body } = await ask(own, `/deliveries?limit=2${cursor}`);
      seen.push(...(body.items ?? []));
      const { next_cursor: next } = body as { next_cursor?: string | null };
      if (next == null) break;
      cursor = `&cursor=${next}`;
    }
    expect([seen.length, new Set(seen.map((one) => (one as { id: string }).id)).size]).toEqual([5, 5]);
  });

  it('takes an opt-out that a person asks the school for; mandatory messages still go', async () => {
    const wish = { person_id: pupil.id, channel: 'email', basis: 'заявление от 01.11.2026' };
    expect((await ask(foreign, '/delivery-opt-outs', wish)).status).toBe(404);
    expect((await ask(own, '/delivery-opt-outs', wish)).status).toBe(204);
    const message = { personId: pupil.id, address: 'other@mail.ru' };
    const ids = await stand.enqueue(message, { ...message, mandatory: true });
    expect((await Promise.all(ids.map((id) => stand.stateOf(id)))).sort()).toEqual([
      'queued',
      'suppressed opted_out',
    ]);
    expect((await ask(own, '/delivery-opt-outs/withdrawal', wish)).status).toBe(204);
    const [again] = await stand.enqueue(message);
    expect(await stand.stateOf(again)).toBe('queued');
  });

  it('is left by one click: looking at the link changes nothing, POST opts the address out', async () => {
    await stand.enqueue({ address: 'reader@mail.ru' });
    await stand.drain();
    const letter = stand.mail.letters.find(({ to }) => to === 'reader@mail.ru');
    const raw = letter?.raw.replace(/\r\n\s+/g, ' ') ?? '';
    const path = /List-Unsubscribe: <http:\/\/[^/]+(\/unsubscribe\/[^>]+)>/.exec(raw)?.[1] ?? '';
    const url = `${stand.application.url}${path}`;
    expect((await fetch(url)).status).toBe(200);
    const [before] = await stand.enqueue({ address: 'reader@mail.ru' });
    expect(await stand.stateOf(before)).toBe('queued');
    const out = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    });
    expect(out.status).toBe(200);
    const [after] = await stand.enqueue({ address: 'READER@mail.ru' });
    expect(await stand.stateOf(after)).toBe('suppressed opted_out');
    expect((await fetch(`${url}x`, { method: 'POST' })).status).toBe(404);
  });
});
