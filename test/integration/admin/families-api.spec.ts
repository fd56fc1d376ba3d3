import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signedInAs } from '../../support/administrators.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { RosterBuilder } from '../../support/builders/roster.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const NOON = new Date('2026-11-23T10:00:00Z');
const BASIS = { basis: 'решение суда № 2-15/2026' };

describe('the administrators’ API of families', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let roster: RosterBuilder;
  let cookie: string;
  let administrator: string;

  beforeAll(async () => {
    database = await freshDatabase();
    roster = await RosterBuilder.begin(database);
    application = await startApplication(database, { clock: new GivenClock(NOON) });
    const { regionId, schoolId } = roster;
    const signedIn = await signedInAs(
      application,
      database,
      { regionId, role: 'school_admin', schoolId },
      NOON,
    );
    ({ cookie, esiaPersonId: administrator } = signedIn);
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  const call = async (method: string, path: string, body?: object, as = cookie) => {
    const answer = await fetch(`${application.url}/api/v1/${path}`, {
      method,
      headers: { cookie: as, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
  };

  async function aFamily(kind = 'parent', born = '2015-01-02') {
    const child = await roster.aPerson({ first: 'Дитя', born });
    const parent = await roster.aPerson({ born: '1985-01-02' });
    await roster.anAccount({ person: parent, role: 'representative', child });
    const [tie] = await database.query<{ id: string }>(
      `UPDATE family_ties SET kind = $2 WHERE child_id = $1 RETURNING id`,
      [child.id, kind],
    );
    const [row] = await database.query<{ id: string }>(`SELECT id FROM family_ties WHERE child_id = $1`, [
      child.id,
    ]);
    return { child, parent, tie: (row ?? tie)!.id };
  }

  it('a school sees the representatives of its child, an adopter as a parent, and the look is in the trail', async () => {
    const { child, parent, tie } = await aFamily('adoptive_parent');
    const { status, body } = await call('GET', `people/${child.id}/family-ties`);
    expect(status).toBe(200);
    expect(body['items']).toMatchObject([
      { id: tie, representative_id: parent.id, kind: 'parent', state: 'asserted', restrictions: [] },
    ]);
    expect(JSON.stringify(body)).not.toContain('adoptive');
    const audit = await database.query(
      `SELECT actor_id FROM audit_events WHERE action = 'person.family_read' AND subject_id = $1`,
      [child.id],
    );
    expect(audit).toEqual([{ actor_id: administrator }]);
  });

  it('EC-047, EC-048: confirms, restricts, ends the restriction, deprives; each only once', async () => {
    const { child, tie } = await aFamily();
    expect((await call('POST', `family-ties/${tie}/confirm`)).status).toBe(204);
    expect(await call('POST', `family-ties/${tie}/confirm`)).toMatchObject({
      status: 409,
      body: { code: 'TIE_STATE_WRONG', detail: expect.stringContaining('confirmed') },
    });
    const made = await call('POST', `family-ties/${tie}/restrictions`, { ...BASIS, valid_to: '2027-01-01' });
    expect(made.status).toBe(201);
    const end = `representation-restrictions/${String(made.body['id'])}/end`;
    expect((await call('POST', end, BASIS)).status).toBe(204);
    expect((await call('POST', end, BASIS)).status).toBe(404);
    expect((await call('POST', `family-ties/${tie}/deprivation`, BASIS)).status).toBe(201);
    expect(
      (await call('POST', `family-ties/${tie}/end`, { ...BASIS, reason: 'not_representative' })).status,
    ).toBe(409);
    const { body } = await call('GET', `people/${child.id}/family-ties`);
    expect(body['items']).toMatchObject([
      {
        state: 'ended',
        end_reason: 'deprivation',
        restrictions: expect.arrayContaining([
          expect.objectContaining({ kind: 'restriction' }),
          expect.objectContaining({ kind: 'deprivation' }),
        ]) as unknown,
      },
    ]);
  });

  it('EC-053: nothing is decided without a document', async () => {
    const { tie } = await aFamily();
    const bare = await call('POST', `family-ties/${tie}/end`, { reason: 'not_representative' });
    expect(bare).toMatchObject({ status: 400, body: { errors: [{ field: 'basis' }] } });
    const wrong = await call('POST', `family-ties/${tie}/restrictions`, { ...BASIS, valid_to: '2026-02-30' });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ field: 'valid_to' }] } });
    const past = await call('POST', `family-ties/${tie}/restrictions`, { ...BASIS, valid_to: '2026-01-01' });
    expect(past).toMatchObject({ status: 400, body: { code: 'RESTRICTION_DATES_WRONG' } });
  });

  it('EC-085: an administrator who is the parent decides nothing about the own family', async () => {
    const { parent, tie } = await aFamily();
    await database.query(
      `UPDATE people SET snils_state = 'valid', snils_hmac = e.snils_hmac, snils_enc = e.snils_enc,
         snils_key_id = e.snils_key_id, snils_last2 = e.snils_last2, birth_date = e.birth_date
       FROM esia_persons e WHERE e.id = $2 AND people.id = $1`,
      [parent.id, administrator],
    );
    expect(await call('POST', `family-ties/${tie}/confirm`)).toMatchObject({
      status: 403,
      body: { code: 'CONFLICT_OF_INTEREST' },
    });
    await database.query(`UPDATE people SET birth_date = '1985-01-02' WHERE id = $1`, [parent.id]);
  });

  it('EC-052: the wards of an institution come in pages that together are all of them', async () => {
    const director = await roster.aPerson({ born: '1970-01-01' });
    const recordId = await roster.aRecord(director, 'representative');
    for (let n = 0; n < 5; n += 1) {
      const ward = await roster.aPerson({ first: 'Воспитанник', born: '2014-01-01' });
      const childRecord = await roster.aRecord(ward, 'student');
      await roster.anEnrollment(ward, { recordId: childRecord, schoolId: roster.schoolId });
      await roster.aTie({ person: ward, recordId: childRecord }, { person: director, recordId });
    }
    const seen: string[] = [];
    let cursor: unknown = '';
    while (cursor !== null) {
      const next = typeof cursor === 'string' && cursor !== '' ? `&cursor=${cursor}` : '';
      const { body } = await call('GET', `people/${director.id}/wards?limit=2${next}`);
      seen.push(...(body['items'] as { child_id: string }[]).map(({ child_id }) => child_id));
      cursor = body['next_cursor'];
    }
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
  });

  it('EC-035: records the exception of a working pupil of 16 and its end', async () => {
    const { child } = await aFamily('parent', '2010-01-02');
    const made = await call('POST', `people/${child.id}/capacity-exceptions`, { ...BASIS, kind: 'employed' });
    expect(made.status).toBe(201);
    const end = `capacity-exceptions/${String(made.body['id'])}/end`;
    expect((await call('POST', end, BASIS)).status).toBe(204);
    const { child: young } = await aFamily();
    expect(
      await call('POST', `people/${young.id}/capacity-exceptions`, { ...BASIS, kind: 'employed' }),
    ).toMatchObject({
      status: 400,
      body: { code: 'CAPACITY_AGE_WRONG' },
    });
  });

  it('PD-04: keeps the papers of consents: who, for whom, which text, and the withdrawal', async () => {
    const { child, parent } = await aFamily();
    const paper = {
      ...BASIS,
      subject_id: child.id,
      giver_id: parent.id,
      purpose: 'esia_sign_in',
      text_version: 1,
    };
    const made = await call('POST', 'consents', paper);
    expect(made.status).toBe(201);
    expect(await call('POST', 'consents', paper)).toMatchObject({
      status: 409,
      body: { code: 'CONSENT_EXISTS' },
    });
    expect(await call('POST', 'consents', { ...paper, giver_id: child.id })).toMatchObject({
      status: 403,
      body: { code: 'CONSENT_GIVER_WRONG' },
    });
    const withdrawal = `consents/${String(made.body['id'])}/withdrawal`;
    expect((await call('POST', withdrawal, BASIS)).status).toBe(204);
    expect(await call('POST', withdrawal, BASIS)).toMatchObject({ status: 409 });
    const { body } = await call('GET', `consents?subject_id=${child.id}`);
    expect(body['items']).toMatchObject([
      {
        giver_kind: 'representative',
        channel: 'paper',
        basis: BASIS.basis,
        withdrawn_at: expect.any(String),
      },
    ]);
  });

  it('PD-04: the officer for personal data sees the register of the region, another school nothing of it', async () => {
    const { regionId } = roster;
    const officer = await signedInAs(application, database, { regionId, role: 'pd_officer' }, NOON);
    const all = await call('GET', 'consents', undefined, officer.cookie);
    expect((all.body['items'] as unknown[]).length).toBeGreaterThan(0);
    const schoolId = await roster.aSchool();
    const other = await signedInAs(application, database, { regionId, role: 'school_admin', schoolId }, NOON);
    expect((await call('GET', 'consents', undefined, other.cookie)).body).toEqual({
      items: [],
      next_cursor: null,
    });
  });

  it('a homeroom teacher has no way to a family’s card: the API knows only «доступ ограничен»', async () => {
    const { child } = await aFamily();
    const { regionId, schoolId } = roster;
    const classId = await roster.aClass(schoolId, 5, 'А');
    const grant = { regionId, role: 'homeroom', schoolId, classId } as const;
    const homeroom = await signedInAs(application, database, grant, NOON);
    expect((await call('GET', `people/${child.id}/family-ties`, undefined, homeroom.cookie)).status).toBe(
      403,
    );
  });
});
