import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { normalizeName, type PersonName } from '../../../src/kernel/person-name.js';
import type { Snils } from '../../../src/kernel/snils.js';
import type { TestDatabase } from '../database.js';
import { testVault } from './snils.js';

export type BuiltRole = 'student' | 'representative' | 'teacher' | 'homeroom' | 'school_admin';

/** A human of the roster as a test made them. */
export interface BuiltPerson {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly name: PersonName;
  readonly born: CalendarDate | null;
  readonly snils: Snils | null;
}

export interface PersonOverrides {
  readonly last?: string;
  readonly first?: string;
  readonly middle?: string | null;
  readonly born?: string | null;
  readonly snils?: Snils | null;
  readonly snilsState?: 'valid' | 'missing' | 'invalid';
}

export interface AccountOverrides {
  readonly role?: BuiltRole;
  readonly person: BuiltPerson;
  readonly schools?: readonly Uuid[];
  readonly journalSystem?: Uuid;
  readonly externalId?: string;
  readonly closed?: boolean;
  /** Representatives: the child; one is made when none is named. */
  readonly child?: BuiltPerson;
  /** Without it nothing stands behind the account: no enrolment, appointment or tie. */
  readonly hasRight?: boolean;
}

const HASH = Buffer.alloc(32);
let count = 0;
let regions = 0;
const next = (prefix: string) => `${prefix}-${(count += 1)}`;

/** A surname that no other person of this file has: namesakes are made on purpose only. */
const nextSurname = () => {
  const letters = String((count += 1)).replace(/\d/g, (digit) => 'абвгдежзик'.charAt(Number(digit)));
  return `Тестов${letters}`;
};

/**
 * Puts a region's roster into the database by SQL, one call a thing, every attribute open to override. A region with one
 * municipality, one school and one journal system is there from the start.
 */
export class RosterBuilder {
  private constructor(
    private readonly database: TestDatabase,
    readonly regionId: Uuid,
    readonly municipalityId: Uuid,
  ) {}

  schoolId: Uuid;
  journalSystemId: Uuid;

  static async begin(database: TestDatabase): Promise<RosterBuilder> {
    const [regionId, municipalityId] = [newUuid(), newUuid()];
    const code = String(100 + (regions += 1));
    await database.query(
      `INSERT INTO regions (id, code, name, time_zone) VALUES ($1, $2, 'Тестовая область', 'Europe/Kaliningrad')`,
      [regionId, code],
    );
    await database.query(
      `INSERT INTO municipalities (id, region_id, source, source_id, oktmo, name, kind)
       VALUES ($1, $2, 'test', $3, '27701000', 'Город', 'city_okrug')`,
      [municipalityId, regionId, next('m')],
    );
    const builder = new RosterBuilder(database, regionId, municipalityId);
    builder.schoolId = await builder.aSchool();
    builder.journalSystemId = await builder.aJournalSystem();
    return builder;
  }

  async aSchool(shortName = next('Школа')): Promise<Uuid> {
    const id = newUuid();
    await this.database.query(
      `INSERT INTO schools (id, region_id, municipality_id, source, source_id, full_name, short_name, kind, founder_type)
       VALUES ($1, $2, $3, 'test', $4, $5, $5, 'secondary', 'municipal')`,
      [id, this.regionId, this.municipalityId, next('s'), shortName],
    );
    return id;
  }

  async aJournalSystem(): Promise<Uuid> {
    const id = newUuid();
    await this.database.query(
      `INSERT INTO journal_systems (id, region_id, code, name) VALUES ($1, $2, $3, 'Журнал')`,
      [id, this.regionId, next('journal')],
    );
    return id;
  }

  async aPerson(overrides: PersonOverrides = {}): Promise<BuiltPerson> {
    const { last = nextSurname(), first = 'Пётр', middle = 'Сергеевич' } = overrides;
    const { born = '2012-05-06', snils = null } = overrides;
    const id = newUuid();
    const name = { last, first, middle };
    const norm = normalizeName(name);
    const stored = snils === null ? null : testVault.store(snils);
    await this.database.query(
      `INSERT INTO people (id, region_id, last_name, first_name, middle_name, norm_last, norm_first, norm_middle,
                           birth_date, snils_state, snils_hmac, snils_enc, snils_key_id, snils_last2)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        ...[id, this.regionId, last, first, middle, norm.last, norm.first, norm.middle, born],
        overrides.snilsState ?? (snils === null ? 'missing' : 'valid'),
        ...[stored?.hmac ?? null, stored?.enc ?? null, stored?.keyId ?? null, stored?.last2 ?? null],
      ],
    );
    return { id, regionId: this.regionId, name, born: born as CalendarDate | null, snils };
  }

  async aRecord(person: BuiltPerson, kind: 'student' | 'representative' | 'staff'): Promise<Uuid> {
    const id = newUuid();
    await this.database.query(
      `INSERT INTO person_records (id, region_id, source, kind, source_id, person_id, row_hash)
       VALUES ($1, $2, 'test', $3, $4, $5, $6)`,
      [id, this.regionId, kind, next('p'), person.id, HASH],
    );
    return id;
  }

  async aClass(schoolId: Uuid, gradeLevel: number, letter: string): Promise<Uuid> {
    const id = newUuid();
    await this.database.query(
      `INSERT INTO class_groups (id, region_id, school_id, source, source_id, academic_year, grade_level, letter)
       VALUES ($1, $2, $3, 'test', $4, '2026/2027', $5, $6)`,
      [id, this.regionId, schoolId, next('c'), gradeLevel, letter],
    );
    return id;
  }

  async anEnrollment(
    person: BuiltPerson,
    where: { recordId: Uuid; schoolId: Uuid; classId?: Uuid; until?: string },
  ): Promise<void> {
    await this.database.query(
      `INSERT INTO enrollments (region_id, record_id, person_id, school_id, class_group_id, kind, valid_from, valid_to)
       VALUES ($1, $2, $3, $4, $5, 'main', '2020-09-01', $6)`,
      [this.regionId, where.recordId, person.id, where.schoolId, where.classId ?? null, where.until ?? null],
    );
  }

  async aTie(child: { person: BuiltPerson; recordId: Uuid }, adult: { person: BuiltPerson; recordId: Uuid }) {
    await this.database.query(
      `INSERT INTO family_ties (region_id, child_record_id, representative_record_id, child_id, representative_id, kind,
                                valid_from)
       VALUES ($1, $2, $3, $4, $5, 'parent', '2020-09-01')`,
      [this.regionId, child.recordId, adult.recordId, child.person.id, adult.person.id],
    );
  }

  /** An account with all that stands behind it: a record, and an enrolment, appointment or tie. Returns its id. */
  async anAccount(overrides: AccountOverrides): Promise<Uuid> {
    const { role = 'student', person, hasRight = true, schools = [this.schoolId] } = overrides;
    const kind = role === 'student' || role === 'representative' ? role : 'staff';
    const recordId = await this.aRecord(person, kind);
    if (hasRight) await this.aRight(role, person, recordId, schools, overrides.child);
    const id = newUuid();
    await this.database.query(
      `INSERT INTO journal_accounts (id, region_id, journal_system_id, external_id, role, record_id, person_id, row_hash,
                                     closed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[
          id,
          this.regionId,
          overrides.journalSystem ?? this.journalSystemId,
          overrides.externalId ?? next('a'),
        ],
        ...[role, recordId, person.id, HASH, overrides.closed === true ? '2026-01-01T00:00:00Z' : null],
      ],
    );
    await this.database.query(
      `INSERT INTO journal_account_schools (journal_account_id, school_id) SELECT $1, unnest($2::uuid[])`,
      [id, schools],
    );
    return id;
  }

  private async aRight(
    role: BuiltRole,
    person: BuiltPerson,
    recordId: Uuid,
    schools: readonly Uuid[],
    child: BuiltPerson | undefined,
  ): Promise<void> {
    const schoolId = schools[0] ?? this.schoolId;
    if (role === 'student') {
      await this.anEnrollment(person, { recordId, schoolId });
    } else if (role === 'representative') {
      const pupil = child ?? (await this.aPerson({ first: 'Дитя', born: '2015-01-02' }));
      const childRecord = await this.aRecord(pupil, 'student');
      await this.anEnrollment(pupil, { recordId: childRecord, schoolId });
      await this.aTie({ person: pupil, recordId: childRecord }, { person, recordId });
    } else {
      await this.database.query(
        `INSERT INTO staff_appointments (region_id, record_id, person_id, school_id, position, valid_from)
         VALUES ($1, $2, $3, $4, 'учитель', '2020-09-01')`,
        [this.regionId, recordId, person.id, schoolId],
      );
    }
  }
}
