import { isStaffRole, type School } from './facts.js';
import { keyOf, type RegionFiles } from './region-files.js';
import { beginning } from './true-day.js';

/** A decision about a school, told some time after its day. */
export interface Decision {
  readonly kind: 'merge' | 'split';
  readonly from: string;
  readonly to: string;
  readonly day: string;
  readonly told: number;
  readonly classIds: readonly string[];
}

/** EC-070, EC-071: pupils, classes and accounts go over on the day; the next files say the same. */
export function reorganise(region: RegionFiles, decision: Decision, zone: string): void {
  const { from, to, day, told, kind } = decision;
  const { facts } = region;
  const at = beginning(day, zone);
  const goes = (classId: string | undefined) => kind === 'merge' || decision.classIds.includes(classId ?? '');
  const moved = new Set<string>();
  facts.successions.push({ kind, from, to, told });
  for (const row of region.students.values()) {
    if (row['school_source_id'] !== from || row['enrolled_to'] !== '' || !goes(row['class_source_id']))
      continue;
    row['school_source_id'] = to;
    moved.add(row['source_id']);
    const stays = facts.pupils.get(row['source_id'])?.stays;
    stays?.add(day, { school: to, classId: row['class_source_id'], kind: 'reorganised' }, told);
  }
  for (const room of region.classes) {
    if (room['school_source_id'] === from && goes(room['source_id'])) room['school_source_id'] = to;
  }
  for (const row of region.accounts.values()) {
    const schools = row['school_source_ids'].split('|');
    if (!schools.includes(from)) continue;
    const owner = row['owner_source_id'];
    const children = facts.ties.filter(({ adult }) => adult === owner).map(({ child }) => child);
    const staysBehind = children.some((child) => region.students.get(child)?.['school_source_id'] === from);
    const isTouched =
      kind === 'merge' ||
      (isStaffRole(row['role']) ? false : moved.has(owner) || children.some((one) => moved.has(one)));
    if (!isTouched) continue;
    const kept = kind === 'split' && staysBehind ? schools : schools.filter((one) => one !== from);
    const serves = [...new Set([...kept, to])].sort();
    row['school_source_ids'] = serves.join('|');
    facts.accounts.get(keyOf(row))?.serves.add(at, serves, told);
  }
  if (kind === 'merge') close(region, decision);
}

function close(region: RegionFiles, { from, to, day, told }: Decision): void {
  const { facts } = region;
  for (const row of region.staff) {
    if (row['school_source_id'] !== from || row['valid_to'] !== '') continue;
    row['school_source_id'] = to;
    facts.staff.find(({ id }) => id === row['source_id'])?.school.add(day, to, told);
  }
  region.schools = region.schools.filter(({ source_id }) => source_id !== from);
  school(region, from).closed.add(Number.NEGATIVE_INFINITY, day, told);
}

function school({ facts }: RegionFiles, id: string): School {
  const found = facts.schools.get(id);
  if (found === undefined) throw new Error(`no school ${id}`);
  return found;
}
