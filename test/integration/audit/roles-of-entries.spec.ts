import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../../src/access/index.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { SchoolDesk } from '../../support/school-desk.js';

interface Entry {
  readonly action: string;
  readonly grants: readonly { readonly id: string; readonly role: string }[];
}

describe('the role by which a right was used', () => {
  let desk: SchoolDesk;
  let officer: TestAdministrator;
  let otherSchool: Uuid;
  beforeAll(async () => {
    desk = await SchoolDesk.open();
    officer = await desk.administrator('security_officer', {});
    otherSchool = await desk.roster.aSchool();
  });
  afterAll(() => desk.close());

  /** One more role for somebody who is signed in; its id. */
  async function alsoHolds(
    who: TestAdministrator,
    role: Role,
    place: { readonly schoolId?: Uuid; readonly municipalityId?: Uuid } = {},
  ): Promise<string> {
    const scope =
      place.schoolId === undefined
        ? place.municipalityId === undefined
          ? 'region'
          : 'municipality'
        : 'school';
    const [grant] = await desk.database.query<{ id: string }>(
      `INSERT INTO role_grants (region_id, role, scope, municipality_id, school_id, snils_hmac, snils_last2, birth_date,
         esia_person_id, basis, granted_by, granted_at, valid_from)
       SELECT region_id, $2, $3, $4, $5, snils_hmac, snils_last2, birth_date, esia_person_id, basis, granted_by, granted_at,
         valid_from FROM role_grants WHERE id = $1 RETURNING id`,
      [who.grantId, role, scope, place.municipalityId ?? null, place.schoolId ?? null],
    );
    return grant?.id ?? '';
  }
  const entriesOf = async (query: string): Promise<readonly Entry[]> => {
    const { status, body } = await desk.ask(officer, 'GET', `/audit-events?${query}`);
    expect([query, status]).toEqual([query, 200]);
    return body['items'] as Entry[];
  };
  const lastOf = async (who: TestAdministrator, action: string): Promise<Entry['grants']> => {
    const [last] = await entriesOf(`actor_id=${who.esiaPersonId}&action=${action}&limit=1`);
    return last?.grants ?? [];
  };

  it('stands in the entry: of two roles the one that gives the right', async () => {
    const admin = await desk.administrator();
    await alsoHolds(admin, 'ministry_admin');
    expect((await desk.ask(admin, 'GET', '/people')).status).toBe(200);
    expect(await lastOf(admin, 'people.listed')).toEqual([{ id: admin.grantId, role: 'school_admin' }]);
  });

  it('is that of the school of which it was used, and all of them where the whole reach is read', async () => {
    const admin = await desk.administrator();
    const elsewhere = await alsoHolds(admin, 'school_admin', { schoolId: otherSchool });
    await desk.ask(admin, 'GET', `/people?school_id=${otherSchool}`);
    expect(await lastOf(admin, 'people.listed')).toEqual([{ id: elsewhere, role: 'school_admin' }]);
    await desk.ask(admin, 'GET', '/people');
    const both = (await lastOf(admin, 'people.listed')).map(({ id }) => id);
    expect([...both].sort()).toEqual([admin.grantId, elsewhere].sort());
  });

  it('is that of the municipality of the school', async () => {
    const { municipalityId, schoolId } = desk.roster;
    const clerk = await desk.administrator('municipal_operator', { municipalityId });
    const [town] = await desk.database.query<{ id: Uuid }>(
      `INSERT INTO municipalities (region_id, source, source_id, oktmo, name, kind)
       VALUES ($1, 'test', 'next', '27999000', 'Соседний округ', 'city_okrug') RETURNING id`,
      [desk.roster.regionId],
    );
    const next = await alsoHolds(clerk, 'municipal_operator', { municipalityId: town?.id ?? schoolId });
    await desk.ask(clerk, 'GET', `/delegates?school_id=${schoolId}`);
    expect(await lastOf(clerk, 'delegates.listed')).toEqual([
      { id: clerk.grantId, role: 'municipal_operator' },
    ]);
    await desk.database.query('UPDATE schools SET municipality_id = $2 WHERE id = $1', [
      otherSchool,
      town?.id,
    ]);
    await desk.ask(clerk, 'GET', `/delegates?school_id=${otherSchool}`);
    expect(await lastOf(clerk, 'delegates.listed')).toEqual([{ id: next, role: 'municipal_operator' }]);
  });

  it('stands with what is decided, in the transaction of the act', async () => {
    const principal = await desk.administrator('principal');
    const admin = await desk.administrator();
    const ended = await desk.ask(principal, 'POST', `/grants/${admin.grantId}/end`, {
      reason: 'приказ № 18',
    });
    expect(ended.status).toBe(200);
    expect(await lastOf(principal, 'grant.ended')).toEqual([{ id: principal.grantId, role: 'principal' }]);
  });

  it('is what the officer searches by, and leaves with the export', async () => {
    const admin = await desk.administrator();
    await desk.ask(admin, 'GET', '/people');
    await desk.ask(admin, 'GET', '/links');
    const found = await entriesOf(`grant_id=${admin.grantId}`);
    expect(found.map(({ action }) => action).sort()).toEqual(['links.listed', 'people.listed']);
    expect(await entriesOf(`grant_id=${admin.esiaPersonId}`)).toEqual([]);
    expect((await desk.ask(officer, 'GET', '/audit-events?grant_id=1')).status).toBe(400);
    desk.clock.set(new Date(desk.clock.now().getTime() + 1_000));
    const load = async (format: string) => {
      const url = `${desk.application.url}/api/v1/audit-events/export.${format}?grant_id=${admin.grantId}&action=people.listed`;
      return (await (await fetch(url, { headers: { cookie: officer.cookie } })).text()).trim();
    };
    expect(JSON.parse(await load('jsonl'))).toMatchObject({
      grants: [{ id: admin.grantId, role: 'school_admin' }],
    });
    const [headings, line] = (await load('csv')).split('\r\n');
    expect(headings).toMatch(/,request_id,grants$/);
    expect(line).toContain(`school_admin:${admin.grantId}`);
  });

  it('is nobody’s where no role was asked for: entries of the system have none', async () => {
    await desk.database.query(
      `INSERT INTO audit_events (region_id, at, actor_kind, action) VALUES ($1, $2, 'system', 'system.entry')`,
      [desk.roster.regionId, desk.clock.now()],
    );
    expect(await entriesOf('action=system.entry')).toMatchObject([{ grants: [] }]);
  });
});
