import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditTrail } from '../../../src/audit/index.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import {
  DeclareAccounts,
  type DeclarationsAct,
} from '../../../src/statistics/application/declare-accounts.js';
import { DeclareOwnChild } from '../../../src/statistics/application/declare-own-child.js';
import { Declarations } from '../../../src/statistics/store/declarations.repository.js';
import { RosterInTime } from '../../support/builders/roster-in-time.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const TODAY = '2026-11-20';
const NOON = new Date(`${TODAY}T10:00:00Z`);
const ROUNDS = 10;

describe('declarations «УЗ создана» (I-06)', () => {
  let database: TestDatabase;
  let region: RosterInTime;
  const store = new Declarations();
  const declare = new DeclareAccounts(store, new AuditTrail());
  const own = new DeclareOwnChild(store, new AuditTrail());

  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    region = await RosterInTime.begin(database);
  });

  const act = (reach: Partial<DeclarationsAct['reach']> = {}, now = NOON): DeclarationsAct => {
    const administratorId = newUuid();
    const { regionId, roster } = region;
    const whole = { regionId, wholeRegion: false, municipalityIds: [], schoolIds: [roster.schoolId] };
    return {
      ...{ administratorId, actor: { kind: 'administrator', id: administratorId }, now, traceId: null },
      ...{
        today: now.toISOString().slice(0, 10) as CalendarDate,
        reach: { ...whole, classGroupIds: [], ...reach },
      },
    };
  };
  const record = (personId: Uuid, who = act()) =>
    database.unitOfWork.run((tx) => declare.record(tx, { schoolId: region.roster.schoolId, personId }, who));
  const withdraw = (id: Uuid, who = act()) =>
    database.unitOfWork.run((tx) => declare.withdraw(tx, { id, reason: 'recorded_by_mistake' }, who));
  const ofClass = (classId: Uuid, personIds: readonly Uuid[], who: DeclarationsAct) =>
    database.unitOfWork.run((tx) => declare.recordClass(tx, { classId, personIds }, who));
  const declaredOn = async (day: string) =>
    [...(await region.pupils(day)).values()].filter(({ declared }) => declared).map((one) => one.person_id);
  const open = async (personId: Uuid) =>
    database.query(`SELECT id FROM declarations WHERE person_id = $1 AND withdrawn_at IS NULL`, [personId]);

  it('of a class are judged pupil by pupil, and what can be recorded is', async () => {
    const { schoolId } = region.roster;
    const [classId, otherClass] = [
      await region.roster.aClass(schoolId, 5, 'А'),
      await region.roster.aClass(schoolId, 5, 'Б'),
    ];
    const [fresh, said, linked] = [
      await region.aPupil('2014-01-01', { classId }),
      await region.aPupil('2014-01-01', { classId }),
      await region.aPupil('2014-01-01', { classId }),
    ];
    const elsewhere = await region.aPupil('2014-01-01', { classId: otherClass });
    await region.declare(said, '2026-11-01');
    await region.linked(linked, '2026-11-01');
    const ids = [fresh, said, linked, elsewhere].map(({ person }) => person.id);
    const teacher = act({ schoolIds: [], classGroupIds: [classId] });

    const answer = await ofClass(classId, [...ids, newUuid()], teacher);
    expect(answer.map(({ outcome }) => outcome)).toEqual([
      ...['recorded', 'already_declared', 'already_linked', 'not_found', 'not_found'],
    ]);
    expect(
      await database.query(`SELECT declared_by FROM declarations WHERE id = $1`, [answer[0]?.declarationId]),
    ).toEqual([{ declared_by: 'homeroom' }]);
    const trail = await database.query(
      `SELECT action, school_id, facts FROM audit_events WHERE subject_id = $1::text`,
      [answer[0]?.declarationId],
    );
    expect(trail).toEqual([
      { action: 'declaration.recorded', school_id: schoolId, facts: { declared_by: 'homeroom' } },
    ]);
    const administrator = act();
    expect((await ofClass(classId, ids, administrator)).map(({ outcome }) => outcome)).toEqual([
      ...['already_declared', 'already_declared', 'already_linked', 'not_in_class'],
    ]);
  });

  it('of another class, of another school and of its pupils are not there for a homeroom teacher', async () => {
    const { schoolId } = region.roster;
    const [mine, other] = [
      await region.roster.aClass(schoolId, 7, 'А'),
      await region.roster.aClass(schoolId, 7, 'Б'),
    ];
    const pupil = await region.aPupil('2012-01-01', { classId: other });
    const id = await record(pupil.person.id);
    const teacher = act({ schoolIds: [], classGroupIds: [mine] });
    const refused = { code: 'NOT_FOUND' };
    await expect(ofClass(other, [pupil.person.id], teacher)).rejects.toMatchObject(refused);
    await expect(record(pupil.person.id, teacher)).rejects.toMatchObject(refused);
    await expect(withdraw(id, teacher)).rejects.toMatchObject(refused);
    const stranger = act({ schoolIds: [await region.roster.aSchool()] });
    await expect(record(pupil.person.id, stranger)).rejects.toMatchObject(refused);
    await expect(withdraw(id, stranger)).rejects.toMatchObject(refused);
    await withdraw(id, act({ schoolIds: [], classGroupIds: [other] }));
    await expect(withdraw(id)).rejects.toMatchObject({ code: 'DECLARATION_WITHDRAWN' });
  });

  it('go with the pupil to the next school', async () => {
    const next = await region.roster.aSchool();
    const pupil = await region.aPupil('2013-01-01', { to: '2026-11-10' });
    await region.declare(pupil, '2026-10-01');
    await region.enrol(pupil, { schoolId: next, from: '2026-11-10' });
    const [row] = await database.query<{ id: Uuid }>(`SELECT id FROM declarations WHERE person_id = $1`, [
      pupil.person.id,
    ]);
    const id = row?.id ?? newUuid();
    await expect(withdraw(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await withdraw(id, act({ schoolIds: [next] }));
  });

  it('two of one pupil at once are one row: the second hears that it is there', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { person } = await region.aPupil();
      const both = await Promise.allSettled([record(person.id), record(person.id)]);
      const refused = both.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
      expect(refused).toEqual([expect.objectContaining({ code: 'DECLARATION_EXISTS' })]);
      expect(await open(person.id)).toHaveLength(1);
    }
  });

  it('a withdrawal against a declaration: either order, never two open, and the withdrawn stays withdrawn', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { person } = await region.aPupil();
      const id = await record(person.id);
      const [taken, said] = await Promise.allSettled([withdraw(id), record(person.id)]);
      expect(taken.status).toBe('fulfilled');
      expect(await open(person.id)).toHaveLength(said.status === 'fulfilled' ? 1 : 0);
      expect((await open(person.id)).map((row) => row['id'] as Uuid)).not.toContain(id);
    }
  });

  it('two withdrawals at once: one is told that the other was there', async () => {
    const { person } = await region.aPupil();
    const id = await record(person.id);
    const both = await Promise.allSettled([withdraw(id), withdraw(id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('follow the person who stays when two are merged, and go back when that is undone', async () => {
    const [stays, goes] = [await region.aPupil(), await region.aPupil('2013-05-06', { to: '2026-11-01' })];
    await region.declare(goes, '2026-10-01');
    await region.declare(stays, '2026-10-05', '2026-10-07');
    const merge = (into: Uuid | null) =>
      database.query('UPDATE people SET merged_into_id = $2 WHERE id = $1', [goes.person.id, into]);
    await merge(stays.person.id);
    expect(await declaredOn(TODAY)).toEqual([stays.person.id]);
    await expect(record(stays.person.id)).rejects.toMatchObject({ code: 'DECLARATION_EXISTS' });
    await merge(null);
    expect(await declaredOn(TODAY)).toEqual([]);
    await record(stays.person.id);
    await merge(stays.person.id);
    expect(await declaredOn(TODAY)).toEqual([stays.person.id]);
    const [one] = await open(stays.person.id);
    await withdraw(one?.['id'] as Uuid);
    expect(await declaredOn(TODAY)).toEqual([]);
    expect([await open(stays.person.id), await open(goes.person.id)]).toEqual([[], []]);
  });

  it('of a representative are of their own child only, and only theirs can they take back', async () => {
    const [child, foreign] = [await region.aPupil(), await region.aPupil()];
    const [mother, father] = [await region.aRepresentative(child), await region.aRepresentative(child)];
    const actOf = (adult: { person: { id: Uuid } }) => ({
      ...{ esiaPersonId: newUuid(), personIds: [adult.person.id], now: NOON, traceId: null },
      today: TODAY as CalendarDate,
    });
    const [hers, his] = [actOf(mother), actOf(father)];
    const stateFor = (who: typeof hers) => database.unitOfWork.run((tx) => own.states(tx, who));
    const declareBy = (who: typeof hers, id: Uuid) =>
      database.unitOfWork.run((tx) => own.declare(tx, id, who));
    const takeBack = (who: typeof hers, id: Uuid) =>
      database.unitOfWork.run((tx) => own.withdraw(tx, id, who));
    const childId = child.person.id;
    await expect(declareBy(hers, foreign.person.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await stateFor(hers)).toEqual([{ childId, state: 'none' }]);
    await declareBy(hers, childId);
    expect(await stateFor(hers)).toEqual([{ childId, state: 'declared_by_you' }]);
    expect(await stateFor(his)).toEqual([{ childId, state: 'declared' }]);
    await expect(declareBy(his, childId)).rejects.toMatchObject({ code: 'DECLARATION_EXISTS' });
    await expect(takeBack(his, childId)).rejects.toMatchObject({ code: 'DECLARATION_WITHDRAWN' });
    await takeBack(hers, childId);
    await region.linked(child, '2026-11-01');
    await expect(declareBy(his, childId)).rejects.toMatchObject({ code: 'DECLARATION_NOT_NEEDED' });
    expect(await stateFor(his)).toEqual([{ childId, state: 'linked' }]);
  });

  it('linked ⊆ declared on any day, and a later withdrawal changes no day before it', async () => {
    const step = fc.record({
      pupil: fc.nat(2),
      day: fc.integer({ min: 1, max: 3 }),
      deed: fc.constantFrom('record', 'withdraw', 'link', 'unlink'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        region = await RosterInTime.begin(database);
        const pupils = [await region.aPupil(), await region.aPupil(), await region.aPupil()];
        const accounts = [];
        for (const pupil of pupils) accounts.push(await region.anAccount(pupil));
        const links = new Map<number, Awaited<ReturnType<RosterInTime['link']>>>();
        const sorted = [...steps].sort((a, b) => a.day - b.day);
        const before = new Map<string, readonly Uuid[]>();
        let minute = 0;
        for (const day of [1, 2, 3]) {
          for (const { pupil: n, deed } of sorted.filter((one) => one.day === day)) {
            const at = new Date(Date.UTC(2026, 9, day, 9, (minute += 1)));
            const personId = pupils[n]?.person.id ?? newUuid();
            const accountId = accounts[n] ?? newUuid();
            const link = links.get(n);
            const who = act({}, at);
            if (deed === 'record') await ofAny(record(personId, who));
            if (deed === 'link' && link === undefined)
              links.set(n, await region.link(accountId, at.toISOString()));
            if (deed === 'unlink' && link !== undefined) {
              await region.revoke(link, at.toISOString());
              links.delete(n);
            }
            const [row] = deed === 'withdraw' ? await open(personId) : [];
            if (row !== undefined) await withdraw(row['id'] as Uuid, who);
          }
          const today = `2026-10-0${String(day)}`;
          before.set(today, await declaredOn(today));
        }
        for (const [day, declared] of before) {
          const rows = [...(await region.pupils(day)).values()];
          expect(rows.filter((one) => one.linked && !one.declared)).toEqual([]);
          expect([...(await declaredOn(day))].sort()).toEqual([...declared].sort());
        }
      }),
      { numRuns: 12 },
    );
  });
});

/** What the property does not care about: a refusal is an answer too. */
async function ofAny(work: Promise<unknown>): Promise<void> {
  await work.catch(() => undefined);
}
