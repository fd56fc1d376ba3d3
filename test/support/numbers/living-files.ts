import { Random } from '../../../src/stand/region/random.js';
import type { ReadRegion } from '../generated-region.js';
import { EVER, type Account, type Pupil } from './facts.js';
import { plusDays } from './true-day.js';
import { keyOf, RegionFiles, type Row } from './region-files.js';

const FIRST_YEAR_CLASS = 'first-2026';

/** An act of a month that the files tell: its civil day, and the moment of the import. */
interface Telling {
  readonly day: string;
  readonly told: number;
}

/** What a source does to its rows in a year; each change goes to the files and to the facts at once. */
export class LivingFiles {
  readonly events = new Map<string, number>();
  /** Accounts whose pupil left for another school with another account: their links end with the import. */
  readonly leftBehind: Account[] = [];
  private readonly random = Random.fromSeed('a year of numbers');
  private readonly newcomers: {
    readonly row: Row;
    readonly accounts: readonly Row[];
    readonly ties: readonly Row[];
  }[] = [];
  private between: { readonly pupil: Pupil; readonly row: Row; readonly account: Row | undefined }[] = [];
  private serial = 0;

  constructor(readonly region: RegionFiles) {}

  static begin(source: ReadRegion, firstDay: string): LivingFiles {
    const living = new LivingFiles(new RegionFiles(source, firstDay));
    living.spoil();
    living.holdBack(70);
    living.region.begin();
    return living;
  }

  private get facts() {
    return this.region.facts;
  }

  /** Rows with no birth date, no СНИЛС, a wrong one, or that of another. */
  private spoil(): void {
    const { students, invalid } = this.region;
    const rows = [...students.values()].filter(({ snils }) => snils !== '');
    for (const [n, row] of rows.entries()) {
      if (n % 90 === 7) row['birth_date'] = '';
      if (n % 90 === 23) row['snils'] = '';
      if (n % 90 === 41) {
        row['snils'] = `${row['snils']!.slice(0, -2)}${row['snils']!.endsWith('17') ? '18' : '17'}`;
        invalid.add(row['source_id']!);
      }
      if (n % 90 === 62 && rows[n + 1]?.['first_name'] !== row['first_name'])
        row['snils'] = rows[n + 1]!['snils']!;
    }
  }

  /** Pupils who come in the course of the year, with accounts and parents. */
  private holdBack(count: number): void {
    const { region } = this;
    const rows = [...region.students.values()].filter(({ enrollment_kind: kind }) => kind === 'main');
    for (let n = 0; n < count; n += 1) {
      const row = rows[(n * 17 + 5) % rows.length]!;
      const id = row['source_id']!;
      if (!region.students.delete(id)) continue;
      const accounts = [...region.accounts.values()].filter(
        ({ owner_kind: kind, owner_source_id: owner }) => kind === 'student' && owner === id,
      );
      for (const account of accounts) region.accounts.delete(keyOf(account));
      const ties = region.ties.filter((tie) => tie['student_source_id'] === id);
      region.ties.splice(0, Infinity, ...region.ties.filter((tie) => tie['student_source_id'] !== id));
      this.newcomers.push({ row, accounts, ties });
    }
  }

  /** What the next files tell; `day` is that of the import. */
  live({ day, told }: Telling): void {
    this.comeBack({ day, told });
    this.repeat('transfer', 14, () => this.transfer({ day, told }));
    // The school was late to tell: the transfer lies days back (EC-119).
    if (day < '2026-06-01')
      this.repeat('late transfer', 4, () => this.transfer({ day: plusDays(day, -9), told }));
    if (day === '2026-09-01') this.repeat('college', 6, () => this.transfer({ day, told }, 'vocational'));
    if (day === '2026-09-01') this.rollOver(told);
    this.enterSome(day === '2026-09-01' ? 20 : 5, { day, told });
    if (day < '2026-06-01' || day > '2026-09-01') this.repeat('leave', 6, () => this.leave({ day, told }));
    if (day === '2026-07-01') this.graduate({ day: '2026-06-26', told });
    this.repeat('birth date', 4, () => this.correctBirth(told));
    this.repeat('snils', 3, () => this.tellSnils());
    this.repeat('end of tie', 3, () => this.endTie({ day, told }));
    this.repeat('dismissal', 2, () => this.dismiss({ day, told }));
  }

  private repeat(name: string, times: number, act: () => boolean): void {
    for (let done = 0, tried = 0; done < times && tried < times * 20; tried += 1) {
      if (!act()) continue;
      done += 1;
      this.events.set(name, (this.events.get(name) ?? 0) + 1);
    }
  }

  private aPupil(): { readonly pupil: Pupil; readonly row: Row } | null {
    const pupil = this.random.pick([...this.facts.pupils.values()]);
    const row = this.region.students.get(pupil.id);
    return row === undefined || row['enrolled_to'] !== '' ? null : { pupil, row };
  }

  private accountOf({ id }: Pupil): Row | undefined {
    return [...this.region.accounts.values()].find(
      ({ owner_kind: kind, owner_source_id: owner }) => kind === 'student' && owner === id,
    );
  }

  private transfer(telling: Telling, toKind?: string): boolean {
    const one = this.aPupil();
    if (one === null || one.pupil.stays.latest >= telling.day) return false;
    const grade = this.region.classOf(one.row['class_source_id'] ?? '')?.['grade_level'];
    const there = this.region.classes.filter((room) => {
      const kind = this.facts.schools.get(room['school_source_id']!)?.kind;
      const isOther = room['school_source_id'] !== one.row['school_source_id'];
      return isOther && (toKind === undefined ? room['grade_level'] === grade : kind === toKind);
    });
    if (there.length === 0) return false;
    this.move(one, this.accountOf(one.pupil), this.random.pick(there), telling);
    return true;
  }

  private move(
    { pupil, row }: { readonly pupil: Pupil; readonly row: Row },
    account: Row | undefined,
    room: Row,
    { day, told }: Telling,
  ): void {
    const school = room['school_source_id']!;
    row['school_source_id'] = school;
    row['class_source_id'] = room['source_id']!;
    row['enrolled_from'] = day;
    pupil.stays.add(day, { school, classId: room['source_id']!, kind: 'transfer' }, told);
    if (account !== undefined) this.moveAccount(account, school, told);
    for (const { adult } of this.facts.ties.filter(({ child }) => child === pupil.id))
      this.follow(adult, told);
  }

  /** Every second goes along; in place of the others the new school gives another. */
  private moveAccount(row: Row, school: string, told: number): void {
    const known = this.facts.accounts.get(keyOf(row));
    if (this.random.chance(0.5) && known !== undefined) {
      this.region.accounts.set(keyOf(row), row);
      row['school_source_ids'] = school;
      known.serves.add(told, [school], told);
      return;
    }
    this.region.accounts.delete(keyOf(row));
    if (known !== undefined) {
      known.closed = told;
      this.leftBehind.push(known);
    }
    this.region.open(
      { ...row, external_id: `new-${String((this.serial += 1))}`, school_source_ids: school },
      told,
    );
  }

  /** A parent's account serves the schools of the children. */
  private follow(adult: string, told: number): void {
    const schools = this.region.schoolsOfChildren(adult);
    if (schools.length === 0) return;
    for (const row of this.region.accounts.values()) {
      if (row['owner_kind'] !== 'representative' || row['owner_source_id'] !== adult) continue;
      row['school_source_ids'] = schools.join('|');
      this.facts.accounts.get(keyOf(row))?.serves.add(told, schools, told);
    }
  }

  /** EC-067: no school has the pupil until the next files. */
  private leave({ day, told }: Telling): boolean {
    const one = this.aPupil();
    if (one === null || one.pupil.stays.latest >= day) return false;
    const account = this.accountOf(one.pupil);
    this.region.students.delete(one.pupil.id);
    if (account !== undefined) this.region.accounts.delete(keyOf(account));
    one.pupil.stays.add(day, { school: null, classId: null, kind: 'left' }, told);
    if (this.random.chance(0.6)) this.between.push({ ...one, account });
    return true;
  }

  private comeBack(telling: Telling): void {
    const { between } = this;
    this.between = [];
    for (const { pupil, row, account } of between) {
      const there = this.region.classes.filter(
        (room) => room['school_source_id'] !== row['school_source_id'],
      );
      this.region.students.set(pupil.id, row);
      this.move({ pupil, row }, account, this.random.pick(there), telling);
    }
  }

  private enterSome(count: number, { day, told }: Telling): void {
    for (const { row, accounts, ties } of this.newcomers.splice(0, count)) {
      row['enrolled_from'] = day;
      const room = this.random.pick(this.region.classes);
      row['class_source_id'] = room['source_id']!;
      row['school_source_id'] = room['school_source_id']!;
      this.region.enter(row, told);
      for (const account of accounts)
        this.region.open({ ...account, school_source_ids: room['school_source_id']! }, told);
      for (const tie of ties) {
        this.region.ties.push(tie);
        this.region.tie(tie);
        this.follow(tie['representative_source_id']!, told);
      }
      this.events.set('enter', (this.events.get('enter') ?? 0) + 1);
    }
  }

  private graduate({ day, told }: Telling): void {
    for (const pupil of this.facts.pupils.values()) {
      const row = this.region.students.get(pupil.id);
      const grade = this.region.classOf(row?.['class_source_id'] ?? '')?.['grade_level'];
      if (row === undefined || grade !== '11' || pupil.stays.latest >= day) continue;
      row['enrolled_to'] = day;
      pupil.stays.add(day, { school: null, classId: null, kind: 'graduated' }, told);
      this.events.set('graduate', (this.events.get('graduate') ?? 0) + 1);
    }
  }

  /** EC-078: every class becomes the next one; whoever finished is in the files no more. */
  private rollOver(told: number): void {
    const { region } = this;
    const day = '2026-09-01';
    for (const [id, row] of region.students) if (row['enrolled_to'] !== '') region.students.delete(id);
    for (const [key, row] of region.accounts) {
      if (row['owner_kind'] === 'student' && !region.students.has(row['owner_source_id']!))
        region.accounts.delete(key);
    }
    const next = (id: string) => `${id}-${FIRST_YEAR_CLASS}`;
    const stays = region.classes.filter(({ grade_level: grade }) => Number(grade) < 11);
    const going = new Set(stays.map(({ source_id }) => source_id));
    region.classes = stays.map((room) => ({
      ...room,
      source_id: next(room['source_id']!),
      academic_year: '2026/2027',
      grade_level: String(Number(room['grade_level']) + (room['grade_level'] === '0' ? 0 : 1)),
    }));
    for (const row of region.students.values()) {
      const old = row['class_source_id']!;
      row['class_source_id'] = going.has(old) ? next(old) : old.endsWith(FIRST_YEAR_CLASS) ? old : '';
      const pupil = this.facts.pupils.get(row['source_id']!);
      const school = row['school_source_id']!;
      const classId = row['class_source_id'] === '' ? null : row['class_source_id']!;
      if (pupil !== undefined && pupil.stays.latest < day)
        pupil.stays.add(day, { school, classId, kind: 'class_change' }, told);
    }
  }

  private correctBirth(told: number): boolean {
    const one = this.aPupil();
    if (
      one === null ||
      [...this.region.students.values()].filter((row) => row['snils'] === one.row['snils']).length > 1
    )
      return false;
    const said = one.row['birth_date']!;
    if (said !== '' && this.random.chance(0.7)) return false;
    const born =
      said === ''
        ? '2012-02-29'
        : `${String(Number(said.slice(0, 4)) + (this.random.chance(0.5) ? 2 : -2))}-03-11`;
    one.row['birth_date'] = born;
    one.pupil.born.add(told, born, told);
    return true;
  }

  /** A school finds the right number of whom it had none. */
  private tellSnils(): boolean {
    const found = [...this.region.students.values()].find(({ snils }) => snils === '');
    if (found === undefined) return false;
    found['snils'] = freshSnils((this.serial += 1));
    return true;
  }

  private endTie({ day, told }: Telling): boolean {
    const row = this.random.pick(this.region.ties);
    const tie = this.facts.ties.find(
      ({ child, adult }) => child === row['student_source_id'] && adult === row['representative_source_id'],
    );
    if (tie === undefined || row['valid_to'] !== '' || tie.from >= day) return false;
    row['valid_to'] = day;
    tie.to.add(EVER, day, told);
    return true;
  }

  private dismiss({ day, told }: Telling): boolean {
    const row = this.random.pick(this.region.staff);
    if (row['valid_to'] !== '' || row['valid_from']! >= day) return false;
    row['valid_to'] = day;
    this.facts.staff.find(({ id }) => id === row['source_id'])?.to.add(EVER, day, told);
    return true;
  }
}

/** A number that nobody has, with its right control digits. */
function freshSnils(n: number): string {
  const number = String(170_000_000 + n);
  const sum = [...number].reduce((all, digit, place) => all + Number(digit) * (9 - place), 0) % 101;
  return `${number}${String(sum === 100 ? 0 : sum).padStart(2, '0')}`;
}
