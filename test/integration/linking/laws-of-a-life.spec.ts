import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Uuid } from '../../../src/kernel/ids.js';
import { esiaOf } from '../../support/builders/esia.js';
import { aSnils } from '../../support/builders/snils.js';
import { linkingStand, type LinkingStand, NOW } from './linking-stand.js';
import { rosterLife } from './roster-life.js';

const HAPPENINGS = [
  'signs in',
  'signs in under a new oid',
  'leaves',
  'graduates',
  'is enrolled',
  'is enrolled elsewhere',
  'number mistyped',
  'number mended',
  'account closed',
  'account opened',
  'locks',
  'unlinks',
  'a month passes',
] as const;

describe('whatever happens to a link (e.1)', () => {
  let stand: LinkingStand;
  beforeAll(async () => {
    stand = await linkingStand();
  });
  afterAll(() => stand.database.drop());

  async function aLife() {
    const life = rosterLife(stand);
    const snils = aSnils();
    const person = await stand.roster.aPerson({ born: '2006-05-06', snils });
    const school = await stand.roster.aSchool();
    const accounts = [
      await stand.roster.anAccount({ person }),
      await stand.roster.anAccount({ person, schools: [school], hasRight: false }),
    ];
    const [old, fresh] = [await esiaOf(stand.database, person), await esiaOf(stand.database, person)];
    let now = NOW;
    const inRoster = async (change: Promise<unknown>) => {
      await change;
      await stand.rosterChanged(person.id);
    };
    const setClosed = (closed: boolean) =>
      stand.database.query(`UPDATE journal_accounts SET closed_at = $2 WHERE id = $1`, [
        accounts[0],
        closed ? now : null,
      ]);
    const today = () => now.toISOString().slice(0, 10);
    const acts: Readonly<Record<(typeof HAPPENINGS)[number], () => Promise<unknown>>> = {
      'signs in': () => stand.signIn(old),
      'signs in under a new oid': () => stand.signIn(fresh),
      leaves: () => inRoster(life.leaves(person, today(), 'left')),
      graduates: () => inRoster(life.leaves(person, today(), 'graduated')),
      'is enrolled': () => inRoster(life.isEnrolled(person, stand.roster.schoolId, today())),
      'is enrolled elsewhere': () => inRoster(life.isEnrolled(person, school, today())),
      'number mistyped': () => inRoster(life.hasSnils(person, aSnils())),
      'number mended': () => inRoster(life.hasSnils(person, snils)),
      'account closed': () => inRoster(setClosed(true)),
      'account opened': () => inRoster(setClosed(false)),
      locks: () =>
        stand.database.unitOfWork.run((tx) => stand.suspendForSecurity.execute(tx, stand.asking(old))),
      unlinks: async () => {
        const [link] = await stand.database.query<{ id: Uuid }>(
          `SELECT id FROM links WHERE esia_person_id = $1 AND state = 'active' LIMIT 1`,
          [old.id],
        );
        if (link === undefined) return;
        await stand.database.unitOfWork.run((tx) => stand.unlink.execute(tx, link.id, stand.asking(old)));
      },
      'a month passes': async () => {
        now = new Date(now.getTime() + 31 * 86_400_000);
        stand.at(now);
        await stand.inTime.followLimits(now);
        await stand.inTime.followDays(now);
      },
    };
    return { person, accounts, acts };
  }

  it('one live link of an account; each step in the history, the audit and the news; what was told is not done twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...HAPPENINGS), { minLength: 3, maxLength: 9 }),
        async (happens) => {
          stand.at(NOW);
          const { person, accounts, acts } = await aLife();
          await acts['signs in']();
          for (const one of happens) await acts[one]();
          for (const account of accounts) {
            const links = await stand.linksOf(account);
            const live = links.filter(({ state }) => state === 'active' || state === 'suspended');
            expect(live.length).toBeLessThanOrEqual(1);
            const [kept] = await stand.database.query<{
              history: number;
              audit: number;
              news: number;
              last: number;
            }>(
              `SELECT (SELECT count(*)::integer FROM link_state_history h JOIN links l ON l.id = h.link_id
                     WHERE l.journal_account_id = $1) AS history,
                    (SELECT count(*)::integer FROM audit_events
                     WHERE facts->>'accountId' = $1::text AND subject_kind = 'link' AND action <> 'link.limit_set') AS audit,
                    (SELECT count(*)::integer FROM outbox_events
                     WHERE topic = 'link.changed' AND body->>'account_id' = $1::text) AS news,
                    (SELECT count(*)::integer FROM links l WHERE l.journal_account_id = $1 AND l.state = (
                       SELECT to_state FROM link_state_history h WHERE h.link_id = l.id ORDER BY h.id DESC LIMIT 1)) AS last`,
              [account],
            );
            expect([kept?.audit, kept?.news]).toEqual([kept?.history, kept?.history]);
            expect(kept?.last).toBe(links.length);
          }
          await stand.rosterChanged(person.id);
          const before = await stand.rowCounts();
          await stand.rosterChanged(person.id);
          expect(await stand.rowCounts()).toEqual(before);
        },
      ),
      { numRuns: 25 },
    );
  });
});
