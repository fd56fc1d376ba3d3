import { beginning, isGeneral, plusDays, type TrueDay } from './true-day.js';
import { EVER_AFTER } from './comparing.js';
import { type NumbersYear, ZONE } from './numbers-year.js';
import { BUCKETS, type Reasons, trueReasonsOfAll } from './true-growth.js';
import { nameOf, unitsOf } from './true-numbers.js';

/** The numbers of a decomposition in the order in which both sides tell them. */
const PARTS = [
  ...['linked_from', 'linked_to', 'delta', 'new_links', 'inflow', 'lost_links', 'turned_18', 'outflow'],
  ...['aged_in_14', 'aged_out_14', 'in_birth_date_corrected', 'in_reorganised', 'in_transfer_linked'],
  ...['in_transfer_unlinked', 'in_unplaced', 'in_newcomer', 'out_birth_date_corrected', 'out_reorganised'],
  ...['out_transfer', 'out_graduated', 'out_unplaced', 'out_left_region'],
] as const;
const NONE = PARTS.map(() => '0').join();
const PAIRS_AT_ONCE = 40;
/** Connections that compute at the same time. */
const LANES = 2;

type Pair = readonly [TrueDay, TrueDay];

/** What growth between every two days came to. */
export interface EveryPair {
  readonly pairs: number;
  /** Units and buckets of all pairs together, each with all its parts. */
  readonly compared: number;
  readonly mistakes: readonly string[];
}

interface FoundPair extends Record<string, unknown> {
  readonly pair: number;
  /** `level id|bucket|parts` each. */
  readonly rows: readonly string[];
}

/**
 * The reasons of growth of every unit between every two of the days: the product's beside the truth, and its identity of f.4.
 * A level that is no school's counts general schools only, and so does the growth of a school (f.0.3).
 */
export async function compareEveryPair(year: NumbersYear, days: readonly TrueDay[]): Promise<EveryPair> {
  const pairs = days.flatMap((from, n) => days.slice(n + 1).map((to): Pair => [from, to]));
  const mistakes: string[] = [];
  let compared = 0;
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < pairs.length) {
      const some = pairs.slice(next, (next += PAIRS_AT_ONCE));
      for (const { pair, rows } of await readPairs(year, some)) {
        const days = some[pair];
        if (days === undefined) continue;
        compared += rows.length;
        mistakes.push(...mistakesOf(year, days, rows));
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return { pairs: pairs.length, compared, mistakes };
}

function readPairs(year: NumbersYear, pairs: readonly Pair[]): Promise<FoundPair[]> {
  const end = (day: string) => new Date(beginning(plusDays(day, 1), ZONE)).toISOString();
  const asked = pairs.map(([{ day: from }, { day: to }], pair) => ({
    ...{ pair, from, to, end_from: end(from), end_to: end(to) },
  }));
  return year.database.query<FoundPair>(
    `SELECT p.pair, array_agg(concat_ws('|', g.level || ' ' || coalesce(o.source_id, m.source_id, 'region'), g.bucket,
              concat_ws(',', ${PARTS.map((part) => `g.${part}`).join(', ')}))) AS rows
       FROM jsonb_to_recordset($2) AS p (pair integer, "from" date, "to" date, end_from timestamptz, end_to timestamptz)
      CROSS JOIN LATERAL growth_decomposition($1, p."from", p.end_from, p."from", p."to", p.end_to, p."to", NULL, NULL) g
       LEFT JOIN schools o ON o.id = g.unit_id LEFT JOIN municipalities m ON m.id = g.unit_id
      GROUP BY p.pair`,
    [year.known.regionId, JSON.stringify(asked)],
  );
}

function mistakesOf({ facts }: NumbersYear, days: Pair, rows: readonly string[]): string[] {
  const [before, after] = days;
  const units = unitsOf([...new Set([...before.schools, ...after.schools])].filter(isGeneral));
  const due = new Map<string, string>();
  for (const [unit, buckets] of trueReasonsOfAll(facts, units, days, EVER_AFTER)) {
    for (const bucket of BUCKETS) due.set(`${nameOf(unit)}|${bucket}`, textOf(buckets[bucket]));
  }
  const where = `${before.day} ${after.day}`;
  const mistakes: string[] = [];
  let region = 0;
  let schools = 0;
  for (const row of rows) {
    const at = row.lastIndexOf('|');
    const [key, is] = [row.slice(0, at), row.slice(at + 1)];
    // Of a school that was closed before both days there is nobody.
    const expected = due.get(key) ?? NONE;
    due.delete(key);
    if (is !== expected) mistakes.push(`${where} ${key}: ${is}, not ${expected}`);
    if (is === NONE) continue;
    const of = partsOf(is);
    const gone = of('lost_links') + of('turned_18') + of('aged_out_14') + of('outflow');
    if (of('delta') !== of('new_links') + of('aged_in_14') + of('inflow') - gone)
      mistakes.push(`${where} ${key}: the identity of ${is} is not zero`);
    if (key === 'region region|minors') region = of('delta');
    if (key.startsWith('school ') && key.endsWith('|minors')) schools += of('delta');
  }
  if (region !== schools) mistakes.push(`${where}: the region is not the sum of its schools`);
  return [...mistakes, ...[...due.keys()].map((key) => `${where} ${key} is missing`)];
}

function partsOf(text: string): (part: (typeof PARTS)[number]) => number {
  const values = text.split(',').map(Number);
  return (part) => values[PARTS.indexOf(part)] ?? Number.NaN;
}

function textOf(reasons: Reasons): string {
  const delta = (reasons['linked_to'] ?? 0) - (reasons['linked_from'] ?? 0);
  return PARTS.map((part) => String(part === 'delta' ? delta : (reasons[part] ?? 0))).join();
}
