import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import { type Recorded, RosterInTime } from '../../support/builders/roster-in-time.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const DAY = '2026-11-20';

describe('the pupils of a day', () => {
  let database: TestDatabase;
  let time: RosterInTime;
  beforeAll(async () => {
    database = await freshDatabase();
    time = await RosterInTime.begin(database);
  });
  afterAll(() => database.drop());

  const on = async (pupil: Recorded, day: string = DAY) => (await time.pupils(day)).get(pupil.person.id);

  describe('are of the contingent', () => {
    it('from the first day of an enrolment to the last before its end', async () => {
      const pupil = await time.aPupil('2013-05-06', { from: '2026-10-05', to: '2026-11-20' });
      expect(await on(pupil, '2026-10-04')).toBeUndefined();
      expect(await on(pupil, '2026-10-05')).toBeDefined();
      expect(await on(pupil, '2026-11-19')).toBeDefined();
      expect(await on(pupil, '2026-11-20')).toBeUndefined();
    });

    it('EC-069: not by an additional enrolment, nor by an external one', async () => {
      const additional = await time.aPupil('2013-05-06', { kind: 'additional' });
      const external = await time.aPupil('2013-05-06', { kind: 'external' });
      expect([await on(additional), await on(external)]).toEqual([undefined, undefined]);
    });

    it('EC-068, EC-125: once, at the school where the main enrolment began later', async () => {
      const [first, second] = [await time.roster.aSchool(), await time.roster.aSchool()];
      const pupil = await time.aPupil('2013-05-06', { schoolId: first, from: '2026-09-01' });
      const record = { ...pupil, recordId: await time.roster.aRecord(pupil.person, 'student') };
      await time.enrol(record, { schoolId: second, from: '2026-10-01', to: '2026-11-10' });
      expect((await on(pupil, '2026-09-30'))?.school_id).toBe(first);
      expect((await on(pupil, '2026-11-09'))?.school_id).toBe(second);
      expect((await on(pupil, '2026-11-10'))?.school_id).toBe(first);
    });

    it('EC-068: the beginning of the stay counts, not of the class', async () => {
      const [first, second] = [await time.roster.aSchool(), await time.roster.aSchool()];
      const pupil = await time.aPupil('2013-05-06', {
        ...{ schoolId: first, from: '2026-10-20', staySince: '2025-09-01' },
      });
      const record = { ...pupil, recordId: await time.roster.aRecord(pupil.person, 'student') };
      await time.enrol(record, { schoolId: second, from: '2026-10-01' });
      expect((await on(pupil))?.school_id).toBe(second);
    });

    it('EC-079: of no school in the gap between two enrolments', async () => {
      const pupil = await time.aPupil('2013-05-06', { to: '2026-11-10' });
      await time.enrol(pupil, { from: '2026-11-17' });
      expect(await on(pupil, '2026-11-16')).toBeUndefined();
      expect(await on(pupil, '2026-11-17')).toBeDefined();
    });

    it('EC-080: a pupil who died is counted to the day before', async () => {
      const pupil = await time.aPupil('2013-05-06', { to: '2026-11-12', endKind: 'deceased' });
      expect(await on(pupil, '2026-11-11')).toBeDefined();
      expect(await on(pupil, '2026-11-12')).toBeUndefined();
    });

    it('EC-045: of their own region only', async () => {
      const other = await RosterInTime.begin(database);
      const pupil = await other.aPupil();
      expect(await on(pupil)).toBeUndefined();
      expect((await other.pupils(DAY)).size).toBe(1);
    });

    it('EC-078: on 31 August the old class and grade, on 1 September the new', async () => {
      const schoolId = await time.roster.aSchool();
      const [old, young] = [
        await time.roster.aClass(schoolId, 5, 'А'),
        await time.roster.aClass(schoolId, 6, 'А'),
      ];
      const pupil = await time.aPupil('2013-05-06', { schoolId, classId: old, to: '2026-09-01' });
      await time.enrol(pupil, { schoolId, classId: young, from: '2026-09-01', staySince: '2024-09-01' });
      const [before, after] = [await on(pupil, '2026-08-31'), await on(pupil, '2026-09-01')];
      expect([before?.class_group_id, before?.grade_level]).toEqual([old, 5]);
      expect([after?.class_group_id, after?.grade_level]).toEqual([young, 6]);
    });

    it('EC-076: kindergartens and colleges are marked as outside the general contingent', async () => {
      const schoolId = await time.roster.aSchool();
      await database.query(`UPDATE schools SET kind = 'vocational' WHERE id = $1`, [schoolId]);
      const pupil = await time.aPupil('2009-05-06', { schoolId });
      expect((await on(pupil))?.general).toBe(false);
    });

    it('EC-072: the school counts as what it was on the day', async () => {
      const schoolId = await time.roster.aSchool();
      await database.query(
        `INSERT INTO school_versions (school_id, valid_to, municipality_id, full_name, short_name, kind, founder_type)
         SELECT id, '2026-11-01', municipality_id, full_name, short_name, 'preschool', 'private' FROM schools WHERE id = $1`,
        [schoolId],
      );
      const pupil = await time.aPupil('2019-05-06', { schoolId });
      expect((await on(pupil, '2026-10-31'))?.general).toBe(false);
      expect((await on(pupil, '2026-11-01'))?.general).toBe(true);
    });
  });

  describe('have an age', () => {
    const bucket = async (born: string | null, day = DAY) => {
      const pupil = await time.aPupil(born);
      return (await on(pupil, day))?.bucket;
    };

    it('EC-029: 14 on the birthday itself, 13 on the day before', async () => {
      expect(await bucket('2012-11-20')).toBe('14to17');
      expect(await bucket('2012-11-21')).toBe('under14');
    });

    it('EC-030: 18 on the birthday itself', async () => {
      expect(await bucket('2008-11-20')).toBe('18plus');
      expect(await bucket('2008-11-21')).toBe('14to17');
    });

    it('EC-023: born on 29 February, 14 on 1 March', async () => {
      const pupil = await time.aPupil('2012-02-29');
      expect((await on(pupil, '2026-02-28'))?.bucket).toBe('under14');
      expect((await on(pupil, '2026-03-01'))?.bucket).toBe('14to17');
    });

    it('EC-024: unknown without a birth date', async () => {
      expect(await bucket(null)).toBe('unknown');
    });

    it('by the basis of federal forms: full years on 1 January of the next year', async () => {
      const pupil = await time.aPupil('2013-01-01');
      expect((await on(pupil))?.bucket).toBe('under14');
      const later = await time.pupils(DAY, { basis: 'jan1_next' });
      expect(later.get(pupil.person.id)?.bucket).toBe('14to17');
    });

    it('by the date that was believed on the day, when it was corrected since', async () => {
      const pupil = await time.aPupil('2010-01-01');
      await database.unitOfWork.run(async (tx) => {
        await tx.query(`SELECT set_config('perehod.moment', '2026-11-10T09:00:00Z', true)`);
        await tx.query(`UPDATE people SET birth_date = '2014-01-01' WHERE id = $1`, [pupil.person.id]);
      });
      await database.unitOfWork.run(async (tx) => {
        await tx.query(`SELECT set_config('perehod.moment', '2026-11-15T09:00:00Z', true)`);
        await tx.query(`UPDATE people SET birth_date = NULL WHERE id = $1`, [pupil.person.id]);
      });
      expect((await on(pupil, '2026-11-09'))?.birth_date).toBe('2010-01-01');
      expect((await on(pupil, '2026-11-10'))?.birth_date).toBe('2014-01-01');
      expect((await on(pupil, '2026-11-14'))?.bucket).toBe('under14');
      expect((await on(pupil, '2026-11-15'))?.bucket).toBe('unknown');
    });
  });

  describe('are linked', () => {
    it('up to the start of the next day in the region, and not from it on', async () => {
      const [late, tomorrow] = [await time.aPupil(), await time.aPupil()];
      await time.linked(late, '2026-11-20T21:59:59Z');
      await time.linked(tomorrow, '2026-11-20T22:00:00Z');
      expect([(await on(late))?.linked, (await on(tomorrow))?.linked]).toEqual([true, false]);
      expect((await on(tomorrow, '2026-11-21'))?.linked).toBe(true);
    });

    it('EC-117: not when the link ended before the end of the day, still when it ended with it', async () => {
      const [early, sharp] = [await time.aPupil(), await time.aPupil()];
      await time.revoke(await time.linked(early, '2026-10-01T10:00:00Z'), '2026-11-20T21:59:59Z');
      await time.revoke(await time.linked(sharp, '2026-10-01T10:00:00Z'), '2026-11-20T22:00:00Z');
      expect([(await on(early))?.linked, (await on(sharp))?.linked]).toEqual([false, true]);
    });

    it('not while the link is suspended; the resume begins anew', async () => {
      const pupil = await time.aPupil();
      const link = await time.linked(pupil, '2026-10-01T10:00:00Z');
      await time.suspend(link, '2026-11-05T10:00:00Z');
      await time.resume(link, '2026-11-08T10:00:00Z');
      const days = ['2026-11-04', '2026-11-05', '2026-11-07', '2026-11-08'];
      const linked = await Promise.all(days.map(async (day) => (await on(pupil, day))?.linked));
      expect(linked).toEqual([true, false, false, true]);
    });

    it('EC-066: only by an account of the main school', async () => {
      const [first, second] = [await time.roster.aSchool(), await time.roster.aSchool()];
      const pupil = await time.aPupil('2013-05-06', { schoolId: first, to: '2026-11-10' });
      await time.enrol(pupil, { schoolId: second, from: '2026-11-10' });
      await time.link(await time.anAccount(pupil, 'student', [first]), '2026-10-01T10:00:00Z');
      expect((await on(pupil, '2026-11-09'))?.linked).toBe(true);
      expect((await on(pupil, '2026-11-10'))?.linked).toBe(false);
      await time.link(await time.anAccount(pupil, 'student', [second]), '2026-11-12T10:00:00Z');
      expect((await on(pupil, '2026-11-12'))?.linked).toBe(true);
    });

    it('not by an account of another role', async () => {
      const pupil = await time.aPupil();
      await time.linked(pupil, '2026-10-01T10:00:00Z', 'representative');
      expect((await on(pupil))?.linked).toBe(false);
    });

    it('once, whatever the number of their accounts', async () => {
      const pupil = await time.aPupil();
      const link = await time.linked(pupil, '2026-10-01T10:00:00Z');
      await time.link(await time.anAccount(pupil), '2026-10-02T10:00:00Z', link.esiaPersonId);
      expect((await on(pupil))?.linked).toBe(true);
    });

    it('by an account that has moved to another school since, in the past at the old one', async () => {
      const [first, second] = [await time.roster.aSchool(), await time.roster.aSchool()];
      const pupil = await time.aPupil('2013-05-06', { schoolId: first });
      const account = await time.anAccount(pupil, 'student', [first]);
      await time.link(account, '2026-10-01T10:00:00Z');
      await database.unitOfWork.run(async (tx) => {
        await tx.query(`SELECT set_config('perehod.moment', '2026-11-10T09:00:00Z', true)`);
        await tx.query('DELETE FROM journal_account_schools WHERE journal_account_id = $1', [account]);
        await tx.query(
          'INSERT INTO journal_account_schools (journal_account_id, school_id) VALUES ($1, $2)',
          [...[account, second]],
        );
      });
      expect((await on(pupil, '2026-11-09'))?.linked).toBe(true);
      expect((await on(pupil, '2026-11-10'))?.linked).toBe(false);
      await database.query(`UPDATE enrollments SET school_id = $2 WHERE person_id = $1`, [
        ...[pupil.person.id, second],
      ]);
      expect((await on(pupil, '2026-11-09'))?.linked).toBe(false);
      expect((await on(pupil, '2026-11-10'))?.linked).toBe(true);
    });
  });

  describe('are declared', () => {
    it('I-06: by a declaration that is not withdrawn, or because they are linked', async () => {
      const [told, withdrawn, proven, none] = [
        await time.aPupil(),
        await time.aPupil(),
        await time.aPupil(),
        await time.aPupil(),
      ];
      await time.declare(told, '2026-11-20T21:59:59Z');
      await time.declare(withdrawn, '2026-11-01T10:00:00Z', '2026-11-20T21:59:59Z');
      await time.linked(proven, '2026-10-01T10:00:00Z');
      const facts = await time.pupils(DAY);
      const declared = [told, withdrawn, proven, none].map(({ person }) => facts.get(person.id)?.declared);
      expect(declared).toEqual([true, false, true, false]);
      expect((await on(withdrawn, '2026-11-19'))?.declared).toBe(true);
      expect((await on(told, '2026-11-19'))?.declared).toBe(false);
    });

    it('I-06: once, when a declaration was withdrawn and given again', async () => {
      const pupil = await time.aPupil();
      await time.declare(pupil, '2026-11-01T10:00:00Z', '2026-11-02T10:00:00Z');
      await time.declare(pupil, '2026-11-03T10:00:00Z');
      expect((await on(pupil))?.declared).toBe(true);
      expect((await on(pupil, '2026-11-02'))?.declared).toBe(false);
    });
  });

  it('I-08: use the sign-in when they were in within thirty days before the end of the day', async () => {
    const [first, tooEarly, tomorrow, unlinked] = [
      await time.aPupil(),
      await time.aPupil(),
      await time.aPupil(),
      await time.aPupil(),
    ];
    const at = ['2026-10-21T22:00:00Z', '2026-10-21T21:59:59Z', '2026-11-20T22:00:00Z'];
    for (const [index, pupil] of [first, tooEarly, tomorrow].entries()) {
      const { esiaPersonId } = await time.linked(pupil, '2026-09-01T10:00:00Z');
      await time.signIn(esiaPersonId, at[index] ?? '');
    }
    const gone = await time.linked(unlinked, '2026-09-01T10:00:00Z');
    await time.signIn(gone.esiaPersonId, '2026-11-10T10:00:00Z');
    await time.revoke(gone, '2026-11-11T10:00:00Z');
    const facts = await time.pupils(DAY);
    const used = [first, tooEarly, tomorrow, unlinked].map(({ person }) => facts.get(person.id)?.used);
    expect(used).toEqual([true, false, false, false]);
  });

  it('I-16: are reached through a representative who is tied to them and linked at their school', async () => {
    const [own, reached, tieOver, elsewhere] = [
      await time.aPupil(),
      await time.aPupil(),
      await time.aPupil(),
      await time.aPupil(),
    ];
    const otherSchool = await time.roster.aSchool();
    await time.linked(own, '2026-10-01T10:00:00Z');
    await time.linked(await time.aRepresentative(reached), '2026-10-01T10:00:00Z', 'representative');
    const former = await time.aRepresentative(tieOver, '2024-09-01', '2026-11-20');
    await time.linked(former, '2026-10-01T10:00:00Z', 'representative');
    const far = await time.anAccount(await time.aRepresentative(elsewhere), 'representative', [otherSchool]);
    await time.link(far, '2026-10-01T10:00:00Z');
    const facts = await time.pupils(DAY);
    const reach = [own, reached, tieOver, elsewhere].map(({ person }) => facts.get(person.id)?.in_household);
    expect(reach).toEqual([true, true, false, false]);
    expect((await on(tieOver, '2026-11-19'))?.in_household).toBe(true);
    expect((await on(reached))?.linked).toBe(false);
  });

  describe('cannot', () => {
    let schoolId: Uuid;
    let classId: Uuid;
    beforeAll(async () => {
      schoolId = await time.roster.aSchool();
      classId = await time.roster.aClass(schoolId, 7, 'Б');
    });

    it('I-09: by an exemption of the person, the class or the wave, while it holds', async () => {
      const [person, mate, older, other] = [
        await time.aPupil('2014-01-01', { schoolId }),
        await time.aPupil('2014-01-01', { schoolId, classId }),
        await time.aPupil('2010-01-01', { schoolId }),
        await time.aPupil('2014-01-01', { schoolId }),
      ];
      await time.exempt({ schoolId, personId: person.person.id, from: '2026-11-02', to: '2026-11-21' });
      await time.exempt({ schoolId, classId, from: '2026-11-02', to: '2026-11-21' });
      await time.exempt({ schoolId, wave: 'pupils_14plus', from: '2026-11-02', to: '2026-11-21' });
      const [before, during, after] = await Promise.all(
        ['2026-11-01', '2026-11-20', '2026-11-21'].map(async (day) => {
          const facts = await time.pupils(day, { schools: [schoolId] });
          return [person, mate, older, other].map((pupil) => facts.get(pupil.person.id)?.impossible);
        }),
      );
      expect(before).toEqual([false, false, false, false]);
      expect(during).toEqual([true, true, true, false]);
      expect(after).toEqual([false, false, false, false]);
    });

    it('I-09: by an exemption of the whole school', async () => {
      const whole = await time.roster.aSchool();
      const pupil = await time.aPupil('2014-01-01', { schoolId: whole });
      await time.exempt({ schoolId: whole, from: '2026-11-02', to: '2026-11-21' });
      expect((await on(pupil))?.impossible).toBe(true);
    });

    it('I-09: not by exemptions of another kind', async () => {
      const pupil = await time.aPupil();
      await time.exempt({ personId: pupil.person.id, from: '2026-11-02', to: '2026-12-21', type: 'other' });
      expect((await on(pupil))?.impossible).toBe(false);
    });
  });

  it('I-10: refuse until the refusal is withdrawn, with or without the confirmed paper', async () => {
    const [plain, paper, withdrawn] = [await time.aPupil(), await time.aPupil(), await time.aPupil()];
    await time.refuse(plain, '2026-11-01T10:00:00Z');
    await time.refuse(paper, '2026-11-01T10:00:00Z', '2026-11-10T10:00:00Z');
    await time.refuse(withdrawn, '2026-11-01T10:00:00Z', null, '2026-11-15T10:00:00Z');
    const told = async (day: string) => {
      const facts = await time.pupils(day);
      return [plain, paper, withdrawn].map(({ person }) => {
        const fact = facts.get(person.id);
        return [fact?.refused, fact?.refused_with_paper];
      });
    };
    expect(await told('2026-11-09')).toEqual([
      [true, false],
      [true, false],
      [true, false],
    ]);
    expect(await told(DAY)).toEqual([
      [true, false],
      [true, true],
      [false, false],
    ]);
  });

  it('are those of the named schools only, when schools are named', async () => {
    const schoolId = await time.roster.aSchool();
    const pupil = await time.aPupil('2013-05-06', { schoolId });
    await time.aPupil();
    const facts = await time.pupils(DAY, { schools: [schoolId] });
    expect([...facts.keys()]).toEqual([pupil.person.id]);
  });

  it('EC-140: of a school that had not handed anything over by the day are marked', async () => {
    const schoolId = await time.roster.aSchool();
    await database.query(
      `WITH b AS (
         INSERT INTO import_batches (region_id, source, state, dry_run, uploaded_by, started_at, content_hash)
         VALUES ($1, 'test', 'applied', false, 'test', now(), '\\x00') RETURNING id
       ), p AS (
         INSERT INTO people (region_id, last_name, first_name, norm_last, norm_first, snils_state)
         VALUES ($1, 'Первый', 'Иван', 'первый', 'иван', 'missing') RETURNING id
       ), r AS (
         INSERT INTO person_records (region_id, source, kind, source_id, person_id, row_hash)
         SELECT $1, 'test', 'student', 'first-import', id, '\\x00' FROM p RETURNING id, person_id
       )
       INSERT INTO enrollments (region_id, record_id, person_id, school_id, kind, valid_from, import_batch_id)
       SELECT $1, r.id, r.person_id, $2, 'main', '2025-09-01', b.id FROM r, b`,
      [time.regionId, schoolId],
    );
    const [{ since } = { since: '' }] = await database.query<{ since: string }>(
      `SELECT since::text AS since FROM school_data_days WHERE school_id = $1`,
      [schoolId],
    );
    const facts = async (day: string) => [...(await time.pupils(day, { schools: [schoolId] })).values()];
    expect((await facts('2026-01-01')).map(({ has_data }) => has_data)).toEqual([false]);
    expect((await facts(since)).map(({ has_data }) => has_data)).toEqual([true]);
  });
});
