import { addDays, birthdayOn, type CalendarDate } from '../../kernel/calendar-date.js';
import { firstOfSeptember } from './births.js';
import { PASSWORD } from './esia-accounts.js';
import {
  type EsiaLevel,
  type Household,
  type Human,
  type JournalRole,
  type Member,
  type RepresentativeRow,
  type StudentRow,
  type Tie,
  withDashes,
} from './household.js';
import { representativeRow, type Seat, staffRow, studentRow, toMember } from './rows.js';
import { personaSnils } from './synthetic-snils.js';
import { type School, type Territory } from './territory.js';

/** What a persona is said to be; the rest of it is made by {@link PersonaBuilder}. */
export interface PersonaHuman {
  /** Name of the persona; login in ЕСИА where it has an account. */
  readonly login: string;
  /** Place in the range of the personas' СНИЛС and oids, unique. */
  readonly number: number;
  /** «Фамилия Имя Отчество»; the patronymic may be absent. */
  readonly name: string;
  readonly gender: 'M' | 'F';
  readonly born: CalendarDate;
  readonly level: EsiaLevel | null;
  readonly citizenship?: string;
  readonly hasSnils?: boolean;
  readonly parentalConsent?: boolean;
}

/** Makes the personas' rows with ids that no seed changes. */
export class PersonaBuilder {
  constructor(
    private readonly territory: Territory,
    readonly today: CalendarDate,
  ) {}

  /** The day `years` years and `days` days before today. */
  ago(years: number, days: number): CalendarDate {
    return addDays(birthdayOn(this.today, -years), -days);
  }

  /** The n-th school of the region, from 0: the first two are a school and a gymnasium of the capital. */
  school(n: 0 | 1): School {
    const school = this.territory.schools[n];
    if (school === undefined) throw new RangeError('the region has fewer than two schools');
    return school;
  }

  human(facts: PersonaHuman): Member {
    const { login, number, name, gender, born, level, citizenship = 'RUS', hasSnils = true } = facts;
    const [last = '', first = '', middle = null] = name.split(' ');
    const snils = hasSnils ? personaSnils(number) : null;
    const human: Human = {
      id: `p-${login}`,
      last,
      first,
      middle,
      maiden: null,
      gender,
      born,
      snils,
      citizenship,
    };
    const member = toMember(human);
    if (level !== null) {
      const oid = String(1_000_000_100 + number);
      const parentalConsent = facts.parentalConsent ?? true;
      member.esia = { oid, login, password: PASSWORD, level, parentalConsent };
    }
    return member;
  }

  /** A pupil of the school in the first class of the grade that fits the age. */
  pupil(member: Member, school: School): StudentRow {
    const seat = this.seat(member.human.born, school);
    const id = member.human.id;
    const account = { ...accountOf(id, 'student'), schoolIds: [school.sourceId] };
    const from = firstOfSeptember(this.territory.startYear - seat.group.grade + 1);
    const row = studentRow(member.human, seat, `${id}-student`, account, from);
    member.rows.push(row);
    return row;
  }

  /** A representative as this school reports it; `account` false: the journal has none for this person. */
  representative(member: Member, school: School, hasAccount = true): RepresentativeRow {
    const id = `${member.human.id}-${school.sourceId}`;
    const account = hasAccount ? { ...accountOf(id, 'representative'), schoolIds: [school.sourceId] } : null;
    const row = representativeRow(member.human, school, `${id}-representative`, account);
    member.rows.push(row);
    return row;
  }

  employee(member: Member, school: School, position: string, role: JournalRole): void {
    const account = { ...accountOf(`${member.human.id}-staff`, role), schoolIds: [school.sourceId] };
    const from = firstOfSeptember(this.territory.startYear - 3);
    member.rows.push(staffRow(member.human, school, `${member.human.id}-staff`, account, position, from));
  }

  /** The roster has no СНИЛС of this human. */
  dropSnils(member: Member): void {
    for (const { written, marks } of member.rows) {
      written.snils = '';
      marks.snils = 'none';
    }
    member.dirt.push('snils_missing');
  }

  /** The child's row carries the parent's СНИЛС (EC-018). */
  typeSnilsOf(parent: Member, child: Member): void {
    for (const { written, marks } of child.rows) {
      written.snils = withDashes(parent.human.snils ?? '');
      marks.snils = 'other';
    }
    child.dirt.push('snils_of_parent');
    parent.sideEffects.push('snils_shared_by_child');
  }

  household(
    members: readonly Member[],
    ties: readonly (readonly [StudentRow, RepresentativeRow])[],
  ): Household {
    return { members, ties: ties.map(([student, representative]) => parentTie(student, representative)) };
  }

  private seat(born: CalendarDate, school: School): Seat {
    const year = Number(born.slice(0, 4)) - (born.slice(5) < '03-01' ? 1 : 0);
    const grade = Math.min(Math.max(this.territory.startYear - 6 - year, 1), 11);
    const group = school.classes.find((candidate) => candidate.grade === grade);
    if (group === undefined) throw new RangeError('the personas need a class in every grade');
    return { school, group };
  }
}

function accountOf(id: string, role: JournalRole) {
  return { system: 'demo-journal' as const, externalId: id, role };
}

/** The tie begins with the enrolment, which every pupil has, and is not limited. */
function parentTie(student: StudentRow, representative: RepresentativeRow): Tie {
  return { student, representative, kind: 'parent', from: student.from, to: null };
}
