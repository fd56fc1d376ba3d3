import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, type CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { EventsDesk, NOON } from '../../support/events-desk.js';

const DAY_MS = 86_400_000;
const ago = (days: number): Date => new Date(NOON.getTime() - days * DAY_MS);

describe('passwords that nobody uses', () => {
  let desk: EventsDesk;
  let soft: Uuid;
  let staff: Uuid;
  let cutOver: Uuid;
  beforeAll(async () => {
    desk = await EventsDesk.open();
    soft = await desk.campaigns.aCampaign({ wave: 'pupils_under14', phase: 'soft_launch' });
    staff = await desk.campaigns.aCampaign({ wave: 'staff', phase: 'link_required' });
    cutOver = await desk.campaigns.aCampaign({ wave: 'representatives', phase: 'cutover' });
  });
  beforeEach(async () => {
    desk.clock.set(NOON);
    await desk.database.query(
      `TRUNCATE sign_in_events, sign_in_days, sign_in_feed_days, legacy_credentials, legacy_credential_history,
         campaign_policies, exemptions CASCADE`,
    );
    await desk.database.query(
      `INSERT INTO campaign_policies (journal_system_id, disable_unused, unused_school_days) VALUES ($1, true, 20)`,
      [desk.roster.journalSystemId],
    );
    await desk.bring(
      [],
      Array.from({ length: 40 }, (_, back) => addDays('2026-11-22' as CalendarDate, -back)),
    );
  });
  afterAll(() => desk.close());

  /** An account whose credential has been known for so many days. */
  async function anAccount(
    overrides: { campaign?: Uuid; standing?: 'active' | 'warned' | 'link_required'; knownFor?: number } = {},
  ) {
    const { campaign = soft, standing = 'warned', knownFor = 200 } = overrides;
    const person = await desk.roster.aPerson();
    const externalId = `u-${person.id}`;
    const id = await desk.roster.anAccount({ person, externalId });
    await desk.campaigns.aCredential(id, { campaignId: campaign, standing });
    await step(id, 'reported', knownFor);
    return { id, externalId, person };
  }
  const step = (id: Uuid, event: string, daysAgo: number) =>
    desk.database.query(
      `INSERT INTO legacy_credential_history (journal_account_id, to_state, event, actor_kind, at)
       VALUES ($1, 'active', $2, 'system', $3)`,
      [id, event, ago(daysAgo)],
    );
  const run = () => desk.jobs.runNow('credentials.disable_unused');
  const standing = ({ id }: { id: Uuid }) => desk.campaigns.standingOf(id);

  it('LEG-05: are disabled after the school days of the policy, those used in that time are not; each once, with news', async () => {
    const [unused, used, late] = [
      await anAccount(),
      await anAccount(),
      await anAccount({ standing: 'active' }),
    ];
    await desk.bring([
      desk.event({ account: used.externalId, at: ago(23) }),
      desk.event({ account: unused.externalId, at: ago(30) }),
      desk.event({ account: unused.externalId, at: ago(1), method: 'esia' }),
      desk.event({ account: late.externalId, at: ago(1), succeeded: false }),
    ]);
    await run();
    await run();
    expect([await standing(unused), await standing(used), await standing(late)]).toEqual([
      ...['disabled.unused', 'warned', 'disabled.unused'],
    ]);
    const told = await desk.database.query(
      `SELECT h.event, h.to_reason FROM legacy_credential_history h WHERE h.journal_account_id = $1 AND h.event = 'unused'`,
      [unused.id],
    );
    expect(told).toEqual([{ event: 'unused', to_reason: 'unused' }]);
    const news = await desk.database.query(
      `SELECT 1 AS one FROM outbox_events WHERE topic = 'credential.changed' AND body ->> 'account_id' = $1`,
      [unused.id],
    );
    expect(news).toHaveLength(1);
  });

  it('EC-136: stay while one school day of that time is not marked complete: silence proves nothing', async () => {
    const account = await anAccount();
    await desk.database.query(`DELETE FROM sign_in_feed_days WHERE day = '2026-11-11'`);
    await run();
    expect(await standing(account)).toBe('warned');
    await desk.bring([], ['2026-11-11']);
    await run();
    expect(await standing(account)).toBe('disabled.unused');
  });

  it('stay in later phases, under an exemption, and while their owner has not had the time', async () => {
    const linking = await anAccount({ campaign: staff, standing: 'link_required' });
    const behind = await anAccount({ campaign: staff, standing: 'warned' });
    const recent = await anAccount({ knownFor: 10 });
    const returned = await anAccount();
    await step(returned.id, 'phase_returned', 5);
    const exempt = await anAccount();
    await desk.database.query(
      `INSERT INTO exemptions (region_id, school_id, scope, person_id, type, basis, state, starts_on, ends_on, requested_by,
                               requested_at, decided_at)
       VALUES ($1, $2, 'person', $3, 'other', 'приказ № 1', 'active', '2026-11-01', '2027-01-01', 'test', $4, $4)`,
      [desk.roster.regionId, desk.roster.schoolId, exempt.person.id, ago(22)],
    );
    await run();
    const standings = await Promise.all([linking, behind, recent, returned, exempt].map(standing));
    expect(standings).toEqual(['link_required', 'warned', 'warned', 'warned', 'warned']);
  });

  it('LEG-06: are blocked from the day of the block on, also where nothing else is disabled', async () => {
    const account = await anAccount();
    const until = (day: string) =>
      desk.database.query(
        `UPDATE campaign_policies SET disable_unused = false, first_use_blocked_from = $1`,
        [day],
      );
    await until('2026-11-24');
    await run();
    expect(await standing(account)).toBe('warned');
    await until('2026-11-23');
    await run();
    expect(await standing(account)).toBe('disabled.unused');
  });

  it('come back when their owner asks through the journal, before the cut-over only, and are given their time anew', async () => {
    const account = await anAccount();
    await run();
    expect(await desk.undo(account.externalId)).toBe(true);
    expect([await standing(account), await desk.undo(account.externalId)]).toEqual(['warned', false]);
    await run();
    expect(await standing(account)).toBe('warned');
    const kept = await desk.database.query(
      `SELECT actor_kind, facts FROM audit_events WHERE action = 'credential.unused_undone' AND subject_id = $1`,
      [account.id],
    );
    expect(kept).toEqual([{ actor_kind: 'client', facts: { check: 'email_code' } }]);
    const gone = await anAccount();
    await run();
    await desk.database.query(
      `UPDATE legacy_credentials SET campaign_id = $2 WHERE journal_account_id = $1`,
      [gone.id, cutOver],
    );
    expect(await desk.undo(gone.externalId)).toBe(false);
    await expect(desk.undo(account.externalId, await desk.roster.aJournalSystem())).rejects.toThrow(
      'NOT_FOUND',
    );
  });
});
