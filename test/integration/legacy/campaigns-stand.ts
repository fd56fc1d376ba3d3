import type { NestExpressApplication } from '@nestjs/platform-express';
import { type CalendarDate, dayIn } from '../../../src/kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { MoveCampaigns } from '../../../src/legacy/application/move-campaigns.js';
import { MoveCampaignsInTime } from '../../../src/legacy/application/move-campaigns-in-time.js';
import type { CampaignOrder } from '../../../src/legacy/domain/campaign-moves.js';
import { type RoleWave, WAVES } from '../../../src/legacy/domain/campaign-phase.js';
import { CampaignsRepository } from '../../../src/legacy/store/campaigns.repository.js';
import { watchedLog } from '../../support/leak-watch.js';
import { createServer } from '../../../src/server.js';
import { readAllSettings } from '../../../src/settings.js';
import { GivenClock } from '../../support/application.js';
import { anEsiaPerson } from '../../support/builders/esia.js';
import { RosterBuilder } from '../../support/builders/roster.js';
import { TEST_KEYS } from '../../support/builders/snils.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { settingsWithoutEsia } from '../../support/esia-keys.js';

export const MANAGER = { kind: 'administrator', id: '00000000-0000-4000-8000-0000000000aa' } as const;
const ZONE = 'Europe/Kaliningrad';
const DAY_MS = 86_400_000;

/** How many accounts of each wave a school has. */
export type Headcount = Readonly<Record<RoleWave, number>>;

export interface BuiltSchool {
  readonly id: Uuid;
  readonly accounts: Readonly<Record<RoleWave, readonly Uuid[]>>;
  /** In the order of the waves. */
  readonly campaigns: readonly Uuid[];
}

export interface CampaignState {
  readonly wave: RoleWave;
  readonly phase: string;
  readonly cutoverOn: CalendarDate | null;
}

/** A server of its own on a database, and nothing that runs by itself. */
export async function serverOn(database: TestDatabase, now: Date) {
  const app = await createServer({
    settings: readAllSettings({ NODE_ENV: 'test', ...settingsWithoutEsia(), ...TEST_KEYS }),
    databaseUrl: database.appUrl,
    log: watchedLog(),
    clock: new GivenClock(now),
  });
  return app;
}

/** Schools whose campaigns are moved by acts and by time. */
export class CampaignsStand {
  private constructor(
    readonly database: TestDatabase,
    readonly app: NestExpressApplication,
    readonly roster: RosterBuilder,
  ) {}

  static async begin(now: Date): Promise<CampaignsStand> {
    const database = await freshDatabase();
    const app = await serverOn(database, now);
    return new CampaignsStand(database, app, await RosterBuilder.begin(database));
  }

  async end(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  /** A school with an administrator, fresh lists, and people who are ready to be linked; all four campaigns unplanned. */
  async aSchool(
    heads: Partial<Headcount> = {},
    rosterAt = new Date('2026-09-20T06:00:00Z'),
  ): Promise<BuiltSchool> {
    const id = await this.roster.aSchool();
    const { regionId, journalSystemId } = this.roster;
    await this.database.query(
      `INSERT INTO role_grants (region_id, role, scope, school_id, snils_hmac, snils_last2, birth_date, basis, granted_by,
                                granted_at, valid_from)
       VALUES ($1, 'school_admin', 'school', $2, $3, '00', '1980-01-01', 'приказ', 'test', '2026-01-01', '2026-01-01')`,
      [regionId, id, Buffer.from(id)],
    );
    await this.rosterCame(id, rosterAt);
    const accounts = Object.fromEntries(
      await Promise.all(
        WAVES.map(async (wave) => [wave, await this.people(id, wave, heads[wave] ?? 0)] as const),
      ),
    ) as Record<RoleWave, Uuid[]>;
    const repository = this.app.get(CampaignsRepository);
    await this.database.unitOfWork.run((tx) => repository.ensure(tx, journalSystemId, [id], rosterAt));
    const campaigns = await this.database.query<{ id: Uuid }>(
      'SELECT id FROM campaigns WHERE school_id = $1 ORDER BY wave_rank(wave)',
      [id],
    );
    return { id, accounts, campaigns: campaigns.map((one) => one.id) };
  }

  async rosterCame(school: Uuid, at: Date): Promise<void> {
    await this.database.query(
      `INSERT INTO import_batches (region_id, school_id, source, state, content_hash, uploaded_by, started_at, finished_at)
       VALUES ($1, $2, 'test', 'applied', '', 'test', $3, $3)`,
      [this.roster.regionId, school, at],
    );
  }

  /** The e-journal has declared every day of a span complete. */
  async feed(from: string, to: string): Promise<void> {
    await this.database.query(
      `INSERT INTO sign_in_feed_days (journal_system_id, day, marked_at)
       SELECT $1, d::date, now() FROM generate_series($2::date, $3::date, '1 day') d ON CONFLICT DO NOTHING`,
      [this.roster.journalSystemId, from, to],
    );
  }

  /** These accounts signed in on a day. */
  async signedIn(accounts: readonly Uuid[], on: string, method = 'password', channel = 'web'): Promise<void> {
    await this.database.query(
      `INSERT INTO sign_in_days (journal_account_id, day, method, channel, sign_ins, last_at)
       SELECT unnest($1::uuid[]), $2::date, $3, $4, 1, $2::date + interval '12 hours' ON CONFLICT DO NOTHING`,
      [accounts, on, method, channel],
    );
  }

  async linked(accounts: readonly Uuid[], at: Date): Promise<void> {
    for (const account of accounts) {
      const person = await anEsiaPerson(this.database, this.roster.regionId);
      await this.database.query(
        `WITH link AS (
           INSERT INTO links (region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
           VALUES ($1, $2, $3, 'active', 'R1', $4, $4) RETURNING id
         )
         INSERT INTO link_state_history (link_id, to_state, event, reason, actor_kind, evidence_digest, at)
         SELECT id, 'active', 'matched', 'R1', 'person', '\\x00', $4 FROM link`,
        [this.roster.regionId, person.id, account, at],
      );
    }
  }

  /** Brownouts of campaigns that are over and were held, one an hour from a moment on. */
  async brownouts(
    campaigns: readonly Uuid[],
    from: Date,
    state: 'planned' | 'ended',
    times = 2,
  ): Promise<void> {
    await this.database.query(
      `INSERT INTO brownout_windows (region_id, campaign_id, state, starts_at, ends_at, planned_by, planned_at, reason,
                                     act_id, held, ended_at)
       SELECT $1, c, $4, $3::timestamptz + n * interval '1 hour', $3::timestamptz + (n + 1) * interval '1 hour', $5, $3,
              'проба', $5, CASE WHEN $4 = 'ended' THEN true END, CASE WHEN $4 = 'ended' THEN $3::timestamptz END
         FROM unnest($2::uuid[]) c, generate_series(0, $6::integer - 1) n`,
      [this.roster.regionId, campaigns, from, state, MANAGER.id, times],
    );
  }

  async act(campaignIds: readonly Uuid[], order: CampaignOrder, at: Date, reason = 'проверка') {
    const act = { campaignIds, order, reason, actor: MANAGER, at, actId: newUuid() };
    return this.database.unitOfWork.run((tx) => this.app.get(MoveCampaigns).execute(tx, act));
  }

  /** Starts every wave of a school for one day. */
  async start(school: BuiltSchool, date: string, at: Date): Promise<void> {
    await this.act(
      school.campaigns,
      { event: 'start', date: date as CalendarDate, overridesCalendar: true },
      at,
    );
  }

  job(at: Date): Promise<void> {
    return this.app.get(MoveCampaignsInTime).execute(at);
  }

  /** The job at one o'clock of each civil day of a span, both ends included. */
  async daily(
    from: string,
    to: string,
    eachDay: (day: CalendarDate) => Promise<void> = () => Promise.resolve(),
  ) {
    const last = new Date(`${to}T00:00:00Z`).getTime();
    for (let day = new Date(`${from}T00:00:00Z`).getTime(); day <= last; day += DAY_MS) {
      const at = new Date(day);
      await eachDay(dayIn(at, ZONE));
      await this.job(at);
    }
  }

  state(school: BuiltSchool): Promise<CampaignState[]> {
    return this.database.query(
      `SELECT wave, phase, cutover_on::text AS "cutoverOn" FROM campaigns WHERE school_id = $1 ORDER BY wave_rank(wave)`,
      [school.id],
    );
  }

  async phases(school: BuiltSchool): Promise<string[]> {
    return (await this.state(school)).map(({ phase }) => phase);
  }

  history(campaign: Uuid) {
    return this.database.query<{
      event: string;
      from: string;
      to: string;
      toDate: string;
      reason: string;
      actId: Uuid;
    }>(
      `SELECT event, from_phase AS "from", to_phase AS "to", to_date::text AS "toDate", reason, act_id AS "actId"
         FROM campaign_history WHERE campaign_id = $1 ORDER BY id`,
      [campaign],
    );
  }

  private async people(school: Uuid, wave: RoleWave, count: number): Promise<Uuid[]> {
    const role = {
      staff: 'teacher',
      representatives: 'representative',
      pupils_14plus: 'student',
      pupils_under14: 'student',
    }[wave];
    const born = {
      staff: '1980-01-01',
      representatives: '1985-01-01',
      pupils_14plus: '2010-01-01',
      pupils_under14: '2016-01-01',
    }[wave];
    const kind = role === 'teacher' ? 'staff' : role;
    const rows = await this.database.query<{ id: Uuid }>(
      `WITH human AS (
         INSERT INTO people (region_id, last_name, first_name, norm_last, norm_first, birth_date, snils_state, snils_hmac,
                             snils_enc, snils_key_id, snils_last2, citizenship)
         SELECT $1, 'Тестов', 'Пётр', 'тестов', 'петр', $4::date, 'valid', sha256(gen_random_uuid()::text::bytea), '\\x00',
                'dev', '00', 'RUS' FROM generate_series(1, $5::integer) RETURNING id
       ), record AS (
         INSERT INTO person_records (region_id, source, kind, source_id, person_id, row_hash)
         SELECT $1, 'test', $6, gen_random_uuid()::text, id, '\\x00' FROM human RETURNING id, person_id
       ), place AS (
         INSERT INTO staff_appointments (region_id, record_id, person_id, school_id, position, valid_from)
         SELECT $1, id, person_id, $2, 'учитель', '2020-09-01' FROM record WHERE $6 = 'staff'
       ), seat AS (
         INSERT INTO enrollments (region_id, record_id, person_id, school_id, kind, valid_from)
         SELECT $1, id, person_id, $2, 'main', '2020-09-01' FROM record WHERE $6 = 'student'
       ), account AS (
         INSERT INTO journal_accounts (region_id, journal_system_id, external_id, role, record_id, person_id, row_hash)
         SELECT $1, $3, gen_random_uuid()::text, $7, id, person_id, '\\x00' FROM record RETURNING id
       ), served AS (
         INSERT INTO journal_account_schools (journal_account_id, school_id) SELECT id, $2 FROM account
       )
       SELECT id FROM account ORDER BY id`,
      [this.roster.regionId, school, this.roster.journalSystemId, born, count, kind, role],
    );
    return rows.map(({ id }) => id);
  }
}
