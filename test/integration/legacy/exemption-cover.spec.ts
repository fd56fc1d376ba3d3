import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type CalendarDate, dayIn, startOfDay } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import type { RoleWave } from '../../../src/legacy/domain/campaign-phase.js';
import { type BuiltPerson, RosterBuilder } from '../../support/builders/roster.js';
import { CampaignBuilder } from '../../support/builders/campaign.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const ZONE = 'Europe/Kaliningrad';
const FIRST = '2026-10-01' as CalendarDate;
const TYPES = ['no_esia_possible', 'waiting_esia_check', 'joined_late', 'other'] as const;
const STATES = ['requested', 'approved', 'active', 'rejected', 'expired', 'revoked'] as const;

/** An account as the independent rule knows it: written down by hand, not read from the database. */
interface Known {
  readonly account: Uuid;
  readonly people: readonly Uuid[];
  readonly schools: readonly Uuid[];
  readonly waves: Readonly<Record<Uuid, RoleWave>>;
  readonly classes: readonly Uuid[];
}

interface Granted {
  readonly id: Uuid;
  readonly school: Uuid;
  readonly scope: 'person' | 'class' | 'school' | 'role';
  readonly target: string | null;
  readonly type: (typeof TYPES)[number];
  readonly state: (typeof STATES)[number];
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
  readonly renewalUntil: CalendarDate | null;
}

describe('which exemption covers an account', () => {
  let database: TestDatabase;
  let roster: RosterBuilder;
  let known: Known[];
  let targets: { school: Uuid; scope: Granted['scope']; target: string | null }[];

  beforeAll(async () => {
    database = await freshDatabase();
    roster = await RosterBuilder.begin(database);
    const campaigns = new CampaignBuilder(database, roster);
    const [one, other] = [roster.schoolId, await roster.aSchool()];
    const [classA, classB] = [await roster.aClass(one, 8, 'А'), await roster.aClass(one, 3, 'Б')];

    const inClass = async (person: BuiltPerson, classId: Uuid) => {
      await database.query(`UPDATE enrollments SET class_group_id = $2 WHERE person_id = $1`, [
        person.id,
        classId,
      ]);
    };
    const pupil = await roster.aPerson({ born: '2012-12-15' });
    const pupilAccount = await roster.anAccount({ person: pupil });
    await inClass(pupil, classA);
    const young = await roster.aPerson({ born: '2018-01-01' });
    const youngAccount = await roster.anAccount({ person: young });
    await inClass(young, classB);
    const parent = await roster.aPerson({ born: '1985-01-01' });
    const parentAccount = await roster.anAccount({
      ...{ person: parent, role: 'representative', child: young, schools: [one, other] },
    });
    const teacher = await roster.aPerson({ born: '1975-01-01' });
    const teacherAccount = await roster.anAccount({ person: teacher, role: 'teacher', schools: [other] });
    const merged = await roster.aPerson({ born: '2018-01-01' });
    await database.query(`UPDATE people SET merged_into_id = $2 WHERE id = $1`, [merged.id, young.id]);
    await campaigns.aCampaign({ wave: 'pupils_under14', members: [pupilAccount] });

    const of = (
      account: Uuid,
      people: readonly BuiltPerson[],
      waves: Readonly<Record<Uuid, RoleWave>>,
      classes: readonly Uuid[],
    ): Known => ({
      account,
      people: people.map(({ id }) => id),
      schools: Object.keys(waves) as Uuid[],
      waves,
      classes,
    });
    known = [
      // EC-129: fourteen in December, but a member of the youngest wave since it was announced.
      of(pupilAccount, [pupil], { [one]: 'pupils_under14' }, [classA]),
      of(youngAccount, [young, merged], { [one]: 'pupils_under14' }, [classB]),
      of(parentAccount, [parent], { [one]: 'representatives', [other]: 'representatives' }, [classB]),
      of(teacherAccount, [teacher], { [other]: 'staff' }, []),
    ];
    const waves = ['staff', 'representatives', 'pupils_14plus', 'pupils_under14'];
    targets = [one, other].flatMap((school) => [
      ...[pupil, young, parent, teacher, merged].map(({ id }) => ({
        school,
        scope: 'person' as const,
        target: id,
      })),
      ...waves.map((target) => ({ school, scope: 'role' as const, target })),
      { school, scope: 'school' as const, target: null },
    ]);
    targets.push(...[classA, classB].map((target) => ({ school: one, scope: 'class' as const, target })));
  });
  afterAll(() => database.drop());

  const anyDay = fc.integer({ min: 0, max: 120 }).map((n) => addDays(FIRST, n));
  /** Two of the types are personal ones. */
  const isPossible = ({ target, type }: { target: { scope: string }; type: string }) =>
    target.scope === 'person' || type === 'no_esia_possible' || type === 'other';
  const anyExemptions = () =>
    fc.uniqueArray(
      fc
        .record({
          ...{
            target: fc.constantFrom(...targets),
            type: fc.constantFrom(...TYPES),
            id: fc.uuid({ version: 4 }),
          },
          ...{ state: fc.constantFrom(...STATES), startsOn: anyDay, length: fc.integer({ min: 1, max: 60 }) },
          renewal: fc.option(fc.integer({ min: 1, max: 40 })),
        })
        .filter(isPossible),
      {
        maxLength: 25,
        selector: ({ target, type }) => `${target.school} ${target.scope} ${target.target} ${type}`,
      },
    );

  async function put(found: readonly Granted[]): Promise<void> {
    await database.query('DELETE FROM exemptions');
    for (const x of found) {
      const of = (scope: Granted['scope']) => (x.scope === scope ? x.target : null);
      await database.query(
        `INSERT INTO exemptions (id, region_id, school_id, scope, person_id, class_group_id, wave, type, basis, state,
           starts_on, ends_on, requested_by, requested_at, decided_at, ended_at, renewal_until, renewal_basis,
           renewal_asked_by, renewal_asked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'справка', $9, $10, $11, 'test', '2026-10-01', '2026-10-01',
           CASE WHEN $9 IN ('expired', 'revoked') THEN timestamptz '2026-10-01' END, $12::date,
           CASE WHEN $12::date IS NOT NULL THEN 'ещё нужно' END, CASE WHEN $12::date IS NOT NULL THEN 'test' END,
           CASE WHEN $12::date IS NOT NULL THEN timestamptz '2026-10-01' END)`,
        [
          ...[
            x.id,
            roster.regionId,
            x.school,
            x.scope,
            of('person'),
            of('class'),
            of('role'),
            x.type,
            x.state,
          ],
          ...[x.startsOn, x.endsOn, x.renewalUntil],
        ],
      );
    }
  }

  /** The rule once more, from the words of e.2, e.5 and LEG-09 alone. */
  function coverOf(account: Known, found: readonly Granted[], moment: Date) {
    const day = dayIn(moment, ZONE);
    const endOf = ({ endsOn, renewalUntil }: Granted) =>
      renewalUntil !== null && renewalUntil > endsOn ? renewalUntil : endsOn;
    const reaches = ({ scope, school, target }: Granted): boolean => {
      if (!account.schools.includes(school)) return false;
      if (scope === 'school') return true;
      if (scope === 'person') return account.people.includes(target as Uuid);
      return scope === 'role' ? account.waves[school] === target : account.classes.includes(target as Uuid);
    };
    const holding = found
      .filter(({ state }) => state === 'approved' || state === 'active')
      .filter((one) => one.startsOn <= day && day < endOf(one) && reaches(one));
    const personal = holding.filter(({ scope }) => scope === 'person');
    const [candidates, isPersonal] = personal.length > 0 ? [personal, true] : [holding, false];
    const isImpossible = candidates.some(({ type }) => type === 'no_esia_possible');
    const last = candidates.map(endOf).sort().at(-1);
    return last === undefined ? null : { isPersonal, isImpossible, until: startOfDay(last, ZONE) };
  }

  it('EC-111, EC-131: no exemption outlives its date: SQL and the rule agree at every moment of random histories', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyExemptions(),
        fc.array(fc.tuple(anyDay, fc.integer({ min: 0, max: 86_399 })), { minLength: 12, maxLength: 12 }),
        async (drawn, moments) => {
          const found = drawn.map(({ id, target, type, state, startsOn, length, renewal }): Granted => {
            const endsOn = addDays(startsOn, length);
            const renewalUntil = renewal === null ? null : addDays(endsOn, renewal);
            return { id: id as Uuid, ...target, type, state, startsOn, endsOn, renewalUntil };
          });
          await put(found);
          // The instants at which something begins or ends, and one before each, are the ones that matter.
          const edges = found.flatMap(({ startsOn, endsOn }) =>
            [startsOn, endsOn]
              .map((day) => startOfDay(day, ZONE))
              .flatMap((at) => [at, new Date(at.getTime() - 1)]),
          );
          const asked = [
            ...edges,
            ...moments.map(([day, second]) => new Date(startOfDay(day, ZONE).getTime() + second * 1_000)),
          ];
          const rows = await database.query<{
            account: Uuid;
            moment: Date;
            isPersonal: boolean;
            isImpossible: boolean;
            until: Date;
          }>(
            `SELECT a AS account, m AS moment, x.is_personal AS "isPersonal", x.until,
                    x.type = 'no_esia_possible' AS "isImpossible"
               FROM unnest($1::uuid[]) a CROSS JOIN unnest($2::timestamptz[]) m CROSS JOIN LATERAL exemption_of(a, m) x`,
            [known.map(({ account }) => account), asked],
          );
          const keyOf = (account: string, moment: Date) => `${account} ${moment.toISOString()}`;
          const answers = new Map(
            rows.map(({ account, moment, isPersonal, isImpossible, until }) => [
              keyOf(account, moment),
              { isPersonal, isImpossible, until },
            ]),
          );
          for (const one of known) {
            for (const moment of asked) {
              expect(answers.get(keyOf(one.account, moment)) ?? null).toEqual(coverOf(one, found, moment));
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('keeps the personal exemption of whoever comes with a reorganised school', async () => {
    const [old, next] = [await roster.aSchool(), await roster.aSchool()];
    const person = await roster.aPerson();
    const account = await roster.anAccount({ person, schools: [next] });
    await put([
      {
        id: '11111111-1111-4111-8111-111111111111' as Uuid,
        ...{ school: old, scope: 'person', target: person.id, type: 'other', state: 'active' },
        ...{ startsOn: FIRST, endsOn: addDays(FIRST, 90), renewalUntil: null },
      },
    ]);
    const covered = () => database.query(`SELECT FROM exemption_of($1, '2026-11-23T10:00:00Z')`, [account]);
    expect(await covered()).toHaveLength(0);
    await database.query(
      `INSERT INTO school_reorganisations (region_id, kind, from_school_id, to_school_id, happens_on, basis, recorded_by,
         recorded_at) VALUES ($1, 'merge', $2, $3, '2026-11-01', 'приказ', 'test', now())`,
      [roster.regionId, old, next],
    );
    expect(await covered()).toHaveLength(1);
  });
});
