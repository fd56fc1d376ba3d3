import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import type { TestDatabase } from '../database.js';
import { type Account, type Facts, sure } from './facts.js';

/** The identifiers that the database gave to what the files name. */
export interface Ids {
  readonly regionId: Uuid;
  readonly people: ReadonlyMap<string, Uuid>;
  readonly accounts: ReadonlyMap<string, Uuid>;
  readonly schools: ReadonlyMap<string, Uuid>;
  readonly classes: ReadonlyMap<string, Uuid>;
}

interface Link {
  readonly id: Uuid;
  state: 'active' | 'suspended';
}

/** By which rules links come about: R1 and R2 need nobody. */
const RULES = ['R1', 'R2', 'R1', 'R3', 'R5'];

/** Links of accounts and sign-ins through ESIA, written to the database and to the facts. */
export class LinkActs {
  private readonly links = new Map<string, Link>();
  private readonly esia = new Map<string, Uuid>();
  private serial = 0;

  constructor(
    private readonly database: TestDatabase,
    private readonly facts: Facts,
    private readonly count: (what: string, times: number) => void,
  ) {}

  /** Of an account now; undefined: none. */
  stateOf({ key }: Account): Link['state'] | undefined {
    return this.links.get(key)?.state;
  }

  /** Humans whom ESIA has seen. */
  get seen(): readonly string[] {
    return [...this.esia.keys()];
  }

  async link(ids: Ids, news: readonly (readonly [Account, number])[]): Promise<void> {
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
    const rows = news.map(([account, at], n) => {
      const id = newUuid();
      this.links.set(account.key, { id, state: 'active' });
      account.active.push({ from: at, to: null });
      const rule = sure(RULES[n % RULES.length]);
      this.facts.process.attempts.push({ account: account.key, at, rule, isActive: true, waitsUntil: at });
      return {
        ...{ id, rule },
        account: ids.accounts.get(account.key),
        person: this.esia.get(account.human),
        at: iso(at),
      };
    });
    await this.database.query(
      `INSERT INTO links (id, region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
       SELECT id, $1, person, account, 'active', rule, at, at
         FROM jsonb_to_recordset($2) AS n (id uuid, account uuid, person uuid, rule text, at timestamptz)`,
      [ids.regionId, JSON.stringify(rows)],
    );
    await this.steps(rows, 'pending_proof', 'active');
    this.count('link', rows.length);
  }

  async turn(news: readonly (readonly [Account, number])[], to: Link['state']): Promise<void> {
    const rows = news.map(([account, at]) => {
      const link = sure(this.links.get(account.key));
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
        const { id } = sure(this.links.get(account.key));
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

  async signIn(ids: Ids, news: readonly (readonly [string, number])[]): Promise<void> {
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
}

function end(account: Account, at: number): void {
  const last = account.active.at(-1);
  if (last?.to === null) last.to = Math.max(at, last.from);
}

/** A moment as the database reads it. */
export const iso = (moment: number): string => new Date(moment).toISOString();
