import { addDays, ageOn, type CalendarDate } from '../../kernel/calendar-date.js';
import { parseSnils } from '../../kernel/snils.js';
import {
  type DirtKind,
  type Household,
  type Member,
  type RosterRow,
  withDashes,
  writeClean,
} from './household.js';
import { type KnownPeople } from './known-people.js';
import { latinize, otherYear, reversed, swapDayAndMonth, withoutYo } from './miswriting.js';
import { type Numbering } from './numbering.js';
import { type Random } from './random.js';
import { type SyntheticSnils } from './synthetic-snils.js';

/** How often each kind is tried, roughly as schools err; what does not fit the human is drawn anew. */
const DIRT_WEIGHTS: readonly (readonly [DirtKind, number])[] = [
  ['snils_typo', 14],
  ['snils_missing', 20],
  ['snils_zero_lost', 4],
  ['snils_of_parent', 6],
  ['snils_of_sibling', 6],
  ['birth_day_month_swapped', 8],
  ['birth_missing', 7],
  ['birth_year_off', 7],
  ['yo_as_ye', 12],
  ['surname_reversed', 12],
  ['latin_letters', 6],
  ['middle_placeholder', 6],
  ['trailing_nbsp', 6],
  ['surname_old', 6],
  ['row_twice', 5],
];

const NBSP = '\u00A0';
const ATTEMPTS = 8;

/** Spoils rows as schools do, marks what it did, and says of each human which kinds. */
export class Dirt {
  constructor(
    private readonly share: number,
    private readonly random: Random,
    private readonly snils: SyntheticSnils,
    private readonly known: KnownPeople,
    private readonly numbering: Numbering,
    private readonly today: CalendarDate,
  ) {}

  /** Gives each human of the household one dirty row with the asked probability. */
  spoil(household: Household): void {
    for (const member of household.members) {
      if (member.rows.length > 0 && this.random.chance(this.share)) this.spoilSomehow(member, household);
    }
  }

  /** Empties the СНИЛС of every row: twice the same name and birth date, and nothing to tell them apart (EC-039). */
  forgetSnils(member: Member): void {
    for (const row of member.rows) this.dropSnils(row, '');
    member.dirt.push('snils_missing');
  }

  private spoilSomehow(member: Member, household: Household): void {
    // Others may already lean on this human's rows (a child's row carries the СНИЛС): those stay as they are.
    if (member.sideEffects.length > 0) return;
    const row = this.random.pick(member.rows);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const kind = this.random.pickWeighted(DIRT_WEIGHTS);
      if (this.apply(kind, row, member, household)) {
        member.dirt.push(kind);
        return;
      }
    }
    row.written.last += NBSP;
    member.dirt.push('trailing_nbsp');
  }

  /** False, and nothing done, where the kind does not fit this human. */
  private apply(kind: DirtKind, row: RosterRow, member: Member, household: Household): boolean {
    switch (kind) {
      case 'snils_typo':
        return member.human.snils !== null && this.dropSnils(row, this.mistyped(member.human.snils));
      case 'snils_missing':
        return member.human.snils !== null && this.dropSnils(row, '');
      case 'snils_zero_lost':
        return this.loseZero(row, member);
      case 'snils_of_parent':
        return this.borrowFromParent(row, member, household);
      case 'snils_of_sibling':
        return this.borrowFromSibling(row, member, household);
      case 'birth_day_month_swapped':
        return this.misdate(row, member, swapDayAndMonth(member.human.born));
      case 'birth_missing':
        row.written.born = '';
        row.marks.birth = 'none';
        return true;
      case 'birth_year_off':
        return this.misdate(row, member, otherYear(member.human.born, this.random.chance(0.5) ? 1 : -1));
      case 'yo_as_ye':
        return withoutYo(row);
      case 'surname_reversed':
        return this.rename(row, member, reversed(member.human.last));
      case 'latin_letters':
        return latinize(row);
      case 'middle_placeholder':
        row.written.middle = this.random.pick(['нет', '-', 'отсутствует']);
        return true;
      case 'trailing_nbsp':
        row.written.first += NBSP;
        return true;
      case 'surname_old':
        return this.rename(row, member, member.human.maiden);
      case 'row_twice':
        return this.repeat(row, member);
    }
  }

  private dropSnils(row: RosterRow, written: string): boolean {
    row.written.snils = written;
    row.marks.snils = 'none';
    return true;
  }

  /** One digit of the nine is another one, and the control number does not agree (EC-013). */
  private mistyped(snils: string): string {
    for (;;) {
      const place = this.random.below(9);
      const digit = String(this.random.below(10));
      const typo = withDashes(snils.slice(0, place) + digit + snils.slice(place + 1));
      if (parseSnils(typo) === null) return typo;
    }
  }

  /** The human gets a number that begins with a zero, and Excel drops it from one row (EC-017): still readable. */
  private loseZero(row: RosterRow, member: Member): boolean {
    if (member.human.snils === null || member.rows.some(({ marks }) => marks.snils !== 'right')) return false;
    const snils = this.snils.nextWithLeadingZero();
    if (snils === null) return false;
    member.human.snils = snils;
    for (const each of member.rows) each.written.snils = withDashes(snils);
    row.written.snils = snils.slice(1);
    return true;
  }

  private borrowFromParent(row: RosterRow, member: Member, household: Household): boolean {
    if (row.kind !== 'student') return false;
    const ties = household.ties
      .filter(({ student }) => student === row)
      .map(({ representative }) => representative);
    const parent = household.members.find(
      ({ human, rows, dirt }) =>
        human.snils !== null && dirt.length === 0 && rows.some((other) => ties.some((tie) => tie === other)),
    );
    if (parent === undefined) return false;
    parent.sideEffects.push('snils_shared_by_child');
    return this.borrow(row, member, parent);
  }

  /** Only among minors: a pupil of full age would be turned away from a minor's account by G1 instead. */
  private borrowFromSibling(row: RosterRow, member: Member, household: Household): boolean {
    if (row.kind !== 'student' || !this.isMinor(member)) return false;
    const sibling = household.members.find(
      (other) =>
        other !== member &&
        other.human.snils !== null &&
        other.dirt.length === 0 &&
        other.sideEffects.length === 0 &&
        other.rows.some(({ kind }) => kind === 'student') &&
        this.isMinor(other),
    );
    if (sibling === undefined) return false;
    sibling.sideEffects.push('snils_shared_by_sibling');
    return this.borrow(row, member, sibling);
  }

  private borrow(row: RosterRow, member: Member, owner: Member): boolean {
    row.written.snils = writeClean(owner.human).snils;
    row.marks.snils = 'other';
    return member !== owner;
  }

  /**
   * A wrong birth date. Not for pupils near 18: whether they are minors would depend on which of the two dates is
   * believed, and with it whether G1 or R3 answers.
   */
  private misdate(row: RosterRow, member: Member, date: CalendarDate | null): boolean {
    const { born, last, first } = member.human;
    const age = ageOn(this.today, born);
    if (date === null || date === born || date > addDays(this.today, -3 * 365)) return false;
    if (row.kind === 'student' && age >= 16 && age <= 19) return false;
    if (!this.known.claim(last, first, date)) return false;
    row.written.born = date;
    row.marks.birth = 'wrong';
    return true;
  }

  private rename(row: RosterRow, member: Member, last: string | null): boolean {
    const { human } = member;
    if (last === null || last === human.last) return false;
    // The maiden name was claimed together with its bearer, so only the reversed one can be somebody else's.
    if (last !== human.maiden && !this.known.claim(last, human.first, human.born)) return false;
    row.written.last = last;
    row.marks.name = 'differs';
    return true;
  }

  /** The same human once more under another id, without an account: one Person all the same (ROS-16). */
  private repeat(row: RosterRow, member: Member): boolean {
    if (member.human.snils === null) return false;
    const sourceId = this.numbering.row(row.kind);
    member.rows.push({
      ...row,
      sourceId,
      written: { ...row.written },
      marks: { ...row.marks },
      account: null,
    });
    return true;
  }

  private isMinor({ human }: Member): boolean {
    return ageOn(this.today, human.born) < 18;
  }
}
