import { AuditTrail } from '../../../src/audit/index.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { RestateDays } from '../../../src/statistics/application/restate-days.js';
import { TakeSnapshot } from '../../../src/statistics/application/take-snapshot.js';
import { statisticsDay } from '../../../src/statistics/domain/statistics-day.js';
import { ProcessDays } from '../../../src/statistics/store/process-days.repository.js';
import { Snapshots } from '../../../src/statistics/store/snapshots.repository.js';
import { StaleDays } from '../../../src/statistics/store/stale-days.repository.js';
import type { TestDatabase } from '../database.js';
import { generated } from '../generated-region.js';
import { rosterFolder } from '../roster-folder.js';
import { RosterBench } from '../roster-import.js';
import { type Quality, sure } from './facts.js';
import { LivingFiles } from './living-files.js';
import { Decisions } from './decisions.js';
import type { Ids } from './link-acts.js';
import { Acts } from './numbers-acts.js';
import { beginning, plusDays } from './true-day.js';
import type { TakenProcess } from './true-process.js';

export const ZONE = 'Europe/Kaliningrad';
const FIRST_DAY = '2025-09-10';
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
  readonly processes: TakenProcess[] = [];
  /** The last moment of the year. */
  now = 0;
  private ids!: Ids;
  private readonly bench: RosterBench;
  private readonly acts: Acts;
  private readonly decisions: Decisions;

  private constructor(
    readonly database: TestDatabase,
    readonly living: LivingFiles,
    private readonly withProcess: boolean,
  ) {
    this.bench = new RosterBench(database);
    this.acts = new Acts(database, living.region.facts, withProcess);
    this.decisions = new Decisions(database, living.region, ZONE);
  }

  /** Lives the year in an empty database; with what the process indicators count, where that is looked at (f.5). */
  static async live(
    database: TestDatabase,
    pupils: number,
    look: { readonly atProcess: boolean; readonly until?: string } = { atProcess: false },
  ): Promise<NumbersYear> {
    const source = generated(pupils, 'numbers', 0, FIRST_DAY);
    const year = new NumbersYear(database, LivingFiles.begin(source, FIRST_DAY), look.atProcess);
    await year.bring(FIRST_DAY);
    await database.query('ANALYZE');
    let last = FIRST_DAY;
    for (const day of IMPORTS.filter((one) => one <= (look.until ?? '9999'))) {
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
    await this.acts.processOf(from, to, daysBetween(last, day), this.ids);
    // What autovacuum does in some months of real time.
    if (IMPORTS.indexOf(day) % 4 === 0) await this.database.query('ANALYZE');
    for (let on = last; on < plusDays(day, -1); on = plusDays(on, 1)) {
      if (isLookedAt(on, last)) await this.take(on);
      // What the ministry decides about schools is told two days late.
      if (await this.decisions.carryOut(on, noon(on), this.ids)) this.ids = await this.readIds();
    }
    await this.take(plusDays(day, -1));
    this.living.live({ day, told: noon(day) });
    await this.bring(day);
    await this.acts.revoke(
      this.living.enrolments.leftBehind.splice(0).map((one) => [one, noon(day) + MINUTE]),
    );
    await this.take(day);
    // Nothing of what is to come has been written now: what knows only how things stand may be asked.
    await this.takeProcess(day, true);
    await this.takeProcess(plusDays(day, -3), false);
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
  }

  private async readIds(): Promise<Ids> {
    const ids = async (sql: string) =>
      new Map((await this.database.query<{ key: string; id: Uuid }>(sql)).map(({ key, id }) => [key, id]));
    const [region] = await this.database.query<{ id: Uuid }>('SELECT id FROM regions');
    return {
      regionId: sure(region).id,
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

  /** In the night after the last of the days that were told of; a day that lies further back is late. */
  private async takeProcess(day: string, isInTime: boolean): Promise<void> {
    if (!this.withProcess) return;
    const known = this.now;
    const { id: regionId } = this.region;
    const { moment } = statisticsDay(day as CalendarDate, ZONE);
    const order = { regionId, day: day as CalendarDate, moment, now: new Date(known), isInTime };
    await this.database.unitOfWork.run((tx) => new ProcessDays().take(tx, order));
    this.processes.push({ day, known, isInTime, schools: [...this.ids.schools.keys()] });
  }

  private get region() {
    return { id: this.ids.regionId, timeZone: ZONE };
  }

  /** The night after a day in which the past was told otherwise. */
  private async restate(day: string): Promise<void> {
    const { unitOfWork } = this.database;
    const stale = new StaleDays();
    const restate = new RestateDays(unitOfWork, new Snapshots(), stale, new AuditTrail());
    const midnight = new Date(beginning(plusDays(day, 1), ZONE));
    const now = new Date(midnight.getTime() + 10 * MINUTE);
    const isDue = () => unitOfWork.direct((tx) => stale.due(tx, this.region.id, midnight));
    while ((await isDue()) !== null) await restate.execute(this.region, now);
  }

  /** Exemptions of each scope in the course of the year. */
  private async exemptSome(last: string, day: string, decided: number): Promise<void> {
    const n = IMPORTS.indexOf(day);
    const rooms = this.living.region.classes.filter(({ source_id: id }) => this.ids.classes.has(id));
    const room = sure(rooms[(n * 29 + 11) % rooms.length]);
    const pupils = [...this.living.region.students.values()].filter(({ source_id: id }) =>
      this.facts.pupils.has(id),
    );
    const base = {
      school: room['school_source_id'],
      wave: null,
      from: plusDays(last, 3),
      to: plusDays(day, 12),
      decided,
    };
    const [here] = pupils.filter((row) => row['class_source_id'] === room['source_id']);
    if (n % 2 === 0) await this.acts.exempt(this.ids, { ...base, scope: 'class', of: room['source_id'] });
    if (n % 3 === 1)
      await this.acts.exempt(this.ids, { ...base, scope: 'role', of: base.school, wave: 'pupils_14plus' });
    if (n % 5 === 2) await this.acts.exempt(this.ids, { ...base, scope: 'school', of: base.school });
    for (const row of [here, pupils[(n * 131 + 3) % pupils.length], pupils[(n * 57 + 1) % pupils.length]]) {
      if (row === undefined) continue;
      const school = row['school_source_id'];
      const taken = this.facts.exemptions.some(
        ({ scope, of }) => scope === 'person' && of === row['source_id'],
      );
      if (!taken)
        await this.acts.exempt(this.ids, { ...base, scope: 'person', of: row['source_id'], school });
    }
  }
}

/** Ten in Greenwich: noon in Kaliningrad, when files come. */
const noon = (day: string): number => Date.parse(`${day}T10:00:00Z`);

/** The days after one up to another, which is the last. */
function daysBetween(last: string, day: string): string[] {
  const days: string[] = [];
  for (let on = plusDays(last, 1); on <= day; on = plusDays(on, 1)) days.push(on);
  return days;
}

/** Two Sundays of a month, its last day, the day after files came, and the first of all. */
function isLookedAt(day: string, lastImport: string): boolean {
  const isSunday = new Date(`${day}T00:00:00Z`).getUTCDay() === 0;
  const isEndOfMonth = plusDays(day, 1).endsWith('-01');
  const dayOfMonth = Number(day.slice(8));
  const isMiddle = dayOfMonth >= 10 && dayOfMonth <= 23;
  return (isSunday && isMiddle) || isEndOfMonth || day === plusDays(lastImport, 1) || day === FIRST_DAY;
}
