import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import type { Random } from '../../../src/stand/region/random.js';
import type { TestDatabase } from '../database.js';
import { type Account, type Facts, sure } from './facts.js';
import { type Ids, iso } from './link-acts.js';
import { type Attempt, type Case, CHANNELS, type JournalSignIns } from './process-facts.js';
import { some } from './school-acts.js';

/** The open accounts of a month, its moments and its civil days. */
export interface Month {
  readonly ids: Ids;
  readonly open: readonly Account[];
  readonly from: number;
  readonly to: number;
  readonly days: readonly string[];
  readonly at: () => number;
}

const CODES = ['NOT_IN_ROSTER', 'NO_CHILDREN', 'ESIA_UNAVAILABLE', 'WRONG_LEVEL'];

/** Sign-ins to e-journals, offers to link, cases and failed attempts: to the database and to the facts. */
export class ProcessActs {
  private readonly waiting: { readonly id: Uuid; readonly attempt: Attempt }[] = [];
  private readonly open: { readonly id: Uuid; readonly link: Uuid | null; readonly fact: Case }[] = [];
  private serial = 0;

  constructor(
    private readonly database: TestDatabase,
    private readonly facts: Facts,
    private readonly random: Random,
    private readonly count: (what: string, times: number) => void,
  ) {}

  async live(month: Month): Promise<void> {
    await this.settle(month);
    await this.decide(month);
    await this.signIn(month);
    await this.offer(month);
    await this.openCases(month);
    await this.fail(month);
  }

  /** Whoever is linked mostly comes through ESIA. */
  private async signIn({ ids, open, days }: Month): Promise<void> {
    const { random } = this;
    const rows = new Map<string, JournalSignIns & { account: Uuid | undefined }>();
    for (const account of some(random, open, 0.3)) {
      const isLinked = account.active.at(-1)?.to === null;
      for (let n = 0; n <= random.below(3); n += 1) {
        const method = random.chance(0.1)
          ? 'other'
          : random.chance(isLinked ? 0.8 : 0.1)
            ? 'esia'
            : 'password';
        const one = {
          day: random.pick(days),
          channel: random.pick(CHANNELS),
          method,
          times: 1 + random.below(4),
        } as const;
        const key = [account.key, one.day, one.channel, one.method].join();
        if (rows.has(key)) continue;
        rows.set(key, { ...one, account: ids.accounts.get(account.key) });
        const known = this.facts.process.signIns.get(account.key) ?? [];
        this.facts.process.signIns.set(account.key, [...known, one]);
      }
    }
    await this.insert(
      `INSERT INTO sign_in_days (journal_account_id, day, channel, method, sign_ins, last_at)
       SELECT account, day, channel, method, times, day
         FROM jsonb_to_recordset($1) AS n (account uuid, day date, channel text, method text, times integer)`,
      [...rows.values()],
    );
    this.count('journal sign-in', rows.size);
  }

  /** Links that wait for a proof; some are given up in the same month, the others with the next files. */
  private async offer({ ids, open, at, to }: Month): Promise<void> {
    const rules = ['R1', 'R3', 'R4'];
    const rows = [];
    for (const account of some(this.random, open, 0.02)) {
      const made = at();
      const rule = this.random.pick(rules);
      const attempt: Attempt = { account: account.key, at: made, rule, isActive: false, waitsUntil: null };
      this.facts.process.attempts.push(attempt);
      const id = newUuid();
      rows.push({
        id,
        account: ids.accounts.get(account.key),
        person: newUuid(),
        rule,
        at: made,
        state: 'pending_proof',
      });
      this.waiting.push({ id, attempt });
    }
    await this.addLinks(ids, rows);
    const given = some(this.random, this.waiting, 0.4);
    await this.giveUp(given, (made) => made + this.random.below(to - made));
    this.count('offered link', rows.length);
  }

  private async settle({ from }: Month): Promise<void> {
    await this.giveUp([...this.waiting], () => from);
  }

  private async giveUp(
    of: readonly { id: Uuid; attempt: Attempt }[],
    when: (from: number) => number,
  ): Promise<void> {
    const rows = of.map((one) => {
      this.waiting.splice(this.waiting.indexOf(one), 1);
      one.attempt.waitsUntil = when(one.attempt.at);
      return { id: one.id, from: 'pending_proof', at: iso(one.attempt.waitsUntil) };
    });
    await this.reject(rows);
  }

  private async addLinks(
    ids: Ids,
    rows: readonly { id: Uuid; person: Uuid; at: number; state: string }[],
  ): Promise<void> {
    await this.addStrangers(
      ids,
      rows.map(({ person }) => person),
    );
    const told = rows.map((row) => ({ ...row, at: iso(row.at) }));
    await this.insert(
      `INSERT INTO links (id, region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
       SELECT id, region, person, account, state, rule, at, at FROM jsonb_to_recordset($1)
           AS n (id uuid, region uuid, person uuid, account uuid, state text, rule text, at timestamptz)`,
      told.map((row) => ({ ...row, region: ids.regionId })),
    );
    await this.insert(
      `INSERT INTO link_state_history (link_id, from_state, to_state, event, actor_kind, evidence_digest, at)
       SELECT id, NULL, state, 'test', 'system', '\\x00', at FROM jsonb_to_recordset($1) AS n (id uuid, state text, at timestamptz)`,
      told,
    );
  }

  private async reject(rows: readonly { id: Uuid; from: string; at: string }[]): Promise<void> {
    await this.insert(
      `UPDATE links l SET state = 'rejected', changed_at = n.at
         FROM jsonb_to_recordset($1) AS n (id uuid, at timestamptz) WHERE l.id = n.id`,
      rows,
    );
    await this.insert(
      `INSERT INTO link_state_history (link_id, from_state, to_state, event, actor_kind, evidence_digest, at)
       SELECT id, "from", 'rejected', 'test', 'system', '\\x00', at
         FROM jsonb_to_recordset($1) AS n (id uuid, "from" text, at timestamptz)`,
      rows,
    );
  }

  /** People whom ESIA vouches for and nobody knows. */
  private addStrangers(ids: Ids, people: readonly Uuid[]): Promise<unknown> {
    return this.insert(
      `INSERT INTO esia_persons (id, region_id, oid, level, last_name, first_name, norm_last, norm_first, birth_date,
                                 first_seen_at, seen_at)
       SELECT id, region, oid, 'PR', 'Иванов', 'Иван', 'иванов', 'иван', '2000-01-01', now(), now()
         FROM jsonb_to_recordset($1) AS n (id uuid, region uuid, oid text)`,
      people.map((id) => ({ id, region: ids.regionId, oid: String(900_000_000 + (this.serial += 1)) })),
    );
  }

  /** Every third is about a link that was offered, every third about who of a school it may be, the rest about nobody. */
  private async openCases({ ids, open, at }: Month): Promise<void> {
    const families = open.filter(({ role }) => role === 'student' || role === 'representative');
    const chosen = some(this.random, families, 0.012).map((account, n) => ({
      account,
      kind: n % 3,
      at: at(),
    }));
    const links = chosen
      .filter(({ kind }) => kind === 0)
      .map(({ account, at: made }) => {
        this.facts.process.attempts.push({
          account: account.key,
          at: made,
          rule: 'R3',
          isActive: false,
          waitsUntil: made,
        });
        const [id, person] = [newUuid(), newUuid()];
        return {
          id,
          key: account.key,
          account: ids.accounts.get(account.key),
          person,
          rule: 'R3',
          at: made,
          state: 'pending_review',
        };
      });
    await this.addLinks(ids, links);
    const rows = chosen.map(({ account, kind, at: opened }) => {
      const link = kind === 0 ? sure(links.find(({ key }) => key === account.key)) : null;
      const school = kind === 2 ? null : sure(account.serves.on(opened, Infinity)?.[0]);
      const candidates = kind === 1 ? [account.key] : [];
      const fact: Case = {
        school,
        account: kind === 0 ? account.key : null,
        candidates,
        opened,
        decided: null,
        raised: null,
      };
      this.facts.process.cases.push(fact);
      const id = newUuid();
      this.open.push({ id, link: link?.id ?? null, fact });
      return {
        ...{
          id,
          region: ids.regionId,
          person: link?.person ?? newUuid(),
          link: link?.id ?? null,
          at: iso(opened),
        },
        ...{ school: school === null ? null : sure(ids.schools.get(school)) },
        candidates: candidates.map((key) => sure(ids.accounts.get(key))),
      };
    });
    await this.addStrangers(
      ids,
      rows.filter(({ link }) => link === null).map(({ person }) => person),
    );
    await this.insert(
      `INSERT INTO link_reviews (id, region_id, esia_person_id, school_id, link_id, candidate_account_ids, code, rule, state, opened_at)
       SELECT id, region, person, school, link, candidates, 'AMBIGUOUS', 'R6', 'open', at FROM jsonb_to_recordset($1)
           AS n (id uuid, region uuid, person uuid, school uuid, link uuid, candidates uuid[], at timestamptz)`,
      rows,
    );
    this.count('case', rows.length);
  }

  /** Half of the open cases are decided; some of the others go to the municipality or the ministry, each once. */
  private async decide({ from, to }: Month): Promise<void> {
    const when = () => from + this.random.below(to - from);
    const decided = some(this.random, this.open, 0.5).map((one) => {
      this.open.splice(this.open.indexOf(one), 1);
      one.fact.decided = Math.max(when(), one.fact.raised?.at ?? 0);
      return { id: one.id, link: one.link, at: iso(one.fact.decided) };
    });
    await this.insert(
      `UPDATE link_reviews r SET state = 'rejected', decided_at = n.at
         FROM jsonb_to_recordset($1) AS n (id uuid, at timestamptz) WHERE r.id = n.id`,
      decided,
    );
    await this.reject(
      decided.flatMap(({ link, at }) => (link === null ? [] : [{ id: link, from: 'pending_review', at }])),
    );
    const raised = some(this.random, this.open, 0.5).flatMap(({ id, fact }) => {
      if (fact.raised !== null) return [];
      fact.raised = { level: this.random.chance(0.6) ? 'municipality' : 'ministry', at: when() };
      return [{ id, level: fact.raised.level, at: iso(fact.raised.at) }];
    });
    await this.insert(
      `UPDATE link_reviews r SET level = n.level, level_since = n.at
         FROM jsonb_to_recordset($1) AS n (id uuid, level text, at timestamptz) WHERE r.id = n.id`,
      raised,
    );
    this.count('decided case', decided.length);
    this.count('raised case', raised.length);
  }

  private async fail({ ids, at }: Month): Promise<void> {
    const rows = Array.from({ length: 25 }, () => {
      const codes = [this.random.pick(CODES), ...(this.random.chance(0.3) ? [this.random.pick(CODES)] : [])];
      const failed = at();
      this.facts.process.failures.push({ at: failed, codes });
      const outcomes = codes.map((code) => ({ source: 'linking', code }));
      return {
        region: ids.regionId,
        n: String(900_000_000_000 + (this.serial += 1)),
        outcomes,
        at: iso(failed),
      };
    });
    await this.insert(
      `INSERT INTO sign_ins (region_id, purpose, return_to, browser_hash, case_number, state, outcomes, started_at, expires_at,
                             changed_at)
       SELECT region, 'account', '/', decode(repeat('00', 32), 'hex'), n, 'failed', outcomes, at, at, at
         FROM jsonb_to_recordset($1) AS f (region uuid, n text, outcomes jsonb, at timestamptz)`,
      rows,
    );
    this.count('failed attempt', rows.length);
  }

  private insert(sql: string, rows: readonly object[]): Promise<unknown> {
    return this.database.query(sql, [JSON.stringify(rows)]);
  }
}
