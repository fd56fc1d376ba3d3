import { type Expected } from './expectation.js';
import { type DirtKind, type Household } from './household.js';
import { type School } from './territory.js';

/** Counts of what was written; all are humans unless the name says rows or accounts. */
export interface RegionSummary {
  schools: number;
  classes: number;
  pupils: number;
  representativeRows: number;
  staffRows: number;
  humans: number;
  accounts: number;
  esia: { PR: number; P: number; KD: number; none: number };
  dirtyHumans: number;
  readonly dirt: Map<DirtKind, number>;
  readonly expected: Map<Expected, number>;
}

/** An empty summary with the counts of the places. */
export function startSummary(schools: readonly School[]): RegionSummary {
  return {
    schools: schools.length,
    classes: schools.reduce((sum, { classes }) => sum + classes.length, 0),
    pupils: 0,
    representativeRows: 0,
    staffRows: 0,
    humans: 0,
    accounts: 0,
    esia: { PR: 0, P: 0, KD: 0, none: 0 },
    dirtyHumans: 0,
    dirt: new Map(),
    expected: new Map(),
  };
}

/** Adds a household and what is expected of its accounts. */
export function count(summary: RegionSummary, { members }: Household, expected: readonly Expected[]): void {
  for (const { rows, esia, dirt } of members) {
    summary.esia[esia?.level ?? 'none'] += 1;
    for (const kind of dirt) raise(summary.dirt, kind);
    if (dirt.length > 0) summary.dirtyHumans += 1;
    if (rows.length > 0) summary.humans += 1;
    if (rows.some(({ kind }) => kind === 'student')) summary.pupils += 1;
    summary.representativeRows += rows.filter(({ kind }) => kind === 'representative').length;
    summary.staffRows += rows.filter(({ kind }) => kind === 'staff').length;
    summary.accounts += rows.filter(({ account }) => account !== null).length;
  }
  for (const result of expected) raise(summary.expected, result);
}

/** The summary as people read it after the run, Russian. */
export function describeSummary(summary: RegionSummary): string {
  const { esia } = summary;
  const share = ((100 * summary.dirtyHumans) / Math.max(summary.humans, 1)).toFixed(2);
  return [
    `Школ ${summary.schools}, классов ${summary.classes}, обучающихся ${summary.pupils}`,
    `Строк представителей ${summary.representativeRows}, сотрудников ${summary.staffRows}, людей ${summary.humans}`,
    `Учётных записей журналов ${summary.accounts}`,
    `В ЕСИА: подтверждённых ${esia.PR}, детских ${esia.KD}, неподтверждённых ${esia.P}, без записи ${esia.none}`,
    `Людей с грязной строкой ${summary.dirtyHumans} (${share} %):`,
    ...lines(summary.dirt),
    'Ожидаемый исход первого входа, учётных записей:',
    ...lines(summary.expected),
  ].join('\n');
}

function raise<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function lines(counts: ReadonlyMap<string, number>): string[] {
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([key, n]) => `  ${key.padEnd(34)} ${n}`);
}
