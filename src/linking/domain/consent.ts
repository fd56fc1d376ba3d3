import { ageOn, type CalendarDate } from '../../kernel/calendar-date.js';

/** What the consents of the register are for; each purpose has its own text and its versions. */
export const SIGN_IN_PURPOSE = 'esia_sign_in';

/** Who speaks: the person themselves, or somebody who represents them. */
export type GiverKind = 'self' | 'representative';

/** From this age a minor consents in person, within their capacity (ПП 111, п. 4; PD-04). */
const OWN_CONSENT_AGE = 14;
const FULL_AGE = 18;

/** Who may consent on the day for one born then: under 14 a representative, from the 14th birthday the person alone. */
export function giverOn(day: CalendarDate, born: CalendarDate): GiverKind {
  return ageOn(day, born) >= OWN_CONSENT_AGE ? 'self' : 'representative';
}

/** The gate of LNK-12 asks for a consent until the 18th birthday. */
export function isGateAge(day: CalendarDate, born: CalendarDate): boolean {
  return ageOn(day, born) < FULL_AGE;
}

/** What is known of consent for one pupil. */
export interface ConsentFacts {
  /** A consent of the register that nobody has withdrawn. */
  readonly given: boolean;
  /** One was given and the last word was its withdrawal. */
  readonly withdrawn: boolean;
  /** A linked parent shows the pupil on a verified card of ESIA. */
  readonly shownByParent: boolean;
}

/** True when a link must wait: nobody consented, and no linked parent shows the child; a withdrawal outweighs a card. */
export function isConsentDue({ given, withdrawn, shownByParent }: ConsentFacts): boolean {
  return !given && (withdrawn || !shownByParent);
}
