import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FollowPhases } from '../../../src/legacy/application/follow-phases.js';
import { MoveCampaignsInTime } from '../../../src/legacy/application/move-campaigns-in-time.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { Log } from '../../../src/platform/logging/log.js';
import { GivenClock } from '../../support/application.js';
import { TEST_KEYS } from '../../support/builders/snils.js';
import { settingsWithoutEsia } from '../../support/esia-keys.js';
import { type BuiltSchool, CampaignsStand, serverOn } from './campaigns-stand.js';

const CHILD = join(import.meta.dirname, '../../support/campaign-child.ts');
const HOOKS = join(import.meta.dirname, '../../support/typescript-hooks.js');
const PLANNED = new Date('2026-09-21T08:00:00Z');
const T0 = new Date('2026-12-01T06:00:00Z');
const SCHOOLS = 24;
const HEADS = { staff: 12, representatives: 8 };
const KILLS = 6;
const ACCOUNTS = SCHOOLS * (HEADS.staff + HEADS.representatives);

describe('the cut-over of many schools on one day', () => {
  let stand: CampaignsStand;
  let second: NestExpressApplication;
  const schools: BuiltSchool[] = [];

  beforeAll(async () => {
    stand = await CampaignsStand.begin(T0);
    second = await serverOn(stand.database, T0);
    await stand.feed('2026-05-01', '2027-12-31');
    await stand.database.query(
      `INSERT INTO campaign_policies (journal_system_id, gates) VALUES ($1, '{"brownouts_held": 0}')`,
      [stand.roster.journalSystemId],
    );
    for (let n = 0; n < SCHOOLS; n += 1) schools.push(await stand.aSchool(HEADS));
  });
  afterAll(async () => {
    await second.close();
    await stand.end();
  });

  /** Every school on the eve of its cut-over, and nothing remembered of what was before. */
  const onTheEve = async (): Promise<void> => {
    const campaignIds = schools.flatMap(({ campaigns }) => campaigns);
    await stand.database.query(
      `TRUNCATE campaign_history, legacy_credential_history, campaign_tasks, outbox_deliveries, outbox_events CASCADE`,
    );
    await stand.database.query(`DELETE FROM legacy_credentials`);
    await stand.database.query(
      `UPDATE campaigns SET phase = 'brownouts', phase_since = $2, announced_at = $2, cutover_on = '2026-12-01',
              cut_over_at = NULL, confirmed_by = id, confirmed_at = $2, examined_on = '2026-11-30', missed_in_row = 0
        WHERE id = ANY ($1::uuid[])`,
      [campaignIds, PLANNED],
    );
    const step = { campaignIds, actor: { kind: 'system', id: 'test' }, at: PLANNED } as const;
    await stand.database.unitOfWork.run((tx) => stand.app.get(FollowPhases).execute(tx, step));
    await stand.database.query(
      `TRUNCATE legacy_credential_history, outbox_deliveries, outbox_events CASCADE`,
    );
  };

  /** What was done, counted: moves of campaigns, steps of accounts, and news, all and without repetition. */
  const told = async () => {
    const [row] = await stand.database.query<Record<string, number>>(
      `SELECT (SELECT count(*)::integer FROM campaigns WHERE phase = 'cutover') AS "cutOver",
              (SELECT count(*)::integer FROM campaign_history WHERE to_phase = 'cutover') AS moves,
              (SELECT count(DISTINCT campaign_id)::integer FROM campaign_history WHERE to_phase = 'cutover') AS moved,
              (SELECT count(*)::integer FROM campaign_history WHERE event = 'missed') AS missed,
              (SELECT count(*)::integer FROM legacy_credentials WHERE disabled_reason = 'cutover') AS disabled,
              (SELECT count(*)::integer FROM legacy_credential_history) AS steps,
              (SELECT count(DISTINCT journal_account_id)::integer FROM legacy_credential_history) AS accounts,
              (SELECT count(*)::integer FROM outbox_events WHERE topic = 'campaign.changed') AS "campaignNews",
              (SELECT count(*)::integer FROM outbox_events WHERE topic = 'credential.changed') AS "accountNews"`,
    );
    return row;
  };
  const ALL = {
    ...{ cutOver: SCHOOLS * 4, moves: SCHOOLS * 4, moved: SCHOOLS * 4, missed: 0, campaignNews: SCHOOLS * 4 },
    ...{ disabled: ACCOUNTS, steps: ACCOUNTS, accounts: ACCOUNTS, accountNews: ACCOUNTS },
  };

  /** The jobs of a server as it runs them, with nothing but this one. */
  const jobsOf = (app: NestExpressApplication): Jobs => {
    const jobs = new Jobs(app.get(DataSource), new GivenClock(T0), new Log('silent'));
    const inTime = app.get(MoveCampaignsInTime);
    jobs.add({ name: 'campaigns.move', everyMs: 60_000, run: (now) => inTime.execute(now) });
    return jobs;
  };

  it('two servers whose jobs come at the same time move each campaign and each account once', async () => {
    await onTheEve();
    const [ours, theirs] = [jobsOf(stand.app), jobsOf(second)];
    await Promise.all([ours, theirs, ours, theirs].map((jobs) => jobs.runNow('campaigns.move')));
    expect(await told()).toEqual(ALL);
  });

  it('so do two servers that do not know of each other’s job', async () => {
    await onTheEve();
    const run = (app: NestExpressApplication) => app.get(MoveCampaignsInTime).execute(T0);
    await Promise.all([run(stand.app), run(second), run(stand.app)]);
    expect(await told()).toEqual(ALL);
  });

  const aServer = async (): Promise<ChildProcess> => {
    const settings = JSON.stringify({ NODE_ENV: 'test', ...settingsWithoutEsia(), ...TEST_KEYS });
    const child = fork(CHILD, [stand.database.appUrl, T0.toISOString(), settings], {
      execArgv: ['--import', HOOKS],
    });
    await once(child, 'message');
    return child;
  };
  const movedSoFar = async (): Promise<number> =>
    (await stand.database.query<{ n: number }>('SELECT count(*)::integer AS n FROM campaign_history'))[0]!.n;

  /** Accounts whose state is not that of their campaign. */
  const torn = async (): Promise<number> =>
    (
      await stand.database.query<{ n: number }>(
        `SELECT count(*)::integer AS n FROM legacy_credentials k JOIN campaigns c ON c.id = k.campaign_id
          WHERE (c.phase = 'cutover') <> (k.disabled_reason IS NOT DISTINCT FROM 'cutover')`,
      )
    )[0]!.n;

  it('servers that are killed in the middle, again and again, leave each account moved once or not at all', async () => {
    await onTheEve();
    const random = seeded(20_261_201);
    const found: number[] = [];
    let next = aServer();
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const child = await next;
      next = aServer();
      const gone = once(child, 'exit');
      const least = Math.ceil(((kill - random()) * SCHOOLS * 4) / KILLS);
      child.send('go');
      while ((await movedSoFar()) < least) await pause(2);
      await pause(random() * 40);
      child.kill('SIGKILL');
      await gone;
      found.push(await movedSoFar());
      expect(await torn()).toBe(0);
    }
    (await next).kill('SIGKILL');
    expect(found.filter((n) => n > 0 && n < SCHOOLS * 4).length).toBeGreaterThanOrEqual(KILLS - 2);
    await stand.job(T0);
    expect(await told()).toEqual(ALL);
  });

  it('an account that moves with a person’s postponement is not moved by the job at the same moment', async () => {
    await onTheEve();
    const campaignIds = schools.flatMap(({ campaigns }) => campaigns);
    const order = { event: 'postpone', to: { days: 30 }, overridesCalendar: false } as const;
    await Promise.allSettled([stand.job(T0), stand.act(campaignIds, order, T0)]);
    const [row] = await stand.database.query<{ both: number }>(
      `SELECT count(*)::integer AS both FROM campaigns WHERE phase = 'cutover' AND cutover_on > '2026-12-01'`,
    );
    expect(await torn()).toBe(0);
    expect(row?.both).toBe(0);
  });
});

/** Mulberry32: the same moments in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
