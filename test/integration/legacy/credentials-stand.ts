import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Uuid } from '../../../src/kernel/ids.js';
import { CredentialsFollowLinks } from '../../../src/legacy/application/credentials-follow-links.js';
import { CredentialsFollowRoster } from '../../../src/legacy/application/credentials-follow-roster.js';
import { CredentialsInTime } from '../../../src/legacy/application/credentials-in-time.js';
import { FollowPhases } from '../../../src/legacy/application/follow-phases.js';
import { MoveCredentials } from '../../../src/legacy/application/move-credentials.js';
import { type CampaignPhase, isCutOver } from '../../../src/legacy/domain/campaign-phase.js';
import { watchedLog } from '../../support/leak-watch.js';
import { peopleChanged } from '../../../src/roster/index.js';
import { createServer } from '../../../src/server.js';
import { readAllSettings } from '../../../src/settings.js';
import { GivenClock } from '../../support/application.js';
import { CampaignBuilder } from '../../support/builders/campaign.js';
import { anEsiaPerson } from '../../support/builders/esia.js';
import { RosterBuilder } from '../../support/builders/roster.js';
import { TEST_KEYS } from '../../support/builders/snils.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { settingsWithoutEsia } from '../../support/esia-keys.js';

export const NOW = new Date('2026-11-23T08:00:00Z');
export const DAY_MS = 86_400_000;
export const SYSTEM = { kind: 'system', id: 'test' } as const;

/** A step of a credential as its history and its news tell it. */
export interface ToldStep {
  readonly from: string | null;
  readonly to: string;
  readonly event: string;
}

/** Old logins on a database of their own, with the server's own parts; nothing runs by itself. */
export interface CredentialsStand {
  readonly database: TestDatabase;
  readonly app: Pick<NestExpressApplication, 'get'>;
  readonly roster: RosterBuilder;
  readonly campaigns: CampaignBuilder;
  readonly follow: FollowPhases;
  readonly move: MoveCredentials;
  readonly inTime: CredentialsInTime;
  now(): Date;
  later(days: number): void;
  /** Puts campaigns into a phase by SQL, with their dates, and lets the credentials follow. */
  phase(phase: CampaignPhase, ...campaignIds: Uuid[]): Promise<void>;
  rosterChanged(...personIds: Uuid[]): Promise<void>;
  linkChanged(accountId: Uuid): Promise<void>;
  /** A live link of the account in a state, in place of the one it has. */
  link(accountId: Uuid, state: 'active' | 'suspended' | 'revoked', reason?: string): Promise<void>;
  history(accountId: Uuid): Promise<ToldStep[]>;
  news(accountId: Uuid): Promise<(ToldStep & { endSessions: string | null })[]>;
}

export async function credentialsStand(): Promise<CredentialsStand> {
  const database = await freshDatabase();
  const clock = new GivenClock(NOW);
  const app = await createServer({
    settings: readAllSettings({ NODE_ENV: 'test', ...settingsWithoutEsia(), ...TEST_KEYS }),
    databaseUrl: database.appUrl,
    log: watchedLog(),
    clock,
  });
  const roster = await RosterBuilder.begin(database);
  const [follow, followRoster] = [app.get(FollowPhases), app.get(CredentialsFollowRoster)];
  const followLinks = app.get(CredentialsFollowLinks);
  return {
    database: {
      ...database,
      drop: async () => {
        await app.close();
        await database.drop();
      },
    },
    app,
    roster,
    campaigns: new CampaignBuilder(database, roster),
    follow,
    move: app.get(MoveCredentials),
    inTime: app.get(CredentialsInTime),
    now: () => clock.now(),
    later: (days) => clock.set(new Date(clock.now().getTime() + days * DAY_MS)),
    phase: async (phase, ...campaignIds) => {
      await setPhase(database, phase, campaignIds, clock.now());
      const step = { campaignIds, actor: SYSTEM, at: clock.now() };
      await database.unitOfWork.run((tx) => follow.execute(tx, step));
    },
    rosterChanged: async (...personIds) => {
      for (const { regionId, topic, body, at } of peopleChanged(roster.regionId, personIds, clock.now())) {
        await followRoster.take({ id: 1, regionId, topic, body, at });
      }
    },
    linkChanged: async (accountId) => {
      const body = { account_id: accountId };
      await followLinks.take({
        id: 1,
        regionId: roster.regionId,
        topic: 'link.changed',
        body,
        at: clock.now(),
      });
    },
    link: (accountId, state, reason) =>
      setLink(database, roster.regionId, accountId, state, reason, clock.now()),
    history: (accountId) =>
      database.query(
        `SELECT concat_ws('.', from_state, from_reason) AS "from", concat_ws('.', to_state, to_reason) AS "to", event
           FROM legacy_credential_history WHERE journal_account_id = $1 ORDER BY id`,
        [accountId],
      ),
    news: (accountId) =>
      database.query(
        `SELECT concat_ws('.', body ->> 'from', body ->> 'from_reason') AS "from",
                concat_ws('.', body ->> 'to', body ->> 'to_reason') AS "to", body ->> 'event' AS event,
                body ->> 'end_sessions' AS "endSessions"
           FROM outbox_events WHERE topic = 'credential.changed' AND body ->> 'account_id' = $1 ORDER BY id`,
        [accountId],
      ),
  };
}

/** A campaign row in a phase as the machine of e.3 leaves it. */
export async function setPhase(
  database: Pick<TestDatabase, 'query'>,
  phase: CampaignPhase,
  campaignIds: readonly Uuid[],
  at: Date,
): Promise<void> {
  await database.query(
    `UPDATE campaigns SET phase = $2, phase_since = $3, cutover_on = coalesce(cutover_on, '2026-12-01'),
            announced_at = CASE WHEN $2 = 'preparation' THEN announced_at ELSE coalesce(announced_at, $3) END,
            cut_over_at = CASE WHEN $4 THEN coalesce(cut_over_at, $3) END,
            closed_at = CASE WHEN $2 = 'closed' THEN coalesce(closed_at, $3) END
      WHERE id = ANY ($1::uuid[])`,
    [campaignIds, phase, at, isCutOver(phase)],
  );
}

async function setLink(
  database: TestDatabase,
  regionId: Uuid,
  accountId: Uuid,
  state: string,
  reason: string | undefined,
  at: Date,
): Promise<void> {
  const changed = await database.query(
    `UPDATE links SET state = $2, reason = $3, changed_at = $4
      WHERE journal_account_id = $1 AND state IN ('active', 'suspended') RETURNING id`,
    [accountId, state, reason ?? null, at],
  );
  if (changed.length > 0) return;
  const person = await anEsiaPerson(database, regionId);
  await database.query(
    `INSERT INTO links (region_id, esia_person_id, journal_account_id, state, reason, rule, created_at, changed_at)
     VALUES ($1, $2, $3, $4, $5, 'R1', $6, $6)`,
    [regionId, person.id, accountId, state, reason ?? null, at],
  );
}
