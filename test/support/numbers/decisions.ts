import { AuditTrail } from '../../../src/audit/index.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { Outbox } from '../../../src/platform/outbox/outbox.js';
import { ReorganiseSchool } from '../../../src/roster/application/reorganise-school.js';
import { Reorganisations } from '../../../src/roster/store/reorganisations.repository.js';
import { Schools, Territory } from '../../../src/territory/index.js';
import type { TestDatabase } from '../database.js';
import { sure } from './facts.js';
import type { Ids } from './link-acts.js';
import type { RegionFiles } from './region-files.js';
import { type Decision, reorganise } from './reorganising.js';

/** Day on which it is told → what is decided, and for which day. */
const TOLD = new Map<string, { readonly kind: Decision['kind']; readonly day: string }>([
  ['2026-01-14', { kind: 'merge', day: '2026-01-12' }],
  ['2026-03-04', { kind: 'split', day: '2026-03-02' }],
]);

/** What the ministry decides about the schools of a year: one goes over to its neighbour, another is parted in two. */
export class Decisions {
  constructor(
    private readonly database: TestDatabase,
    private readonly region: RegionFiles,
    private readonly zone: string,
  ) {}

  /** Carries out what is told on a day; true where anything is. */
  async carryOut(on: string, told: number, ids: Ids): Promise<boolean> {
    const decided = TOLD.get(on);
    if (decided === undefined) return false;
    await (decided.kind === 'merge'
      ? this.merge(decided.day, told, ids)
      : this.split(decided.day, told, ids));
    return true;
  }

  private async merge(day: string, told: number, ids: Ids): Promise<void> {
    const branch = sure(this.branches()[0]);
    await this.reorganise(ids, {
      kind: 'merge',
      from: branch,
      to: branch.slice(0, -2),
      day,
      told,
      classIds: [],
    });
  }

  /** EC-071: half of a school's classes go to one that is opened for them. */
  private async split(day: string, told: number, ids: Ids): Promise<void> {
    const { region } = this;
    const from = sure(this.branches().at(-1));
    const old = sure(region.schools.find(({ source_id: id }) => id === from));
    const to = 'school-new';
    const row = { ...old, source_id: to, short_name: 'Новая школа', inn: '', ogrn: '' };
    region.schools.push(row);
    region.openSchool(row, day);
    await this.database.query(
      `INSERT INTO schools (region_id, municipality_id, source, source_id, full_name, short_name, kind, founder_type)
       SELECT region_id, municipality_id, source, $2, full_name, $3, kind, founder_type FROM schools WHERE source_id = $1`,
      [from, to, row['short_name']],
    );
    const rooms = region.classes
      .filter(({ school_source_id: id }) => id === from)
      .map(({ source_id: id }) => id);
    await this.reorganise(await this.withSchool(ids, to), {
      kind: 'split',
      from,
      to,
      day,
      told,
      classIds: rooms.filter((_, n) => n % 2 === 0),
    });
  }

  private async withSchool(ids: Ids, key: string): Promise<Ids> {
    const [row] = await this.database.query<{ id: Uuid }>('SELECT id FROM schools WHERE source_id = $1', [
      key,
    ]);
    return { ...ids, schools: new Map([...ids.schools, [key, sure(row).id]]) };
  }

  /** Schools that have a sister in the next house, the one with the fewest classes first. */
  private branches(): string[] {
    const { classes, schools } = this.region;
    const rooms = (id: string) => classes.filter((room) => room['school_source_id'] === id).length;
    const ids = schools.map((row) => row['source_id']).filter((id) => id.endsWith('-b'));
    return ids.sort((a, b) => rooms(a) - rooms(b));
  }

  private async reorganise(ids: Ids, decision: Decision): Promise<void> {
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
        regionId: ids.regionId,
        kind,
        fromSchoolId: sure(ids.schools.get(from)),
        toSchoolId: sure(ids.schools.get(to)),
      },
      ...{ happensOn: day as CalendarDate, basis: 'Постановление', now: new Date(told) },
      ...{
        classIds: decision.classIds.map((id) => sure(ids.classes.get(id))),
        actor: { kind: 'system' as const, id: null },
      },
    };
    await this.database.unitOfWork.run((tx) => use.execute(tx, order));
    reorganise(this.region, decision, this.zone);
  }
}
