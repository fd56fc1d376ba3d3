import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GiveGrant } from '../../../src/access/index.js';
import { Grants } from '../../../src/access/store/grants.repository.js';
import { AuditTrail } from '../../../src/audit/index.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { DomainError } from '../../../src/kernel/domain-error.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import type { Snils } from '../../../src/kernel/snils.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { testVault } from '../../support/roster-import.js';
import { smallTerritory, type SmallTerritory } from '../../support/territory.js';

const ROUNDS = 30;

describe('giving a role', () => {
  let database: TestDatabase;
  let territory: SmallTerritory;
  const give = new GiveGrant(new Grants(), testVault, new AuditTrail());

  beforeAll(async () => {
    database = await freshDatabase();
    territory = await smallTerritory(database);
  });
  afterAll(() => database.drop());

  const order = (person: number, validFrom = '2026-09-01') => ({
    regionId: territory.regionId,
    role: 'principal' as const,
    municipalityId: null,
    schoolId: territory.schools.a,
    snils: String(90_000_000_000 + person) as Snils,
    birthDate: '1980-02-03' as CalendarDate,
    basis: 'приказ № 1',
    validFrom: validFrom as CalendarDate,
    validTo: null,
    actor: { kind: 'operator' as const, id: 'test' },
    now: new Date('2026-11-21T12:00:00Z'),
  });
  const given = (person: number, validFrom?: string) =>
    database.unitOfWork.run((tx) => give.execute(tx, order(person, validFrom)));

  it('twice at once gives it once, and the second hears that it is there', async () => {
    for (let person = 1; person <= ROUNDS; person++) {
      const both = await Promise.allSettled([given(person), given(person)]);
      const refused = both.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
      expect(refused).toEqual([expect.objectContaining({ code: 'GRANT_EXISTS' })]);
      expect(refused[0]).toBeInstanceOf(DomainError);
    }
    const [count] = await database.query<{ grants: number; records: number }>(
      `SELECT (SELECT count(*)::int FROM role_grants) AS grants,
              (SELECT count(*)::int FROM audit_events WHERE action = 'grant.given') AS records`,
    );
    expect(count).toEqual({ grants: ROUNDS, records: ROUNDS });
  });

  it('anew within a term that runs is refused', async () => {
    await given(1_000);
    await expect(given(1_000, '2026-10-01')).rejects.toMatchObject({ code: 'GRANT_EXISTS' });
  });

  it('twice past our own check is refused by the database', async () => {
    await given(2_000);
    const again = database.query(
      `INSERT INTO role_grants (region_id, role, scope, municipality_id, school_id, snils_hmac, snils_last2, birth_date, basis,
         granted_by, granted_at, valid_from)
       SELECT region_id, role, scope, municipality_id, school_id, snils_hmac, snils_last2, birth_date, basis, granted_by,
         granted_at, valid_from FROM role_grants WHERE snils_hmac = $1`,
      [testVault.hmac(order(2_000).snils)],
    );
    await expect(again).rejects.toThrow(/role_grants_one_per_start/);
  });

  describe('of a homeroom teacher', () => {
    const aClass = async (schoolId: Uuid, source: string): Promise<Uuid> => {
      const [row] = await database.query<{ id: Uuid }>(
        `INSERT INTO class_groups (region_id, school_id, source, source_id, academic_year, grade_level, letter)
         VALUES ($1, $2, 'test', $3, '2026/2027', 5, 'А') RETURNING id`,
        [territory.regionId, schoolId, source],
      );
      if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
      return row.id;
    };
    const homeroom = (
      person: number,
      classGroupId: Uuid | null,
      schoolId: Uuid | null = territory.schools.a,
    ) =>
      database.unitOfWork.run((tx) =>
        give.execute(tx, { ...order(person), role: 'homeroom', schoolId, classGroupId }),
      );

    it('names a class with its own school; several classes are several grants', async () => {
      const [own, second] = [
        await aClass(territory.schools.a, 'c-1'),
        await aClass(territory.schools.a, 'c-2'),
      ];
      await homeroom(3_000, own);
      await homeroom(3_000, second);
      await expect(homeroom(3_000, own)).rejects.toMatchObject({ code: 'GRANT_EXISTS' });
      expect(
        await database.query(
          `SELECT scope, school_id, class_group_id FROM role_grants WHERE snils_hmac = $1 ORDER BY 3`,
          [testVault.hmac(order(3_000).snils)],
        ),
      ).toEqual(
        [own, second]
          .sort()
          .map((id) => ({ scope: 'class', school_id: territory.schools.a, class_group_id: id })),
      );
    });

    it('without a class, without its school, or with another school, is refused', async () => {
      const foreign = await aClass(territory.schools.b, 'c-3');
      const refused = { code: 'GRANT_PLACE_WRONG' };
      await expect(homeroom(3_001, null)).rejects.toMatchObject(refused);
      await expect(homeroom(3_001, foreign, null)).rejects.toMatchObject(refused);
      await expect(homeroom(3_001, foreign)).rejects.toMatchObject(refused);
    });
  });
});
