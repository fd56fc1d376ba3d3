import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../../src/legacy/domain/sign-in-decision.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { type LaidSituation, lay } from '../../support/legacy-situation-rows.js';
import { HOUR, later, NOW, type Situation, situations } from '../../support/legacy-situations.js';

/** A lock is no end of passwords; an account that nobody has looked at is left to the next look. */
const judged = fc
  .record({ drawn: situations, phase: fc.constantFrom('cutover', 'grace', 'closed') })
  .map(({ drawn, phase }): Situation => ({ ...drawn, phase, lock: null }))
  .filter(({ stored, link }) => stored !== null && !isBehindItsLink(stored, link));

/** What a link has just done is written within seconds: until then the decision looks at the link, a past moment at what was written. */
function isBehindItsLink(stored: NonNullable<Situation['stored']>, link: Situation['link']): boolean {
  if (stored.state === 'disabled' && stored.reason === 'linked') return link?.state !== 'active';
  return (
    link?.state === 'active' && (stored.state === 'reenabled' || stored.state === 'issued_under_exemption')
  );
}

describe('what spared a password after the cut-over, asked of the present and of the past', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await freshDatabase();
    // Each situation has a region of its own, and there are not so many codes.
    await database.query('DROP INDEX regions_one_per_code');
  });
  afterAll(() => database.drop());

  async function laid(drawn: readonly Situation[]): Promise<LaidSituation[]> {
    const rows = await lay(database, drawn);
    await database.query(
      `INSERT INTO reenable_windows (region_id, scope, journal_account_id, state, requested_by, requested_at, reason,
                                     decided_by, decided_at, until)
       SELECT region_id, 'account', journal_account_id, 'active', 'test', reenabled_until - interval '7 days', 'нет телефона',
              'test', reenabled_until - interval '7 days', reenabled_until
         FROM legacy_credentials WHERE state = 'reenabled' AND journal_account_id = ANY ($1::uuid[])`,
      [rows.map(({ accountId }) => accountId)],
    );
    return rows;
  }
  async function spared(rows: readonly LaidSituation[], moment: Date): Promise<boolean[]> {
    const answers = await database.query<{ spared: boolean }>(
      `SELECT password_was_spared(id, $2) AS spared FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (id, no) ORDER BY no`,
      [rows.map(({ accountId }) => accountId), moment],
    );
    return answers.map((row) => row.spared);
  }

  it('is the same rule: a sign-in of this moment is no breach exactly where the decision of this moment lets it in', async () => {
    const seen = new Set<boolean>();
    await fc.assert(
      fc.asyncProperty(fc.array(judged, { minLength: 30, maxLength: 30 }), async (drawn) => {
        const rows = await laid(drawn);
        const answers = await spared(rows, NOW);
        for (const [no, { situation, facts }] of rows.entries()) {
          const isLetIn = decide(facts).decision.startsWith('allow');
          expect([situation, answers[no]]).toEqual([situation, isLetIn]);
          seen.add(isLetIn);
        }
      }),
      { numRuns: 20, endOnFailure: true },
    );
    expect(seen).toEqual(new Set([true, false]));
  });

  it('is judged by its own moment: whatever is ended, revoked or decided later changes nothing of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(judged, { minLength: 30, maxLength: 30 }), async (drawn) => {
        const rows = await laid(drawn);
        const before = await spared(rows, NOW);
        await endEverything(later(HOUR));
        expect(await spared(rows, NOW)).toEqual(before);
        expect(await spared(rows, later(2 * HOUR))).toEqual(before.map(() => false));
      }),
      { numRuns: 10, endOnFailure: true },
    );
  });

  /** As the use cases do it: an exemption expires or is revoked, a case decided, a window and an emergency ended. */
  async function endEverything(at: Date): Promise<void> {
    await database.query(
      `UPDATE exemptions x
          SET state = CASE WHEN greatest(x.ends_on, x.renewal_until) <= ($1::timestamptz AT TIME ZONE r.time_zone)::date
                           THEN 'expired' ELSE 'revoked' END,
              ends_on = CASE WHEN greatest(x.ends_on, x.renewal_until) <= ($1::timestamptz AT TIME ZONE r.time_zone)::date
                             THEN greatest(x.ends_on, x.renewal_until) ELSE x.ends_on END,
              ended_at = $1, renewal_until = NULL
         FROM regions r WHERE r.id = x.region_id AND x.state IN ('approved', 'active')`,
      [at],
    );
    await database.query(
      `UPDATE reenable_windows SET state = 'ended', ended_at = least(until, $1::timestamptz) WHERE state = 'active'`,
      [at],
    );
    await database.query(
      `UPDATE break_glass_grants SET state = 'ended', ended_by = 'test', ended_at = least(until, $1::timestamptz) WHERE state = 'on'`,
      [at],
    );
    await database.query(
      `WITH decided AS (
         UPDATE links SET state = 'rejected', changed_at = $1 WHERE state = 'pending_proof' RETURNING id, created_at
       )
       INSERT INTO link_state_history (link_id, from_state, to_state, event, actor_kind, evidence_digest, at)
       SELECT id, CASE WHEN at > created_at THEN 'pending_proof' END, CASE WHEN at > created_at THEN 'rejected' ELSE 'pending_proof' END,
              'test', 'system', '\\x00', at
         FROM decided CROSS JOIN LATERAL unnest(ARRAY[created_at, $1::timestamptz]) AS at ORDER BY id, at`,
      [at],
    );
  }
});
