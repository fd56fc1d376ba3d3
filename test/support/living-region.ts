import { addDays, ageOn, type CalendarDate, parseCalendarDate } from '../../src/kernel/calendar-date.js';
import { withDashes } from '../../src/stand/region/household.js';
import { Random } from '../../src/stand/region/random.js';
import { type EsiaPerson, type Line, type ReadRegion } from './generated-region.js';
import { csv } from './roster-folder.js';

type Row = Record<string, string>;
type Kind = 'student' | 'representative' | 'staff';

const FIRST_OID = 8_000_000_000;

/** Who tried to get at whose account, by a code or an old password. */
export interface WrongTry {
  readonly esia: EsiaPerson;
  readonly account: string;
}

/**
 * A generated region that goes on living: its roster files and its ESIA change month by month, and the truth with them.
 * Every account, old and new, keeps its one rightful human for ever.
 */
export class LivingRegion {
  /** `system/external_id` → human. */
  readonly owners = new Map<string, string>();
  /** oid → human, of accounts of ESIA that are gone too. */
  readonly humans = new Map<string, string>();
  readonly events = new Map<string, number>();
  esia: EsiaPerson[];

  private readonly rows: Readonly<Record<Kind, Row[]>>;
  private readonly others: Readonly<Record<'municipalities' | 'schools', readonly Line[]>>;
  private readonly regionFile: string;
  private classes: Row[];
  private ties: Row[];
  private accounts: Row[];
  /** Pupils whom no school has this month; they come to the next one (EC-067). */
  private readonly cameBack = new Set<string>();
  private between: { row: Row; account: Row }[] = [];
  private readonly random: Random;
  private serial = 0;

  constructor(region: ReadRegion, seed: string) {
    this.random = Random.fromSeed(seed);
    const copy = (name: string): Row[] => region.csv(name).map((line) => ({ ...line }));
    this.rows = {
      student: copy('students'),
      representative: copy('representatives'),
      staff: copy('staff'),
    };
    this.others = { municipalities: region.csv('municipalities'), schools: region.csv('schools') };
    this.regionFile = region.files.get('region.json') ?? '{}';
    this.classes = copy('classes');
    this.ties = copy('family_ties');
    this.accounts = copy('journal_accounts');
    this.esia = [...region.esia];
    for (const { system, external_id, human } of region.owners)
      this.owners.set(`${system}/${external_id}`, human);
    for (const { oid, human } of region.truth) this.humans.set(oid, human);
  }

  /** The roster files as the source would hand them over today. */
  files(): ReadonlyMap<string, string> {
    const tables = {
      ...this.others,
      ...{ classes: this.classes, family_ties: this.ties, journal_accounts: this.accounts },
      ...{ students: this.rows.student, representatives: this.rows.representative, staff: this.rows.staff },
    };
    return new Map([
      ['region.json', this.regionFile],
      ...Object.entries(tables).map(([name, rows]): [string, string] => [`${name}.csv`, csv(rows)]),
    ]);
  }

  /** One month goes by; `day` is its last. */
  live(day: CalendarDate): void {
    this.arrive(day);
    this.times('transfer', 12, () => this.transfer(day));
    this.times('leaveForNow', 4, () => this.leaveForNow());
    this.times('marry', 6, () => this.marry());
    this.times('dismiss', 4, () => this.dismiss(day));
    this.times('endGuardianship', 2, () => this.endGuardianship(day));
    this.times('recreateEsia', 5, () => this.recreateEsia());
    this.comeOfAge(day);
    this.times('mend', 6, () => this.mend());
    this.times('spoil', 6, () => this.spoil());
    if (day.endsWith('-06-30')) this.graduate(day);
    if (day.endsWith('-09-01')) this.rollOver(day);
  }

  /** Brothers and sisters at one another's accounts, and parents at their children's. */
  wrongTries(count: number): WrongTry[] {
    const pupils = this.accounts.filter(({ owner_kind }) => owner_kind === 'student');
    return Array.from({ length: count }, () => this.random.pick(pupils)).flatMap((account) => {
      const family = this.familyOf(account['owner_source_id'] ?? '');
      const others = this.esia.filter(({ oid }) => family.has(this.humans.get(oid) ?? ''));
      return others.length === 0 ? [] : [{ esia: this.random.pick(others), account: keyOf(account) }];
    });
  }

  /**
   * Accounts of today's roster that R1 gives on the day without a doubt, with the oids of their human: the row says what
   * ESIA says, nobody else has the number, the level is high enough and the right holds.
   */
  due(day: CalendarDate): ReadonlyMap<string, ReadonlySet<string>> {
    const numbers = new Map<string, Set<string>>();
    for (const row of Object.values(this.rows).flat()) {
      const key = digits(row['snils']);
      const identities = numbers.get(key) ?? new Set();
      numbers.set(key, identities.add(`${row['birth_date'] ?? ''} ${row['first_name'] ?? ''}`));
    }
    const byHuman = new Map<string, EsiaPerson[]>();
    for (const person of this.esia) {
      const human = this.humans.get(person.oid) ?? '';
      byHuman.set(human, [...(byHuman.get(human) ?? []), person]);
    }
    return new Map(
      this.accounts.flatMap((account): [string, ReadonlySet<string>][] => {
        const row = this.rowOf(account);
        if (row === undefined || !this.holds(account, row, day)) return [];
        const owners = (byHuman.get(this.humanOf(account)) ?? []).filter(
          ({ snils, birthDate, firstName, level, parentalConsent }) =>
            level === 'PR' &&
            parentalConsent &&
            snils !== null &&
            snils === digits(row['snils']) &&
            birthDate === row['birth_date'] &&
            firstName === row['first_name'] &&
            numbers.get(snils)?.size === 1,
        );
        return owners.length === 0 ? [] : [[keyOf(account), new Set(owners.map(({ oid }) => oid))]];
      }),
    );
  }

  /** True where an enrolment, an appointment or a tie stands behind the account on the day. */
  private holds(account: Row, row: Row, day: CalendarDate): boolean {
    switch (account['owner_kind'] as Kind) {
      case 'student':
        return row['enrolled_to'] === '' && (row['enrolled_from'] ?? '') <= day;
      case 'staff':
        return row['valid_to'] === '' && (row['valid_from'] ?? '') <= day;
      case 'representative':
        return this.ties.some(
          ({ representative_source_id: id, valid_to: to = '', student_source_id: child }) =>
            id === row['source_id'] &&
            (to === '' || to > day) &&
            this.rows.student.some((pupil) => pupil['source_id'] === child && this.needsParents(pupil, day)),
        );
    }
  }

  /** EC-030: parents keep their access until the end of the enrolment, and of a minor in any case. */
  private needsParents(pupil: Row, day: CalendarDate): boolean {
    const born = parseCalendarDate(pupil['birth_date'] ?? '');
    if (born !== null && ageOn(day, born) < 18) return true;
    return pupil['enrolled_to'] === '' && !this.cameBack.has(pupil['source_id'] ?? '');
  }

  private times(name: string, count: number, event: () => boolean): void {
    for (let n = 0; n < count; n += 1) {
      if (event()) this.events.set(name, (this.events.get(name) ?? 0) + 1);
    }
  }

  /** EC-066: another school, another account; the parents get one there too. */
  private transfer(day: CalendarDate): boolean {
    const account = this.random.pick(this.accountsOf('student'));
    const row = this.rowOf(account);
    if (row?.['enrollment_kind'] !== 'main') return false;
    return this.moveTo(row, account, day);
  }

  private moveTo(row: Row, account: Row, day: CalendarDate): boolean {
    const grade = this.classes.find(({ source_id }) => source_id === row['class_source_id'])?.['grade_level'];
    const there = this.classes.filter(
      (one) => one['grade_level'] === grade && one['school_source_id'] !== row['school_source_id'],
    );
    if (there.length === 0) return false;
    const target = this.random.pick(there);
    const school = target['school_source_id'] ?? '';
    row['school_source_id'] = school;
    row['class_source_id'] = target['source_id'] ?? '';
    row['enrolled_from'] = day;
    this.replaceAccount(account, school);
    for (const tie of this.ties.filter((one) => one['student_source_id'] === row['source_id'])) {
      const rep = tie['representative_source_id'] ?? '';
      const one = this.accounts.find(
        ({ owner_kind, owner_source_id }) => owner_kind === 'representative' && owner_source_id === rep,
      );
      const hasOthers = this.ties.some(
        ({ representative_source_id: id, student_source_id: child }) =>
          id === rep && child !== row['source_id'],
      );
      if (one !== undefined && !hasOthers) this.replaceAccount(one, school);
    }
    return true;
  }

  private replaceAccount(account: Row, school: string): void {
    const fresh = {
      ...account,
      external_id: `n${String((this.serial += 1)).padStart(6, '0')}`,
      school_source_ids: school,
    };
    this.owners.set(keyOf(fresh), this.humanOf(account));
    this.accounts = this.accounts.filter((one) => one !== account).concat(fresh);
  }

  /** EC-067: left one school, not yet in another. */
  private leaveForNow(): boolean {
    const account = this.random.pick(this.accountsOf('student'));
    const row = this.rowOf(account);
    if (row?.['enrollment_kind'] !== 'main') return false;
    this.rows.student.splice(this.rows.student.indexOf(row), 1);
    this.accounts = this.accounts.filter((one) => one !== account);
    this.between.push({ row, account });
    return true;
  }

  private arrive(day: CalendarDate): void {
    const { between } = this;
    this.between = [];
    for (const { row, account } of between) {
      this.rows.student.push(row);
      this.cameBack.add(row['source_id'] ?? '');
      this.accounts.push(account);
      this.times('arrive', 1, () => this.moveTo(row, account, day));
    }
  }

  /** EC-009: a new surname in ESIA; half of the schools know it at once. */
  private marry(): boolean {
    const person = this.random.pick(
      this.esia.filter(({ gender, level }) => gender === 'F' && level === 'PR'),
    );
    const surname = this.random.pick(this.esia.filter(({ gender }) => gender === 'F')).lastName;
    this.change(person, { lastName: surname });
    const human = this.humans.get(person.oid);
    if (this.random.chance(0.5)) {
      for (const account of this.accounts.filter((one) => this.humanOf(one) === human)) {
        const row = this.rowOf(account);
        if (row !== undefined) row['last_name'] = surname;
      }
    }
    return true;
  }

  private dismiss(day: CalendarDate): boolean {
    const row = this.random.pick(this.rows.staff);
    if (row['valid_to'] !== '' || (row['valid_from'] ?? '') > day) return false;
    row['valid_to'] = day;
    return true;
  }

  private endGuardianship(day: CalendarDate): boolean {
    const open = this.ties.filter(
      ({ kind, valid_from: from = '', valid_to: to = '' }) =>
        kind === 'guardian' && from < day && (to === '' || to > day),
    );
    if (open.length === 0) return false;
    this.random.pick(open)['valid_to'] = day;
    return true;
  }

  /** EC-088: the account of ESIA is deleted and made anew, with another oid. */
  private recreateEsia(): boolean {
    this.renew(this.random.pick(this.esia), {});
    return true;
  }

  /** EC-027, EC-031: at fourteen some make an account of their own; the child's account is gone then. */
  private comeOfAge(day: CalendarDate): void {
    const monthAgo = addDays(day, -31);
    const grown = this.esia.filter(({ birthDate, level }) => {
      const born = parseCalendarDate(birthDate);
      return level === 'KD' && born !== null && ageOn(day, born) >= 14 && ageOn(monthAgo, born) < 14;
    });
    for (const person of grown) {
      this.times('comeOfAge', 1, () => {
        this.renew(person, { level: 'PR' });
        return true;
      });
    }
  }

  /** A school corrects a row from the papers. */
  private mend(): boolean {
    const account = this.random.pick(this.accounts);
    const row = this.rowOf(account);
    const human = this.humanOf(account);
    const person = this.esia.find(({ oid }) => this.humans.get(oid) === human);
    if (row === undefined || person === undefined) return false;
    row['birth_date'] = person.birthDate;
    row['snils'] = person.snils === null ? '' : withDashes(person.snils);
    row['first_name'] = person.firstName;
    return true;
  }

  /** A school spoils a row: the number of a brother or sister, no number, day and month swapped. */
  private spoil(): boolean {
    const account = this.random.pick(this.accountsOf('student'));
    const row = this.rowOf(account);
    if (row === undefined) return false;
    const family = this.familyOf(account['owner_source_id'] ?? '');
    const relatives = this.accounts.filter((one) => family.has(this.humanOf(one)));
    const relative = relatives.length === 0 ? undefined : this.rowOf(this.random.pick(relatives));
    switch (this.random.below(3)) {
      case 0:
        if (relative === undefined) return false;
        row['snils'] = relative['snils'] ?? '';
        return true;
      case 1:
        row['snils'] = '';
        return true;
      default: {
        const [year, month, date] = (row['birth_date'] ?? '').split('-');
        if (month === undefined || date === undefined || Number(date) > 12) return false;
        row['birth_date'] = `${year ?? ''}-${date}-${month}`;
        return true;
      }
    }
  }

  private graduate(day: CalendarDate): void {
    const last = new Set(
      this.classes.filter(({ grade_level }) => grade_level === '11').map(({ source_id }) => source_id),
    );
    for (const row of this.rows.student) {
      if (last.has(row['class_source_id']) && row['enrolled_to'] === '') {
        this.times('graduate', 1, () => {
          row['enrolled_to'] = day;
          return true;
        });
      }
    }
  }

  /** EC-078: every class becomes the next one. */
  private rollOver(day: CalendarDate): void {
    const year = Number(day.slice(0, 4));
    const next = (id: string) => `${id}-${String(year)}`;
    const stays = (row: Row) => Number(row['grade_level']) < 11;
    const going = new Set(this.classes.filter(stays).map(({ source_id }) => source_id));
    this.classes = this.classes.filter(stays).map((one) => ({
      ...one,
      source_id: next(one['source_id'] ?? ''),
      academic_year: `${String(year)}/${String(year + 1)}`,
      grade_level: String(Number(one['grade_level']) + (one['grade_level'] === '0' ? 0 : 1)),
    }));
    for (const row of this.rows.student) {
      const old = row['class_source_id'] ?? '';
      row['class_source_id'] = going.has(old) ? next(old) : '';
    }
  }

  private renew(person: EsiaPerson, changes: Partial<EsiaPerson>): void {
    const oid = String(FIRST_OID + (this.serial += 1));
    this.humans.set(oid, this.humans.get(person.oid) ?? '');
    this.change(person, { ...changes, oid });
  }

  private change(person: EsiaPerson, changes: Partial<EsiaPerson>): void {
    this.esia = this.esia.map((one) => (one === person ? { ...one, ...changes } : one));
  }

  /** The humans of a pupil's family by their accounts, without the pupil. */
  private familyOf(studentSourceId: string): ReadonlySet<string> {
    const parents = new Set(
      this.ties
        .filter(({ student_source_id }) => student_source_id === studentSourceId)
        .map((tie) => tie['representative_source_id']),
    );
    const children = new Set(
      this.ties
        .filter(({ representative_source_id: id }) => parents.has(id))
        .map((tie) => tie['student_source_id']),
    );
    const own = this.accounts.filter(
      ({ owner_kind: kind, owner_source_id: id }) =>
        (kind === 'representative' && parents.has(id)) || (kind === 'student' && children.has(id)),
    );
    const self = this.accounts.find(
      ({ owner_kind: kind, owner_source_id: id }) => kind === 'student' && id === studentSourceId,
    );
    const humans = new Set(own.map((one) => this.humanOf(one)));
    if (self !== undefined) humans.delete(this.humanOf(self));
    return humans;
  }

  private accountsOf(kind: Kind): Row[] {
    return this.accounts.filter(({ owner_kind }) => owner_kind === kind);
  }

  private rowOf({ owner_kind: kind, owner_source_id: id }: Row): Row | undefined {
    return this.rows[kind as Kind].find(({ source_id }) => source_id === id);
  }

  private humanOf(account: Row): string {
    return this.owners.get(keyOf(account)) ?? '';
  }
}

function keyOf(account: Row): string {
  return `${account['journal_system'] ?? ''}/${account['external_id'] ?? ''}`;
}

function digits(snils: string | undefined): string {
  return (snils ?? '').replace(/\D/g, '');
}
