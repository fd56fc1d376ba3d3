import type { Facts } from './facts.js';
import { accountsAtRisk, placesOf, type Standing } from './true-standing.js';
import { CHANNELS } from './process-facts.js';
import { beginning, plusDays } from './true-day.js';
import type { Numbers } from './true-numbers.js';

/** When the process of a day was counted, and of which schools. */
export interface TakenProcess {
  readonly day: string;
  readonly known: number;
  /** Counted in the night after the day. */
  readonly isInTime: boolean;
  readonly schools: readonly string[];
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

type Unit = readonly [name: string, has: (school: string | null) => boolean];

/** f.5 of every unit, event by event: `level id` → indicator → number; what stands beside a number as `id beside`. */
export function trueProcess(
  facts: Facts,
  taken: TakenProcess,
  zone: string,
): Readonly<Record<string, Numbers>> {
  const { day, known, schools } = taken;
  const end = beginning(plusDays(day, 1), zone);
  const standings = taken.isInTime ? accountsAtRisk(facts, taken, zone) : null;
  const accounts = new Map([...facts.accounts.values()].map((one) => [one.key, placesOf(facts, one, known)]));
  const isSeen = (has: Unit[1], account: string) => (accounts.get(account) ?? []).some(has);
  return Object.fromEntries(
    unitsOf(facts, schools).map(([name, has]) => {
      const isHere = (account: string) => isSeen(has, account);
      const numbers = {
        ...signInsOf(facts, isHere, day),
        ...riskOf(standings?.filter(({ school }) => has(school)) ?? null),
        ...attemptsOf(facts, has, isHere, end),
        ...failuresOf(facts, name, end),
        ...casesOf(facts, has, end),
        ...denialsOf(facts, has, end),
        ...overlaysOf(facts, has, isHere, end, zone),
        ...leaksOf(facts, has, day),
      };
      return [name, Object.fromEntries(Object.entries(numbers).map(([id, value]) => [id, String(value)]))];
    }),
  );
}

/** Every school counts here, of whatever kind: passwords end in all of them. The region also has what has no school. */
function unitsOf(facts: Facts, ids: readonly string[]): Unit[] {
  const schools = [...facts.schools.values()].filter(({ id }) => ids.includes(id));
  const among = (of: typeof schools) => {
    const these = new Set(of.map(({ id }) => id));
    return (school: string | null) => school !== null && these.has(school);
  };
  const towns = [...new Set(schools.map(({ town }) => town))];
  const own = schools.filter(({ founder }) => founder === 'municipal');
  return [
    ['region region', () => true],
    ...towns.map((id): Unit => [`municipality ${id}`, among(schools.filter(({ town }) => town === id))]),
    ...[...new Set(own.map(({ town }) => town))].map((id): Unit => [
      `founder ${id}`,
      among(own.filter(({ town }) => town === id)),
    ]),
    ...schools.map((school): Unit => [`school ${school.id}`, among([school])]),
  ];
}

/** I-30, I-31: of 30 civil days. */
function signInsOf({ process }: Facts, isHere: (account: string) => boolean, day: string) {
  const first = plusDays(day, -29);
  const here = [...process.signIns].filter(([account]) => isHere(account));
  const lately = here.flatMap(([account, all]) =>
    all.filter((one) => one.day >= first && one.day <= day).map((one) => ({ ...one, account })),
  );
  const times = (of: typeof lately) => of.reduce((sum, one) => sum + one.times, 0);
  const byPassword = (of: typeof lately) => of.filter(({ method }) => method === 'password');
  const channels = CHANNELS.map(
    (channel) => [channel, lately.filter((one) => one.channel === channel)] as const,
  );
  return {
    'I-30': share(times(byPassword(lately)), times(lately)),
    'I-30 beside': beside(
      channels
        .filter(([, of]) => of.length > 0)
        .map(([channel, of]) => [channel, { sign_ins: times(of), by_password: times(byPassword(of)) }]),
    ),
    'I-31': new Set(byPassword(lately).map(({ account }) => account)).size,
  };
}

/** I-32, I-33: an account of several schools counts once, at risk where it is at risk at one of them. */
function riskOf(standings: readonly Standing[] | null) {
  if (standings === null) return { 'I-32': '—', 'I-33': '—', 'I-32 beside': '[]' };
  const accounts = new Map<string, Standing>();
  for (const one of standings) {
    const other = accounts.get(one.account);
    accounts.set(one.account, { ...one, isAtRisk: one.isAtRisk || (other?.isAtRisk ?? false) });
  }
  const all = [...accounts.values()];
  const risk = (of: readonly Standing[]) => of.filter(({ isAtRisk }) => isAtRisk).length;
  const waves = [...new Set(all.map(({ wave }) => wave))].map((wave) => {
    const of = all.filter((one) => one.wave === wave);
    const linked = of.filter(({ isLinked }) => isLinked).length;
    return [wave, { signed_in: of.length, linked, at_risk: risk(of) }] as const;
  });
  return {
    'I-32': risk(all),
    'I-33': share(all.length - risk(all), all.length),
    'I-32 beside': beside(waves),
  };
}

/** I-36: links that were offered, and cases that are about no link. */
function attemptsOf({ process }: Facts, has: Unit[1], isHere: (account: string) => boolean, end: number) {
  const offered = process.attempts.filter(({ at, account }) => isRecent(at, end) && isHere(account));
  const cases = process.cases.filter(
    (one) => one.account === null && isRecent(one.opened, end) && has(one.school),
  );
  const automatic = offered.filter(({ rule, isActive }) => isActive && (rule === 'R1' || rule === 'R2'));
  return { 'I-36': share(automatic.length, offered.length + cases.length) };
}

/** I-37: of the region only, each code of an attempt once. */
function failuresOf({ process }: Facts, name: string, end: number) {
  if (name !== 'region region') return { 'I-37': '—', 'I-37 beside': '[]' };
  const lately = process.failures.filter(({ at }) => isRecent(at, end));
  const codes = lately.flatMap((one) => [...new Set(one.codes)]);
  return { 'I-37': lately.length, 'I-37 beside': beside(tally(codes)) };
}

/** I-38: who waits at the end of the day, where, and how old nine of ten are. */
function casesOf({ process }: Facts, has: Unit[1], end: number) {
  const open = process.cases
    .filter(
      ({ opened, decided, school }) => opened < end && (decided === null || decided >= end) && has(school),
    )
    .map(({ opened, raised }) => ({
      hours: Math.floor((end - opened) / HOUR_MS),
      level: raised !== null && raised.at < end ? raised.level : 'school',
    }));
  const p90 = (of: typeof open) =>
    of.map(({ hours }) => hours).sort((a, b) => a - b)[Math.ceil(of.length * 0.9) - 1];
  const levels = [...new Set(open.map(({ level }) => level))].map((level) => {
    const of = open.filter((one) => one.level === level);
    return [level, { open: of.length, age_p90_hours: p90(of) }] as const;
  });
  return { 'I-38': open.length, 'I-38.age': p90(open) ?? '—', 'I-38 beside': beside(levels) };
}

/** I-39: who was denied, and of them who was not linked and became so within two days, before the day ended. */
function denialsOf({ process, accounts }: Facts, has: Unit[1], end: number) {
  const lately = process.denials.filter(({ at, school }) => isRecent(at, end) && has(school));
  const linked = lately.filter(({ account, at }) => {
    const spans = accounts.get(account)?.active ?? [];
    if (spans.some(({ from, to }) => from <= at && (to === null || to > at))) return false;
    return spans.some(({ from }) => from > at && from <= at + 2 * DAY_MS && from < end);
  });
  const distinct = (of: typeof lately) => new Set(of.map(({ account }) => account)).size;
  return { 'I-39': share(distinct(linked), distinct(lately)) };
}

/** I-40. */
function overlaysOf(
  { process, exemptions }: Facts,
  has: Unit[1],
  isHere: (account: string) => boolean,
  end: number,
  zone: string,
) {
  const granted = [
    ...exemptions.map((one) => ({ ...one, type: 'no_esia_possible', state: 'active', ended: null })),
    ...process.exemptions,
  ];
  const held = granted.filter(({ school, state, from, decided, to, ended }) => {
    const begun = Math.max(beginning(from, zone), decided);
    return has(school) && state === 'active' && begun < end && (ended ?? beginning(to, zone)) >= end;
  });
  const postponed = process.postponed.filter(({ at, school }) => at < end && has(school));
  return {
    'I-40.reenable': process.reenabled.filter(({ account, at }) => at < end && isHere(account)).length,
    'I-40.exemptions': held.length,
    'I-40.exemptions beside': beside(tally(held.map(({ type }) => type))),
    'I-40.postponed': postponed.filter(({ by }) => by === 'people').length,
    'I-40.missed': postponed.filter(({ by }) => by === 'gates').length,
  };
}

/** I-41. */
function leaksOf({ process }: Facts, has: Unit[1], day: string) {
  const lately = process.leaks.filter(
    (one) => one.day >= plusDays(day, -29) && one.day <= day && has(one.school),
  );
  const channels = new Map<string, number>();
  for (const { channel, times } of lately) channels.set(channel, (channels.get(channel) ?? 0) + times);
  return {
    'I-41': lately.reduce((sum, { times }) => sum + times, 0),
    'I-41 beside': beside([...channels]),
  };
}

const isRecent = (at: number, end: number): boolean => at < end && at >= end - 30 * DAY_MS;
const share = (part: number, whole: number): string => `${String(part)}/${String(whole)}`;
const tally = (of: readonly string[]): [string, number][] => {
  const found = new Map<string, number>();
  for (const one of of) found.set(one, (found.get(one) ?? 0) + 1);
  return [...found];
};

/** Numbers beside a number, in the order of their names. */
export function beside(parts: readonly (readonly [string, unknown])[]): string {
  const sorted = [...parts].sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(
    sorted.map(([key, value]) => [
      key,
      typeof value === 'object' && value !== null
        ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
        : value,
    ]),
  );
}
