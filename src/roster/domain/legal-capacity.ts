import { ageOn, type CalendarDate } from '../../kernel/calendar-date.js';

/** Why a minor may act as an adult: emancipated (ГК РФ, art. 27), or employed from 16 (ТК РФ, art. 63). */
export type CapacityKind = 'emancipated' | 'employed';

const FROM_AGE = 16;
const FULL_AGE = 18;

/** EC-035: guard G2 may be lifted for those of 16 and 17 only; an unknown birth date proves no age. */
export function mayBeExcepted(day: CalendarDate, born: CalendarDate | null): boolean {
  if (born === null) return false;
  const age = ageOn(day, born);
  return age >= FROM_AGE && age < FULL_AGE;
}
