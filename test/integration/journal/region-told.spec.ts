import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FollowPhases } from '../../../src/legacy/application/follow-phases.js';
import { GivenClock } from '../../support/application.js';
import { type BuiltSchool, CampaignsStand } from '../legacy/campaigns-stand.js';
import { TellingInstance } from './telling-stand.js';

const BEGUN = new Date('2026-09-21T06:00:00Z');
const CUT = new Date('2027-01-20T06:00:00Z');

describe('a move of many campaigns is told to the journal (INT-06)', () => {
  let stand: CampaignsStand;
  const schools: BuiltSchool[] = [];
  beforeAll(async () => {
    stand = await CampaignsStand.begin(BEGUN);
    for (const heads of [{ staff: 3, representatives: 5 }, { staff: 2 }])
      schools.push(await stand.aSchool(heads));
  });
  afterAll(() => stand.end());

  const told = async () => {
    await new TellingInstance(stand.database.dataSource, new GivenClock(CUT), {}).take();
    return stand.database.query<{ type: string; count: number; systems: number }>(
      `SELECT type, count(*)::int AS count, count(DISTINCT journal_system_id)::int AS systems FROM journal_events
        GROUP BY type ORDER BY type`,
    );
  };

  it('once for each school and wave, with the phase and the date', async () => {
    for (const school of schools) await stand.start(school, '2027-01-20', BEGUN);
    expect(await told()).toEqual([{ type: 'campaign.phase_changed', count: 8, systems: 1 }]);
    const [event] = await stand.database.query<{ data: object }>(
      `SELECT data FROM journal_events WHERE no = 1`,
    );
    expect(event?.data).toMatchObject({
      ...{ event: 'start', previous_phase: 'not_scheduled', phase: 'preparation', cutover_on: '2027-01-20' },
    });
  });

  it('at the cut-over once for each account, with the end of its sessions (EC-106)', async () => {
    const ids = schools.flatMap(({ campaigns }) => campaigns);
    await stand.database.query(
      `UPDATE campaigns SET phase = 'cutover', phase_since = $1, announced_at = $2, cut_over_at = $1 WHERE id = ANY ($3)`,
      [CUT, BEGUN, ids],
    );
    // Rows of accounts come before the cut-over; without one there is no password to disable.
    await stand.database.query(
      `INSERT INTO legacy_credentials (journal_account_id, region_id, journal_system_id, state, campaign_id, bucket, changed_at)
       SELECT a.id, a.region_id, a.journal_system_id, 'link_required', c.id, 7, $1
         FROM journal_accounts a JOIN journal_account_schools s ON s.journal_account_id = a.id
         JOIN campaigns c ON c.school_id = s.school_id
          AND c.wave = CASE a.role WHEN 'representative' THEN 'representatives' ELSE 'staff' END
       ON CONFLICT (journal_account_id) DO UPDATE SET state = 'link_required', campaign_id = excluded.campaign_id`,
      [BEGUN],
    );
    const step = { campaignIds: ids, actor: { kind: 'system', id: 'test' }, at: CUT } as const;
    await stand.database.unitOfWork.run((tx) =>
      stand.app.get(FollowPhases, { strict: false }).execute(tx, step),
    );
    expect(await told()).toEqual([
      { type: 'campaign.phase_changed', count: 8, systems: 1 },
      { type: 'credential.disabled', count: 10, systems: 1 },
    ]);
    const ends = await stand.database.query(
      `SELECT data ->> 'end_sessions' AS "endSessions", data ->> 'reason' AS reason, count(*)::int AS count
         FROM journal_events WHERE type = 'credential.disabled' GROUP BY 1, 2 ORDER BY 1`,
    );
    expect(ends).toEqual([
      { endSessions: 'now', reason: 'cutover', count: 5 },
      { endSessions: 'within_12_hours', reason: 'cutover', count: 5 },
    ]);
    expect(await told()).toHaveLength(2);
  });
});
