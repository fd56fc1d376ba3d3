import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MESSAGES } from '../../../src/notices/domain/first-templates/messages.js';
import { aSnils } from '../../support/builders/snils.js';
import { DeliveryStand } from '../../support/delivery-stand.js';
import { signedInAs, type TestAdministrator } from '../../support/administrators.js';

describe('support sends the instructions again', () => {
  let stand: DeliveryStand;
  beforeAll(async () => {
    stand = await DeliveryStand.open();
    const text = MESSAGES.find(({ kind }) => kind === 'instruction');
    await stand.database.query(
      `INSERT INTO notice_templates (region_id, kind, version, state, title, body, written_at, approved_by, approved_at)
       VALUES ($1, 'instruction', 9, 'approved', $2, $3, $4, gen_random_uuid(), $4)`,
      [stand.roster.regionId, text?.title, text?.body, stand.clock.now()],
    );
  });
  afterAll(() => stand.close());

  const support = () =>
    signedInAs(
      stand.application,
      stand.database,
      { regionId: stand.roster.regionId, role: 'support_agent' },
      stand.clock.now(),
    );
  const post = async ({ cookie }: TestAdministrator, path: string, body?: object) => {
    const answer = await fetch(`${stand.application.url}/api/v1/cases/${path}`, {
      method: 'POST',
      headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const aCase = async (number: string) => {
    const person = await stand.roster.aPerson({ snils: aSnils() });
    const esia = await stand.linked(person);
    await stand.database.query(
      `INSERT INTO sign_ins (region_id, purpose, return_to, browser_hash, case_number, state, outcomes, esia_person_id,
                             started_at, expires_at, changed_at)
       VALUES ($1, 'account', '/account', decode(md5($2), 'hex'), $2, 'failed', '[]', $3, $4, $4, $4)`,
      [stand.roster.regionId, number, esia.id, stand.clock.now()],
    );
    return { person, esia };
  };
  const recorded = () =>
    stand.database.query<{ facts: object }>(
      `SELECT facts FROM audit_events WHERE action = 'case.instructions_sent' ORDER BY id`,
    );

  it('by a ticket only, to the person’s own proved address, once for a ticket, and records it', async () => {
    const { esia } = await aCase('482109371801');
    await stand.proved(esia, 'own@example.ru');
    const agent = await support();
    const send = () => post(agent, '482109371801/instructions');
    expect(await send()).toMatchObject({ status: 403, body: { code: 'CASE_ACCESS_NEEDED' } });
    await post(agent, '482109371801/access', { ticket: 'T-21' });
    expect(await send()).toEqual({ status: 200, body: { result: 'sent', channels: ['email'] } });
    expect((await send()).body).toEqual({ result: 'known', channels: ['email'] });
    await stand.drain();
    const letters = stand.mail.letters.filter(({ to }) => to === 'own@example.ru');
    // The code that proved the address, and the instructions.
    expect(letters).toHaveLength(2);
    expect(Buffer.from(letters[1]?.raw.split('\r\n\r\n')[1] ?? '', 'base64').toString()).toMatch(
      /Откройте http\S+\/account[^]*\/instruction\/\d+/,
    );
    expect((await recorded()).map(({ facts }) => facts)).toEqual([
      { ticket: 'T-21', esiaPersonId: esia.id, result: 'sent', channels: ['email'] },
      { ticket: 'T-21', esiaPersonId: esia.id, result: 'known', channels: ['email'] },
    ]);
  });

  it('without an address as a task of the school, one however often it is asked for', async () => {
    const { person } = await aCase('482109371802');
    const agent = await support();
    await post(agent, '482109371802/access', { ticket: 'T-22' });
    for (let time = 0; time < 2; time += 1)
      expect((await post(agent, '482109371802/instructions')).body).toEqual({ result: 'task', channels: [] });
    const tasks = await stand.database.query(
      'SELECT code, school_id FROM roster_tasks WHERE person_id = $1 AND done_at IS NULL',
      [person.id],
    );
    expect(tasks).toEqual([{ code: 'HAND_OUT_LEAFLET', school_id: stand.roster.schoolId }]);
  });

  it('says so when there is neither an address nor a school that knows the person', async () => {
    const { esia } = await aCase('482109371803');
    await stand.database.query('DELETE FROM links WHERE esia_person_id = $1', [esia.id]);
    const agent = await support();
    await post(agent, '482109371803/access', { ticket: 'T-23' });
    expect(await post(agent, '482109371803/instructions')).toMatchObject({
      status: 409,
      body: { code: 'CASE_SCHOOL_UNKNOWN' },
    });
  });
});
