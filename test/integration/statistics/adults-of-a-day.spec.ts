import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import { RosterInTime } from '../../support/builders/roster-in-time.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const DAY = '2026-11-20';
const LINKED_AT = '2026-10-01T10:00:00Z';

describe('the adults of a day', () => {
  let database: TestDatabase;
  let time: RosterInTime;
  let schoolId: Uuid;
  beforeAll(async () => {
    database = await freshDatabase();
    time = await RosterInTime.begin(database);
  });
  afterAll(() => database.drop());

  const atSchool = async (day = DAY) => {
    const adults = await time.adults(day, [schoolId]);
    return (person: { readonly id: Uuid }) => adults.filter(({ person_id }) => person_id === person.id);
  };

  it('I-17: are the representatives of pupils of the contingent, each once a school', async () => {
    schoolId = await time.roster.aSchool();
    const [first, second, gone] = [
      await time.aPupil('2013-05-06', { schoolId }),
      await time.aPupil('2014-05-06', { schoolId }),
      await time.aPupil('2014-05-06', { schoolId, to: '2026-11-20' }),
    ];
    const mother = await time.aRepresentative(first);
    await time.tie(second, mother);
    const father = await time.aRepresentative(first, '2024-09-01', '2026-11-20');
    const ofGone = await time.aRepresentative(gone);
    await time.link(await time.anAccount(mother, 'representative', [schoolId]), LINKED_AT);
    const found = await atSchool();
    expect(found(mother.person)).toEqual([
      { kind: 'representative', person_id: mother.person.id, school_id: schoolId, linked: true },
    ]);
    expect([found(father.person), found(ofGone.person)]).toEqual([[], []]);
    const before = await atSchool('2026-11-19');
    expect([before(father.person).length, before(ofGone.person).length]).toEqual([1, 1]);
    expect(before(father.person)[0]?.linked).toBe(false);
  });

  it('EC-044: are linked where their account belongs to the school of the child', async () => {
    schoolId = await time.roster.aSchool();
    const elsewhere = await time.roster.aSchool();
    const mother = await time.aRepresentative(await time.aPupil('2013-05-06', { schoolId }));
    await time.tie(await time.aPupil('2014-05-06', { schoolId: elsewhere }), mother);
    await time.link(await time.anAccount(mother, 'representative', [elsewhere]), LINKED_AT);
    const all = (await time.adults(DAY)).filter(({ person_id }) => person_id === mother.person.id);
    expect(all.map((row) => [row.school_id, row.linked]).sort()).toEqual(
      [
        [schoolId, false],
        [elsewhere, true],
      ].sort(),
    );
  });

  it('I-18: are members of staff with an e-journal account of the school, by their appointments', async () => {
    schoolId = await time.roster.aSchool();
    const [teacher, withoutAccount, dismissed, linked] = [
      await time.anEmployee(schoolId),
      await time.anEmployee(schoolId),
      await time.anEmployee(schoolId, '2024-09-01', '2026-11-20'),
      await time.anEmployee(schoolId),
    ];
    await time.appoint(
      { ...teacher, recordId: await time.roster.aRecord(teacher.person, 'staff') },
      schoolId,
      '2025-09-01',
    );
    await time.anAccount(teacher, 'teacher', [schoolId]);
    await time.anAccount(dismissed, 'teacher', [schoolId]);
    await time.link(await time.anAccount(linked, 'teacher', [schoolId]), LINKED_AT);
    const found = await atSchool();
    expect([teacher, withoutAccount, dismissed, linked].map(({ person }) => found(person).length)).toEqual([
      ...[1, 0, 0, 1],
    ]);
    expect([found(teacher.person)[0]?.linked, found(linked.person)[0]?.linked]).toEqual([false, true]);
    expect((await atSchool('2026-11-19'))(dismissed.person)).toHaveLength(1);
  });

  it('I-18: count a closed account to the day on which it was closed', async () => {
    schoolId = await time.roster.aSchool();
    const teacher = await time.anEmployee(schoolId);
    const account = await time.anAccount(teacher, 'teacher', [schoolId]);
    await database.query(`UPDATE journal_accounts SET closed_at = '2026-11-20T10:00:00Z' WHERE id = $1`, [
      account,
    ]);
    expect((await atSchool('2026-11-19'))(teacher.person)).toHaveLength(1);
    expect((await atSchool())(teacher.person)).toHaveLength(0);
  });
});
