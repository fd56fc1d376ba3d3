import {
  type Account,
  covers,
  type Facts,
  isGeneral,
  isStaffRole,
  type Pupil,
  type School,
  type Stay,
} from './facts.js';

/** Hours that the wall clocks of a zone are ahead of Greenwich; none of these zones changes them (h.1). */
export const AHEAD: Readonly<Record<string, number>> = {
  'Europe/Kaliningrad': 2,
  'Europe/Moscow': 3,
  'Asia/Novokuznetsk': 7,
  UTC: 0,
};

export type Age = 'under14' | '14to17' | '18plus' | 'unknown';

/** A pupil of the contingent on a day, and all that is true of them. */
export interface Seen {
  readonly pupil: Pupil;
  readonly stay: Stay;
  readonly school: School;
  readonly born: string | null;
  readonly age: Age;
  readonly declared: boolean;
  readonly linked: boolean;
  readonly used: boolean;
  readonly household: boolean;
  readonly impossible: boolean;
  readonly refused: boolean;
  readonly paper: boolean;
}

/** An adult at a school. */
export interface SeenAdult {
  readonly kind: 'representative' | 'staff';
  readonly human: string;
  readonly school: School;
  readonly linked: boolean;
}

/** A civil day of a zone as it was known before a moment. */
export interface TrueDay {
  readonly day: string;
  readonly schools: readonly School[];
  readonly pupils: ReadonlyMap<string, Seen>;
  readonly adults: readonly SeenAdult[];
  readonly unplaced: number;
}

const DAY_MS = 86_400_000;

export const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The moment at which a civil day begins in a zone. */
export function beginning(day: string, zone: string): number {
  const ahead = AHEAD[zone];
  if (ahead === undefined) throw new RangeError(`the truth knows no zone ${zone}`);
  return Date.parse(`${day}T00:00:00Z`) - ahead * 3_600_000;
}

function ageOf(born: string | null, day: string): Age {
  if (born === null) return 'unknown';
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4)) - (day.slice(5) < born.slice(5) ? 1 : 0);
  return years < 14 ? 'under14' : years < 18 ? '14to17' : '18plus';
}

/** f.0 read off the facts, one human after another; `ageDay` is the day on which ages count, if not the day itself. */
export function trueDay(facts: Facts, day: string, zone: string, known: number, ageDay = day): TrueDay {
  const end = beginning(plusDays(day, 1), zone);
  const schools = [...facts.schools.values()].filter((school) => {
    const closed = school.closed.on(end, known) ?? null;
    return school.dataSince <= day && (closed === null || closed > day);
  });
  const isAt = (account: Account, school: string) =>
    (account.serves.on(end - 1, known) ?? []).includes(school) &&
    account.active.some((one) => covers(one, end));
  const tied = new Map<string, string[]>();
  for (const { child, adult, from, to } of facts.ties) {
    const until = to.on(end - 1, known) ?? null;
    if (from > day || (until !== null && until <= day)) continue;
    const human = facts.adults.get(adult);
    if (human !== undefined) tied.set(child, [...(tied.get(child) ?? []), human]);
  }
  const holding = facts.exemptions.filter(
    ({ from, to, decided }) =>
      decided < known && Math.max(beginning(from, zone), decided) < end && beginning(to, zone) >= end,
  );
  const isRepresenting = (human: string, school: string) =>
    facts.accountsOf(human, (role) => role === 'representative').some((one) => isAt(one, school));
  const look = (pupil: Pupil, stay: Stay, school: School): Seen => {
    const born = pupil.born.on(end - 1, known) ?? null;
    const live = facts
      .accountsOf(pupil.human, (role) => role === 'student')
      .filter((one) => isAt(one, school.id));
    const linked = live.length > 0;
    const refusals = pupil.refused.filter((one) => covers(one, end));
    const wave = ageOf(born, day) === 'under14' || born === null ? 'pupils_under14' : 'pupils_14plus';
    return {
      ...{ pupil, stay, school, born, age: ageOf(born, ageDay), linked },
      declared: linked || pupil.declared.some((one) => covers(one, end)),
      used: linked && (facts.logins.get(pupil.human) ?? []).some((at) => at < end && at >= end - 30 * DAY_MS),
      household: linked || (tied.get(pupil.id) ?? []).some((human) => isRepresenting(human, school.id)),
      impossible: holding.some(
        (one) =>
          (one.scope === 'person' && one.of === pupil.id) ||
          (one.scope === 'class' && one.of === stay.classId && one.school === school.id) ||
          (one.scope === 'school' && one.school === school.id) ||
          (one.scope === 'role' && one.school === school.id && one.wave === wave),
      ),
      refused: refusals.length > 0,
      paper: refusals.some(({ paper }) => paper !== null && paper < end),
    };
  };
  const pupils = new Map<string, Seen>();
  const adults = new Map<string, SeenAdult>();
  let unplaced = 0;
  for (const pupil of facts.pupils.values()) {
    const stay = pupil.stays.on(day, known);
    if (stay === undefined) continue;
    if (stay.school === null) {
      if (isBetween(pupil, day, known)) unplaced += 1;
      continue;
    }
    const school = facts.schools.get(stay.school);
    if (school === undefined) throw new Error(`no school ${stay.school}`);
    if (school.dataSince > day) continue;
    pupils.set(pupil.id, look(pupil, stay, school));
    for (const human of tied.get(pupil.id) ?? []) {
      const linked = isRepresenting(human, school.id);
      adults.set(`representative ${human} ${school.id}`, { kind: 'representative', human, school, linked });
    }
  }
  for (const { human, from, to, school: places } of facts.staff) {
    const until = to.on(end - 1, known) ?? null;
    const school = facts.schools.get(places.on(day, known) ?? '');
    if (school === undefined || from > day || (until !== null && until <= day)) continue;
    const own = facts
      .accountsOf(human, isStaffRole)
      .filter(
        ({ serves, closed }) =>
          (serves.on(end - 1, known) ?? []).includes(school.id) &&
          (closed === null || closed >= end || closed >= known),
      );
    if (own.length === 0) continue;
    const linked = facts.accountsOf(human, isStaffRole).some((one) => isAt(one, school.id));
    adults.set(`staff ${human} ${school.id}`, { kind: 'staff', human, school, linked });
  }
  return { day, schools, pupils, adults: [...adults.values()], unplaced };
}

/** I-42: in no school since 30 days at most, and not because school is over. */
export function isBetween(pupil: Pupil, day: string, known: number): boolean {
  const last = pupil.stays.between('', day, known).at(-1);
  return last?.value.school === null && last.value.kind !== 'graduated' && plusDays(last.at, 30) > day;
}

export { isGeneral };
