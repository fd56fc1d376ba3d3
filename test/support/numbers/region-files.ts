import { type Line, type ReadRegion } from '../generated-region.js';
import { csv } from '../roster-folder.js';
import { type Account, EVER, Facts, type Quality, Told } from './facts.js';

/** The columns that anybody here asks for. */
type Column =
  | 'source_id'
  | 'school_source_id'
  | 'class_source_id'
  | 'municipality_source_id'
  | 'owner_source_id'
  | 'representative_source_id'
  | 'student_source_id'
  | 'school_source_ids'
  | 'owner_kind'
  | 'kind'
  | 'role'
  | 'founder_type'
  | 'journal_system'
  | 'external_id'
  | 'short_name'
  | 'first_name'
  | 'snils'
  | 'birth_date'
  | 'grade_level'
  | 'academic_year'
  | 'enrollment_kind'
  | 'enrolled_from'
  | 'enrolled_to'
  | 'valid_from'
  | 'valid_to';
/** A line of any file; nobody asks it for a column of another file. */
export type Row = Record<Column, string>;

/** How many schools are parted in two. */
const BRANCHES = 12;

/** The files of a region that goes on living, and what is true of it. Nobody else knows both. */
export class RegionFiles {
  readonly facts = new Facts();
  readonly students: Map<string, Row>;
  readonly accounts: Map<string, Row>;
  readonly representatives: Row[];
  readonly staff: Row[];
  readonly ties: Row[];
  schools: Row[];
  classes: Row[];
  readonly region: object;
  /** Rows whose СНИЛС this region spoiled. */
  readonly invalid = new Set<string>();
  private readonly municipalities: readonly Line[];
  /** Row → the human of its first import: what is corrected later makes nobody another. */
  private readonly humans = new Map<string, string>();

  /** @param firstDay the civil day of the first import */
  constructor(source: ReadRegion, firstDay: string) {
    const copy = (name: string): Row[] => source.csv(name).map((line) => ({ ...line }) as Row);
    this.region = JSON.parse(source.files.get('region.json') ?? '{}') as object;
    this.municipalities = source.csv('municipalities');
    this.schools = copy('schools');
    this.classes = copy('classes');
    this.representatives = copy('representatives');
    this.staff = copy('staff');
    this.ties = copy('family_ties');
    this.students = new Map(copy('students').map((row) => [row['source_id'], row]));
    this.accounts = new Map(copy('journal_accounts').map((row) => [keyOf(row), row]));
    this.openBranches();
    for (const row of this.schools) this.openSchool(row, firstDay);
  }

  openSchool(row: Row, dataSince: string): void {
    this.facts.schools.set(row['source_id'], {
      ...{ id: row['source_id'], town: row['municipality_source_id'], kind: row['kind'] },
      ...{ founder: row['founder_type'], dataSince, closed: new Told<number, string | null>(EVER, null) },
    });
  }

  /** Begins the facts with what the files say now. */
  begin(): void {
    const { facts } = this;
    this.tellGrades();
    for (const row of this.representatives) facts.adults.set(row['source_id'], this.humanOf(row));
    for (const row of this.staff) {
      facts.staff.push({
        ...{ id: row['source_id'], human: this.humanOf(row), from: row['valid_from'] },
        to: new Told<number, string | null>(EVER, row['valid_to'] === '' ? null : row['valid_to']),
        school: new Told(row['valid_from'], row['school_source_id']),
      });
    }
    for (const row of this.students.values()) this.enter(row, EVER);
    for (const row of this.ties) this.tie(row);
    for (const row of this.accounts.values()) this.open(row, EVER);
  }

  /** Which grade each class is; a class of the next year is another one. */
  tellGrades(): void {
    for (const room of this.classes) this.facts.grades.set(room['source_id'], Number(room['grade_level']));
  }

  tie(row: Row): void {
    const child = row['student_source_id'];
    this.facts.ties.push({
      ...{ child, adult: row['representative_source_id'] },
      from:
        row['valid_from'] === '' ? (this.students.get(child)?.['enrolled_from'] ?? '') : row['valid_from'],
      to: new Told<number, string | null>(EVER, row['valid_to'] === '' ? null : row['valid_to']),
    });
  }

  /** The folder as the source hands it over today. */
  files(): Record<string, string> {
    return {
      municipalities: csv(this.municipalities),
      schools: csv(this.schools),
      classes: csv(this.classes),
      students: csv([...this.students.values()]),
      representatives: csv(this.representatives),
      staff: csv(this.staff),
      family_ties: csv(this.ties),
      journal_accounts: csv([...this.accounts.values()]),
    };
  }

  classOf(id: string | null): Row | undefined {
    return this.classes.find(({ source_id }) => source_id === id);
  }

  /** So few pupils fill few schools: the upper classes of the largest get schools of their own. */
  private openBranches(): void {
    const sizes = new Map<string, number>();
    for (const { school_source_id: id = '' } of this.students.values())
      sizes.set(id, (sizes.get(id) ?? 0) + 1);
    const ordinary = this.schools.filter(({ kind }) => kind === 'secondary' || kind === 'gymnasium');
    const largest = ordinary.sort(
      (a, b) => (sizes.get(b['source_id']) ?? 0) - (sizes.get(a['source_id']) ?? 0),
    );
    const moved = new Map<string, string>();
    for (const school of largest.slice(0, BRANCHES)) {
      const id = `${school['source_id']}-b`;
      const branch = {
        ...school,
        source_id: id,
        short_name: `${school['short_name']}, второе здание`,
        inn: '',
        ogrn: '',
      };
      this.schools.push(branch);
      for (const one of this.classes) {
        if (one['school_source_id'] !== school['source_id'] || Number(one['grade_level']) < 6) continue;
        one['school_source_id'] = id;
        moved.set(one['source_id'], id);
      }
    }
    for (const row of this.students.values()) {
      const id = moved.get(row['class_source_id']);
      if (id !== undefined) row['school_source_id'] = id;
    }
    for (const account of this.accounts.values()) {
      const owner = account['owner_source_id'];
      const schools =
        account['owner_kind'] === 'student'
          ? [this.students.get(owner)?.['school_source_id'] ?? '']
          : this.schoolsOfChildren(owner);
      if (account['owner_kind'] !== 'staff' && schools.length > 0)
        account['school_source_ids'] = schools.join('|');
    }
  }

  /** Where the children of a representative learn, by the files. */
  schoolsOfChildren(representative: string): string[] {
    const children = this.ties.filter((tie) => tie['representative_source_id'] === representative);
    const schools = children.map((tie) => this.students.get(tie['student_source_id'])?.['school_source_id']);
    return [...new Set(schools.filter((id) => id !== undefined))].sort();
  }

  /** A pupil as the row says, from `told` on; rows of other kinds of enrolment are nobody's contingent. */
  enter(row: Row, told: number): void {
    this.students.set(row['source_id'], row);
    const human = this.humanOf(row);
    if (row['enrollment_kind'] !== 'main' && row['enrollment_kind'] !== '') return;
    const stay = {
      school: row['school_source_id'],
      classId: row['class_source_id'],
      kind: 'entered' as const,
    };
    this.facts.pupils.set(row['source_id'], {
      ...{ id: row['source_id'], human, declared: [], refused: [] },
      born: new Told<number, string | null>(told, row['birth_date'] === '' ? null : row['birth_date'], told),
      stays: new Told(row['enrolled_from'], stay, told),
    });
  }

  open(row: Row, told: number): Account {
    this.accounts.set(keyOf(row), row);
    const owner = row['owner_source_id'];
    const human = this.humans.get(owner);
    if (human === undefined) throw new Error(`the account ${keyOf(row)} has no owner`);
    const serves = row['school_source_ids'].split('|');
    const account: Account = {
      ...{ key: keyOf(row), role: row['role'], owner, human, closed: null, absent: [], active: [] },
      born: this.students.get(owner)?.['birth_date'] || null,
      serves: new Told<number, readonly string[]>(told, serves, told),
    };
    this.facts.addAccount(account);
    return account;
  }

  /** What the files say of every human of theirs today (I-34, I-35). */
  quality(): ReadonlyMap<string, Quality> {
    const rows = [...this.students.values(), ...this.representatives, ...this.staff];
    return new Map(
      rows.map((row) => [
        this.humanOf(row),
        {
          snils: digits(row['snils']),
          isValid: row['snils'] !== '' && !this.invalid.has(row['source_id']),
          hasBirthDate: row['birth_date'] !== '',
        },
      ]),
    );
  }

  /** ROS-16: rows equal in СНИЛС, birth date and first name are one human; a row without all of these is its own. */
  private humanOf(row: Row): string {
    const id = row['source_id'];
    const known = this.humans.get(id);
    if (known !== undefined) return known;
    const isWhole = row['snils'] !== '' && row['birth_date'] !== '' && !this.invalid.has(id);
    const human = isWhole ? `${digits(row['snils'])} ${row['birth_date']} ${row['first_name']}` : id;
    this.humans.set(id, human);
    return human;
  }
}

const digits = (snils: string | undefined): string => (snils ?? '').replace(/\D/g, '');
export const keyOf = (row: Row): string => `${row['journal_system']}/${row['external_id']}`;
