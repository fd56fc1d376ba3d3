import { Random } from '../../../src/stand/region/random.js';
import type { ReadRegion } from '../generated-region.js';
import { Enrolments, type Telling } from './enrolments.js';
import { EVER } from './facts.js';
import { RegionFiles } from './region-files.js';
import { holdBack, makeElder, type Newcomer, spoil } from './spoiled-rows.js';
import { plusDays } from './true-day.js';

/** What a source does to its rows in a year; each change goes to the files and to the facts at once. */
export class LivingFiles {
  readonly events = new Map<string, number>();
  readonly enrolments: Enrolments;
  private readonly random = Random.fromSeed('a year of numbers');
  private serial = 0;

  private constructor(
    readonly region: RegionFiles,
    newcomers: Newcomer[],
  ) {
    this.enrolments = new Enrolments(region, this.random, newcomers);
  }

  static begin(source: ReadRegion, firstDay: string): LivingFiles {
    const region = new RegionFiles(source, firstDay);
    makeElder(region);
    spoil(region);
    const living = new LivingFiles(region, holdBack(region, 70));
    region.begin();
    return living;
  }

  private get facts() {
    return this.region.facts;
  }

  /** What the next files tell; `day` is that of the import. */
  live({ day, told }: Telling): void {
    const { enrolments } = this;
    enrolments.comeBack({ day, told });
    this.repeat('transfer', 14, () => enrolments.transfer({ day, told }));
    // The school was late to tell: the transfer lies days back (EC-119).
    if (day < '2026-06-01')
      this.repeat('late transfer', 4, () => enrolments.transfer({ day: plusDays(day, -9), told }));
    if (day === '2026-09-01')
      this.repeat('college', 6, () => enrolments.transfer({ day, told }, 'vocational'));
    if (day === '2026-09-01') enrolments.rollOver(told);
    this.count('enter', enrolments.enterSome(day === '2026-09-01' ? 20 : 5, { day, told }));
    if (day < '2026-06-01' || day > '2026-09-01')
      this.repeat('leave', 6, () => enrolments.leave({ day, told }));
    if (day === '2026-07-01') this.count('graduate', enrolments.graduate({ day: '2026-06-26', told }));
    this.repeat('birth date', 4, () => this.correctBirth(told));
    this.repeat('snils', 3, () => this.tellSnils());
    this.repeat('end of tie', 3, () => this.endTie({ day, told }));
    this.repeat('dismissal', 2, () => this.dismiss({ day, told }));
  }

  private repeat(name: string, times: number, act: () => boolean): void {
    let done = 0;
    for (let tried = 0; done < times && tried < times * 20; tried += 1) {
      if (!act()) continue;
      done += 1;
    }
    this.count(name, done);
  }

  private count(name: string, times: number): void {
    this.events.set(name, (this.events.get(name) ?? 0) + times);
  }

  private correctBirth(told: number): boolean {
    const one = this.enrolments.aPupil();
    if (
      one === null ||
      [...this.region.students.values()].filter((row) => row['snils'] === one.row['snils']).length > 1
    )
      return false;
    const said = one.row['birth_date'];
    if (said !== '' && this.random.chance(0.7)) return false;
    const born =
      said === ''
        ? '2012-02-29'
        : `${String(Number(said.slice(0, 4)) + (this.random.chance(0.5) ? 2 : -2))}-03-11`;
    one.row['birth_date'] = born;
    one.pupil.born.add(told, born, told);
    return true;
  }

  /** A school finds the right number of whom it had none. */
  private tellSnils(): boolean {
    const found = [...this.region.students.values()].find(({ snils }) => snils === '');
    if (found === undefined) return false;
    found['snils'] = freshSnils((this.serial += 1));
    return true;
  }

  private endTie({ day, told }: Telling): boolean {
    const row = this.random.pick(this.region.ties);
    const tie = this.facts.ties.find(
      ({ child, adult }) => child === row['student_source_id'] && adult === row['representative_source_id'],
    );
    if (tie === undefined || row['valid_to'] !== '' || tie.from >= day) return false;
    row['valid_to'] = day;
    tie.to.add(EVER, day, told);
    return true;
  }

  private dismiss({ day, told }: Telling): boolean {
    const row = this.random.pick(this.region.staff);
    if (row['valid_to'] !== '' || row['valid_from'] >= day) return false;
    row['valid_to'] = day;
    this.facts.staff.find(({ id }) => id === row['source_id'])?.to.add(EVER, day, told);
    return true;
  }
}

/** A number that nobody has, with its right control digits. */
function freshSnils(n: number): string {
  const number = String(170_000_000 + n);
  const sum = Array.from(number).reduce((all, digit, place) => all + Number(digit) * (9 - place), 0) % 101;
  return `${number}${String(sum === 100 ? 0 : sum).padStart(2, '0')}`;
}
