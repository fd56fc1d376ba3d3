import { parseCalendarDate } from '../../../src/kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { type AgeBasis, statisticsDay } from '../../../src/statistics/domain/statistics-day.js';
import type { TestDatabase } from '../database.js';
import { type BuiltPerson, RosterBuilder } from './roster.js';

const HASH = Buffer.alloc(32);
let count = 0;
const next = (prefix: string): string => `${prefix}-${(count += 1)}`;

/** Somebody with a record of a source, whom enrolments and ties may name. */
export interface Recorded {
  readonly person: BuiltPerson;
  readonly recordId: Uuid;
}

/** A link with the ESIA person who holds it. */
export interface BuiltLink {
  readonly id: Uuid;
  readonly esiaPersonId: Uuid;
}

export interface PlaceInTime {
  readonly schoolId?: Uuid;
  readonly classId?: Uuid;
  readonly from?: string;
  readonly to?: string;
  readonly kind?: 'main' | 'additional' | 'external';
  readonly staySince?: string;
  readonly endKind?: string;
}

/** One row of `statistics_pupils`, as far as tests look at it. */
export interface PupilFact {
  readonly person_id: Uuid;
  readonly school_id: Uuid;
  readonly class_group_id: Uuid | null;
  readonly grade_level: number | null;
  readonly municipality_id: Uuid;
  readonly general: boolean;
  readonly has_data: boolean;
  readonly birth_date: string | null;
  readonly bucket: 'under14' | '14to17' | '18plus' | 'unknown';
  readonly declared: boolean;
  readonly linked: boolean;
  readonly used: boolean;
  readonly in_household: boolean;
  readonly impossible: boolean;
  readonly refused: boolean;
  readonly refused_with_paper: boolean;
}

export interface AdultFact {
  readonly kind: 'representative' | 'staff';
  readonly person_id: Uuid;
  readonly school_id: Uuid;
  readonly linked: boolean;
}

/** Rosters made by hand whose every fact has its date, for statistics of past days. The region is Kaliningrad, UTC+2. */
export class RosterInTime {
  private constructor(
    readonly database: TestDatabase,
    readonly roster: RosterBuilder,
    readonly timeZone: string,
  ) {}

  static async begin(database: TestDatabase, timeZone = 'Europe/Kaliningrad'): Promise<RosterInTime> {
    const roster = await RosterBuilder.begin(database);
    await database.query('UPDATE regions SET time_zone = $2 WHERE id = $1', [roster.regionId, timeZone]);
    return new RosterInTime(database, roster, timeZone);
  }

  /** Beside a roster that is there already, in Kaliningrad. */
  static of(database: TestDatabase, roster: RosterBuilder): RosterInTime {
    return new RosterInTime(database, roster, 'Europe/Kaliningrad');
  }

  get regionId(): Uuid {
    return this.roster.regionId;
  }

  /** A pupil enrolled since 2024-09-01, unless told otherwise. */
  async aPupil(born: string | null = '2013-05-06', place: PlaceInTime = {}): Promise<Recorded> {
    const person = await this.roster.aPerson({ born });
    const pupil = { person, recordId: await this.roster.aRecord(person, 'student') };
    await this.enrol(pupil, place);
    return pupil;
  }

  async enrol({ person, recordId }: Recorded, place: PlaceInTime): Promise<Uuid> {
    const { schoolId = this.roster.schoolId, classId = null, from = '2024-09-01', to = null } = place;
    const [row] = await this.database.query<{ id: Uuid }>(
      `INSERT INTO enrollments (region_id, record_id, person_id, school_id, class_group_id, kind, valid_from, valid_to,
                                stay_since, end_kind)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
      [
        ...[this.regionId, recordId, person.id, schoolId, classId, place.kind ?? 'main', from, to],
        ...[place.staySince ?? null, place.endKind ?? null],
      ],
    );
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    return row.id;
  }

  async aRepresentative(child: Recorded, from = '2024-09-01', to: string | null = null): Promise<Recorded> {
    const person = await this.roster.aPerson({ first: 'Мария', born: '1985-03-04' });
    const adult = { person, recordId: await this.roster.aRecord(person, 'representative') };
    await this.tie(child, adult, from, to);
    return adult;
  }

  async tie(child: Recorded, adult: Recorded, from = '2024-09-01', to: string | null = null): Promise<void> {
    await this.database.query(
      `INSERT INTO family_ties (region_id, child_record_id, representative_record_id, child_id, representative_id, kind,
                                valid_from, valid_to)
       VALUES ($1, $2, $3, $4, $5, 'parent', $6, $7)`,
      [this.regionId, child.recordId, adult.recordId, child.person.id, adult.person.id, from, to],
    );
  }

  async anEmployee(schoolId = this.roster.schoolId, from = '2024-09-01', to?: string): Promise<Recorded> {
    const person = await this.roster.aPerson({ first: 'Анна', born: '1980-03-04' });
    const employee = { person, recordId: await this.roster.aRecord(person, 'staff') };
    await this.appoint(employee, schoolId, from, to);
    return employee;
  }

  async appoint({ person, recordId }: Recorded, schoolId: Uuid, from = '2024-09-01', to?: string) {
    await this.database.query(
      `INSERT INTO staff_appointments (region_id, record_id, person_id, school_id, position, valid_from, valid_to)
       VALUES ($1, $2, $3, $4, 'учитель', $5, $6)`,
      [this.regionId, recordId, person.id, schoolId, from, to ?? null],
    );
  }

  /** An account that has belonged to its schools for ever. */
  async anAccount(
    { person, recordId }: Recorded,
    role: 'student' | 'representative' | 'teacher' = 'student',
    schools: readonly Uuid[] = [this.roster.schoolId],
  ): Promise<Uuid> {
    const id = newUuid();
    await this.database.query(
      `INSERT INTO journal_accounts (id, region_id, journal_system_id, external_id, role, record_id, person_id, row_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, this.regionId, this.roster.journalSystemId, next('t'), role, recordId, person.id, HASH],
    );
    await this.database.query(
      `INSERT INTO journal_account_schools (journal_account_id, school_id, since)
       SELECT $1, unnest($2::uuid[]), '-infinity'`,
      [id, schools],
    );
    return id;
  }

  /** A link active since a moment, by the history that the product writes. */
  async link(accountId: Uuid, at: string, esiaPersonId?: Uuid): Promise<BuiltLink> {
    const link = { id: newUuid(), esiaPersonId: esiaPersonId ?? (await this.anEsiaPerson()) };
    await this.database.query(
      `INSERT INTO links (id, region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
       VALUES ($1, $2, $3, $4, 'active', 'R1', $5, $5)`,
      [link.id, this.regionId, link.esiaPersonId, accountId, at],
    );
    await this.step(link, 'pending_proof', 'active', at);
    return link;
  }

  /** A pupil's or adult's own account, linked since a moment. */
  async linked(whom: Recorded, at: string, role: 'student' | 'representative' | 'teacher' = 'student') {
    return this.link(await this.anAccount(whom, role), at);
  }

  async suspend(link: BuiltLink, at: string): Promise<void> {
    await this.database.query(
      `UPDATE links SET state = 'suspended', reason = 'dispute', changed_at = $2 WHERE id = $1`,
      [link.id, at],
    );
    await this.step(link, 'active', 'suspended', at);
  }

  async resume(link: BuiltLink, at: string): Promise<void> {
    await this.database.query(
      `UPDATE links SET state = 'active', reason = NULL, changed_at = $2 WHERE id = $1`,
      [link.id, at],
    );
    await this.step(link, 'suspended', 'active', at);
  }

  async revoke(link: BuiltLink, at: string): Promise<void> {
    await this.database.query(
      `UPDATE links SET state = 'revoked', reason = 'user_request', changed_at = $2 WHERE id = $1`,
      [link.id, at],
    );
    await this.step(link, 'active', 'revoked', at);
  }

  private async step({ id }: BuiltLink, from: string, to: string, at: string): Promise<void> {
    await this.database.query(
      `INSERT INTO link_state_history (link_id, from_state, to_state, event, actor_kind, evidence_digest, at)
       VALUES ($1, $2, $3, 'test', 'system', $4, $5)`,
      [id, from, to, HASH, at],
    );
  }

  async anEsiaPerson(): Promise<Uuid> {
    const id = newUuid();
    await this.database.query(
      `INSERT INTO esia_persons (id, region_id, oid, level, last_name, first_name, norm_last, norm_first, birth_date,
                                 first_seen_at, seen_at)
       VALUES ($1, $2, $3, 'PR', 'Иванов', 'Иван', 'иванов', 'иван', '2000-01-01', now(), now())`,
      [id, this.regionId, String(700_000_000 + (count += 1))],
    );
    return id;
  }

  /** A successful sign-in through ESIA to one's own page. */
  async signIn(esiaPersonId: Uuid, at: string): Promise<void> {
    await this.database.query(
      `INSERT INTO sign_ins (region_id, purpose, return_to, browser_hash, case_number, state, esia_person_id, started_at,
                             expires_at, changed_at)
       VALUES ($1, 'account', '/', $2, $3, 'finished', $4, $5, $5, $5)`,
      [this.regionId, HASH, String((count += 1)).padStart(12, '0'), esiaPersonId, at],
    );
  }

  async declare({ person }: Recorded, at: string, withdrawnAt: string | null = null): Promise<void> {
    await this.database.query(
      `INSERT INTO declarations (region_id, person_id, school_id, declared_by, recorded_by, recorded_at, withdrawn_by,
                                 withdrawn_at)
       VALUES ($1, $2, $3, 'homeroom', $4, $5, $6, $7)`,
      [
        ...[this.regionId, person.id, this.roster.schoolId, newUuid(), at],
        ...[withdrawnAt === null ? null : newUuid(), withdrawnAt],
      ],
    );
  }

  async refuse(
    { person }: Recorded,
    at: string,
    paper: string | null = null,
    withdrawn: string | null = null,
  ) {
    await this.database.query(
      `INSERT INTO esia_refusals (region_id, person_id, school_id, basis, refused_on, recorded_by, recorded_at,
                                  paper_confirmed_by, paper_confirmed_at, withdrawn_at)
       VALUES ($1, $2, $3, 'заявление', '2026-01-01', 'test', $4, $5, $6, $7)`,
      [
        ...[this.regionId, person.id, this.roster.schoolId, at],
        ...[paper === null ? null : newUuid(), paper, withdrawn],
      ],
    );
  }

  /** A granted «нет возможности» for a person, a class, a wave of pupils, or else the whole school. */
  async exempt(whom: {
    readonly personId?: Uuid;
    readonly classId?: Uuid;
    readonly wave?: string;
    readonly schoolId?: Uuid;
    readonly from: string;
    readonly to: string;
    readonly type?: string;
  }): Promise<void> {
    const { personId = null, classId = null, wave = null, type = 'no_esia_possible' } = whom;
    const scope =
      personId !== null ? 'person' : classId !== null ? 'class' : wave !== null ? 'role' : 'school';
    await this.database.query(
      `INSERT INTO exemptions (region_id, school_id, scope, person_id, class_group_id, wave, type, basis, state, starts_on,
                               ends_on, requested_by, requested_at, decided_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'справка', 'active', $8, $9, 'test', '2026-01-01', '2026-01-01')`,
      [
        ...[this.regionId, whom.schoolId ?? this.roster.schoolId, scope, personId, classId, wave, type],
        ...[whom.from, whom.to],
      ],
    );
  }

  /** The pupils of a day by person. */
  async pupils(day: string, options: { basis?: AgeBasis; schools?: readonly Uuid[] } = {}) {
    const rows = await this.database.query<PupilFact & { readonly birth_date: string | null }>(
      `SELECT f.*, to_char(f.birth_date, 'YYYY-MM-DD') AS birth_date
         FROM statistics_pupils($1, $2, $3, $4, $5) f`,
      [...this.parameters(day, options.basis), options.schools ?? null],
    );
    const byPerson = new Map(rows.map((row) => [row.person_id, row]));
    if (byPerson.size !== rows.length) throw new Error('a pupil is counted twice');
    return byPerson;
  }

  adults(day: string, schools: readonly Uuid[] | null = null): Promise<AdultFact[]> {
    const [region, on, moment] = this.parameters(day);
    return this.database.query<AdultFact>(
      `SELECT kind, person_id, school_id, linked FROM statistics_adults($1, $2, $3, $4) ORDER BY kind, linked`,
      [region, on, moment, schools],
    );
  }

  /** Region, day, T(D) and the day of ages. */
  private parameters(day: string, basis?: AgeBasis): unknown[] {
    const parsed = parseCalendarDate(day);
    if (parsed === null) throw new RangeError(`${day} is no day`);
    const at = statisticsDay(parsed, this.timeZone, basis);
    return [this.regionId, at.day, at.moment, at.ageDay];
  }
}
