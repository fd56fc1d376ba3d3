import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { Random } from '../../../src/stand/region/random.js';
import type { TestDatabase } from '../database.js';
import { type Account, type Exemption, type Facts, type Pupil } from './facts.js';
import { beginning } from './true-day.js';

interface Link {
  readonly id: Uuid;
  state: 'active' | 'suspended';
}

interface Ids {
  readonly regionId: Uuid;
  readonly people: ReadonlyMap<string, Uuid>;
  readonly accounts: ReadonlyMap<string, Uuid>;
  readonly schools: ReadonlyMap<string, Uuid>;
  readonly classes: ReadonlyMap<string, Uuid>;
}

const HOUR = 3_600_000;

/** What people do between two imports: link, sign in, declare, refuse, are exempted. Written to the database and to the facts. */
export class Acts {
  readonly counts = new Map<string, number>();
  private readonly random = Random.fromSeed('acts of a year');
  private readonly links = new Map<string, Link>();
  private readonly esia = new Map<string, Uuid>();
  private serial = 0;

  constructor(
    private readonly database: TestDatabase,
    private readonly facts: Facts,
  ) {}

  /** All that happens from one moment to another; `crowded` is a day whose evening is full of links. */
  async between(from: number, to: number, ids: Ids, crowded: string | null, first: boolean): Promise<void> {
    const seconds = Math.floor((to - from) / 1_000);
    const at = () => from + this.random.below(seconds) * 1_000;
    const evening = () => beginning(crowded ?? '', 'UTC') + 15 * HOUR + this.random.below(9 * HOUR);
    const open = [...this.facts.accounts.values()].filter(({ closed }) => closed === null);
    const live = open.filter(({ key }) => this.links.has(key));
    await this.revoke(this.some(live, 0.01).map((one) => [one, at()]));
    const suspended = live.filter(({ key }) => this.links.get(key)?.state === 'suspended');
    const active = live.filter(({ key }) => this.links.get(key)?.state === 'active');
    await this.turn(
      this.some(active, 0.03).map((one) => [one, at()]),
      'suspended',
    );
    await this.turn(
      this.some(suspended, 0.5).map((one) => [one, at()]),
      'active',
    );
    const unlinked = open.filter(({ key }) => !live.some((one) => one.key === key) && ids.accounts.has(key));
    await this.link(
      ids,
      this.some(unlinked, first ? 0.3 : 0.07).map((one) => [
        one,
        crowded !== null && this.random.chance(0.7) ? evening() : at(),
      ]),
    );
    await this.signIn(
      ids,
      this.some([...this.esia.keys()], 0.4).map((human) => [human, at()]),
    );
    const pupils = [...this.facts.pupils.values()].filter(({ id }) => ids.people.has(id));
    await this.declare(ids, pupils, at);
    await this.refuse(ids, pupils, at);
  }

  private some<T>(of: readonly T[], share: number): T[] {
    return of.filter(() => this.random.chance(share));
  }

  private count(what: string, n: number): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + n);
  }

  private async link(ids: Ids, news: readonly (readonly [Account, number])[]): Promise<void> {
    const people = [...new Set(news.map(([{ human }]) => human))].filter((human) => !this.esia.has(human));
    for (const human of people) this.esia.set(human, newUuid());
    await this.database.query(
      `INSERT INTO esia_persons (id, region_id, oid, level, last_name, first_name, norm_last, norm_first, birth_date,
                                 first_seen_at, seen_at)
       SELECT id, $1, oid, 'PR', 'Иванов', 'Иван', 'иванов', 'иван', '2000-01-01', now(), now()
         FROM jsonb_to_recordset($2) AS n (id uuid, oid text)`,
      [
        ids.regionId,
        JSON.stringify(
          people.map((human) => ({
            id: this.esia.get(human),
            oid: String(700_000_000 + (this.serial += 1)),
          })),
        ),
      ],
    );
    const rows = news.map(([account, at]) => {
      const id = newUuid();
      this.links.set(account.key, { id, state: 'active' });
      account.active.push({ from: at, to: null });
      return {
        id,
        account: ids.accounts.get(account.key),
        person: this.esia.get(account.human),
        at: iso(at),
      };
    });
    await this.database.query(
      `INSERT INTO links (id, region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
       SELECT id, $1, person, account, 'active', 'R1', at, at
         FROM jsonb_to_recordset($2) AS n (id uuid, account uuid, person uuid, at timestamptz)`,
      [ids.regionId, JSON.stringify(rows)],
    );
    await this.steps(rows, 'pending_proof', 'active');
    this.count('link', rows.length);
  }

  private async turn(news: readonly (readonly [Account, number])[], to: Link['state']): Promise<void> {
    const rows = news.map(([account, at]) => {
      const link = this.links.get(account.key)!;
      link.state = to;
      if (to === 'active') account.active.push({ from: at, to: null });
      else end(account, at);
      return { id: link.id, at: iso(at) };
    });
    await this.change(rows, to, to === 'active' ? null : 'dispute');
    await this.steps(rows, to === 'active' ? 'suspended' : 'active', to);
    this.count(to === 'active' ? 'resume' : 'suspend', rows.length);
  }

  async revoke(news: readonly (readonly [Account, number])[]): Promise<void> {
    for (const state of ['active', 'suspended'] as const) {
      const those = news.filter(([{ key }]) => this.links.get(key)?.state === state);
      const rows = those.map(([account, at]) => {
        const { id } = this.links.get(account.key)!;
        end(account, at);
        return { id, at: iso(at) };
      });
      await this.change(rows, 'revoked', 'user_request');
      await this.steps(rows, state, 'revoked');
      for (const [{ key }] of those) this.links.delete(key);
      this.count('revoke', rows.length);
    }
  }

  private change(rows: readonly object[], state: string, reason: string | null) {
    return this.database.query(
      `UPDATE links l SET state = $2, reason = $3, changed_at = n.at
         FROM jsonb_to_recordset($1) AS n (id uuid, at timestamptz) WHERE l.id = n.id`,
      [JSON.stringify(rows), state, reason],
    );
  }

  private steps(rows: readonly object[], from: string, to: string) {
    return this.database.query(
      `INSERT INTO link_state_history (link_id, from_state, to_state, event, actor_kind, evidence_digest, at)
       SELECT id, $2, $3, 'test', 'system', '\\x00', at FROM jsonb_to_recordset($1) AS n (id uuid, at timestamptz)`,
      [JSON.stringify(rows), from, to],
    );
  }

  private async signIn(ids: Ids, news: readonly (readonly [string, number])[]): Promise<void> {
    const rows = news.map(([human, at]) => {
      this.facts.logins.set(human, [...(this.facts.logins.get(human) ?? []), at]);
      return { person: this.esia.get(human), at: iso(at), n: String((this.serial += 1)).padStart(12, '0') };
    });
    await this.database.query(
      `INSERT INTO sign_ins (region_id, purpose, return_to, browser_hash, case_number, state, esia_person_id, started_at,
                             expires_at, changed_at)
       SELECT $1, 'account', '/', decode(repeat('00', 32), 'hex'), n, 'finished', person, at, at, at
         FROM jsonb_to_recordset($2) AS n (person uuid, at timestamptz, n text)`,
      [ids.regionId, JSON.stringify(rows)],
    );
    this.count('sign in', rows.length);
  }

  private async declare(ids: Ids, pupils: readonly Pupil[], at: () => number): Promise<void> {
    const withdrawn = this.some(
      pupils.filter(({ declared }) => declared.at(-1)?.to === null),
      0.06,
    );
    const back = withdrawn.map((pupil) => ({
      person: ids.people.get(pupil.id),
      at: iso((pupil.declared.at(-1)!.to = at())),
    }));
    await this.database.query(
      `UPDATE declarations d SET withdrawn_by = gen_random_uuid(), withdrawn_at = n.at
         FROM jsonb_to_recordset($1) AS n (person uuid, at timestamptz) WHERE d.person_id = n.person AND d.withdrawn_at IS NULL`,
      [JSON.stringify(back)],
    );
    const ready = pupils.filter(({ id, declared }) => declared.length === 0 && this.schoolOf(id) !== null);
    const rows = this.some(ready, 0.07).map((pupil) => {
      const from = at();
      pupil.declared.push({ from, to: null });
      return {
        person: ids.people.get(pupil.id),
        school: ids.schools.get(this.schoolOf(pupil.id) ?? ''),
        at: iso(from),
      };
    });
    await this.database.query(
      `INSERT INTO declarations (region_id, person_id, school_id, declared_by, recorded_by, recorded_at)
       SELECT $1, person, school, 'homeroom', gen_random_uuid(), at
         FROM jsonb_to_recordset($2) AS n (person uuid, school uuid, at timestamptz)`,
      [ids.regionId, JSON.stringify(rows)],
    );
    this.count('declare', rows.length);
    this.count('withdraw', back.length);
  }

  private async refuse(ids: Ids, pupils: readonly Pupil[], at: () => number): Promise<void> {
    const standing = pupils.flatMap((pupil) =>
      pupil.refused.filter(({ to }) => to === null).map((one) => ({ pupil, one })),
    );
    const changes = this.some(standing, 0.4).map(({ pupil, one }) => {
      if (one.paper === null && this.random.chance(0.6)) one.paper = at();
      else one.to = at();
      return {
        person: ids.people.get(pupil.id),
        paper: one.paper === null ? null : iso(one.paper),
        to: one.to === null ? null : iso(one.to),
      };
    });
    await this.database.query(
      `UPDATE esia_refusals f SET paper_confirmed_at = n.paper, withdrawn_at = n."to",
              paper_confirmed_by = CASE WHEN n.paper IS NOT NULL THEN gen_random_uuid() END
         FROM jsonb_to_recordset($1) AS n (person uuid, paper timestamptz, "to" timestamptz) WHERE f.person_id = n.person`,
      [JSON.stringify(changes)],
    );
    const rows = this.some(
      pupils.filter(({ id, refused }) => refused.length === 0 && this.schoolOf(id) !== null),
      0.01,
    ).map((pupil) => {
      const from = at();
      pupil.refused.push({ from, to: null, paper: null });
      return {
        person: ids.people.get(pupil.id),
        school: ids.schools.get(this.schoolOf(pupil.id) ?? ''),
        at: iso(from),
      };
    });
    await this.database.query(
      `INSERT INTO esia_refusals (region_id, person_id, school_id, basis, refused_on, recorded_by, recorded_at)
       SELECT $1, person, school, 'заявление', '2025-09-01', 'test', at
         FROM jsonb_to_recordset($2) AS n (person uuid, school uuid, at timestamptz)`,
      [ids.regionId, JSON.stringify(rows)],
    );
    this.count('refuse', rows.length);
    this.count('paper or withdrawal', changes.length);
  }

  /** A granted «нет возможности». */
  async exempt(ids: Ids, exemption: Exemption): Promise<void> {
    const { scope, of, wave, school, from, to, decided } = exemption;
    this.facts.exemptions.push(exemption);
    await this.database.query(
      `INSERT INTO exemptions (region_id, school_id, scope, person_id, class_group_id, wave, type, basis, state, starts_on,
                               ends_on, requested_by, requested_at, decided_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'no_esia_possible', 'справка', 'active', $7, $8, 'test', $9, $9)`,
      [
        ...[ids.regionId, ids.schools.get(school), scope, scope === 'person' ? ids.people.get(of) : null],
        ...[scope === 'class' ? ids.classes.get(of) : null, wave, from, to, iso(decided)],
      ],
    );
    this.count(`exempt ${scope}`, 1);
  }

  /** Where a pupil learns at the end of all that was told so far; null: nowhere. */
  private schoolOf(id: string): string | null {
    return this.facts.pupils.get(id)?.stays.on('9999-12-31', Infinity)?.school ?? null;
  }
}

function end(account: Account, at: number): void {
  const last = account.active.at(-1);
  if (last?.to === null) last.to = Math.max(at, last.from);
}

const iso = (moment: number): string => new Date(moment).toISOString();
export type { Ids };
