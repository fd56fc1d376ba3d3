import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isCutOver } from '../../../src/legacy/domain/campaign-phase.js';
import { decide } from '../../../src/legacy/domain/sign-in-decision.js';
import { OfflinePolicy, type PolicyPart } from '../../../src/legacy/application/offline-policy.js';
import { readNewcomerFacts } from '../../../src/legacy/store/newcomer-facts.repository.js';
import { PolicyPages } from '../../../src/legacy/store/policy-pages.repository.js';
import { readSignInFacts } from '../../../src/legacy/store/sign-in-facts.repository.js';
import { poolOf } from '../../../src/platform/database/pool-of.js';
import {
  type BundleFrame,
  type BundleSchool,
  decideOffline,
} from '../../../src/stand/journal/offline-decision.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { type LaidSituation, lay } from '../../support/legacy-situation-rows.js';
import { NOW, situations } from '../../support/legacy-situations.js';

const MINUTE = 60_000;
const after = (ms: number) => new Date(NOW.getTime() + ms);

describe('the offline bundle', () => {
  let database: TestDatabase;
  let policy: OfflinePolicy;
  beforeAll(async () => {
    database = await freshDatabase();
    // Each situation has a region of its own, and there are not so many codes.
    await database.query('DROP INDEX regions_one_per_code');
    policy = new OfflinePolicy(database.unitOfWork, new PolicyPages());
  });
  afterAll(() => database.drop());

  const frameOf = ({ region }: PolicyPart): BundleFrame => ({
    exp: after(15 * MINUTE).getTime() / 1_000,
    usable_stale_until: after(12 * 60 * MINUTE).getTime() / 1_000,
    skips_allowed: region.skipsAllowed,
    break_glass_until: region.breakGlassUntil?.toISOString() ?? null,
    outage: region.outage && { until: region.outage.until?.toISOString() ?? null },
  });
  const bundleOf = async ({
    systemId,
  }: LaidSituation): Promise<{ frame: BundleFrame; page: BundleSchool }> => {
    const part = await policy.after(systemId, { cursor: 0, limit: 5, now: NOW });
    const [page] = part.pages.map((text) => JSON.parse(text) as BundleSchool);
    if (page === undefined) throw new Error('the school of the situation has no page');
    return { frame: frameOf(part), page };
  };
  const offline = (laid: LaidSituation, bundle: { frame: BundleFrame; page: BundleSchool }, now: Date) => {
    const asked = {
      account: laid.externalId,
      role: 'representative' as const,
      skipsUsed: laid.facts.skipsUsed,
      now,
    };
    return decideOffline(bundle.frame, bundle.page, asked);
  };
  const online = async ({ systemId, externalId, facts }: LaidSituation, now: Date) => {
    const asked = [{ systemId, externalId }];
    const [stored] = await readSignInFacts(poolOf(database.dataSource), asked, now);
    if (stored == null) throw new Error('the account of the situation is not there');
    const { decision, code, until } = decide({ ...stored, now, skipsUsed: facts.skipsUsed, linkUrl: '' });
    return { decision, code, until: until?.toISOString() ?? null };
  };

  it('decides as the server does, for as long as it holds, in every situation (INT-08)', async () => {
    const seen = new Set<string>();
    const together = fc.array(situations, { minLength: 20, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(together, async (drawn) => {
        for (const laid of await lay(database, drawn)) {
          const bundle = await bundleOf(laid);
          for (const now of [NOW, after(15 * MINUTE - 1)]) {
            const expected = await online(laid, now);
            expect([laid.situation, now, offline(laid, bundle, now)]).toEqual([
              laid.situation,
              now,
              expected,
            ]);
            seen.add(`${expected.decision} ${expected.code ?? ''}`);
          }
        }
      }),
      { numRuns: 14, endOnFailure: true, examples: fc.sample(fc.tuple(together), { seed: 1, numRuns: 10 }) },
    );
    expect(seen.size).toBeGreaterThanOrEqual(11);
  });

  it('grown old decides only before the cut-over, and shuts once its day has come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(situations, { minLength: 10, maxLength: 10 }), async (drawn) => {
        for (const laid of await lay(database, drawn)) {
          const bundle = await bundleOf(laid);
          const { phase, cutoverBegins } = laid.facts.campaign;
          for (const now of [after(16 * MINUTE), after(13 * 60 * MINUTE)]) {
            const { decision } = offline(laid, bundle, now);
            const isShut = isCutOver(phase) || (cutoverBegins !== null && cutoverBegins <= now);
            const isTooOld = now > after(12 * 60 * MINUTE);
            const expected = isShut ? 'deny_cutover' : isTooOld ? 'allow' : decision;
            expect([laid.situation, now, decision]).toEqual([laid.situation, now, expected]);
          }
        }
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });

  it('lets an account that it does not hold in before the cut-over and not after it (EC-133)', async () => {
    const [drawn] = fc.sample(situations, 1);
    if (drawn === undefined) throw new Error('nothing was drawn');
    const phases = ['link_required', 'grace'] as const;
    const laid = await lay(
      database,
      phases.map((phase) => ({ ...drawn, phase, stored: null })),
    );
    for (const [no, one] of laid.entries()) {
      const { frame, page } = await bundleOf(one);
      const asked = { account: 'made-up', role: 'representative' as const, skipsUsed: 0, now: NOW };
      expect(decideOffline(frame, page, asked).decision).toBe(no === 0 ? 'allow' : 'deny_unknown');
    }
  });

  it('takes a pupil whom it does not hold for one of the wave least far along, as the server does', async () => {
    const [drawn] = fc.sample(situations, 1);
    if (drawn === undefined) throw new Error('nothing was drawn');
    const [laid] = await lay(database, [{ ...drawn, phase: 'closed' }]);
    if (laid === undefined) throw new Error('nothing was laid');
    const { systemId } = laid;
    await database.query(
      `INSERT INTO campaigns (region_id, journal_system_id, school_id, wave, phase, phase_since, cutover_on, announced_at, cut_over_at)
       SELECT c.region_id, c.journal_system_id, c.school_id, n.wave, n.phase, $2, '2027-03-01', $2, n.cut::timestamptz
         FROM campaigns c, (VALUES ('pupils_14plus', 'grace', '2027-03-01'), ('pupils_under14', 'brownouts', NULL)) n (wave, phase, cut)
        WHERE c.journal_system_id = $1`,
      [systemId, NOW],
    );
    const { frame, page } = await bundleOf(laid);
    for (const [role, waves] of [
      ['student', ['pupils_14plus', 'pupils_under14']],
      ['representative', ['representatives']],
      ['teacher', ['staff']],
    ] as const) {
      const place = { systemId, school: page.school.source_id, waves };
      const newcomer = await readNewcomerFacts(poolOf(database.dataSource), place, NOW);
      if (newcomer === null) throw new Error('the system is there');
      const { decision } = decide({ ...newcomer, now: NOW, skipsUsed: 0, linkUrl: '' });
      const asked = { account: 'made-up', role, skipsUsed: 0, now: NOW };
      expect([role, decideOffline(frame, page, asked).decision]).toEqual([role, decision]);
    }
  });

  it('holds no inner id of an account or a person', async () => {
    const laid = await lay(database, fc.sample(situations, 5));
    for (const one of laid) {
      const { page } = await bundleOf(one);
      expect(JSON.stringify(page)).not.toContain(one.accountId);
    }
  });
});
