import { Random } from '../../../src/stand/region/random.js';
import type { TestDatabase } from '../database.js';
import type { Account, Exemption, Facts } from './facts.js';
import { CampaignActs } from './campaign-acts.js';
import { type Ids, LinkActs } from './link-acts.js';
import { ProcessActs } from './process-acts.js';
import { SchoolActs, some } from './school-acts.js';
import { beginning } from './true-day.js';

const HOUR = 3_600_000;

/** What people do between two imports: link, sign in, declare, refuse, are exempted. */
export class Acts {
  readonly counts = new Map<string, number>();
  private readonly random = Random.fromSeed('acts of a year');
  private readonly links: LinkActs;
  private readonly school: SchoolActs;
  private readonly process: readonly { live: ProcessActs['live'] }[];

  /** @param withProcess also what f.5 counts */
  constructor(
    database: TestDatabase,
    private readonly facts: Facts,
    withProcess: boolean,
  ) {
    const count = (what: string, times: number) =>
      void this.counts.set(what, (this.counts.get(what) ?? 0) + times);
    this.links = new LinkActs(database, facts, count);
    this.school = new SchoolActs(database, facts, this.random, count);
    const random = Random.fromSeed('the process of a year');
    this.process = withProcess
      ? [new ProcessActs(database, facts, random, count), new CampaignActs(database, facts, random, count)]
      : [];
  }

  /** All that happens from one moment to another; `crowded` is a day whose evening is full of links. */
  async between(from: number, to: number, ids: Ids, crowded: string | null, first: boolean): Promise<void> {
    const { links, random } = this;
    const seconds = Math.floor((to - from) / 1_000);
    const at = () => from + random.below(seconds) * 1_000;
    const evening = () => beginning(crowded ?? '', 'UTC') + 15 * HOUR + random.below(9 * HOUR);
    const linking = () => (crowded !== null && random.chance(0.7) ? evening() : at());
    const open = [...this.facts.accounts.values()].filter(({ closed }) => closed === null);
    const live = open.filter((one) => links.stateOf(one) !== undefined);
    await links.revoke(this.some(live, 0.01, at));
    const suspended = live.filter((one) => links.stateOf(one) === 'suspended');
    const active = live.filter((one) => links.stateOf(one) === 'active');
    await links.turn(this.some(active, 0.03, at), 'suspended');
    await links.turn(this.some(suspended, 0.5, at), 'active');
    const unlinked = open.filter((one) => !live.includes(one) && ids.accounts.has(one.key));
    await links.link(ids, this.some(unlinked, first ? 0.3 : 0.07, linking));
    await links.signIn(ids, this.some(links.seen, 0.4, at));
    const pupils = [...this.facts.pupils.values()].filter(({ id }) => ids.people.has(id));
    await this.school.declare(ids, pupils, at);
    await this.school.refuse(ids, pupils, at);
  }

  /** What campaigns and e-journals go through from one moment to another, which are these civil days. */
  async processOf(from: number, to: number, days: readonly string[], ids: Ids): Promise<void> {
    const random = Random.fromSeed(`moments of ${String(to)}`);
    const at = () => from + random.below(Math.floor((to - from) / 1_000)) * 1_000;
    const open = [...this.facts.accounts.values()].filter(
      ({ closed, key }) => closed === null && ids.accounts.has(key),
    );
    for (const acts of this.process) await acts.live({ ids, open, from, to, days, at });
  }

  revoke(news: readonly (readonly [Account, number])[]): Promise<void> {
    return this.links.revoke(news);
  }

  exempt(ids: Ids, exemption: Exemption): Promise<void> {
    return this.school.exempt(ids, exemption);
  }

  /** Some of them, each with the moment of what they do. */
  private some<T>(of: readonly T[], share: number, at: () => number): (readonly [T, number])[] {
    return some(this.random, of, share).map((one) => [one, at()] as const);
  }
}
