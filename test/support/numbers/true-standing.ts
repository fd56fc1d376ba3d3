import { type Account, covers, type Exemption, type Facts, isStaffRole } from './facts.js';
import type { OtherExemption } from './process-facts.js';
import { beginning, plusDays } from './true-day.js';
import type { TakenProcess } from './true-process.js';

/** An account that signed in to its e-journal, at one of its schools. */
export interface Standing {
  readonly account: string;
  readonly school: string;
  readonly wave: string;
  readonly isLinked: boolean;
  readonly isAtRisk: boolean;
}

const SCHOOL_DAYS = 30;
const DAY_MS = 86_400_000;

/** I-32 in the night after a day: who uses an e-journal, and whom nothing but the password would let in. */
export function accountsAtRisk(facts: Facts, taken: TakenProcess, zone: string): readonly Standing[] {
  const { day, known, schools } = taken;
  const end = beginning(plusDays(day, 1), zone);
  const since = new Map(schools.map((school) => [school, firstSchoolDay(facts, school, day)]));
  const found: Standing[] = [];
  for (const account of facts.accounts.values()) {
    if (account.absent.some((one) => covers(one, end))) continue;
    const signIns = facts.process.signIns.get(account.key) ?? [];
    const places = placesOf(facts, account, known);
    const isLinked = account.active.some((one) => covers(one, end));
    const isSafe = isLinked || hasOpenCase(facts, account, places, end, zone);
    const wave = waveOf(facts, account, day, end, known);
    for (const school of places) {
      const first = since.get(school) ?? '9999-12-31';
      if (!signIns.some((one) => one.day >= first && one.day <= day)) continue;
      const isAtRisk =
        !isSafe &&
        !isExempt(facts, account, places, wave, taken, zone) &&
        !hasPaper(facts, account, school, end);
      found.push({ account: account.key, school, wave, isLinked, isAtRisk });
    }
  }
  return found;
}

/**
 * The first of the last 30 school days. They end two days before the morning that counts: the e-journal may still owe the mark
 * that yesterday is complete, and sign-ins after them count nevertheless (e.3).
 */
function firstSchoolDay({ process }: Facts, school: string, day: string): string {
  let at = plusDays(day, -1);
  for (let found = 0; found < SCHOOL_DAYS;) {
    at = plusDays(at, -1);
    const isSunday = new Date(`${at}T00:00:00Z`).getUTCDay() === 0;
    const isSummer = ['06', '07', '08'].includes(at.slice(5, 7));
    const isFree = process.holidays.some(
      (one) => (one.school === null || one.school === school) && one.from <= at && at <= one.to,
    );
    if (!isSunday && !isSummer && !isFree) found += 1;
  }
  return at;
}

/** A proof that is waited for 30 days at most, a case without a decision, an exemption asked for. */
function hasOpenCase(
  facts: Facts,
  account: Account,
  places: readonly string[],
  end: number,
  zone: string,
): boolean {
  const { attempts, cases, exemptions } = facts.process;
  const isOpen = (until: number | null) => until === null || until >= end;
  return (
    attempts.some(
      (one) =>
        one.account === account.key && isOpen(one.waitsUntil) && one.at < end && one.at + 30 * DAY_MS >= end,
    ) ||
    cases.some(
      (one) =>
        (one.account === account.key || one.candidates.includes(account.key)) &&
        one.opened < end &&
        isOpen(one.decided),
    ) ||
    exemptions.some(
      (one) =>
        one.state === 'requested' &&
        one.decided < end &&
        isOf(facts, account, one) &&
        places.includes(one.school) &&
        beginning(one.to, zone) >= end,
    )
  );
}

/** Of the person, wherever the school went; of the class, the role or the school, at that school. */
function isExempt(
  facts: Facts,
  account: Account,
  places: readonly string[],
  wave: string,
  { day, known }: TakenProcess,
  zone: string,
): boolean {
  const end = beginning(plusDays(day, 1), zone);
  const held = [
    ...facts.exemptions.filter((one) => one.decided < end),
    ...facts.process.exemptions.filter(
      (one) => one.state === 'active' && one.decided < end && one.ended === null,
    ),
  ].filter(({ from, to }) => from <= day && to > day);
  const served = (school: string) =>
    places.includes(school) ||
    facts.successions.some(({ from, to, told }) => from === school && told < known && places.includes(to));
  return held.some((one) => {
    if (one.scope === 'person') return isOf(facts, account, one) && served(one.school);
    if (!places.includes(one.school)) return false;
    if (one.scope === 'school') return true;
    if (one.scope === 'role') return one.wave === wave;
    return classmates(facts, account, one, day, end, known);
  });
}

const isOf = (facts: Facts, { human }: Account, one: Exemption | OtherExemption): boolean =>
  one.scope === 'person' && facts.pupils.get(one.of)?.human === human;

/** The pupils of a class and whoever represents one of them. */
function classmates(
  facts: Facts,
  { human, role }: Account,
  { of, school }: { readonly of: string; readonly school: string },
  day: string,
  end: number,
  known: number,
): boolean {
  if (isStaffRole(role)) return false;
  const inClass = [...facts.pupils.values()].filter(({ stays }) => {
    const stay = stays.on(day, known);
    return stay?.classId === of && stay.school === school;
  });
  if (role === 'student') return inClass.some((pupil) => pupil.human === human);
  const children = new Set(inClass.map(({ id }) => id));
  return facts.ties.some(({ child, adult, from, to }) => {
    const until = to.on(end - 1, known) ?? null;
    return (
      children.has(child) &&
      facts.adults.get(adult) === human &&
      from <= day &&
      (until === null || until > day)
    );
  });
}

/** A refusal counts where the principal of that school confirmed the paper alternative. */
function hasPaper(facts: Facts, { human }: Account, school: string, end: number): boolean {
  return [...facts.pupils.values()].some(
    (pupil) =>
      pupil.human === human &&
      pupil.refused.some(
        (one) =>
          one.school === school &&
          one.paper !== null &&
          one.paper < end &&
          (one.to === null || one.to >= end),
      ),
  );
}

/** The schools of an account now; an account of a school that another took over whole is at the other. */
export function placesOf({ successions }: Facts, { serves }: Account, known: number): readonly string[] {
  const merged = successions.filter(({ kind, told }) => kind === 'merge' && told < known);
  const now = serves.on(known, known) ?? [];
  return [...new Set(now.map((id) => merged.find(({ from }) => from === id)?.to ?? id))];
}

/** The role and age of an account on a day, as the waves of a campaign go (LEG-03). */
function waveOf(facts: Facts, account: Account, day: string, end: number, known: number): string {
  if (isStaffRole(account.role)) return 'staff';
  if (account.role === 'representative') return 'representatives';
  const born = bornOf(facts, account, end, known);
  return born !== null && `${String(Number(born.slice(0, 4)) + 14)}${born.slice(4)}` <= day
    ? 'pupils_14plus'
    : 'pupils_under14';
}

function bornOf({ pupils }: Facts, account: Account, end: number, known: number): string | null {
  const { owner, human, born } = account;
  const own = pupils.get(owner) ?? [...pupils.values()].find((one) => one.human === human);
  return own === undefined ? born : (own.born.on(end - 1, known) ?? null);
}
