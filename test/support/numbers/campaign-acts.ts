import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import type { Random } from '../../../src/stand/region/random.js';
import type { TestDatabase } from '../database.js';
import { type Account, type Facts, isStaffRole, type Pupil, sure } from './facts.js';
import { iso } from './link-acts.js';
import type { Month } from './process-acts.js';
import { CHANNELS, type OtherExemption, type Wave } from './process-facts.js';
import { some } from './school-acts.js';
import { plusDays } from './true-day.js';

const HOUR = 3_600_000;
const TYPES = ['waiting_esia_check', 'joined_late', 'other'] as const;
const STATES = ['active', 'active', 'active', 'requested', 'rejected'] as const;
const EVENTS = ['postpone', 'postpone', 'missed', 'advance', 'carried_along'] as const;
/** Of the region, and of every fifth school. */
const HOLIDAYS = [
  ['2025-10-27', '2025-11-04'],
  ['2025-12-29', '2026-01-11'],
  ['2026-03-23', '2026-03-29'],
] as const;

/** What a campaign does to a school: brownouts, passwords given back, exemptions, postponements, leaks. To both sides. */
export class CampaignActs {
  private readonly campaigns = new Map<string, Uuid>();
  private readonly again = new Set<string>();
  private readonly granted: { readonly id: Uuid; readonly fact: OtherExemption }[] = [];
  private readonly exempted = new Set<string>();

  constructor(
    private readonly database: TestDatabase,
    private readonly facts: Facts,
    private readonly random: Random,
    private readonly count: (what: string, times: number) => void,
  ) {}

  async live(month: Month): Promise<void> {
    if (this.facts.process.holidays.length === 0) await this.rest(month);
    await this.deny(month);
    await this.giveBack(month);
    await this.exempt(month);
    await this.postpone(month);
    await this.leak(month);
  }

  private async rest({ ids }: Month): Promise<void> {
    const some = [...ids.schools.keys()].filter((_, n) => n % 5 === 0);
    const own = some.map((school) => ({ school, from: '2026-02-09', to: '2026-02-14' }));
    this.facts.process.holidays.push(...HOLIDAYS.map(([from, to]) => ({ school: null, from, to })), ...own);
    const rows = this.facts.process.holidays.map(({ school, from, to }) => ({
      ...{ region: ids.regionId, school: school === null ? null : ids.schools.get(school), from, to },
    }));
    await this.insert(
      `INSERT INTO calendar_days (region_id, school_id, kind, name, starts_on, ends_on, recorded_by, recorded_at)
       SELECT region, school, CASE WHEN school IS NULL THEN 'vacation' ELSE 'holiday' END, 'каникулы', "from", "to",
              gen_random_uuid(), now()
         FROM jsonb_to_recordset($1) AS n (region uuid, school uuid, "from" date, "to" date)`,
      rows,
    );
  }

  /** Whoever links this month was often denied up to three days before; some who do not are denied too. */
  private async deny(month: Month): Promise<void> {
    const { from, open, at } = month;
    const linked = open.flatMap((account) =>
      account.active
        .filter((span) => span.from > from + 72 * HOUR)
        .map((span) => ({ account, at: span.from })),
    );
    const hits = [
      ...some(this.random, linked, 0.15).map((one) => ({
        ...one,
        at: one.at - this.random.below(72) * HOUR,
      })),
      ...some(this.random, open, 0.01).map((account) => ({ account, at: at() })),
    ];
    const rows = [];
    for (const { account, at: denied } of hits) {
      const school = schoolOf(account);
      this.facts.process.denials.push({ account: account.key, school, at: denied });
      rows.push({
        ...{
          id: newUuid(),
          region: month.ids.regionId,
          campaign: await this.campaign(month, account, school),
        },
        ...{ account: month.ids.accounts.get(account.key), at: iso(denied) },
      });
    }
    await this.insert(
      `WITH n AS (SELECT * FROM jsonb_to_recordset($1) AS n (id uuid, region uuid, campaign uuid, account uuid, at timestamptz)
       ), windows AS (
         INSERT INTO brownout_windows (id, region_id, campaign_id, state, starts_at, ends_at, planned_by, planned_at, reason, act_id)
         SELECT id, region, campaign, 'ended', at - interval '1 minute', at + interval '1 hour', gen_random_uuid(), at, 'проба',
                gen_random_uuid() FROM n RETURNING id
       )
       INSERT INTO brownout_hits (window_id, journal_account_id, first_at, channel)
       SELECT n.id, n.account, n.at, 'web' FROM n JOIN windows ON windows.id = n.id`,
      rows,
    );
    this.count('denial', rows.length);
  }

  private async campaign({ ids }: Month, account: Account, school: string): Promise<Uuid> {
    const wave: Wave = isStaffRole(account.role)
      ? 'staff'
      : account.role === 'representative'
        ? 'representatives'
        : 'pupils_14plus';
    const system = systemOf(account);
    const key = [system, school, wave].join();
    const known = this.campaigns.get(key);
    if (known !== undefined) return known;
    const [row] = await this.database.query<{ id: Uuid }>(
      `INSERT INTO campaigns (region_id, journal_system_id, school_id, wave, phase, phase_since, cutover_on, announced_at)
       SELECT $1, s.id, $3, $4, 'brownouts', '2025-09-01', '2026-12-01', '2025-09-01' FROM journal_systems s WHERE s.code = $2
       RETURNING id`,
      [ids.regionId, system, ids.schools.get(school), wave],
    );
    this.campaigns.set(key, sure(row).id);
    return sure(row).id;
  }

  /** A password may be given back to an account once. */
  private async giveBack({ ids, open, at }: Month): Promise<void> {
    const rows = some(this.random, open, 0.008).flatMap((account) => {
      if (this.again.has(account.key)) return [];
      this.again.add(account.key);
      const decided = at();
      const state = this.random.pick(['active', 'ended', 'requested'] as const);
      if (state !== 'requested') this.facts.process.reenabled.push({ account: account.key, at: decided });
      return [{ region: ids.regionId, account: ids.accounts.get(account.key), state, at: iso(decided) }];
    });
    await this.insert(
      `INSERT INTO reenable_windows (region_id, scope, journal_account_id, state, requested_by, requested_at, reason, decided_by,
                                     decided_at, until, ended_at)
       SELECT region, 'account', account, state, 'test', n.at, 'утрата телефона', d.by, d.at, d.at + interval '3 days',
              CASE WHEN state = 'ended' THEN d.at + interval '1 day' END
         FROM jsonb_to_recordset($1) AS n (region uuid, account uuid, state text, at timestamptz)
        CROSS JOIN LATERAL (SELECT CASE WHEN state <> 'requested' THEN n.at END AS at,
                                   CASE WHEN state <> 'requested' THEN 'test' END AS by) d`,
      rows,
    );
    this.count('reenabled', rows.length);
  }

  /** Of types that are no «нет возможности», asked for, granted, refused, taken back. */
  private async exempt(month: Month): Promise<void> {
    await this.takeBack(month);
    const { ids, from, days } = month;
    const learning = [...this.facts.pupils.values()].filter(
      (pupil) => ids.people.has(pupil.id) && !this.exempted.has(pupil.human) && placeOf(pupil) !== null,
    );
    const news: OtherExemption[] = some(this.random, learning, 0.015).map((pupil) => {
      this.exempted.add(pupil.human);
      const school = sure(placeOf(pupil));
      return { ...this.terms(from, days), scope: 'person', of: pupil.id, school, wave: null };
    });
    const waves = ['staff', 'representatives', 'pupils_under14'] as const;
    const place = schoolOf(this.random.pick(month.open));
    const wave = this.random.pick(waves);
    if (!this.exempted.has(`${place} ${wave}`)) {
      this.exempted.add(`${place} ${wave}`);
      const terms = { ...this.terms(from, days), type: 'other', state: 'active' } as const;
      news.push({ ...terms, scope: 'role', of: place, school: place, wave });
    }
    const rows = news.map((fact) => {
      const id = newUuid();
      this.facts.process.exemptions.push(fact);
      if (fact.state === 'active') this.granted.push({ id, fact });
      const { scope, of, type, state, from: starts, to: ends } = fact;
      const person = scope === 'person' ? ids.people.get(of) : null;
      const at = { asked: iso(from), decided: state === 'requested' ? null : iso(fact.decided) };
      return {
        id,
        region: ids.regionId,
        school: ids.schools.get(fact.school),
        scope,
        person,
        wave: fact.wave,
        type,
        state,
        starts,
        ends,
        ...at,
      };
    });
    await this.insert(
      `INSERT INTO exemptions (id, region_id, school_id, scope, person_id, wave, type, basis, state, starts_on, ends_on,
                               requested_by, requested_at, decided_at)
       SELECT id, region, school, scope, person, wave, type, 'справка', state, starts, ends, 'test', asked, decided
         FROM jsonb_to_recordset($1) AS n (id uuid, region uuid, school uuid, scope text, person uuid, wave text, type text,
           state text, starts date, ends date, asked timestamptz, decided timestamptz)`,
      rows,
    );
    this.count('other exemption', rows.length);
  }

  /** From some day of the month for some weeks; often up to the very day of the import, the day after it, or longer. */
  private terms(from: number, days: readonly string[]) {
    const last = sure(days.at(-1));
    const starts = this.random.pick(days);
    const ends = plusDays(last, this.random.pick([0, 1, 1, 2, 20, 60]));
    return {
      ...{
        type: this.random.pick(TYPES),
        state: this.random.pick(STATES),
        from: starts,
        decided: from,
        ended: null,
      },
      to: ends > starts ? ends : plusDays(starts, 1),
    };
  }

  /** Whoever is exempted beyond the month. */
  private async takeBack({ at, days }: Month): Promise<void> {
    const running = this.granted.filter(({ fact }) => fact.to > sure(days.at(-1)));
    const rows = some(this.random, running, 0.15).map((one) => {
      this.granted.splice(this.granted.indexOf(one), 1);
      one.fact.ended = at();
      return { id: one.id, at: iso(one.fact.ended) };
    });
    await this.insert(
      `UPDATE exemptions x SET state = 'revoked', ended_at = n.at
         FROM jsonb_to_recordset($1) AS n (id uuid, at timestamptz) WHERE x.id = n.id`,
      rows,
    );
    this.count('exemption taken back', rows.length);
  }

  private async postpone(month: Month): Promise<void> {
    const rows = [];
    for (let n = 0; n < 12; n += 1) {
      const account = this.random.pick(month.open);
      const [school, event, at] = [schoolOf(account), this.random.pick(EVENTS), month.at()];
      if (event === 'postpone') this.facts.process.postponed.push({ school, at, by: 'people' });
      if (event === 'missed') this.facts.process.postponed.push({ school, at, by: 'gates' });
      rows.push({ campaign: await this.campaign(month, account, school), event, at: iso(at) });
    }
    await this.insert(
      `INSERT INTO campaign_history (campaign_id, act_id, event, from_phase, to_phase, actor_kind, reason, at)
       SELECT campaign, gen_random_uuid(), event, 'brownouts', 'brownouts', 'system', 'тест', at
         FROM jsonb_to_recordset($1) AS n (campaign uuid, event text, at timestamptz)`,
      rows,
    );
    this.count('postponement', rows.length);
  }

  private async leak({ ids, open, days }: Month): Promise<void> {
    const rows = some(this.random, open, 0.01).map((account) => {
      const school = schoolOf(account);
      const [day, channel, times] = [
        this.random.pick(days),
        this.random.pick(CHANNELS),
        1 + this.random.below(5),
      ];
      this.facts.process.leaks.push({ school, day, channel, times });
      const external = account.key.slice(account.key.indexOf('/') + 1);
      return { system: systemOf(account), external, channel, day, school: ids.schools.get(school), times };
    });
    await this.insert(
      `INSERT INTO leaky_sign_in_days (journal_system_id, external_id, channel, day, school_id, sign_ins)
       SELECT s.id, n.external, n.channel, n.day, n.school, n.times FROM jsonb_to_recordset($1)
           AS n (system text, external text, channel text, day date, school uuid, times integer)
         JOIN journal_systems s ON s.code = n.system`,
      rows,
    );
    this.count('leak', rows.length);
  }

  private insert(sql: string, rows: readonly object[]): Promise<unknown> {
    return this.database.query(sql, [JSON.stringify(rows)]);
  }
}

const systemOf = ({ key }: Account): string => key.slice(0, key.indexOf('/'));
/** The first of those it serves, by all that was told. */
const schoolOf = ({ serves }: Account): string => sure(serves.on(Infinity, Infinity)?.[0]);
const placeOf = ({ stays }: Pupil): string | null => stays.on('9999-12-31', Infinity)?.school ?? null;
