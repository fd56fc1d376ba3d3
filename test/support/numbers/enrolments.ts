import type { Random } from '../../../src/stand/region/random.js';
import { type Account, close, type Pupil, reopen } from './facts.js';
import { keyOf, type RegionFiles, type Row } from './region-files.js';
import type { Newcomer } from './spoiled-rows.js';

const FIRST_YEAR_CLASS = 'first-2026';

/** An act of a month that the files tell: its civil day, and the moment of the import. */
export interface Telling {
  readonly day: string;
  readonly told: number;
}

/** A pupil of the contingent and what the files say of them. */
export interface Named {
  readonly pupil: Pupil;
  readonly row: Row;
}

/** How pupils come, go over and leave, as the files tell it; each move goes to the files and to the facts at once. */
export class Enrolments {
  /** Accounts whose pupil left for another school with another account: their links end with the import. */
  readonly leftBehind: Account[] = [];
  private between: (Named & { readonly account: Row | undefined })[] = [];
  private serial = 0;

  constructor(
    private readonly region: RegionFiles,
    private readonly random: Random,
    private readonly newcomers: Newcomer[],
  ) {}

  private get facts() {
    return this.region.facts;
  }

  /** Anybody who is in the files and learns. */
  aPupil(): Named | null {
    const pupil = this.random.pick([...this.facts.pupils.values()]);
    const row = this.region.students.get(pupil.id);
    return row === undefined || row['enrolled_to'] !== '' ? null : { pupil, row };
  }

  private accountOf({ id }: Pupil): Row | undefined {
    return [...this.region.accounts.values()].find(
      ({ owner_kind: kind, owner_source_id: owner }) => kind === 'student' && owner === id,
    );
  }

  /** False where the one picked cannot go over, as of every act here. */
  transfer(telling: Telling, toKind?: string): boolean {
    const one = this.aPupil();
    if (one === null || one.pupil.stays.latest >= telling.day) return false;
    const grade = this.region.classOf(one.row['class_source_id'])?.['grade_level'];
    const there = this.region.classes.filter((room) => {
      const kind = this.facts.schools.get(room['school_source_id'])?.kind;
      const isOther = room['school_source_id'] !== one.row['school_source_id'];
      return isOther && (toKind === undefined ? room['grade_level'] === grade : kind === toKind);
    });
    if (there.length === 0) return false;
    this.move(one, this.accountOf(one.pupil), this.random.pick(there), telling);
    return true;
  }

  private move({ pupil, row }: Named, account: Row | undefined, room: Row, { day, told }: Telling): void {
    const school = room['school_source_id'];
    row['school_source_id'] = school;
    row['class_source_id'] = room['source_id'];
    row['enrolled_from'] = day;
    pupil.stays.add(day, { school, classId: room['source_id'], kind: 'transfer' }, told);
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
      if (known.closed !== null) reopen(known, told);
      return;
    }
    this.region.accounts.delete(keyOf(row));
    if (known !== undefined) {
      if (known.closed === null) close(known, told);
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

  /** The files name the account no more. */
  private withdraw(row: Row, told: number): void {
    this.region.accounts.delete(keyOf(row));
    const account = this.facts.accounts.get(keyOf(row));
    if (account !== undefined) close(account, told);
  }

  /** EC-067: no school has the pupil until the next files. */
  leave({ day, told }: Telling): boolean {
    const one = this.aPupil();
    if (one === null || one.pupil.stays.latest >= day) return false;
    const account = this.accountOf(one.pupil);
    this.region.students.delete(one.pupil.id);
    if (account !== undefined) this.withdraw(account, told);
    one.pupil.stays.add(day, { school: null, classId: null, kind: 'left' }, told);
    if (this.random.chance(0.6)) this.between.push({ ...one, account });
    return true;
  }

  /** Whoever was between schools since the last files is found at another one. */
  comeBack(telling: Telling): void {
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

  /** How many of those who were awaited came. */
  enterSome(count: number, { day, told }: Telling): number {
    const came = this.newcomers.splice(0, count);
    for (const { row, accounts, ties } of came) {
      row['enrolled_from'] = day;
      const room = this.random.pick(this.region.classes);
      row['class_source_id'] = room['source_id'];
      row['school_source_id'] = room['school_source_id'];
      this.region.enter(row, told);
      for (const account of accounts)
        this.region.open({ ...account, school_source_ids: room['school_source_id'] }, told);
      for (const tie of ties) {
        this.region.ties.push(tie);
        this.region.tie(tie);
        this.follow(tie['representative_source_id'], told);
      }
    }
    return came.length;
  }

  /** How many finished the eleventh class. */
  graduate({ day, told }: Telling): number {
    let finished = 0;
    for (const pupil of this.facts.pupils.values()) {
      const row = this.region.students.get(pupil.id);
      const grade = this.region.classOf(row?.['class_source_id'] ?? '')?.['grade_level'];
      if (row === undefined || grade !== '11' || pupil.stays.latest >= day) continue;
      row['enrolled_to'] = day;
      pupil.stays.add(day, { school: null, classId: null, kind: 'graduated' }, told);
      finished += 1;
    }
    return finished;
  }

  /** EC-078: every class becomes the next one; whoever finished is in the files no more. */
  rollOver(told: number): void {
    const { region } = this;
    const day = '2026-09-01';
    for (const [id, row] of region.students) if (row['enrolled_to'] !== '') region.students.delete(id);
    for (const row of region.accounts.values()) {
      if (row['owner_kind'] === 'student' && !region.students.has(row['owner_source_id']))
        this.withdraw(row, told);
    }
    const next = (id: string) => `${id}-${FIRST_YEAR_CLASS}`;
    const stays = region.classes.filter(({ grade_level: grade }) => Number(grade) < 11);
    const going = new Set(stays.map(({ source_id }) => source_id));
    region.classes = stays.map((room) => ({
      ...room,
      source_id: next(room['source_id']),
      academic_year: '2026/2027',
      grade_level: String(Number(room['grade_level']) + (room['grade_level'] === '0' ? 0 : 1)),
    }));
    region.tellGrades();
    for (const row of region.students.values()) {
      const old = row['class_source_id'];
      row['class_source_id'] = going.has(old) ? next(old) : old.endsWith(FIRST_YEAR_CLASS) ? old : '';
      const pupil = this.facts.pupils.get(row['source_id']);
      const classId = row['class_source_id'] === '' ? null : row['class_source_id'];
      if (pupil === undefined || classId === old) continue;
      const { latest } = pupil.stays;
      const last = pupil.stays.on(latest, Infinity);
      // A class of the next year begins with it; no class at all, or one of today, corrects what the row said last (formats.md).
      if (latest < day && classId !== null)
        pupil.stays.add(day, { school: row['school_source_id'], classId, kind: 'class_change' }, told);
      else if (last !== undefined) pupil.stays.add(latest, { ...last, classId }, told);
    }
  }
}
