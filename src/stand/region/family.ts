import { addDays, ageOn, birthdayOn, type CalendarDate, daysBetween } from '../../kernel/calendar-date.js';
import { enrolledFrom, pupilSpan } from './births.js';
import { type Guardian, Guardians } from './guardians.js';
import {
  type Household,
  type Human,
  type JournalAccount,
  type JournalRole,
  type Member,
  type RepresentativeRow,
  type StudentRow,
  type Tie,
  type TieKind,
} from './household.js';
import { type Numbering } from './numbering.js';
import { type BirthSpan, type Lineage, type People } from './people.js';
import { type Random } from './random.js';
import { representativeRow, type Seat, studentRow, toMember } from './rows.js';
import { type Seats } from './seats.js';
import { type StaffRoom } from './staff-room.js';
import { type School, type Territory } from './territory.js';

/** The least distance between the births of siblings who are no twins, days. */
const PREGNANCY = 290;

interface Child {
  readonly member: Member;
  readonly seat: Seat;
  readonly row: StudentRow;
}

/** A pupil whose name and birth date the next pupil of that grade will share. */
interface Namesake {
  readonly human: Human;
  readonly lineage: Lineage;
  readonly grade: number;
}

/** A family, and whether its rows may be spoilt at random. */
export interface DrawnFamily {
  readonly household: Household;
  readonly mayBeDirty: boolean;
  /** The second of two namesakes, when this family has it. */
  readonly secondNamesake: Member | null;
}

/** Draws families round free seats: children, those who answer for them, what the schools keep on all of them. */
export class Families {
  private waiting: Namesake | null = null;
  private readonly guardians: Guardians;

  constructor(
    private readonly random: Random,
    private readonly people: People,
    private readonly numbering: Numbering,
    private readonly seats: Seats,
    private readonly staffRoom: StaffRoom,
    private readonly territory: Territory,
    private readonly today: CalendarDate,
  ) {
    this.guardians = new Guardians(random, people);
  }

  /**
   * A family whose first child takes the seat.
   *
   * @param official finds the one who answers for the orphans of this school; null where it keeps none (EC-052)
   */
  draw(seat: Seat, official: (() => RepresentativeRow) | null): DrawnFamily {
    const namesake = this.takeNamesake(seat);
    const lineage = namesake?.lineage ?? this.people.lineage();
    const children = this.children(seat, lineage, namesake?.human ?? null);
    const eldest = eldestOf(children);
    const orphans = official !== null && ageOn(this.today, eldest) < 18 && this.random.chance(0.4);
    const guardians = orphans ? [] : this.guardians.draw(lineage, eldest);
    const ties = orphans ? this.officialTies(children, official()) : this.tie(guardians, children);
    const adults = guardians.map(({ member }) => member);
    this.staffRoom.employ(adults, seat);
    const outsider = this.guardians.outsider(lineage, eldest, guardians);
    const [first] = children;
    const secondNamesake = namesake === null || first === undefined ? null : first.member;
    const firstNamesake = namesake === null && this.startNamesake(children, lineage);
    secondNamesake?.sideEffects.push('namesake');
    return {
      household: { members: [...children.map(({ member }) => member), ...adults, ...outsider], ties },
      mayBeDirty: secondNamesake === null && !firstNamesake,
      secondNamesake,
    };
  }

  private children(seat: Seat, lineage: Lineage, namesake: Human | null): Child[] {
    const { random, territory } = this;
    const first = namesake ?? this.people.child(lineage, pupilSpan(seat, territory.startYear, random));
    const children = [this.enrol(first, seat)];
    if (random.chance(0.0095)) {
      const twinSeat = this.seats.takeForTwin(seat);
      if (twinSeat !== null) {
        const twin = this.people.child(lineage, { from: first.born, days: 1 });
        children.push(this.enrol(twin, twinSeat));
      }
    }
    const more = random.pickWeighted([
      [0, 0.77],
      [1, 0.185],
      [2, 0.035],
      [3, 0.01],
    ]);
    for (let n = 0; n < more; n += 1) this.addSibling(children, seat, lineage);
    return children;
  }

  private addSibling(children: Child[], near: Seat, lineage: Lineage): void {
    const seat = this.seats.takeForSibling(near);
    if (seat === null) return;
    const span = this.siblingSpan(children, seat);
    if (span === null) this.seats.giveBack(seat);
    else children.push(this.enrol(this.people.child(lineage, span), seat));
  }

  /** The part of the grade's year that is far enough from the births of the others; null when there is none. */
  private siblingSpan(children: readonly Child[], seat: Seat): BirthSpan | null {
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const span = pupilSpan(seat, this.territory.startYear, this.random);
      const from = addDays(span.from, this.random.below(Math.max(span.days - 30, 1)));
      const clear = children.every(({ member: { human } }) => {
        const distance = daysBetween(human.born, from);
        return distance >= PREGNANCY || distance <= -PREGNANCY - 30;
      });
      if (clear) return { from, days: 30 };
    }
    return null;
  }

  private enrol(human: Human, seat: Seat): Child {
    const { random, numbering } = this;
    const member = toMember(human);
    const from = enrolledFrom(seat, this.territory.startYear, random);
    const hasAccount = seat.school.kind !== 'preschool' && random.chance(0.975);
    const account = hasAccount ? this.account('student', [seat.school]) : null;
    const enrollment = random.chance(0.004) ? 'external' : 'main';
    const row = studentRow(human, seat, numbering.row('student'), account, from, enrollment);
    member.rows.push(row);
    if (hasAccount && random.chance(0.006)) this.enrolElsewhere(member, seat, from);
    return { member, seat, row };
  }

  /** A second school for a part of the programme (EC-069): the same human in two pupil rows. */
  private enrolElsewhere(member: Member, seat: Seat, from: CalendarDate): void {
    const other = this.seats.visit(seat);
    if (other === null) return;
    const account = this.account('student', [other.school]);
    const sourceId = this.numbering.row('student');
    member.rows.push(studentRow(member.human, other, sourceId, account, from, 'additional'));
  }

  private tie(guardians: readonly Guardian[], children: readonly Child[]): Tie[] {
    return guardians.flatMap(({ member, kind }) => {
      const rows = this.reportGuardian(member, children);
      const ties = children.flatMap(({ seat, row, member: child }) => {
        const representative = rows.get(seat.school) ?? [...rows.values()][0];
        if (representative === undefined) return [];
        return [this.tieOf(row, representative, kind, child.human)];
      });
      for (const row of rows.values()) row.mandate = this.mandateOf(row, ties);
      return ties;
    });
  }

  private mandateOf(row: RepresentativeRow, ties: readonly Tie[]): RepresentativeRow['mandate'] {
    const own = ties.filter(({ representative }) => representative === row);
    return own.some(({ to }) => to === null || to > this.today) ? 'valid' : 'ended';
  }

  /** One row for each school that reports the person; some parents have one account for all of them (EC-131). */
  private reportGuardian(member: Member, children: readonly Child[]): Map<School, RepresentativeRow> {
    const schools = [...new Set(children.map(({ seat }) => seat.school))];
    const oneSystem = new Set(schools.map(({ system }) => system)).size === 1;
    const [first] = schools;
    const rows = new Map<School, RepresentativeRow>();
    if (first !== undefined && schools.length > 1 && oneSystem && this.random.chance(0.12)) {
      rows.set(first, this.representative(member, first, schools));
    } else {
      for (const school of schools) rows.set(school, this.representative(member, school, [school]));
    }
    return rows;
  }

  private representative(member: Member, school: School, served: readonly School[]): RepresentativeRow {
    const account = this.random.chance(0.96) ? this.account('representative', served) : null;
    const row = representativeRow(member.human, school, this.numbering.row('representative'), account);
    member.rows.push(row);
    return row;
  }

  /** A guardian becomes a trustee at 14 (EC-051); both end at 18. */
  private tieOf(student: StudentRow, representative: RepresentativeRow, kind: TieKind, child: Human): Tie {
    if (kind === 'parent' || kind === 'adoptive_parent') {
      return { student, representative, kind, from: child.born, to: null };
    }
    const trustee = kind === 'guardian' && ageOn(this.today, child.born) >= 14;
    const to = birthdayOn(child.born, 18);
    return { student, representative, kind: trustee ? 'trustee' : kind, from: student.from, to };
  }

  private officialTies(children: readonly Child[], official: RepresentativeRow): Tie[] {
    return children.map(({ row, member }) =>
      this.tieOf(row, official, 'institution_representative', member.human),
    );
  }

  private account(role: JournalRole, schools: readonly School[]): JournalAccount {
    const system = schools[0]?.system ?? 'demo-journal';
    const schoolIds = schools.map(({ sourceId }) => sourceId);
    return { system, externalId: this.numbering.account(system), role, schoolIds };
  }

  private startNamesake(children: readonly Child[], lineage: Lineage): boolean {
    const [only, second] = children;
    if (this.waiting !== null || only === undefined || second !== undefined) return false;
    const usual = !lineage.turkic && only.member.rows.length === 1;
    if (!usual || !this.random.chance(0.002)) return false;
    this.waiting = { human: only.member.human, lineage, grade: only.seat.group.grade };
    only.member.sideEffects.push('namesake');
    return true;
  }

  private takeNamesake({ group, school }: Seat): { readonly human: Human; readonly lineage: Lineage } | null {
    const { waiting } = this;
    if (waiting?.grade !== group.grade || school.kind === 'evening') return null;
    this.waiting = null;
    return { human: this.people.namesakeOf(waiting.human), lineage: waiting.lineage };
  }
}

function eldestOf(children: readonly Child[]): CalendarDate {
  const [eldest] = children.map(({ member }) => member.human.born).sort();
  if (eldest === undefined) throw new RangeError('a family without children');
  return eldest;
}
