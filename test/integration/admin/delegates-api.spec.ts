import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { aSnils } from '../../support/builders/snils.js';
import { SchoolDesk } from '../../support/school-desk.js';

interface Delegate {
  readonly id: string;
  readonly state: string;
  readonly school_id: string;
  readonly holder: { readonly name: string | null; readonly snils: string; readonly birth_year: number };
}

describe('delegates of those who name them (EC-085, EC-086; roles.md, 9 and 11)', () => {
  let desk: SchoolDesk;
  let municipality: TestAdministrator;
  let colleague: TestAdministrator;
  let stranger: TestAdministrator;
  let ministry: TestAdministrator;
  let direct: Uuid;

  beforeAll(async () => {
    desk = await SchoolDesk.open();
    const { municipalityId, regionId } = desk.roster;
    municipality = await desk.administrator('municipal_operator', { municipalityId });
    colleague = await desk.administrator('municipal_operator', { municipalityId });
    const [town] = await desk.database.query<{ id: Uuid }>(
      `INSERT INTO municipalities (region_id, name, oktmo, source, source_id, kind)
       VALUES ($1, 'Соседний округ', '27999000', 'test', 'neighbour', 'city_okrug') RETURNING id`,
      [regionId],
    );
    if (town === undefined) throw new Error('INSERT … RETURNING gave no row');
    stranger = await desk.administrator('municipal_operator', { municipalityId: town.id });
    ministry = await desk.administrator('ministry_analyst', {});
    direct = await desk.roster.aSchool();
    await desk.database.query(`UPDATE schools SET founder_type = 'regional' WHERE id = $1`, [direct]);
  });
  beforeEach(() => desk.atMorning());
  afterAll(() => desk.close());

  /** Names a delegate who has never signed in; the id of the grant. */
  async function named(who: TestAdministrator, school: Uuid): Promise<string> {
    const appointed = await desk.ask(who, 'POST', '/delegates', {
      ...{ school_id: school, snils: aSnils(), birth_date: '1979-08-17', valid_to: '2026-12-20' },
      basis: 'приказ № 7 от 23.11.2026',
    });
    expect([appointed.status, appointed.body]).toEqual([201, { id: expect.any(String) }]);
    return String(appointed.body['id']);
  }
  const listed = async (who: TestAdministrator, query = ''): Promise<readonly Delegate[]> =>
    (await desk.ask(who, 'GET', `/delegates${query}`)).body['items'] as Delegate[];
  const idsOf = (delegates: readonly Delegate[]): string[] => delegates.map(({ id }) => id);
  const end = (who: TestAdministrator, id: string) =>
    desk.ask(who, 'POST', `/delegates/${id}/end`, { reason: 'дела школы решены' });

  it('are listed to the whole municipality that named them, under a mask, and to nobody else', async () => {
    const id = await named(municipality, desk.roster.schoolId);
    const [own] = (await listed(colleague, `?school_id=${desk.roster.schoolId}`)).filter(
      (one) => one.id === id,
    );
    expect(own).toMatchObject({
      ...{ state: 'held', delegate: true, role: 'school_admin', valid_to: '2026-12-20', bound: false },
      ...{ school_id: desk.roster.schoolId, given_by: municipality.esiaPersonId },
      holder: { name: null, birth_year: 1979, snils: expect.stringMatching(/^\*\*\*-\*\*\*-\*\*\* \d\d$/) },
    });
    expect(idsOf(await listed(stranger))).not.toContain(id);
    expect(idsOf(await listed(ministry))).not.toContain(id);
    const one = await desk.ask(colleague, 'GET', `/delegates/${id}`);
    expect([one.status, JSON.stringify(one.body)]).toEqual([200, expect.not.stringContaining('1979-08-17')]);
    for (const other of [stranger, ministry]) {
      expect((await desk.ask(other, 'GET', `/delegates/${id}`)).status).toBe(404);
      expect((await end(other, id)).status).toBe(404);
    }
  });

  it('of direct schools are the ministry’s, and the municipality on whose ground they stand does not see them', async () => {
    const id = await named(ministry, direct);
    expect(idsOf(await listed(ministry, `?school_id=${direct}`))).toEqual([id]);
    expect(idsOf(await listed(municipality))).not.toContain(id);
    expect((await end(municipality, id)).status).toBe(404);
    const ended = await end(ministry, id);
    expect([ended.status, ended.body['state']]).toEqual([200, 'ended']);
  });

  it('whom the ministry named for a school of a municipality are the ministry’s', async () => {
    const { schoolId } = desk.roster;
    const id = await named(municipality, schoolId);
    await desk.database.query(`UPDATE role_grants SET delegate_of = 'ministry' WHERE id = $1`, [id]);
    expect((await desk.ask(municipality, 'GET', `/delegates/${id}`)).status).toBe(404);
    expect((await desk.ask(ministry, 'GET', `/delegates/${id}`)).status).toBe(200);
  });

  it('named by an older version of the server are those of the founder of the school', async () => {
    const [ofTown, ofRegion] = [
      await named(municipality, desk.roster.schoolId),
      await named(ministry, direct),
    ];
    await desk.database.query(`UPDATE role_grants SET delegate_of = NULL WHERE id = ANY ($1::uuid[])`, [
      [ofTown, ofRegion],
    ]);
    expect(idsOf(await listed(municipality))).toEqual(expect.arrayContaining([ofTown]));
    expect(idsOf(await listed(municipality))).not.toContain(ofRegion);
    expect(idsOf(await listed(ministry))).toContain(ofRegion);
  });

  it('end at once with the sessions opened on them, once only, and stay in the list of all', async () => {
    const delegate = await desk.administrator('school_admin', { schoolId: desk.roster.schoolId });
    await desk.database.query(
      `UPDATE role_grants SET is_delegate = true, delegate_of = 'municipality' WHERE id = $1`,
      [delegate.grantId],
    );
    expect((await desk.ask(delegate, 'GET', '/link-reviews')).status).toBe(200);
    const ended = await end(colleague, delegate.grantId);
    expect([ended.status, ended.body['state'], ended.body['ended_by']]).toEqual([
      200,
      'ended',
      colleague.esiaPersonId,
    ]);
    expect((await desk.ask(delegate, 'GET', '/link-reviews')).status).toBe(401);
    const again = await end(municipality, delegate.grantId);
    expect([again.status, again.body['code']]).toEqual([409, 'GRANT_OVER']);
    expect(idsOf(await listed(municipality))).not.toContain(delegate.grantId);
    expect(idsOf(await listed(municipality, '?all=true'))).toContain(delegate.grantId);
  });

  it('are only delegates: another role of the school has no place here', async () => {
    const admin = await desk.administrator('school_admin', { schoolId: desk.roster.schoolId });
    expect(idsOf(await listed(municipality, '?all=true'))).not.toContain(admin.grantId);
    expect((await end(municipality, admin.grantId)).status).toBe(404);
  });

  it('end for a reason that names nobody by a number or an address: the audit keeps it for years', async () => {
    const id = await named(municipality, desk.roster.schoolId);
    for (const reason of ['отец +7 (401) 255-12-34', 'СНИЛС 112-233-445 95', 'писать на a@example.ru']) {
      const refused = await desk.ask(municipality, 'POST', `/delegates/${id}/end`, { reason });
      expect([refused.status, refused.body['errors']]).toEqual([
        400,
        [{ field: 'reason', message: expect.stringContaining('уберите СНИЛС') }],
      ]);
    }
    const kept = await desk.database.query(
      `SELECT 1 FROM audit_events WHERE action = 'grant.ended' AND subject_id = $1`,
      [id],
    );
    expect(kept).toEqual([]);
    const rows = { revocations: [{ id, reason: 'school_error', basis: 'тел. 84012551234' }] };
    const admin = await desk.administrator();
    expect((await desk.ask(admin, 'POST', '/links/revocations', rows)).body['errors']).toMatchObject([
      { field: 'revocations.0.basis' },
    ]);
  });

  it('are turned over page by page, each once', async () => {
    for (let n = 0; n < 3; n++) await named(municipality, desk.roster.schoolId);
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await desk.ask(municipality, 'GET', `/delegates?all=true&limit=2${cursor}`);
      seen.push(...idsOf(body['items'] as Delegate[]));
      const next = body['next_cursor'] as string | null;
      cursor = next === null ? '' : `&cursor=${next}`;
    } while (cursor !== '');
    expect(seen).toHaveLength(new Set(seen).size);
    expect([...seen].sort()).toEqual(idsOf(await listed(municipality, '?all=true')).sort());
  });

  it('read, like the roles of a school, leave one entry a request, without a value of what was asked', async () => {
    const id = await named(municipality, desk.roster.schoolId);
    const principal = await desk.administrator('principal');
    const entries = async (who: TestAdministrator, action: string) =>
      desk.database.query<{
        facts: Record<string, unknown>;
        subject_id: string | null;
        school_id: string | null;
      }>(
        `SELECT facts, subject_id, school_id FROM audit_events WHERE actor_id = $1 AND action = $2 ORDER BY id`,
        [who.esiaPersonId, action],
      );
    const reader = await desk.administrator('municipal_operator', {
      municipalityId: desk.roster.municipalityId,
    });
    const school = desk.roster.schoolId;
    const shown = await listed(reader, `?school_id=${school}&all=true`);
    await desk.ask(reader, 'GET', `/delegates/${id}`);
    expect(await entries(reader, 'delegates.listed')).toEqual([
      { facts: { rows: shown.length, filters: ['all', 'school_id'] }, subject_id: null, school_id: school },
    ]);
    expect(await entries(reader, 'delegate.read')).toMatchObject([{ subject_id: id }]);
    const grants = await desk.ask(principal, 'GET', '/grants?role=school_admin');
    await desk.ask(principal, 'GET', `/grants/${id}`);
    expect(await entries(principal, 'grants.listed')).toEqual([
      {
        facts: { rows: (grants.body['items'] as unknown[]).length, filters: ['role'] },
        ...{ subject_id: null, school_id: null },
      },
    ]);
    expect(await entries(principal, 'grant.read')).toMatchObject([{ subject_id: id }]);
    // What is refused shows nobody.
    await desk.ask(stranger, 'GET', `/delegates/${id}`);
    expect(await entries(stranger, 'delegate.read')).toEqual([]);
  });
});
