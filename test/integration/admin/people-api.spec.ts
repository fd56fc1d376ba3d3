import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PeopleBench } from '../../support/people-bench.js';
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

const REASON = 'сверено с документами';
const basis = 'приказ № 5 от 20.11.2026';

/** One school, with whoever a test needs. */
const school = (more: Files): Files => ({
  municipalities: [aMunicipality()],
  schools: [aSchool(), aSchool({ source_id: 'S2', short_name: 'Школа № 2' })],
  classes: [aClass()],
  ...more,
});

describe('people by hand', () => {
  let bench: PeopleBench;
  beforeAll(async () => {
    bench = await PeopleBench.start();
  });
  afterAll(() => bench.stop());

  const tell = async (ids: readonly string[]) => {
    const rows = await bench.database.query<{ body: { person_ids: string[] } }>(
      `SELECT body FROM outbox_events WHERE topic = 'roster.people_changed' ORDER BY id DESC LIMIT 3`,
    );
    const told = rows.flatMap(({ body }) => body.person_ids);
    expect(told).toEqual(expect.arrayContaining([...ids]));
  };
  const twins = school({
    staff: [
      aStaffMember(1, { snils: '' }),
      aStaffMember(2, { source_id: 'T2', position: 'Завуч' }),
      aStaffMember(3, { first_name: 'Нина' }),
    ],
    journal_accounts: [anAccount('a-t1', 'staff', 'T1'), anAccount('a-t2', 'staff', 'T2')],
  });

  it('shows names, numbers and birth dates masked only', async () => {
    const region = await bench.region(aRegion());
    const { body } = await bench.ask('GET', 'people', await region.admin());
    const items = body['items'] as Record<string, unknown>[];
    expect(items).toHaveLength(4);
    expect(items[0]).toMatchObject({ name: expect.stringMatching(/^И\*\*\* |^О\*\*\* /) });
    // Without the ids, which may have eleven digits in a row by chance.
    const shown = items.map(({ id: _id, ...person }) => person);
    expect(JSON.stringify({ ...body, items: shown })).not.toMatch(/Иванов|Орлова|\d{4}-\d\d-\d\d|\d{11}/);
  });

  it('shows a school its own people, and another school’s as if they were not there', async () => {
    const region = await bench.region(aRegion());
    const admin = await region.admin('S1');
    const foreign = await region.person('P3');
    for (const [method, path, body] of [
      ['GET', `people/${foreign}`, undefined],
      ['PATCH', `people/${foreign}`, { gender: 'F', basis }],
      ['POST', `people/${foreign}/merge`, { other_id: await region.person('P1'), reason: REASON }],
      ['POST', `people/${await region.person('P1')}/merge`, { other_id: foreign, reason: REASON }],
      ['POST', `people/${foreign}/split`, { record_ids: [await region.record('P3')], reason: REASON }],
      ['POST', `people/${foreign}/protection`, { kind: 'court', basis }],
      ['DELETE', `people/${foreign}/protection`, undefined],
      ['POST', `people/${foreign}/death`, { date: '2026-11-01', basis }],
    ] as const) {
      const seen = { 'if-match': '"1"' };
      expect([path, (await bench.ask(method, path, admin, body, seen)).status]).toEqual([path, 404]);
    }
  });

  it('puts every reading of a card into the audit', async () => {
    const region = await bench.region(aRegion());
    const [admin, id] = [await region.admin(), await region.person('P1')];
    const { status, body } = await bench.ask('GET', `people/${id}`, admin);
    expect([status, body['name'], body['birth_year']]).toEqual([200, 'И*** П. С.', 2014]);
    const rows = await bench.database.query(
      `SELECT actor_id FROM audit_events WHERE action = 'person.card_read' AND subject_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ actor_id: admin.esiaPersonId }]);
  });

  it('EC-084: two rows of one employee become one person, with both appointments and accounts', async () => {
    const region = await bench.region(twins);
    const [admin, one, two] = [await region.admin(), await region.person('T1'), await region.person('T2')];
    const answer = await bench.ask('POST', `people/${one}/merge`, admin, { other_id: two, reason: REASON });
    expect([answer.status, answer.body['state']]).toEqual([200, 'done']);
    expect(await region.person('T2')).toBe(one);
    const rows = await bench.database.query(
      `SELECT (SELECT count(*)::int FROM staff_appointments WHERE person_id = $1) AS posts,
              (SELECT count(*)::int FROM journal_accounts WHERE person_id = $1) AS accounts,
              (SELECT snils_state FROM people WHERE id = $1) AS snils,
              (SELECT merged_into_id FROM people WHERE id = $2) AS into`,
      [one, two],
    );
    expect(rows).toEqual([{ posts: 2, accounts: 2, snils: 'valid', into: one }]);
    await tell([one, two]);
    expect((await bench.ask('GET', `people/${two}`, admin)).status).toBe(404);
  });

  it('an undone merge restores everything as it was', async () => {
    const region = await bench.region(twins);
    const [admin, one, two] = [await region.admin(), await region.person('T1'), await region.person('T2')];
    const before = await region.state();
    const { body } = await bench.ask('POST', `people/${one}/merge`, admin, { other_id: two, reason: REASON });
    const undo = `person-merges/${String(body['id'])}/undo`;
    expect((await bench.ask('POST', undo, admin, { reason: REASON })).body['state']).toBe('undone');
    expect(await region.state()).toEqual(before);
    expect((await bench.ask('POST', undo, admin, { reason: REASON })).body['code']).toBe('DECISION_SETTLED');
  });

  it('a merge is undone before none that came later', async () => {
    const region = await bench.region(twins);
    const admin = await region.admin();
    const [one, two, three] = [
      await region.person('T1'),
      await region.person('T2'),
      await region.person('T3'),
    ];
    await bench.database.query(
      `UPDATE people SET snils_state = 'missing', snils_hmac = NULL, snils_enc = NULL, snils_key_id = NULL, snils_last2 = NULL
        WHERE id = $1`,
      [three],
    );
    const merge = async (into: string, other: string) =>
      (await bench.ask('POST', `people/${into}/merge`, admin, { other_id: other, reason: REASON })).body[
        'id'
      ];
    const before = await region.state();
    const [first, second] = [await merge(one, two), await merge(three, one)];
    const undo = (id: unknown) =>
      bench.ask('POST', `person-merges/${String(id)}/undo`, admin, { reason: REASON });
    // The person of the first merge has gone into another one, so it is not even in anybody's scope.
    expect((await undo(first)).status).toBe(404);
    expect((await undo(second)).body['state']).toBe('undone');
    expect((await undo(first)).body['state']).toBe('undone');
    expect(await region.state()).toEqual(before);
  });

  it('an import never parts what somebody merged, whatever the row says later', async () => {
    const region = await bench.region(twins);
    const [admin, one, two] = [await region.admin(), await region.person('T1'), await region.person('T2')];
    await bench.ask('POST', `people/${one}/merge`, admin, { other_id: two, reason: REASON });
    await region.bring({
      staff: [
        aStaffMember(1, { snils: '', first_name: 'Оля' }),
        aStaffMember(2, { first_name: 'Лёля', birth_date: '1980-02-01', position: 'Директор' }),
        aStaffMember(3, { first_name: 'Нина' }),
      ],
    });
    expect([await region.person('T1'), await region.person('T2')]).toEqual([one, one]);
    const [row] = await bench.database.query(`SELECT snils_state FROM people WHERE id = $1`, [one]);
    expect(row).toEqual({ snils_state: 'valid' });
  });

  it('an import never joins what somebody split', async () => {
    const same = { snils: snils(2_001) };
    const region = await bench.region(
      school({ staff: [aStaffMember(1, same), aStaffMember(2, { ...same, position: 'Завуч' })] }),
    );
    const [admin, one] = [await region.admin(), await region.person('T1')];
    expect(await region.person('T2')).toBe(one);
    const record = await region.record('T2');
    const split = await bench.ask('POST', `people/${one}/split`, admin, {
      record_ids: [record],
      reason: REASON,
    });
    expect(split.status).toBe(200);
    await region.bring({
      staff: [aStaffMember(1, same), aStaffMember(2, { ...same, position: 'Завуч', valid_to: '2030-01-01' })],
    });
    expect([await region.person('T1'), await region.person('T2')]).toEqual([
      one,
      split.body['new_person_id'],
    ]);
    const undo = `person-merges/${String(split.body['id'])}/undo`;
    expect((await bench.ask('POST', undo, admin, { reason: REASON })).body['state']).toBe('undone');
    expect(await region.person('T2')).toBe(one);
  });

  it('a split keeps at least one record, and takes none of another person', async () => {
    const region = await bench.region(twins);
    const [admin, one] = [await region.admin(), await region.person('T1')];
    const split = (record: string) =>
      bench.ask('POST', `people/${one}/split`, admin, { record_ids: [record], reason: REASON });
    expect((await split(await region.record('T1'))).body['code']).toBe('PERSON_HAS_ONE_RECORD');
    expect((await split(await region.record('T2'))).body['code']).toBe('SPLIT_RECORDS_WRONG');
  });

  it('two different valid СНИЛС need two administrators', async () => {
    const region = await bench.region(twins);
    const [first, second] = [await region.admin(), await region.admin()];
    const [two, three] = [await region.person('T2'), await region.person('T3')];
    const body = { other_id: three, reason: REASON };
    const proposed = await bench.ask('POST', `people/${two}/merge`, first, body);
    expect(proposed.body['state']).toBe('proposed');
    expect(await region.person('T3')).toBe(three);
    expect((await bench.ask('POST', `people/${two}/merge`, first, body)).body['code']).toBe(
      'MERGE_PROPOSED_ALREADY',
    );
    const confirm = `person-merges/${String(proposed.body['id'])}/confirm`;
    expect((await bench.ask('POST', confirm, first, { reason: REASON })).body['code']).toBe(
      'SECOND_ADMINISTRATOR_NEEDED',
    );
    expect((await bench.ask('POST', confirm, second, { reason: REASON })).body['state']).toBe('done');
    expect(await region.person('T3')).toBe(two);
    expect((await bench.ask('POST', confirm, second, { reason: REASON })).status).toBe(404);
    const list = (await bench.ask('GET', 'person-merges', second)).body['items'] as { state: string }[];
    expect(list.map(({ state }) => state)).toEqual(['done']);
    // A changed row with the other number leaves the number of the person who stayed.
    const number = () => bench.database.query(`SELECT snils_last2 FROM people WHERE id = $1`, [two]);
    const before = await number();
    await region.bring(
      { staff: [aStaffMember(3, { first_name: 'Нина', position: 'Методист' })] },
      { mode: 'delta' },
    );
    expect(await number()).toEqual(before);
  });

  it('a proposal may be withdrawn', async () => {
    const region = await bench.region(twins);
    const admin = await region.admin();
    const [two, three] = [await region.person('T2'), await region.person('T3')];
    const { body } = await bench.ask('POST', `people/${two}/merge`, admin, {
      other_id: three,
      reason: REASON,
    });
    const undo = await bench.ask('POST', `person-merges/${String(body['id'])}/undo`, admin, {
      reason: REASON,
    });
    expect(undo.body['state']).toBe('withdrawn');
  });

  it('a child is never merged with the own representative, nor anybody with themselves', async () => {
    const region = await bench.region(aRegion());
    const admin = await region.admin();
    const [child, parent] = [await region.person('P3'), await region.person('R2')];
    const other = await region.admin('S2');
    const merge = await bench.ask('POST', `people/${child}/merge`, other, {
      other_id: parent,
      reason: REASON,
    });
    expect(merge.body['code']).toBe('MERGE_OF_RELATIVES');
    const own = await region.person('P1');
    const oneself = await bench.ask('POST', `people/${own}/merge`, admin, { other_id: own, reason: REASON });
    expect(oneself.body['code']).toBe('MERGE_OF_ONESELF');
  });

  it('nobody decides about themselves or a relative', async () => {
    const region = await bench.region(aRegion());
    const admin = await region.admin();
    const [parent, child] = [await region.person('R1'), await region.person('P1')];
    await bench.database.query(
      `UPDATE esia_persons e SET snils_hmac = p.snils_hmac FROM people p WHERE e.id = $1 AND p.id = $2`,
      [admin.esiaPersonId, parent],
    );
    for (const id of [parent, child]) {
      const answer = await bench.ask('POST', `people/${id}/protection`, admin, { kind: 'court', basis });
      expect([answer.status, answer.body['code']]).toEqual([403, 'CONFLICT_OF_INTEREST']);
    }
  });

  it('of two merges at once that share a person one wins, and the other finds it gone', async () => {
    for (let round = 0; round < 10; round += 1) {
      const region = await bench.region(
        school({
          staff: [1, 2, 3].map((no) =>
            aStaffMember(no, { snils: '', first_name: `Имя${'абв'.charAt(no - 1)}` }),
          ),
        }),
      );
      const [left, right] = [await region.admin(), await region.admin()];
      const [a, b, c] = [await region.person('T1'), await region.person('T2'), await region.person('T3')];
      const answers = await Promise.all([
        bench.ask('POST', `people/${a}/merge`, left, { other_id: b, reason: REASON }),
        bench.ask('POST', `people/${c}/merge`, right, { other_id: b, reason: REASON }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
      const owner = await region.person('T2');
      expect([a, c]).toContain(owner);
    }
  });

  it('two merges crosswise at once leave one person', async () => {
    const region = await bench.region(school({ staff: [1, 2].map((no) => aStaffMember(no, { snils: '' })) }));
    const [left, right] = [await region.admin(), await region.admin()];
    const [a, b] = [await region.person('T1'), await region.person('T2')];
    const answers = await Promise.all([
      bench.ask('POST', `people/${a}/merge`, left, { other_id: b, reason: REASON }),
      bench.ask('POST', `people/${b}/merge`, right, { other_id: a, reason: REASON }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
    expect(await region.person('T1')).toBe(await region.person('T2'));
  });

  it('no decision is taken while an import of the region runs', async () => {
    const region = await bench.region(twins);
    const [admin, one, two] = [await region.admin(), await region.person('T1'), await region.person('T2')];
    const id = await region.id();
    await bench.database.dataSource.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(7326115, hashtext($1))', [id]);
      const answer = await bench.ask('POST', `people/${one}/merge`, admin, { other_id: two, reason: REASON });
      expect(answer.body['code']).toBe('IMPORT_RUNNING');
    });
  });

  it('EC-026: proposes to merge equal names and birth dates with and without СНИЛС, until dismissed', async () => {
    const region = await bench.region(twins);
    const admin = await region.admin();
    const read = async () =>
      (await bench.ask('GET', 'person-merge-proposals', admin)).body['items'] as {
        kind: string;
        one: { id: string };
        other: { id: string };
      }[];
    const [proposal, ...others] = await read();
    expect(others).toEqual([]);
    expect(proposal?.kind).toBe('same_school');
    const ids = [proposal?.one.id, proposal?.other.id];
    expect(ids.sort()).toEqual([await region.person('T1'), await region.person('T2')].sort());
    const body = { person_id: ids[0], other_id: ids[1], reason: 'разные люди' };
    expect((await bench.ask('POST', 'person-merge-proposals/dismissals', admin, body)).status).toBe(204);
    expect(await read()).toEqual([]);
  });

  it('EC-043: proposes to merge the two rows of a parent in two schools to who answers for both', async () => {
    const region = await bench.region(
      school({
        classes: [aClass(), aClass({ source_id: 'K2', school_source_id: 'S2' })],
        students: [
          aStudent(1),
          aStudent(2, { first_name: 'Олег', school_source_id: 'S2', class_source_id: 'K2' }),
        ],
        representatives: [aRepresentative(1, { snils: '' }), aRepresentative(2, { snils: '' })],
        family_ties: [aTie('P1', 'R1'), aTie('P2', 'R2')],
      }),
    );
    const admin = await region.admin('S1');
    const read = async () => (await bench.ask('GET', 'person-merge-proposals', admin)).body['items'];
    expect(await read()).toEqual([]);
    await bench.database.query(
      `INSERT INTO role_grants (region_id, role, scope, school_id, snils_hmac, snils_last2, birth_date, esia_person_id, basis,
         granted_by, granted_at, valid_from)
       SELECT region_id, role, scope, $2, snils_hmac, snils_last2, birth_date, esia_person_id, basis, granted_by, granted_at,
              valid_from FROM role_grants WHERE id = $1`,
      [admin.grantId, await region.school('S2')],
    );
    expect(await read()).toEqual([expect.objectContaining({ kind: 'two_schools' })]);
  });

  it('EC-062: a protected person is in no list by name, class or school, and signs in as before', async () => {
    const region = await bench.region(aRegion());
    const [admin, id] = [await region.admin(), await region.person('P1')];
    expect((await bench.ask('POST', `people/${id}/protection`, admin, { kind: 'court', basis })).status).toBe(
      204,
    );
    const list = await bench.ask('GET', 'people', admin);
    expect((list.body['items'] as { id: string }[]).map((person) => person.id)).not.toContain(id);
    const hidden = await bench.ask('GET', 'people?protected=true', admin);
    expect(hidden.body['items']).toEqual([
      expect.objectContaining({ id, name: null, snils: null, birth_year: null, places: [] }),
    ]);
    const card = await bench.ask('GET', `people/${id}`, admin);
    expect(card.body).toMatchObject({
      protected: true,
      protections: ['court'],
      places: [],
      name: 'И*** П. С.',
    });
    const [account] = await bench.database.query<{ closed_at: Date | null }>(
      `SELECT closed_at FROM journal_accounts WHERE person_id = $1`,
      [id],
    );
    expect(account).toEqual({ closed_at: null });
    expect((await bench.ask('DELETE', `people/${id}/protection`, admin)).status).toBe(204);
    expect((await bench.ask('GET', `people/${id}`, admin)).body['protected']).toBe(false);
  });

  it('EC-054: an adopted child is a new person without a trace to the old one, at imports too', async () => {
    const region = await bench.region(aRegion());
    const [admin, old] = [await region.admin(), await region.person('P1')];
    const { status, body } = await bench.ask('POST', `people/${old}/adoption`, admin, {
      last_name: 'Белов',
      first_name: 'Егор',
      middle_name: 'Ильич',
      birth_date: '2014-06-07',
      snils: snils(77),
      basis,
    });
    expect(status).toBe(201);
    const id = String(body['id']);
    expect((await bench.ask('GET', `people/${old}`, admin)).status).toBe(404);
    const card = await bench.ask('GET', `people/${id}`, admin);
    expect(card.body).toMatchObject({ name: 'Б*** Е. И.', birth_year: 2014, protections: ['adoption'] });
    expect(JSON.stringify(card.body)).not.toContain(old);
    // The source still has the old name, then another class: neither brings the old identity back.
    await region.bring({ students: [aStudent(1, { class_source_id: '' })] }, { mode: 'delta' });
    await region.bring({ family_ties: [aTie('P1', 'R1'), aTie('P2', 'R1')] }, { mode: 'delta' });
    const rows = await bench.database.query(
      `SELECT p.last_name, p.birth_date, p.merge_forbidden,
              (SELECT count(*)::int FROM family_ties t WHERE t.child_id = p.id) AS ties,
              (SELECT count(*)::int FROM person_records r WHERE r.person_id = p.id) AS records
         FROM people p WHERE p.id = ANY ($1::uuid[]) ORDER BY p.created_at`,
      [[old, id]],
    );
    expect(rows).toEqual([
      { last_name: 'Иванов', birth_date: '2014-05-06', merge_forbidden: true, ties: 1, records: 0 },
      { last_name: 'Белов', birth_date: '2014-06-07', merge_forbidden: true, ties: 0, records: 1 },
    ]);
    const other = await region.person('P2');
    const merge = await bench.ask('POST', `people/${other}/merge`, admin, { other_id: id, reason: REASON });
    expect(merge.body['code']).toBe('MERGE_FORBIDDEN');
  });

  it('EC-080: a death ends enrolments, ties and accounts at once, and no import brings them back', async () => {
    const region = await bench.region(aRegion());
    const [admin, id] = [await region.admin(), await region.person('P1')];
    const late = await bench.ask('POST', `people/${id}/death`, admin, { date: '2026-12-01', basis });
    expect(late.body['code']).toBe('DATE_IN_FUTURE');
    const death = { date: '2026-11-20', basis };
    expect((await bench.ask('POST', `people/${id}/death`, admin, death)).status).toBe(204);
    await tell([id, await region.person('R1')]);
    await region.bring({
      ...aRegion(),
      students: [
        aStudent(1, { gender: '' }),
        aStudent(2, { first_name: 'Мария' }),
        aStudent(3, { first_name: 'Олег', school_source_id: 'S2', class_source_id: 'K2' }),
      ],
    });
    const rows = await bench.database.query(
      `SELECT e.valid_to, e.end_kind, a.closed_at IS NOT NULL AS closed, t.state, t.end_reason
         FROM enrollments e JOIN journal_accounts a ON a.person_id = e.person_id JOIN family_ties t ON t.child_id = e.person_id
        WHERE e.person_id = $1`,
      [id],
    );
    expect(rows).toEqual([
      { valid_to: '2026-11-20', end_kind: 'deceased', closed: true, state: 'ended', end_reason: 'deceased' },
    ]);
    expect((await bench.ask('POST', `people/${id}/death`, admin, death)).body['code']).toBe('PERSON_CLOSED');
  });

  it('ROS-13: what the school corrected stays against the import, which asks the source to follow', async () => {
    const region = await bench.region(aRegion());
    const [admin, id] = [await region.admin(), await region.person('P1')];
    const answer = await bench.correct(id, admin, { birth_date: '2014-06-05', basis });
    expect(answer.body).toEqual({ attributes: ['birth_date'] });
    await tell([id]);
    const read = async () =>
      (await bench.ask('GET', 'roster-tasks?code=WRITE_BACK', admin)).body['items'] as Record<
        string,
        unknown
      >[];
    expect(await read()).toEqual([
      expect.objectContaining({
        attributes: ['birth_date'],
        action: expect.stringContaining('дата рождения'),
      }),
    ]);
    const born = () => bench.database.query(`SELECT birth_date FROM people WHERE id = $1`, [id]);
    await region.bring({ students: [aStudent(1, { class_source_id: '' })] }, { mode: 'delta' });
    expect([await region.person('P1'), await born()]).toEqual([id, [{ birth_date: '2014-06-05' }]]);
    expect(await read()).toHaveLength(1);
    await region.bring({ students: [aStudent(1, { birth_date: '2014-06-05' })] }, { mode: 'delta' });
    expect(await read()).toEqual([]);
  });

  it('ROS-13: a journal does not overwrite the contingent, and the difference becomes a task', async () => {
    const region = await bench.region(aRegion());
    const id = await region.person('T1');
    await bench.database.query(
      `INSERT INTO roster_sources (region_id, source, kind)
       SELECT region_id, source, 'contingent' FROM person_records WHERE person_id = $1`,
      [id],
    );
    const files = {
      ...{ municipalities: [aMunicipality()], schools: [aSchool()] },
      staff: [aStaffMember(1, { gender: '' })],
    };
    await region.bring(files, { source: 'journal' });
    const renamed = { ...files, staff: [aStaffMember(1, { last_name: 'Соколова', gender: '' })] };
    await region.bring(renamed, { source: 'journal' });
    const [person] = await bench.database.query(`SELECT last_name FROM people WHERE id = $1`, [id]);
    expect(person).toEqual({ last_name: 'Орлова' });
    const tasks = await bench.database.query(
      `SELECT s.source, t.facts FROM roster_tasks t JOIN schools s ON s.id = t.school_id WHERE t.person_id = $1`,
      [id],
    );
    expect(tasks).toEqual([{ source: 'journal', facts: { attributes: ['names'], source: 'journal' } }]);
  });

  it('ROS-13: names that a person typed are marked, and give way to names from anybody else', async () => {
    const files = school({
      students: [aStudent(1)],
      representatives: [aRepresentative(1, { self_typed: 'да' })],
      family_ties: [aTie('P1', 'R1')],
    });
    const region = await bench.region(files);
    const id = await region.person('R1');
    const read = () =>
      bench.database.query(`SELECT last_name, names_self_typed FROM people WHERE id = $1`, [id]);
    expect(await read()).toEqual([{ last_name: 'Иванова', names_self_typed: true }]);
    const { snils: number, ...rest } = aRepresentative(1);
    const staff = [aStaffMember(5, { ...rest, source_id: 'T5', snils: String(number), last_name: 'Белова' })];
    await region.bring({ staff }, { mode: 'delta' });
    expect([await region.person('T5'), await read()]).toEqual([
      id,
      [{ last_name: 'Белова', names_self_typed: false }],
    ]);
    const again = aRepresentative(1, { self_typed: 'да', last_name: 'Белова-Мама' });
    await region.bring({ representatives: [again] }, { mode: 'delta' });
    expect(await read()).toEqual([{ last_name: 'Белова', names_self_typed: false }]);
  });

  it('a correction names the card as it was seen: no If-Match 428, another one 412, of two at once one', async () => {
    const region = await bench.region(aRegion());
    const [admin, id] = [await region.admin(), await region.person('P1')];
    const change = (gender: string, headers: Record<string, string>) =>
      bench.ask('PATCH', `people/${id}`, admin, { gender, basis }, headers);
    const { body } = await bench.ask('GET', `people/${id}`, admin);
    const seen = { 'if-match': String(body['etag']) };
    for (const [headers, status, code] of [
      [{}, 428, 'PRECONDITION_REQUIRED'],
      [{ 'if-match': '"777"' }, 412, 'PRECONDITION_FAILED'],
      [{ 'if-match': '*' }, 412, 'PRECONDITION_FAILED'],
    ] as const) {
      const refused = await change('F', headers);
      expect([refused.status, refused.body['code']]).toEqual([status, code]);
    }
    const both = await Promise.all([change('F', seen), change('M', seen)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const opened = await bench.ask('GET', `people/${id}`, admin);
    expect(opened.body['etag']).not.toBe(body['etag']);
    // Whoever changes the person, the card seen before is an old one.
    await bench.database.query('UPDATE people SET updated_at = updated_at WHERE id = $1', [id]);
    expect((await change('F', { 'if-match': String(opened.body['etag']) })).status).toBe(412);
  });

  it('EC-013: a valid СНИЛС is not replaced by one hand, a missing one is filled', async () => {
    const region = await bench.region(aRegion());
    const [admin, id] = [await region.admin(), await region.person('P1')];
    const correct = (more: object) => bench.correct(id, admin, { ...more, basis });
    expect((await correct({ snils: snils(99) })).body['code']).toBe('SNILS_CHANGE_REFUSED');
    expect((await correct({ snils: '11111111111' })).body['errors']).toEqual([
      { field: 'snils', message: expect.stringMatching(/СНИЛС/) },
    ]);
    expect((await correct({})).body['code']).toBe('NOTHING_TO_CORRECT');
    expect((await correct({ birth_date: '2014-02-30' })).status).toBe(400);
  });

  it('a task is ended by hand once, or by itself when its cause is gone', async () => {
    const region = await bench.region(aRegion());
    const admin = await region.admin();
    const open = async (code: string) => {
      const [row] = await bench.database.query<{ id: string }>(
        `INSERT INTO roster_tasks (region_id, school_id, code, person_id, facts, opened_at)
         VALUES ($1, $2, $3, $4, '{"attributes": ["middle_name"]}', now()) RETURNING id`,
        [await region.id(), await region.school('S1'), code, await region.person('P1')],
      );
      return row?.id ?? '';
    };
    const [byHand, byItself] = [await open('NAME_DISCREPANCY'), await open('PATRONYMIC_MISSING')];
    const done = () =>
      bench.ask('POST', `roster-tasks/${byHand}/done`, admin, { note: 'исправлено в журнале' });
    expect([(await done()).status, (await done()).status]).toEqual([204, 204]);
    const other = await region.admin('S2');
    expect(
      (await bench.ask('POST', `roster-tasks/${byItself}/done`, other, { note: 'исправлено' })).status,
    ).toBe(404);
    const { Jobs } = await import('../../../src/platform/jobs/jobs.js');
    await bench.application.app.get(Jobs).runNow('roster.close_mended_tasks');
    expect((await bench.ask('GET', 'roster-tasks', admin)).body['items']).toEqual([]);
  });
});
