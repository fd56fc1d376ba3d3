import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../src/kernel/calendar-date.js';
import type { Uuid } from '../../src/kernel/ids.js';
import { CredentialsFollowLinks } from '../../src/legacy/application/credentials-follow-links.js';
import { CredentialsInTime } from '../../src/legacy/application/credentials-in-time.js';
import { DecideSignIn } from '../../src/legacy/application/decide-sign-in.js';
import { DecisionNotes } from '../../src/legacy/application/decision-notes.js';
import { RunBrownouts } from '../../src/legacy/application/run-brownouts.js';
import { type RoleWave, WAVES } from '../../src/legacy/domain/campaign-phase.js';
import { Brownouts, EsiaOutageDesk } from '../../src/legacy/index.js';
import { Clock } from '../../src/platform/clock/clock.js';
import type { GivenClock } from '../support/application.js';
import { type Destiny, phaseOf, type Script, truth } from './legacy/campaign-truth.js';
import { type BuiltSchool, CampaignsStand, MANAGER } from './legacy/campaigns-stand.js';

const DAY_MS = 86_400_000;
const START = new Date('2026-09-21T08:00:00Z');
const HEADS = { staff: 6, representatives: 6, pupils_14plus: 6, pupils_under14: 6 };
const at = (moment: string) => new Date(moment);
const sunday = (day: string) => [at(`${day}T07:00:00Z`), at(`${day}T19:00:00Z`)] as const;
const tuesday = (day: string) => [at(`${day}T16:00:00Z`), at(`${day}T18:00:00Z`)] as const;

/** When the second, third… person of a wave links; the first never does. */
const LINKS: Readonly<Record<string, readonly string[]>> = {
  plain: ['2026-10-05', '2026-10-20', '2026-11-08', '2026-11-19', '2026-11-22'],
  postponed: ['2026-10-05', '2026-10-20', '2026-11-08', '2026-12-02', '2026-12-06'],
  'rolled back': ['2026-10-05', '2026-10-20', '2026-11-08', '2026-11-19', '2026-11-22'],
};
const EXEMPT = [at('2026-11-20T00:00:00+02:00'), at('2027-01-15T00:00:00+02:00')] as const;

/** Written by hand from e.3: T-60, T-30, T-14, T-7, T-0, +14 d, +60 d, each at the region's midnight. */
const SCRIPT: Script = {
  timelines: {
    plain: [
      ['2026-09-21T08:00:00Z', 'preparation'],
      ['2026-09-21T09:00:00Z', 'announced'],
      ['2026-10-26T00:00:00Z', 'soft_launch'],
      ['2026-11-11T00:00:00Z', 'link_required'],
      ['2026-11-18T00:00:00Z', 'brownouts'],
      ['2026-11-25T00:00:00Z', 'cutover'],
      ['2026-12-09T00:00:00Z', 'grace'],
      ['2027-01-24T00:00:00Z', 'closed'],
    ],
    postponed: [
      ['2026-09-21T08:00:00Z', 'preparation'],
      ['2026-09-21T09:00:00Z', 'announced'],
      ['2026-10-26T00:00:00Z', 'soft_launch'],
      // Postponed on 10 November from 25 November to 9 December: T-14 and T-7 go along.
      ['2026-11-25T00:00:00Z', 'link_required'],
      ['2026-12-02T00:00:00Z', 'brownouts'],
      ['2026-12-09T00:00:00Z', 'cutover'],
      ['2026-12-23T00:00:00Z', 'grace'],
      ['2027-02-07T00:00:00Z', 'closed'],
    ],
    'rolled back': [
      ['2026-09-21T08:00:00Z', 'preparation'],
      ['2026-09-21T09:00:00Z', 'announced'],
      ['2026-10-26T00:00:00Z', 'soft_launch'],
      ['2026-11-11T00:00:00Z', 'link_required'],
      ['2026-11-18T00:00:00Z', 'brownouts'],
      ['2026-11-25T00:00:00Z', 'cutover'],
      ['2026-12-09T00:00:00Z', 'grace'],
      // Back on 14 December, to 10 February; by then nearly all are linked, so the gates do not wait for T-14.
      ['2026-12-14T08:00:00Z', 'announced'],
      ['2027-01-11T00:00:00Z', 'soft_launch'],
      ['2027-01-12T00:00:00Z', 'link_required'],
      ['2027-01-29T00:00:00Z', 'brownouts'],
      ['2027-02-10T00:00:00Z', 'cutover'],
      ['2027-02-24T00:00:00Z', 'grace'],
      ['2027-04-11T00:00:00Z', 'closed'],
    ],
  },
  brownouts: {
    plain: [sunday('2026-11-22'), tuesday('2026-11-24')],
    postponed: [sunday('2026-12-06'), tuesday('2026-12-08')],
    'rolled back': [sunday('2026-11-22'), tuesday('2026-11-24'), sunday('2027-02-07'), tuesday('2027-02-09')],
  },
  outages: [[at('2026-11-23T05:00:00Z'), at('2026-11-23T08:00:00Z')]],
};

/** The moments at which everybody tries their password. */
const LOOKS = [
  ...['2026-09-21T09:00:00Z', '2026-10-01T10:00:00Z', '2026-10-27T10:00:00Z', '2026-11-12T10:00:00Z'],
  // Before, in and after the first brownout; a Monday morning without ESIA; the second brownout; the last evening.
  ...['2026-11-22T06:59:00Z', '2026-11-22T10:00:00Z', '2026-11-22T19:00:00Z', '2026-11-23T05:30:00Z'],
  ...['2026-11-23T08:00:00Z', '2026-11-24T17:00:00Z', '2026-11-24T20:00:00Z', '2026-11-25T10:00:00Z'],
  ...['2026-12-03T10:00:00Z', '2026-12-06T10:00:00Z', '2026-12-10T10:00:00Z', '2026-12-14T10:00:00Z'],
  ...['2027-01-14T10:00:00Z', '2027-01-15T10:00:00Z', '2027-01-25T10:00:00Z', '2027-02-07T10:00:00Z'],
  ...['2027-02-09T17:00:00Z', '2027-02-11T10:00:00Z', '2027-02-25T10:00:00Z', '2027-04-12T10:00:00Z'],
].map(at);

describe('a region takes a year to end its passwords', () => {
  let stand: CampaignsStand;
  let clock: GivenClock;
  const schools = new Map<string, BuiltSchool>();
  const destinies = new Map<Uuid, Destiny & { readonly externalId: string }>();
  const seen: { moment: string; told: Record<string, number>; phases: Record<string, string> }[] = [];
  const due: typeof seen = [];

  const school = (name: string): BuiltSchool => {
    const found = schools.get(name);
    if (found === undefined) throw new Error(`no school ${name}`);
    return found;
  };

  /** A school whose first representative is exempt for a while, and whose people link as the script says. */
  async function aSchool(name: string): Promise<void> {
    const built = await stand.aSchool(HEADS);
    schools.set(name, built);
    for (const wave of WAVES) {
      for (const [index, id] of built.accounts[wave].entries()) {
        const day = index === 0 ? undefined : LINKS[name]?.[index - 1];
        const links = day === undefined ? null : at(`${day}T11:00:00Z`);
        const exempt = wave === 'representatives' && index === 0 ? EXEMPT : null;
        const [row] = await stand.database.query<{ externalId: string }>(
          'SELECT external_id AS "externalId" FROM journal_accounts WHERE id = $1',
          [id],
        );
        destinies.set(id, { school: name, wave, links, exempt, externalId: row?.externalId ?? '' });
        if (exempt !== null) await exemptPerson(id, built.id);
      }
    }
    await stand.start(built, '2026-11-25', START);
  }

  async function exemptPerson(account: Uuid, schoolId: Uuid): Promise<void> {
    await stand.database.query(
      `INSERT INTO exemptions (region_id, school_id, scope, person_id, type, basis, state, starts_on, ends_on, requested_by,
                               requested_at, decided_by, decided_at)
       SELECT region_id, $2, 'person', person_id, 'no_esia_possible', 'справка', 'approved', '2026-11-20', '2027-01-15',
              'test', $3, 'test', $3 FROM journal_accounts WHERE id = $1`,
      [account, schoolId, START],
    );
  }

  const confirm = (name: string) => stand.act(school(name).campaigns, { event: 'confirm' }, clock.now());

  async function planBrownout(names: readonly string[], [startsAt, endsAt]: readonly [Date, Date]) {
    const { regionId, journalSystemId } = stand.roster;
    const scope = { regionId, wholeRegion: true, municipalityIds: [], schoolIds: [] };
    const target = { journalSystemId, schoolIds: names.map((name) => school(name).id), waves: WAVES };
    const wanted = { target, startsAt, endsAt, share: 100, reason: 'проба перед отключением' };
    const planned = await stand.app
      .get(Brownouts)
      .plan({ esiaPersonId: MANAGER.id as Uuid, scope }, wanted, null);
    expect(planned.windows.filter(({ refusal }) => refusal !== null)).toEqual([]);
  }

  /** What people of the region decide, on the day on which they do. */
  const ACTS: Readonly<Record<string, () => Promise<unknown>>> = {
    '2026-11-10T08:00:00Z': () =>
      stand.act(
        school('postponed').campaigns,
        { event: 'postpone', to: { date: '2026-12-09' as CalendarDate }, overridesCalendar: false },
        clock.now(),
        'ремонт сети',
      ),
    '2026-11-12T08:00:00Z': async () => {
      await planBrownout(['plain', 'rolled back'], sunday('2026-11-22'));
      await planBrownout(['plain', 'rolled back'], tuesday('2026-11-24'));
    },
    '2026-11-20T08:00:00Z': async () => {
      await confirm('plain');
      await confirm('rolled back');
    },
    '2026-11-23T05:00:00Z': () =>
      stand.app
        .get(EsiaOutageDesk)
        .declare(
          { regionId: stand.roster.regionId, esiaPersonId: MANAGER.id as Uuid },
          { hours: 3, reason: 'Госуслуги не отвечают' },
        ),
    '2026-11-26T08:00:00Z': async () => {
      await planBrownout(['postponed'], sunday('2026-12-06'));
      await planBrownout(['postponed'], tuesday('2026-12-08'));
    },
    '2026-12-05T08:00:00Z': () => confirm('postponed'),
    '2026-12-14T08:00:00Z': () =>
      stand.act(
        school('rolled back').campaigns,
        { event: 'rollback', to: 'announced', date: '2027-02-10' as CalendarDate, overridesCalendar: false },
        clock.now(),
        'журнал школы не пускает через Госуслуги',
      ),
    '2027-01-28T08:00:00Z': async () => {
      await planBrownout(['rolled back'], sunday('2027-02-07'));
      await planBrownout(['rolled back'], tuesday('2027-02-09'));
    },
    '2027-02-05T08:00:00Z': () => confirm('rolled back'),
  };

  /** Everybody uses the journal on every day: by password, and by ESIA from the day of the link on. */
  async function signInOn(day: string): Promise<void> {
    const noon = at(`${day}T12:00:00Z`);
    const byEsia = [...destinies].filter(([, { links }]) => links !== null && links < noon);
    await stand.signedIn([...destinies.keys()], day);
    await stand.signedIn(
      byEsia.map(([id]) => id),
      day,
      'esia',
    );
  }

  async function linkNow(): Promise<void> {
    const now = clock.now();
    const linking = [...destinies].filter(([, { links }]) => links?.getTime() === now.getTime());
    await stand.linked(
      linking.map(([id]) => id),
      now,
    );
    for (const [account_id] of linking) {
      const news = { id: 1, regionId: stand.roster.regionId, topic: 'link.changed', at: now };
      await stand.app.get(CredentialsFollowLinks).take({ ...news, body: { account_id } });
    }
  }

  async function runJobs(): Promise<void> {
    const now = clock.now();
    await stand.job(now);
    await stand.app.get(RunBrownouts).execute(now);
    await stand.app.get(CredentialsInTime).shutLinked(now);
    await stand.app.get(CredentialsInTime).endCovers(now);
  }

  const tally = (rows: readonly (readonly [string, RoleWave, string])[]) => {
    const counts: Record<string, number> = {};
    for (const row of rows) counts[row.join(' / ')] = (counts[row.join(' / ')] ?? 0) + 1;
    return Object.fromEntries(Object.entries(counts).sort());
  };

  async function look(): Promise<void> {
    const now = clock.now();
    const moment = now.toISOString();
    const decide = stand.app.get(DecideSignIn);
    const told = await Promise.all(
      [...destinies.values()].map(async ({ school: name, wave, externalId }) => {
        const question = { systemId: stand.roster.journalSystemId, externalId, channel: 'web' };
        const answer = await decide.execute({ ...question, school: null, role: null, skipsUsed: 0 });
        // Nobody is refused without a reason and a way out.
        if (answer.decision.startsWith('deny')) expect(answer.text).toMatch(/Госуслуг/);
        return [name, wave, answer.decision] as const;
      }),
    );
    const people = [...destinies.values()];
    const truths = people.map((one) => [one.school, one.wave, truth(SCRIPT, one, now)] as const);
    const phases: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const [name, built] of schools) {
      phases[name] = (await stand.phases(built)).join(' ');
      expected[name] = WAVES.map(() => phaseOf(SCRIPT, name, now)).join(' ');
    }
    seen.push({ moment, told: tally(told), phases });
    due.push({ moment, told: tally(truths), phases: expected });
  }

  /** Every moment at which something happens, in order. */
  function moments(): readonly Date[] {
    const days = Array.from({ length: 204 }, (_, n) => at('2026-09-22T00:00:00Z').getTime() + n * DAY_MS);
    const links = [...destinies.values()].flatMap(({ links: one }) => (one === null ? [] : [one.getTime()]));
    const acts = Object.keys(ACTS).map((moment) => at(moment).getTime());
    const windows = Object.values(SCRIPT.brownouts).flat(2);
    const all = [...days, ...links, ...acts, ...[...windows, ...LOOKS].map((one) => one.getTime())];
    return [...new Set(all)].sort((a, b) => a - b).map((time) => new Date(time));
  }

  beforeAll(async () => {
    stand = await CampaignsStand.begin(START);
    clock = stand.app.get<GivenClock>(Clock);
    await stand.feed('2026-05-01', '2027-12-31');
    for (const name of Object.keys(SCRIPT.timelines)) await aSchool(name);
    for (const moment of moments()) {
      clock.set(moment);
      const [day = ''] = moment.toISOString().split('T');
      if (moment.getUTCHours() === 0) await signInOn(day);
      await linkNow();
      await ACTS[moment.toISOString().replace('.000Z', 'Z')]?.();
      await runJobs();
      if (LOOKS.some((one) => one.getTime() === moment.getTime())) await look();
    }
    await stand.app.get(DecisionNotes).flush();
  });
  afterAll(() => stand.end());

  it('EC-106…EC-110: tells everybody at every step what the truth says, and is in the phase that the dates give', () => {
    expect(seen).toEqual(due);
    expect(seen).toHaveLength(LOOKS.length);
  });

  it('knows every decision of the year at least once', () => {
    const decisions = new Set(
      seen.flatMap(({ told }) => Object.keys(told).map((key) => key.split(' / ')[2])),
    );
    expect([...decisions].sort()).toEqual([
      ...['allow', 'allow_with_warning', 'deny_brownout', 'deny_cutover', 'require_linking'],
    ]);
  });

  it('I-39: whom the brownouts hit and who linked within 48 hours equals the truth', async () => {
    const looked = LOOKS.flatMap((moment) =>
      [...destinies]
        .filter(([, one]) => truth(SCRIPT, one, moment) === 'deny_brownout')
        .map(([id]) => [id, moment] as const),
    );
    const first = new Map<string, Date>();
    for (const [id, moment] of looked) {
      const span = Object.values(SCRIPT.brownouts)
        .flat()
        .find(([from, until]) => from <= moment && moment < until);
      const key = `${id} ${span?.[0].toISOString() ?? ''}`;
      if (!first.has(key)) first.set(key, moment);
    }
    const linkedSoon = [...first].filter(([key, moment]) => {
      const links = destinies.get(key.slice(0, 36) as Uuid)?.links ?? null;
      return links !== null && links > moment && links.getTime() <= moment.getTime() + 2 * DAY_MS;
    });
    const [row] = await stand.database.query<{ denied: number; linked: number }>(
      `SELECT sum(denied)::integer AS denied, sum(linked_48h)::integer AS linked FROM brownout_impact`,
    );
    expect(row).toEqual({ denied: first.size, linked: linkedSoon.length });
    expect(linkedSoon.length).toBeGreaterThan(0);
  });

  it('shows each postponement and roll-back with its author and reason', async () => {
    const acts = await stand.database.query<{ event: string; reason: string; campaigns: number }>(
      `SELECT event, reason, count(*)::integer AS campaigns FROM campaign_history
        WHERE event IN ('postpone', 'rollback', 'missed', 'carried_along') GROUP BY event, reason, act_id ORDER BY event`,
    );
    expect(acts).toEqual([
      { event: 'postpone', reason: 'ремонт сети', campaigns: 4 },
      { event: 'rollback', reason: 'журнал школы не пускает через Госуслуги', campaigns: 4 },
    ]);
  });
});
