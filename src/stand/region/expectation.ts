import { ageOn, addDays, birthdayOn, type CalendarDate } from '../../kernel/calendar-date.js';
import { type EsiaLevel, type Human, type Member, type RosterRow } from './household.js';

/** `auto`, or `code:` with the outcome (outcome-codes.md, i.1) or the case that stops the automatic link. */
export type Expected = 'auto' | `code:${string}`;

/** Days after the 14th birthday on which a child's account is still good (AUTH-06, c.1.1). */
const GRACE_DAYS = 180;

/**
 * What the first sign-in of a human must give for each account that is rightfully his or hers, said from how the rows
 * were made: the marks, never a comparison of texts. This is the answer key for the matching rules of c.3.1, so it
 * shares no code with them.
 */
export function expectAccounts(member: Member, today: CalendarDate): ReadonlyMap<RosterRow, Expected> {
  const owned = member.rows.filter((row) => row.account !== null);
  const { esia } = member;
  if (esia === null) return new Map();
  const outcome = new Map<RosterRow, Expected>();
  for (const row of owned) {
    if (!levelAccepted(esia.level, row.kind === 'student', member.human, today)) {
      outcome.set(row, 'code:ESIA_NOT_VERIFIED');
    } else if (!esia.parentalConsent) {
      outcome.set(row, 'code:AWAITING_PARENT_CONSENT');
    } else {
      outcome.set(row, withRight(member, row, matchOf(member, row)));
    }
  }
  return outcome;
}

/**
 * False where the right to the account has ended, so that not even a code or a school may link it: a representative with
 * no tie in force (EC-050, EC-053). The rows that СНИЛС joins are one Person, and one tie serves them all.
 */
export function mayLink({ rows }: Member, row: RosterRow): boolean {
  if (row.kind !== 'representative') return true;
  const isJoined = isOnePerson(row);
  const same = isJoined ? rows.filter(isOnePerson) : [row];
  return same.some((one) => one.kind === 'representative' && one.mandate === 'valid');
}

/** Only of rows whose СНИЛС and birth date are the human's own; the first name of rows never differs. */
function isOnePerson({ marks }: RosterRow): boolean {
  return marks.snils === 'right' && marks.birth === 'right';
}

/** Whoever was found has nothing to link where the right has ended; a reason not to be found comes first. */
function withRight(member: Member, row: RosterRow, found: Expected): Expected {
  return found === 'auto' && !mayLink(member, row) ? 'code:EC-050' : found;
}

/** Table c.1.1; without the region's permission of KD for older pupils. */
function levelAccepted(level: EsiaLevel, pupil: boolean, human: Human, today: CalendarDate): boolean {
  if (level === 'PR') return true;
  if (level === 'P' || !pupil) return false;
  return ageOn(today, human.born) < 14 || today <= addDays(birthdayOn(human.born, 14), GRACE_DAYS);
}

/** Order of c.3.1: (a) the Persons with this СНИЛС, (b) those with the name and the birth date, (c) nobody. */
function matchOf(member: Member, row: RosterRow): Expected {
  const bySnils = member.rows.filter(({ marks }) => marks.snils === 'right');
  const births = new Set(bySnils.map(({ marks }) => marks.birth));
  const shared = member.sideEffects.includes('snils_shared_by_sibling') ? 1 : 0;
  if (births.size + shared > 1) return 'code:SNILS_DUPLICATE';
  if (births.has('right')) {
    // A row of the same human that is not joined by СНИЛС stays another Person until somebody confirms it.
    return bySnils.includes(row) ? 'auto' : 'code:EC-043';
  }
  const byName = member.rows.filter(
    ({ marks }) => marks.snils !== 'right' && marks.birth === 'right' && marks.name === 'equal',
  );
  const candidates = byName.length + (member.sideEffects.includes('namesake') ? 1 : 0);
  const [first] = bySnils;
  if (first !== undefined) {
    return candidates > 0 ? 'code:AMBIGUOUS' : `code:${oneWithSnils(first)}`;
  }
  if (candidates > 1) return 'code:AMBIGUOUS';
  const [only] = byName;
  if (only === undefined) return 'code:NOT_FOUND';
  if (member.human.snils === null) return 'code:SNILS_MISSING_IN_ESIA';
  return only.marks.snils === 'other' ? 'code:SNILS_MISMATCH' : 'code:SNILS_MISSING_IN_ROSTER';
}

/** R3, R3b and R2x: one Person has the СНИЛС, the birth date is wrong or missing. */
function oneWithSnils({ marks }: RosterRow): string {
  if (marks.birth === 'wrong') return 'BIRTHDATE_MISMATCH';
  return marks.name === 'equal' ? 'BIRTHDATE_MISSING_IN_ROSTER' : 'NAME_DISCREPANCY';
}
