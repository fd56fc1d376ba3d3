import { AuditTrail } from '../../../src/audit/index.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { Outbox } from '../../../src/platform/outbox/outbox.js';
import { ReorganiseSchool } from '../../../src/roster/application/reorganise-school.js';
import { Reorganisations } from '../../../src/roster/store/reorganisations.repository.js';
import { RestateDays } from '../../../src/statistics/application/restate-days.js';
import { TakeSnapshot } from '../../../src/statistics/application/take-snapshot.js';
import { Snapshots } from '../../../src/statistics/store/snapshots.repository.js';
import { StaleDays } from '../../../src/statistics/store/stale-days.repository.js';
import { Schools, Territory } from '../../../src/territory/index.js';
import { freshDatabase, type TestDatabase } from '../database.js';
import { generated } from '../generated-region.js';
import { rosterFolder } from '../roster-folder.js';
import { RosterBench } from '../roster-import.js';
import type { Quality } from './facts.js';
import { LivingFiles } from './living-files.js';
import { Acts, type Ids } from './numbers-acts.js';
import { type Decision, reorganise } from './reorganising.js';
import { beginning, plusDays } from './true-day.js';

export const ZONE = 'Europe/Kaliningrad';
export const FIRST_DAY = '2025-09-10';
export const IMPORTS = [
  ...['2025-10-06', '2025-11-10', '2025-12-08', '2026-01-19', '2026-02-16', '2026-03-16'],
  ...['2026-04-13', '2026-05-18', '2026-07-01', '2026-09-01', '2026-09-14'],
];
/** A day in whose evening many link: where it ends is a matter of the zone. */
export const CROWDED = '2026-03-05';
const MINUTE = 60_000;

/** A snapshot as it was taken: when, and what the roster said of its people then. */
export interface Taken {
  readonly day: string;
  readonly known: number;
  readonly quality: ReadonlyMap<string, Quality>;
}

/** A region that lives a school year; whoever looks may ask what is true of any day of it. */
export class NumbersYear {
  readonly taken = new Map<string, Taken>();
  /** The last moment of the year. */
  now = 0;
  private ids!: Ids;
  private readonly bench: RosterBench;
  private readonly acts: Acts;

  private constructor(
    readonly database: TestDatabase,
    readonly living: LivingFiles,
  ) {
    this.bench = new RosterBench(database);
    this.acts = new Acts(database, living.region.facts);
  }

  static async live(pupils: number): Promise<NumbersYear> {
    const source = generated(pupils, 'numbers', 0, FIRST_DAY);
    const year = new NumbersYear(await freshDatabase(), LivingFiles.begin(source, FIRST_DAY));
    await year.bring(FIRST_DAY);
    let last = FIRST_DAY;
    for (const day of IMPORTS) {
      await year.month(last, day);
      last = day;
    }
    return year;
  }

  get facts() {
    return this.living.region.facts;
  }

  get known(): Ids {
    return this.ids;
  }

  get counts(): ReadonlyMap<string, number> {
    return new Map([...this.living.events, ...this.acts.counts]);
  }

  private async month(last: string, day: string): Promise<void> {
    // What is done on the evening of an import would come after the snapshot of that day.
    const [from, to] = [beginning(plusDays(last, 1), ZONE), noon(day) - MINUTE];
    const crowded = last < CROWDED && CROWDED < day ? CROWDED : null;
    await this.acts.between(from, to, this.ids, crowded, last === FIRST_DAY);
    await this.exemptSome(last, day, from);
    // What autovacuum does in a month of real time.
    await this.database.query('ANALYZE');
    for (let on = last; on < plusDays(day, -1); on = plusDays(on, 1)) {
      if (isLookedAt(on, last)) await this.take(on);
      await this.decide(on);
    }
    await this.take(plusDays(day, -1));
    this.living.live({ day, told: noon(day) });
    await this.bring(day);
    await this.acts.revoke(this.living.leftBehind.splice(0).map((one) => [one, noon(day) + MINUTE]));
    await this.take(day);
    await this.restate(day);
  }

  /** Tells the region's files at ten in Greenwich. */
  private async bring(day: string): Promise<void> {
    this.bench.clock.goToMoment(`${day}T10:00:00Z`);
    const { region } = this.living;
    const folder = await rosterFolder(region.files(), region.region);
    const report = await this.bench
      .importer({ allowTestSnils: true })
      .execute({ folder, dryRun: false, force: true, uploadedBy: 'test' });
    if (report.state !== 'applied') throw new Error(`the roster of ${day} is ${report.state}`);
    this.ids = await this.readIds();
    await this.database.query('ANALYZE');
  }

  private async readIds(): Promise<Ids> {
    const ids = async (sql: string) =>
      new Map((await this.database.query<{ key: string; id: Uuid }>(sql)).map(({ key, id }) => [key, id]));
    const [region] = await this.database.query<{ id: Uuid }>('SELECT id FROM regions');
    return {
      regionId: region!.id,
      people: await ids(
        `SELECT source_id AS key, person_id AS id FROM person_records WHERE kind = 'student'`,
      ),
      accounts: await ids(
        `SELECT s.code || '/' || a.external_id AS key, a.id FROM journal_accounts a JOIN journal_systems s ON s.id = a.journal_system_id`,
      ),
      schools: await ids('SELECT source_id AS key, id FROM schools'),
      classes: await ids('SELECT source_id AS key, id FROM class_groups WHERE closed_on IS NULL'),
    };
  }

  private async take(day: string): Promise<void> {
    const now = beginning(plusDays(day, 1), ZONE) + 5 * MINUTE;
    const take = new TakeSnapshot(this.database.unitOfWork, new Snapshots(), new AuditTrail());
    const order = { region: this.region, day: day as CalendarDate, now: new Date(now) };
    const head = await take.execute(order);
    if (head === null) throw new Error(`no snapshot of ${day}`);
    this.taken.set(day, { day, known: now, quality: this.living.region.quality() });
    this.now = now;
  }

  private get region() {
    return { id: this.ids.regionId, timeZone: ZONE };
  }

  /** The night after a day in which the past was told otherwise. */
  private async restate(day: string): Promise<void> {
    const restate = new RestateDays(
      this.database.unitOfWork,
      new Snapshots(),
      new StaleDays(),
      new AuditTrail(),
    );
    const now = new Date(beginning(plusDays(day, 1), ZONE) + 10 * MINUTE);
    for (let kept = 1; kept > 0;) kept = await restate.execute(this.region, now);
  }

  /** Exemptions of each scope in the course of the year. */
  private async exemptSome(last: string, day: string, decided: number): Promise<void> {
    const n = IMPORTS.indexOf(day);
    const rooms = this.living.region.classes.filter(({ source_id: id }) => this.ids.classes.has(id!));
    const room = rooms[(n * 29 + 11) % rooms.length]!;
    const pupils = [...this.living.region.students.values()].filter(({ source_id: id }) =>
      this.facts.pupils.has(id!),
    );
    const base = {
      school: room['school_source_id']!,
      wave: null,
      from: plusDays(last, 3),
      to: plusDays(day, 12),
      decided,
    };
    const [here] = pupils.filter((row) => row['class_source_id'] === room['source_id']);
    if (n % 2 === 0) await this.acts.exempt(this.ids, { ...base, scope: 'class', of: room['source_id']! });
    if (n % 3 === 1)
      await this.acts.exempt(this.ids, { ...base, scope: 'role', of: base.school, wave: 'pupils_14plus' });
    if (n % 5 === 2) await this.acts.exempt(this.ids, { ...base, scope: 'school', of: base.school });
    for (const row of [here, pupils[(n * 131 + 3) % pupils.length]!, pupils[(n * 57 + 1) % pupils.length]!]) {
      if (row === undefined) continue;
      const school = row['school_source_id']!;
      const taken = this.facts.exemptions.some(
        ({ scope, of }) => scope === 'person' && of === row['source_id'],
      );
      if (!taken)
        await this.acts.exempt(this.ids, { ...base, scope: 'person', of: row['source_id']!, school });
    }
  }

  /** What the ministry decides about schools, told two days late. */
  private async decide(day: string): Promise<void> {
    const told = noon(day);
    if (day === '2026-01-14') await this.merge('2026-01-12', told);
    if (day === '2026-03-04') await this.split('2026-03-02', told);
  }

  private async merge(day: string, told: number): Promise<void> {
    const branch = this.branches()[0]!;
    await this.carryOut({ kind: 'merge', from: branch, to: branch.slice(0, -2), day, told, classIds: [] });
  }

  /** EC-071: half of a school's classes go to one that is opened for them. */
  private async split(day: string, told: number): Promise<void> {
    const { region } = this.living;
    const from = this.branches().at(-1)!;
    const old = region.schools.find(({ source_id: id }) => id === from)!;
    const to = 'school-new';
    const row = { ...old, source_id: to, short_name: 'Новая школа', inn: '', ogrn: '' };
    region.schools.push(row);
    region.openSchool(row, day);
    await this.database.query(
      `INSERT INTO schools (region_id, municipality_id, source, source_id, full_name, short_name, kind, founder_type)
       SELECT region_id, municipality_id, source, $2, full_name, $3, kind, founder_type FROM schools WHERE source_id = $1`,
      [from, to, row['short_name']],
    );
    this.ids = await this.readIds();
    const rooms = region.classes
      .filter(({ school_source_id: id }) => id === from)
      .map(({ source_id: id }) => id!);
    await this.carryOut({
      kind: 'split',
      from,
      to,
      day,
      told,
      classIds: rooms.filter((_, n) => n % 2 === 0),
    });
  }

  /** Schools that have a sister in the next house, the one with the fewest classes first. */
  private branches(): string[] {
    const { classes, schools } = this.living.region;
    const rooms = (id: string) => classes.filter((room) => room['school_source_id'] === id).length;
    const ids = schools.map((row) => row['source_id']!).filter((id) => id.endsWith('-b'));
    return ids.sort((a, b) => rooms(a) - rooms(b));
  }

  private async carryOut(decision: Decision): Promise<void> {
    const { kind, from, to, day, told } = decision;
    const use = new ReorganiseSchool(
      new Territory(),
      new Schools(),
      new Reorganisations(),
      new AuditTrail(),
      new Outbox(),
    );
    const order = {
      ...{
        regionId: this.ids.regionId,
        kind,
        fromSchoolId: this.ids.schools.get(from)!,
        toSchoolId: this.ids.schools.get(to)!,
      },
      ...{ happensOn: day as CalendarDate, basis: 'Постановление', now: new Date(told) },
      ...{
        classIds: decision.classIds.map((id) => this.ids.classes.get(id)!),
        actor: { kind: 'system' as const, id: null },
      },
    };
    await this.database.unitOfWork.run((tx) => use.execute(tx, order));
    reorganise(this.living.region, decision, ZONE);
    this.ids = await this.readIds();
  }
}

/** Ten in Greenwich: noon in Kaliningrad, when files come. */
const noon = (day: string): number => Date.parse(`${day}T10:00:00Z`);

/** Sundays, ends of months, the day after files came, and the last of August. */
function isLookedAt(day: string, lastImport: string): boolean {
  const isSunday = new Date(`${day}T00:00:00Z`).getUTCDay() === 0;
  return isSunday || plusDays(day, 1).endsWith('-01') || day === plusDays(lastImport, 1) || day === FIRST_DAY;
}
