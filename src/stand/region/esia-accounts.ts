import { addDays, ageOn, birthdayOn, type CalendarDate } from '../../kernel/calendar-date.js';
import { type EsiaLevel, type Member } from './household.js';
import { type Numbering } from './numbering.js';
import { type Random } from './random.js';

/** The password of everybody in the emulator: it guards nobody real. */
export const PASSWORD = 'demo';

/** Gives people their accounts in the emulator of ЕСИА; not everybody has one. */
export class EsiaAccounts {
  constructor(
    private readonly random: Random,
    private readonly numbering: Numbering,
    private readonly today: CalendarDate,
  ) {}

  /** Decides whether the human has an account and of which level; leaves an account that is there as it is. */
  give(member: Member): void {
    if (member.esia !== null) return;
    const level = this.levelOf(member);
    if (level === null) return;
    const oid = this.numbering.oid();
    member.esia = { oid, login: `u${oid}`, password: PASSWORD, level, parentalConsent: true };
  }

  private levelOf(member: Member): EsiaLevel | null {
    const { random } = this;
    const { human, rows } = member;
    const age = ageOn(this.today, human.born);
    if (human.snils === null) return age >= 14 && random.chance(0.3) ? 'PR' : null;
    const isPupil = rows.some(({ kind }) => kind === 'student');
    if (!isPupil) {
      const isStaff = rows.some(({ kind }) => kind === 'staff');
      return random.pickWeighted<EsiaLevel | null>(isStaff ? STAFF : ADULTS);
    }
    if (age < 3) return null;
    if (age < 14) return random.chance(age < 7 ? 0.05 : 0.3) ? 'KD' : null;
    const inGrace = this.today <= addDays(birthdayOn(human.born, 14), 180);
    return random.pickWeighted<EsiaLevel | null>(inGrace ? TEENS_IN_GRACE : TEENS);
  }
}

type Shares = readonly (readonly [EsiaLevel | null, number])[];

const STAFF: Shares = [
  ['PR', 0.95],
  ['P', 0.02],
  [null, 0.03],
];
const ADULTS: Shares = [
  ['PR', 0.83],
  ['P', 0.06],
  [null, 0.11],
];
const TEENS_IN_GRACE: Shares = [
  ['PR', 0.3],
  ['KD', 0.35],
  ['P', 0.1],
  [null, 0.25],
];
const TEENS: Shares = [
  ['PR', 0.72],
  ['KD', 0.04],
  ['P', 0.09],
  [null, 0.15],
];
