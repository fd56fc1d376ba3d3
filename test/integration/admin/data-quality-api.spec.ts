import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Workbook } from '@cj-tech-master/excelts';
import { signedInAs } from '../../support/administrators.js';
import { type BenchRegion, NOON, PeopleBench } from '../../support/people-bench.js';
import {
  aClass,
  aMunicipality,
  anAccount,
  aRegion,
  aRepresentative,
  aSchool,
  aStaffMember,
  aStudent,
  aTie,
  type Files,
  snils,
} from '../../support/roster-folder.js';

interface Counted {
  readonly class_id: string | null;
  readonly school_name: string;
  readonly kind: string;
  readonly total: number;
  readonly ready: number;
  readonly problems: Record<string, number>;
  readonly would_link: number;
  readonly share: number | null;
  readonly reasons: Record<string, number>;
}
interface Person {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly problems: string[];
  readonly source_ids: string[];
  readonly reason: string;
}

/** Each pupil has one fault, or none. */
const DIRTY: Files = {
  municipalities: [aMunicipality()],
  schools: [aSchool(), aSchool({ source_id: 'S2', short_name: 'Школа № 2' })],
  classes: [aClass()],
  students: [
    aStudent(1),
    aStudent(2, { first_name: 'Мария', snils: '' }),
    aStudent(3, { first_name: 'Олег', snils: '11223344599' }),
    aStudent(4, { first_name: 'Ян', snils: '', citizenship: 'UZB' }),
    aStudent(5, { first_name: 'Ия', birth_date: '' }),
    aStudent(6, { first_name: 'Ева', snils: snils(1_001) }),
    aStudent(7, { first_name: 'Лев', snils: snils(70) }),
    aStudent(8, { first_name: 'Глеб', snils: snils(70) }),
    aStudent(9, { first_name: 'Пeтя', birth_date: '1999-01-01' }),
    aStudent(10, { first_name: 'Семён', middle_name: 'нет' }),
    aStudent(11, { first_name: 'Семен', class_source_id: '' }),
  ],
  representatives: [aRepresentative(1), aRepresentative(2, { first_name: 'Елена' })],
  staff: [aStaffMember(1)],
  family_ties: [aTie('P6', 'R1'), aTie('P1', 'R1')],
  journal_accounts: [
    anAccount('a-p1', 'student', 'P1'),
    anAccount('a-p9', 'student', 'P9'),
    anAccount('a-r1', 'representative', 'R1'),
    anAccount('a-r2', 'representative', 'R2'),
    anAccount('a-t1', 'staff', 'T1', { role: 'homeroom' }),
  ],
};

describe('the data-quality board', () => {
  let bench: PeopleBench;
  let dirty: BenchRegion;
  let admin: Awaited<ReturnType<BenchRegion['admin']>>;
  beforeAll(async () => {
    bench = await PeopleBench.start();
    dirty = await bench.region(DIRTY);
    admin = await dirty.admin();
  });
  afterAll(() => bench.stop());

  const counts = async (path: string, who = admin) =>
    (await bench.ask('GET', path, who)).body['items'] as Counted[];
  const people = async (path: string) => (await bench.ask('GET', path, admin)).body['items'] as Person[];

  it('EC-013, EC-018, EC-019, EC-022, EC-058: counts every fault of a school, and who is ready', async () => {
    const pupils = (await counts('data-quality')).find(({ kind }) => kind === 'student');
    expect(pupils).toMatchObject({
      ...{ school_name: 'Школа № 1', class_id: null, total: 11, ready: 4 },
      problems: {
        snils_missing: 1,
        snils_invalid: 1,
        snils_duplicate: 3,
        SNILS_DUPLICATE_FAMILY: 1,
        no_snils_foreign: 1,
        birthdate_missing: 1,
        birthdate_improbable: 1,
        mixed_alphabet: 1,
        patronymic_placeholder: 1,
        spelling_variant: 2,
      },
    });
  });

  it('counts the classes too when one school is asked for, and a parent once in a school', async () => {
    const rows = await counts(`data-quality?school_id=${await dirty.school('S1')}`);
    const of = (kind: string) => rows.filter((row) => row.kind === kind);
    expect(of('student').map(({ class_id, total }) => [class_id !== null, total])).toEqual([
      [false, 11],
      [true, 10],
    ]);
    expect(of('representative').map(({ total, ready }) => [total, ready])).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });

  it('names who has a fault, masked, with the id by which the source knows them', async () => {
    const found = await people('data-quality/people?problem=snils_duplicate');
    expect(found.flatMap(({ source_ids }) => source_ids).sort()).toEqual(['P6', 'P7', 'P8', 'R1']);
    const [one] = await people('data-quality/people?problem=snils_invalid');
    expect(one).toMatchObject({ name: 'И*** О. С.', source_ids: ['P3'], problems: ['snils_invalid'] });
    expect(await people('data-quality/people?problem=any')).toHaveLength(11);
  });

  it('gives pages that together name everybody once', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await bench.ask('GET', `data-quality/people?limit=5${cursor}`, admin);
      seen.push(...(body['items'] as Person[]).map(({ id, kind }) => `${id} ${kind}`));
      const next = body['next_cursor'];
      cursor = typeof next === 'string' ? `&cursor=${next}` : '';
    } while (cursor !== '');
    expect([seen.length, new Set(seen).size]).toEqual([13, 13]);
  });

  it('EC-062: a protected person is counted and not named', async () => {
    const region = await bench.region(aRegion());
    const [who, id] = [await region.admin(), await region.person('P1')];
    await bench.ask('POST', `people/${id}/protection`, who, { kind: 'court', basis: 'приказ № 1' });
    const pupils = (await counts('data-quality', who)).find(({ kind }) => kind === 'student');
    expect(pupils?.total).toBe(2);
    const named = (await bench.ask('GET', 'data-quality/people', who)).body['items'] as Person[];
    expect(named.map((person) => person.id)).not.toContain(id);
    const file = await bench.ask('GET', 'data-quality/table.csv', who);
    expect(String(file.body['text'])).not.toContain('P1');
  });

  it('EC-024: whoever gets a СНИЛС is ready from the next look on', async () => {
    const region = await bench.region({ ...aRegion(), students: [aStudent(1, { snils: '' })] });
    const who = await region.admin();
    const ready = async () =>
      (await counts('data-quality', who)).find(({ kind }) => kind === 'student')?.ready;
    expect(await ready()).toBe(0);
    await region.bring({ students: [aStudent(1)] }, { mode: 'delta' });
    expect(await ready()).toBe(1);
  });

  it('LNK-13: foretells who links without help, by class and role, and why the others do not', async () => {
    const rows = await counts(`data-quality/prematch?school_id=${await dirty.school('S1')}`);
    const whole = rows.filter(({ class_id }) => class_id === null);
    expect(whole.map(({ kind, total, would_link, share }) => [kind, total, would_link, share])).toEqual([
      ['representative', 1, 0, 0],
      ['staff', 1, 1, 1],
      ['student', 11, 2, 0.182],
    ]);
    expect(whole[2]?.reasons).toEqual({
      ...{
        snils_missing: 1,
        snils_invalid: 1,
        snils_duplicate: 3,
        no_snils_foreign: 1,
        birthdate_missing: 1,
      },
      no_account: 2,
    });
    const found = await people('data-quality/prematch/people');
    expect(found).toHaveLength(10);
    expect(found.map(({ reason }) => reason)).toContain('no_account');
  });

  it('LNK-13: a restricted representative does not link by themselves', async () => {
    const region = await bench.region(aRegion());
    const who = await region.admin();
    const parent = await region.person('R1');
    await bench.database.query(
      `INSERT INTO representation_restrictions (region_id, child_id, representative_id, kind, basis, valid_from, recorded_by, recorded_at)
       SELECT region_id, child_id, representative_id, 'restriction', 'суд', '2026-01-01', gen_random_uuid(), now()
         FROM family_ties WHERE representative_id = $1`,
      [parent],
    );
    const rows = (await counts('data-quality/prematch', who)).find(({ kind }) => kind === 'representative');
    expect(rows?.reasons).toEqual({ representation_in_question: 1 });
  });

  it('ROS-12: finds pupils without a class, representatives without a child, classes without a homeroom teacher', async () => {
    const { body } = await bench.ask('GET', 'data-quality/sanity', admin);
    expect(body['items']).toEqual([
      expect.objectContaining({
        ...{ pupils_without_class: 1, classes: 1, homeroom_accounts: 1, classes_without_homeroom: 0 },
        ...{ representatives_without_child: 1, accounts_without_person: 0 },
      }),
    ]);
  });

  it('gives the secretary the same table as a file, no cell of which is a formula, and says so in the audit', async () => {
    const source = '=HYPERLINK("x")';
    const region = await bench.region({
      ...{ municipalities: [aMunicipality()], schools: [aSchool()], classes: [aClass()] },
      students: [aStudent(1, { source_id: source })],
    });
    const { cookie } = await region.admin();
    const get = (format: string) =>
      fetch(`${bench.application.url}/api/v1/data-quality/table.${format}`, { headers: { cookie } });
    const csv = await get('csv');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const text = await csv.text();
    expect(text.split('\r\n')).toHaveLength(3);
    expect(text).toContain(`;"'=HYPERLINK(""x"")";готов;`);
    const book = new Workbook();
    await book.xlsx.load(Buffer.from(await (await get('xlsx')).arrayBuffer()));
    const cells = book.worksheets[0]?.getRow(2).values as unknown[];
    expect(cells).toContain(`'${source}`);
    expect(cells).toContain('И*** П. С.');
    const entries = await bench.database.query(
      `SELECT facts ->> 'format' AS format FROM audit_events WHERE action = 'data_quality.exported' AND region_id = $1 ORDER BY at, id`,
      [await region.id()],
    );
    expect(entries).toEqual([{ format: 'csv' }, { format: 'xlsx' }]);
  });

  it('gives a municipality and the ministry counters only', async () => {
    const regionId = await dirty.id();
    const analyst = await signedInAs(
      bench.application,
      bench.database,
      { regionId, role: 'ministry_analyst' },
      NOON,
    );
    const names = (await counts('data-quality', analyst)).map(({ school_name }) => school_name);
    expect(new Set(names)).toEqual(new Set(['Школа № 1']));
    for (const path of ['people', 'table.csv', 'table.xlsx', 'prematch/people']) {
      expect([path, (await bench.ask('GET', `data-quality/${path}`, analyst)).status]).toEqual([path, 403]);
    }
    for (const path of ['sanity', 'prematch']) {
      expect((await bench.ask('GET', `data-quality/${path}`, analyst)).status).toBe(200);
    }
  });

  it('answers 404 for another school, whatever is asked of it', async () => {
    const foreign = await dirty.school('S2');
    for (const path of [
      '',
      '/people',
      '/table.csv',
      '/table.xlsx',
      '/sanity',
      '/prematch',
      '/prematch/people',
    ]) {
      const answer = await bench.ask('GET', `data-quality${path}?school_id=${foreign}`, admin);
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });
});
