import type { ClientBase } from 'pg';
import { mergeJournalSystems, mergeMunicipalities, mergeSchools } from '../../territory/index.js';
import type { ImportCounts, KindCounts } from '../domain/import-batch.js';
import { importIssue, type IssueLog } from '../domain/import-issue.js';
import type { ImportStep } from '../domain/import-step.js';
import type { RosterChange } from '../domain/mass-change.js';
import type { RecordKind } from '../domain/person-row.js';
import type { RegionFile } from '../domain/region-file.js';
import type { FileKind } from '../domain/roster-file.js';
import {
  checkAccounts,
  checkClasses,
  checkFamilies,
  checkMunicipalities,
  checkPeople,
  checkSchools,
  checkTies,
  warnOfSharedSnils,
} from '../store/check-references.js';
import { checkSchoolRows } from '../store/check-school-scope.js';
import { checkSender } from '../store/check-sender.js';
import type { ImportScope } from '../store/import-scope.js';
import { findGraduates, findRosterChange } from '../store/mass-change.js';
import { knowClasses, knowSchools } from '../store/known-places.js';
import { mergeAccounts } from '../store/merge-accounts.js';
import { mergeClasses } from '../store/merge-classes.js';
import { mergePeople } from '../store/merge-people.js';
import { mergePlaces } from '../store/merge-places.js';
import { mergeTies, resolveTies } from '../store/merge-ties.js';
import { askForWriteBack } from '../store/write-back.js';
import {
  closeAbsentAccounts,
  endAbsentTies,
  findAbsent,
  hasNamelessRows,
  removeAbsent,
} from '../store/remove-absent.js';
import {
  addNamedRecords,
  checkRemovals,
  closeNamedAccounts,
  endNamedEnrolments,
  endNamedTies,
} from '../store/named-removals.js';
import { resolvePeople } from '../store/resolve-people.js';
import { rememberVersions, setOutdatedAside } from '../store/row-versions.js';
import { rollClassesOver } from '../store/roll-classes-over.js';
import { countRows, countStaged, countWrittenRecords } from '../store/stage-counts.js';
import { collectChangedPeople, rememberPeople, tellPeopleChanged } from '../store/tell-people.js';
import { findPupilsOfTwoSchools } from '../store/two-schools.js';

/** Everything that applying the staged files is told. */
export interface Application {
  readonly client: ClientBase;
  readonly scope: ImportScope;
  readonly region: RegionFile;
  /** The kinds whose files came: only they may remove anybody. */
  readonly kinds: ReadonlySet<FileKind>;
  readonly log: IssueLog;
  /**
   * Asked when it is known what would change and before any person is written: false stops it (ROS-03), and then nothing
   * may be committed.
   */
  readonly mayWrite: (change: RosterChange) => Promise<boolean>;
  readonly step: (step: ImportStep) => void;
}

/** Either what was done, or that it may not be done. */
export type Applied =
  { readonly kind: 'applied'; readonly counts: ImportCounts } | { readonly kind: 'stopped' };

const PEOPLE_FILES = [
  ['student', 'students'],
  ['representative', 'representatives'],
  ['staff', 'staff'],
] as const satisfies readonly (readonly [RecordKind, FileKind])[];

/** Merges the staged rows into the roster, in the order in which they refer to one another. */
export async function applyStaged(work: Application): Promise<Applied> {
  const counts = new Map<FileKind, KindCounts>();
  const { client, log, scope } = work;
  await findGraduates(client, scope);
  await setOutdatedAside(client, log, scope);
  await checkSender(client, log, scope);
  await applyTerritory(work, counts);
  await checkSchoolRows(client, log, scope, 'before people');
  await checkRemovals(client, log, scope);
  await applyClasses(work, counts);
  if (!(await applyPeople(work, counts))) return { kind: 'stopped' };
  await checkSchoolRows(client, log, scope, 'after people');
  await applyTies(work, counts);
  await applyAccounts(work, counts);
  await rememberVersions(client, scope);
  await findPupilsOfTwoSchools(client, scope);
  await tellPeopleChanged(client, scope);
  return { kind: 'applied', counts: Object.fromEntries(counts) };
}

async function applyTerritory(
  { client, scope, region, kinds, log }: Application,
  counts: Map<FileKind, KindCounts>,
) {
  const foreign = await mergeJournalSystems(client, scope.regionId, region.journalSystems);
  for (const code of foreign) {
    log.add(
      importIssue(
        'REGION_FILE_INVALID',
        { file: 'region.json', column: 'journal_systems' },
        `Занято: ${code}`,
      ),
    );
  }
  if (kinds.has('municipalities')) {
    await checkMunicipalities(client, log);
    const written = await mergeMunicipalities(client, scope, 'stage_municipalities');
    counts.set('municipalities', await countRows(client, 'stage_municipalities', written, 0));
  }
  if (kinds.has('schools')) {
    await checkSchools(client, log, scope);
    const written = await mergeSchools(client, scope, 'stage_schools');
    counts.set('schools', await countRows(client, 'stage_schools', written, 0));
  }
  await knowSchools(client, scope);
}

async function applyClasses({ client, scope, kinds, log }: Application, counts: Map<FileKind, KindCounts>) {
  if (kinds.has('classes')) {
    await checkClasses(client, log, scope);
    counts.set('classes', await countRows(client, 'stage_classes', await mergeClasses(client, scope), 0));
  }
  await knowClasses(client, scope);
}

async function applyPeople(work: Application, counts: Map<FileKind, KindCounts>): Promise<boolean> {
  const { client, scope, kinds, log, step } = work;
  await checkPeople(client, log, scope);
  const removed = new Map<RecordKind, number>();
  for (const [kind, file] of PEOPLE_FILES) {
    if (kinds.has(file)) removed.set(kind, await removableRecords(work, kind, file));
  }
  step('matching');
  await resolvePeople(client, scope);
  await rememberPeople(client);
  if (!(await work.mayWrite(await findRosterChange(client, scope)))) return false;
  step('people');
  await mergePeople(client, scope);
  await collectChangedPeople(client);
  await mergePlaces(client, scope);
  await askForWriteBack(client, scope);
  if (removed.size > 0) {
    await endNamedEnrolments(client, scope);
    await removeAbsent(client, scope);
  }
  if (kinds.has('classes')) await rollClassesOver(client, scope);
  await warnOfSharedSnils(client, log, scope);
  for (const [kind, file] of PEOPLE_FILES) {
    if (!kinds.has(file)) continue;
    const written = await countWrittenRecords(client, kind);
    counts.set(
      file,
      await countStaged(client, 'stage_people', `s.kind = '${kind}'`, written, removed.get(kind) ?? 0),
    );
  }
  return true;
}

async function removableRecords(
  { client, scope, region, log }: Application,
  kind: RecordKind,
  file: FileKind,
) {
  const mayRemove =
    region.mode === 'full' &&
    !(await warnedOfNameless(client, log, file, `s.kind = '${kind}' AND s.source_id = ''`));
  const absent = mayRemove ? await findAbsent(client, scope, kind) : 0;
  return absent + (await addNamedRecords(client, scope, kind));
}

async function applyTies(
  { client, scope, region, kinds, log, step }: Application,
  counts: Map<FileKind, KindCounts>,
) {
  if (!kinds.has('family_ties')) return;
  step('ties');
  await checkTies(client, log, scope);
  await resolveTies(client, scope);
  await checkFamilies(client, log);
  const written = await mergeTies(client);
  const nameless = `s.student_source_id = '' OR s.representative_source_id = ''`;
  const mayRemove = region.mode === 'full' && !(await warnedOfNameless(client, log, 'family_ties', nameless));
  const named = await endNamedTies(client, scope);
  const absent = mayRemove ? await endAbsentTies(client, scope) : 0;
  counts.set('family_ties', await countRows(client, 'stage_ties', written, named + absent));
}

async function applyAccounts(
  { client, scope, region, kinds, log, step }: Application,
  counts: Map<FileKind, KindCounts>,
) {
  if (!kinds.has('journal_accounts')) return;
  step('accounts');
  await checkAccounts(client, log, scope);
  const written = await mergeAccounts(client, scope);
  const nameless = `s.journal_system = '' OR s.external_id = ''`;
  const mayRemove =
    region.mode === 'full' && !(await warnedOfNameless(client, log, 'journal_accounts', nameless));
  const named = await closeNamedAccounts(client, scope);
  const absent = mayRemove ? await closeAbsentAccounts(client, scope) : 0;
  counts.set('journal_accounts', await countRows(client, 'stage_accounts', written, named + absent));
}

/** EC-137: whoever seems absent may stand in a row whose id could not be read, so then nobody is removed. */
async function warnedOfNameless(
  client: ClientBase,
  log: IssueLog,
  file: FileKind,
  condition: string,
): Promise<boolean> {
  const table =
    file === 'family_ties' ? 'stage_ties' : file === 'journal_accounts' ? 'stage_accounts' : 'stage_people';
  const nameless = await hasNamelessRows(client, table, condition);
  if (nameless) log.add(importIssue('REMOVALS_SKIPPED', { file: `${file}.csv` }));
  return nameless;
}
