import { type CalendarDate, birthdayOn } from '../../kernel/calendar-date.js';
import { firstOfSeptember, staffSpan } from './births.js';
import { type Household, type JournalRole, type Member, type StaffRow } from './household.js';
import { type Numbering } from './numbering.js';
import { type People } from './people.js';
import { type Random } from './random.js';
import { type Seat, staffRow, toMember } from './rows.js';
import { type Seats } from './seats.js';
import { type School, type Territory } from './territory.js';

const SUBJECTS: readonly string[] = [
  'учитель начальных классов',
  'учитель русского языка и литературы',
  'учитель математики',
  'учитель английского языка',
  'учитель физики',
  'учитель химии',
  'учитель биологии',
  'учитель истории',
  'учитель географии',
  'учитель информатики',
  'учитель физической культуры',
  'учитель музыки',
];

/** Draws the employees of the schools; every fourth or so is one of the parents (EC-081). */
export class StaffRoom {
  constructor(
    private readonly random: Random,
    private readonly people: People,
    private readonly numbering: Numbering,
    private readonly seats: Seats,
    private readonly territory: Territory,
  ) {}

  /** The principal, who is also the school's administrator in the journal. */
  principal(school: School): Household {
    return this.hire(school, 'директор', 'school_admin');
  }

  /** Perhaps makes one of these adults a teacher of this school or of one near it. */
  employ(adults: readonly Member[], near: Seat): void {
    const { random } = this;
    const [adult] = adults;
    if (adult === undefined || !random.chance(0.019)) return;
    const { school } = random.chance(0.6) ? near : this.seats.nearby(near);
    if (school.staffWanted < 1 || adult.human.snils === null) return;
    this.appoint(adult, school, this.position(school), this.role(school));
  }

  /** One more employee from outside the families: a teacher, a homeroom teacher, a deputy, somebody of the office. */
  other(school: School): Household {
    const draw = this.random.unit();
    if (draw < 0.06) return this.hire(school, 'заместитель директора', 'school_admin');
    if (draw < 0.16) return this.hire(school, 'специалист', null);
    return this.hire(school, this.position(school), this.role(school));
  }

  private hire(school: School, position: string, role: JournalRole | null): Household {
    const member = toMember(this.people.adult(staffSpan(this.territory.startYear)));
    this.appoint(member, school, position, role);
    return { members: [member], ties: [] };
  }

  private appoint(member: Member, school: School, position: string, role: JournalRole | null): void {
    school.staffWanted -= 1;
    member.rows.push(this.row(member, school, position, role));
  }

  private row(member: Member, school: School, position: string, role: JournalRole | null): StaffRow {
    const { system, sourceId } = school;
    const externalId = role === null ? null : this.numbering.account(system);
    const account =
      role === null || externalId === null ? null : { system, externalId, role, schoolIds: [sourceId] };
    const id = this.numbering.row('staff');
    return staffRow(member.human, school, id, account, position, this.appointedOn(member.human.born));
  }

  /** Some 1st of September since the person was 22. */
  private appointedOn(born: CalendarDate): CalendarDate {
    const earliest = Number(birthdayOn(born, 22).slice(0, 4));
    return firstOfSeptember(
      this.random.between(Math.min(earliest, this.territory.startYear), this.territory.startYear),
    );
  }

  private position(school: School): string {
    if (school.kind === 'preschool') return 'воспитатель';
    return school.kind === 'vocational' ? 'преподаватель' : this.random.pick(SUBJECTS);
  }

  private role(school: School): JournalRole {
    return school.kind !== 'preschool' && this.random.chance(0.45) ? 'homeroom' : 'teacher';
  }
}
