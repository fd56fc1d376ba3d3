import 'reflect-metadata';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { migrate } from '../src/data-source.js';
import { addDays, dayIn } from '../src/kernel/calendar-date.js';
import { newUuid, type Uuid } from '../src/kernel/ids.js';
import { MoveCampaigns } from '../src/legacy/application/move-campaigns.js';
import type { CampaignOrder } from '../src/legacy/domain/campaign-moves.js';
import { type EmbeddedServer, startEmbeddedServer } from '../src/platform/database/embedded-server.js';
import { UnitOfWork } from '../src/platform/database/unit-of-work.js';
import { Log } from '../src/platform/logging/log.js';
import { createServer } from '../src/server.js';
import { readAllSettings } from '../src/settings.js';
import { settingsWithoutEsia } from '../test/support/esia-keys.js';
import { keepOutcomes, type Outcome } from './outcome.js';

const HELP = `node --import ./test/support/typescript-hooks.js bench/campaign-acts.ts

Сколько длится одно действие над всем регионом: возврат после отключения (состояния всех паролей, история, известия, аудит) и
перенос дат. Пол — те же строки кампаний, паролей и истории одной написанной рукой командой, без известий и аудита.

  --accounts N   учётных записей (325000)
  --schools N    школ (650), кампаний вчетверо больше
  --quick        2000 записей, 20 школ
  --help         эта справка`;

const { values } = parseArgs({
  options: {
    accounts: { type: 'string' },
    schools: { type: 'string' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** No target of quality.md speaks of acts: that of the other set-based work is taken, the first import's. */
const MOST_RATIO = 3;
const ZONE = 'Europe/Kaliningrad';
const MANAGER = { kind: 'administrator', id: '00000000-0000-4000-8000-0000000000aa' } as const;

async function main(): Promise<void> {
  const accounts = Number(values.accounts ?? (values.quick ? 2_000 : 325_000));
  const schools = Number(values.schools ?? (values.quick ? 20 : 650));
  const place = await mkdtemp(join(tmpdir(), 'perehod-bench-'));
  // Else PostgreSQL, which is not root, could not come here, and its data would stay behind in the system's cache.
  await chmod(place, 0o711);
  const server = await startEmbeddedServer({ folder: join(place, 'postgres') });
  try {
    await fill(server, accounts, schools);
    const floor = await floorOf(server);
    const ours = await oursOf(server);
    const rows = [
      line(`возврат региона, записей ${accounts}`, ours.rollback, floor.rollback),
      line(`перенос региона, кампаний ${schools * 4}`, ours.postponement, floor.postponement),
    ];
    console.table(rows);
    await keepOutcomes('campaign-acts', rows, { accounts, schools });
  } finally {
    await server.stop();
    await rm(place, { recursive: true, force: true });
  }
}

function line(work: string, ours: number, floor: number): Outcome {
  const ratio = Number((ours / floor).toFixed(2));
  return {
    work,
    floor: `${Math.round(floor)} мс (одна команда)`,
    ours: `${Math.round(ours)} мс`,
    ratio,
    target: `≤ ${MOST_RATIO} ×`,
    met: ratio <= MOST_RATIO,
  };
}

/** A region that was cut over five days ago: pupils of two waves and staff, each with a shut password; and its twin. */
async function fill(server: EmbeddedServer, accounts: number, schools: number): Promise<void> {
  await inDatabase(server, 'postgres', (admin) => admin.query('CREATE DATABASE product'));
  await migrate(server.url('perehod_owner', 'product'));
  await inDatabase(server, 'product', (owner) => owner.query(region(accounts, schools)));
  await inDatabase(server, 'postgres', (admin) => admin.query('CREATE DATABASE floor TEMPLATE product'));
}

const WAVES = `(VALUES ('staff'), ('representatives'), ('pupils_14plus'), ('pupils_under14')) w (wave)`;
const WAVE_OF_NUMBER = `CASE WHEN no % 10 = 0 THEN 'staff' WHEN no % 10 < 6 THEN 'pupils_14plus' ELSE 'pupils_under14' END`;

const region = (accounts: number, schools: number): string => `
  INSERT INTO regions (code, name, time_zone) VALUES ('39', 'Область замера', '${ZONE}');
  INSERT INTO municipalities (region_id, source, source_id, oktmo, name, kind)
    SELECT id, 'bench', 'm', '27701000', 'Город', 'city_okrug' FROM regions;
  INSERT INTO schools (region_id, municipality_id, source, source_id, full_name, short_name, kind, founder_type)
    SELECT m.region_id, m.id, 'bench', no, 'Школа ' || no, 'Школа ' || no, 'secondary', 'municipal'
      FROM municipalities m, generate_series(0, ${schools - 1}) AS no;
  INSERT INTO journal_systems (region_id, code, name) SELECT id, 'bench-journal', 'Журнал' FROM regions;
  CREATE TEMP TABLE bench AS
    SELECT no, gen_random_uuid() AS person_id, gen_random_uuid() AS record_id, gen_random_uuid() AS account_id,
           ${WAVE_OF_NUMBER} AS wave, s.id AS school_id, s.region_id, j.id AS system_id
      FROM generate_series(1, ${accounts}) AS no
      JOIN schools s ON s.source_id::integer = no % ${schools} CROSS JOIN journal_systems j;
  INSERT INTO people (id, region_id, last_name, first_name, norm_last, norm_first, birth_date, snils_state)
    SELECT person_id, region_id, 'А', 'Б', 'а', 'б',
           CASE wave WHEN 'staff' THEN date '1980-01-01' WHEN 'pupils_14plus' THEN date '2010-01-01' ELSE date '2016-01-01' END,
           'missing' FROM bench;
  INSERT INTO person_records (id, region_id, source, kind, source_id, person_id, row_hash)
    SELECT record_id, region_id, 'bench', CASE wave WHEN 'staff' THEN 'staff' ELSE 'student' END, no, person_id, '\\x00' FROM bench;
  INSERT INTO staff_appointments (region_id, record_id, person_id, school_id, position, valid_from)
    SELECT region_id, record_id, person_id, school_id, 'учитель', '2020-09-01' FROM bench WHERE wave = 'staff';
  INSERT INTO enrollments (region_id, record_id, person_id, school_id, kind, valid_from)
    SELECT region_id, record_id, person_id, school_id, 'main', '2020-09-01' FROM bench WHERE wave <> 'staff';
  INSERT INTO journal_accounts (id, region_id, journal_system_id, external_id, role, record_id, person_id, row_hash)
    SELECT account_id, region_id, system_id, no, CASE wave WHEN 'staff' THEN 'teacher' ELSE 'student' END, record_id,
           person_id, '\\x00' FROM bench;
  INSERT INTO journal_account_schools (journal_account_id, school_id) SELECT account_id, school_id FROM bench;
  INSERT INTO campaigns (region_id, journal_system_id, school_id, wave, phase, phase_since, cutover_on, announced_at,
                         cut_over_at, members_fixed_at)
    SELECT s.region_id, j.id, s.id, wave, 'cutover', now() - interval '5 days', current_date - 5, now() - interval '90 days',
           now() - interval '5 days', now() - interval '90 days'
      FROM schools s CROSS JOIN journal_systems j CROSS JOIN ${WAVES};
  INSERT INTO wave_members (campaign_id, journal_account_id, joined_at)
    SELECT c.id, b.account_id, now() - interval '90 days' FROM bench b JOIN campaigns c USING (school_id, wave);
  INSERT INTO legacy_credentials (journal_account_id, region_id, journal_system_id, state, disabled_reason, campaign_id, bucket,
                                  changed_at, followed_phase, placed_school_ids)
    SELECT b.account_id, b.region_id, b.system_id, 'disabled', 'cutover', c.id, b.no % 100, now() - interval '5 days', 'cutover',
           ARRAY[b.school_id] FROM bench b JOIN campaigns c USING (school_id, wave);
  DROP TABLE bench;
  ANALYZE;`;

const ROLL_BACK = `
  WITH moved AS (
    UPDATE campaigns SET phase = 'link_required', phase_since = now(), cutover_on = current_date + 20, cut_over_at = NULL,
           revision = revision + 1 RETURNING id
  ), told AS (
    INSERT INTO campaign_history (campaign_id, act_id, event, from_phase, to_phase, actor_kind, reason, at)
    SELECT id, gen_random_uuid(), 'rollback', 'cutover', 'link_required', 'system', 'замер', now() FROM moved
  ), open AS (
    UPDATE legacy_credentials SET state = 'link_required', disabled_reason = NULL, changed_at = now(),
           followed_phase = 'link_required' WHERE state = 'disabled' RETURNING journal_account_id, campaign_id
  )
  INSERT INTO legacy_credential_history (journal_account_id, from_state, from_reason, to_state, event, campaign_id, actor_kind, at)
  SELECT journal_account_id, 'disabled', 'cutover', 'link_required', 'phase_returned', campaign_id, 'system', now() FROM open`;

const POSTPONE = `
  WITH moved AS (
    UPDATE campaigns SET cutover_on = cutover_on + 30, revision = revision + 1 RETURNING id
  )
  INSERT INTO campaign_history (campaign_id, act_id, event, from_phase, to_phase, actor_kind, reason, at)
  SELECT id, gen_random_uuid(), 'postpone', 'link_required', 'link_required', 'system', 'замер', now() FROM moved`;

interface Taken {
  readonly rollback: number;
  readonly postponement: number;
}

function floorOf(server: EmbeddedServer): Promise<Taken> {
  return inDatabase(server, 'floor', async (owner) => ({
    rollback: await timed(() => owner.query(ROLL_BACK)),
    postponement: await timed(() => owner.query(POSTPONE)),
  }));
}

async function oursOf(server: EmbeddedServer): Promise<Taken> {
  const app = await createServer({
    settings: readAllSettings({ NODE_ENV: 'test', ...settingsWithoutEsia() }),
    databaseUrl: server.url('perehod_app', 'product'),
    log: new Log('silent'),
  });
  try {
    const campaignIds = await inDatabase(server, 'product', async (owner) =>
      (await owner.query<{ id: Uuid }>('SELECT id FROM campaigns')).rows.map(({ id }) => id),
    );
    const act = async (order: CampaignOrder): Promise<void> => {
      const ordered = {
        campaignIds,
        order,
        reason: 'замер',
        actor: MANAGER,
        at: new Date(),
        actId: newUuid(),
      };
      const { steps, refused } = await app
        .get(UnitOfWork)
        .run((tx) => app.get(MoveCampaigns).executeWherePossible(tx, ordered));
      if (steps.length !== campaignIds.length)
        throw new Error(`${refused.length} campaigns did not move: ${refused[0]?.code ?? ''}`);
    };
    const date = addDays(dayIn(new Date(), ZONE), 20);
    const rollback = await timed(() =>
      act({ event: 'rollback', to: 'link_required', date, overridesCalendar: true }),
    );
    await inDatabase(server, 'product', everybodyIsOpen);
    const postponement = await timed(() =>
      act({ event: 'postpone', to: { days: 30 }, overridesCalendar: true }),
    );
    return { rollback, postponement };
  } finally {
    await app.close();
  }
}

async function everybodyIsOpen(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ shut: number }>(
    `SELECT count(*)::integer AS shut FROM legacy_credentials WHERE state <> 'link_required'`,
  );
  if (rows[0]?.shut !== 0) throw new Error(`${rows[0]?.shut} passwords were not brought back`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function inDatabase<T>(
  server: EmbeddedServer,
  name: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: server.url('perehod_owner', name) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

if (values.help) console.log(HELP);
else await main();
