import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Uuid } from '../../../src/kernel/ids.js';
import { type CampaignPhase, PHASES, phaseRank } from '../../../src/legacy/domain/campaign-phase.js';
import {
  type CredentialEvent,
  type CredentialFacts,
  entryStanding,
  nextStanding,
  type Standing,
} from '../../../src/legacy/domain/credential-moves.js';
import { type CredentialsStand, credentialsStand, DAY_MS, setPhase, SYSTEM } from './credentials-stand.js';

/** What happens to one account, by hand or with time. */
type Act =
  | { readonly kind: 'phase'; readonly phase: CampaignPhase }
  | { readonly kind: 'event'; readonly event: CredentialEvent }
  | { readonly kind: 'link' | 'unlink' | 'exempt' | 'cover_over' | 'week' | 'close' | 'open' };

const ORDERED: readonly CredentialEvent[] = ['unused', 'unused_undone', 'reenabled', 'issued', 'purged'];
const anAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('phase' as const), phase: fc.constantFrom(...PHASES.slice(2)) }),
  fc.record({ kind: fc.constant('event' as const), event: fc.constantFrom(...ORDERED) }),
  fc.record({
    kind: fc.constantFrom('link', 'unlink', 'exempt', 'cover_over', 'week', 'close', 'open' as const),
  }),
);

/** The same account as the table of e.2 alone says it; no SQL. */
class Expected {
  phase: CampaignPhase = 'announced';
  standing: Standing = entryStanding('announced');
  linked = false;
  exempt = false;
  open = true;
  closedAt: number | null = null;

  happens(event: CredentialEvent, now: number): void {
    const facts: CredentialFacts = {
      phase: this.phase,
      covered: this.exempt,
      held: this.linked,
      linkActive: this.linked,
      sharedLogin: false,
      disableOnLink: true,
      accountOpen: this.open,
      mayOrder: this.exempt,
      closedLong: this.closedAt !== null && now - this.closedAt >= 30 * DAY_MS,
    };
    this.standing = nextStanding(this.standing, event, facts) ?? this.standing;
  }

  enters(phase: CampaignPhase, now: number): void {
    const event = phaseRank(phase) < phaseRank(this.phase) ? 'phase_returned' : 'phase_moved';
    if (phase === this.phase) return;
    this.closedAt = phase === 'closed' ? now : null;
    this.phase = phase;
    this.happens(event, now);
  }
}

describe('the laws of an old login', () => {
  let stand: CredentialsStand;
  beforeAll(async () => {
    stand = await credentialsStand();
  });
  afterAll(() => stand.database.drop());

  async function anAccount(phase: CampaignPhase = 'announced') {
    const school = await stand.roster.aSchool();
    const campaign = await stand.campaigns.aCampaign({ school, phase: 'preparation' });
    const person = await stand.roster.aPerson({ born: '1980-01-01' });
    const account = await stand.roster.anAccount({ person, role: 'teacher', schools: [school] });
    await stand.phase(phase, campaign);
    return { school, campaign, person, account };
  }
  type Subject = Awaited<ReturnType<typeof anAccount>>;

  const order = (accountIds: readonly Uuid[], event: CredentialEvent, days = 3) => ({
    ...{ accountIds, event, actor: SYSTEM, at: stand.now() },
    until: new Date(stand.now().getTime() + days * DAY_MS),
  });

  async function setExempt({ person, school }: Subject, holds: boolean): Promise<void> {
    await stand.database.query('DELETE FROM exemptions WHERE person_id = $1', [person.id]);
    if (!holds) return;
    await stand.database.query(
      `INSERT INTO exemptions (region_id, school_id, scope, person_id, type, basis, state, starts_on, ends_on,
                               requested_by, requested_at, decided_by, decided_at)
       VALUES ($1, $2, 'person', $3, 'no_esia_possible', 'приказ', 'active', '2026-01-01', '2036-01-01',
               'test', now(), 'test', now())`,
      [stand.roster.regionId, school, person.id],
    );
  }

  async function carryOut(act: Act, subject: Subject, expected: Expected): Promise<void> {
    const { account, campaign, person } = subject;
    const now = stand.now().getTime();
    switch (act.kind) {
      case 'phase':
        await stand.phase(act.phase, campaign);
        expected.enters(act.phase, now);
        break;
      case 'event':
        await stand.database.unitOfWork.run((tx) => stand.move.execute(tx, order([account], act.event)));
        expected.happens(act.event, now);
        break;
      case 'link':
      case 'unlink':
        if (expected.linked === (act.kind === 'link')) return;
        await stand.link(
          account,
          act.kind === 'link' ? 'active' : 'revoked',
          act.kind === 'link' ? undefined : 'user_request',
        );
        await stand.linkChanged(account);
        expected.linked = act.kind === 'link';
        expected.happens('link_activated', now);
        expected.happens('link_ended', now);
        break;
      case 'exempt':
      case 'cover_over':
        await setExempt(subject, act.kind === 'exempt');
        expected.exempt = act.kind === 'exempt';
        await stand.inTime.endCovers(stand.now());
        expected.happens('cover_ended', now);
        break;
      case 'week':
        stand.later(8);
        await stand.inTime.shutLinked(stand.now());
        await stand.inTime.endCovers(stand.now());
        if (expected.linked) expected.happens('linked', stand.now().getTime());
        expected.happens('reenable_ended', stand.now().getTime());
        expected.happens('cover_ended', stand.now().getTime());
        break;
      case 'close':
      case 'open':
        await stand.database.query('UPDATE journal_accounts SET closed_at = $2 WHERE id = $1', [
          account,
          act.kind === 'close' ? stand.now() : null,
        ]);
        expected.open = act.kind === 'open';
        await stand.rosterChanged(person.id);
        expected.happens('reopened', now);
        break;
    }
  }

  it('whatever happens in whatever order, the database stands where the table of e.2 says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anAct, { minLength: 3, maxLength: 14 }), async (acts) => {
        const subject = await anAccount();
        const expected = new Expected();
        for (const act of acts) {
          const before = expected.standing;
          await carryOut(act, subject, expected);
          const standing = await stand.campaigns.standingOf(subject.account);
          expect([act, before, standing]).toEqual([act, before, expected.standing]);
        }
        const history = await stand.history(subject.account);
        // Each step begins where the one before it ended: nothing moves unseen, nothing twice.
        expect(history.slice(1).map(({ from }) => from)).toEqual(history.slice(0, -1).map(({ to }) => to));
        expect(history.at(-1)?.to).toBe(expected.standing);
        expect(await stand.news(subject.account)).toHaveLength(history.length - 1);
      }),
      { numRuns: 40 },
    );
  });

  it('a hundred thousand accounts are placed, fixed and moved in as many statements as one', async () => {
    const statementsOf = async (campaign: Uuid, phase: CampaignPhase) => {
      await setPhase(stand.database, phase, [campaign], stand.now());
      let statements = 0;
      await stand.database.unitOfWork.run(async (tx) => {
        const query = tx.query.bind(tx);
        tx.query = (sql: string, parameters?: unknown[]) => {
          statements += 1;
          return query(sql, parameters);
        };
        await stand.follow.execute(tx, { campaignIds: [campaign], actor: SYSTEM, at: stand.now() });
      });
      return statements;
    };
    const aFilledSchool = async (accounts: number) => {
      const school = await stand.roster.aSchool();
      const campaign = await stand.campaigns.aCampaign({ school, phase: 'preparation' });
      await stand.database.query(
        `WITH made AS (
           INSERT INTO journal_accounts (region_id, journal_system_id, external_id, role, row_hash)
           SELECT $1, $2, 'many-' || $3 || '-' || n, 'teacher', '\\x00' FROM generate_series(1, $4::integer) n RETURNING id)
         INSERT INTO journal_account_schools (journal_account_id, school_id) SELECT id, $3::uuid FROM made`,
        [stand.roster.regionId, stand.roster.journalSystemId, school, accounts],
      );
      return campaign;
    };
    const [one, many] = [await aFilledSchool(1), await aFilledSchool(100_000)];
    await stand.database.query('ANALYZE');
    for (const phase of ['announced', 'cutover'] as const) {
      const few = await statementsOf(one, phase);
      expect([phase, await statementsOf(many, phase)]).toEqual([phase, few]);
      expect(few).toBeLessThanOrEqual(12);
    }
    const [row] = await stand.database.query<{ steps: number; standing: string }>(
      `SELECT count(*)::integer AS steps, min(k.state) AS standing
         FROM wave_members m JOIN legacy_credential_history h USING (journal_account_id)
         JOIN legacy_credentials k USING (journal_account_id) WHERE m.campaign_id = $1`,
      [many],
    );
    expect(row).toEqual({ steps: 200_000, standing: 'disabled' });
  }, 480_000);

  describe('of two that race', () => {
    /** Runs `second` while `first` is done but not committed, and lets it wait for its lock. */
    async function overlapping(
      first: (tx: Parameters<Parameters<typeof stand.database.unitOfWork.run>[0]>[0]) => Promise<unknown>,
      second: () => Promise<unknown>,
    ): Promise<void> {
      let waiting: Promise<unknown> = Promise.resolve();
      await stand.database.unitOfWork.run(async (tx) => {
        await first(tx);
        const [me] = await tx.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
        waiting = second();
        for (;;) {
          // From a connection of its own: a transaction sees the activity as it was at its first look.
          const [row] = await stand.database.query<{ blocked: boolean }>(
            `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))) AS blocked`,
            [me?.pid],
          );
          if (row?.blocked === true) return;
        }
      });
      await waiting;
    }

    const cutOver = async (tx: Parameters<typeof stand.follow.execute>[0], campaign: Uuid) => {
      await tx.query(
        `UPDATE campaigns SET phase = 'cutover', phase_since = $2, cut_over_at = $2 WHERE id = $1`,
        [campaign, stand.now()],
      );
      await stand.follow.execute(tx, { campaignIds: [campaign], actor: SYSTEM, at: stand.now() });
    };
    const inOwnTx = (work: (tx: Parameters<typeof stand.follow.execute>[0]) => Promise<unknown>) =>
      stand.database.unitOfWork.run(work);

    it('a cut-over and a re-enable both take effect, whichever is first, and the password works in the end', async () => {
      const [a, b] = [await anAccount('brownouts'), await anAccount('brownouts')];
      await overlapping(
        (tx) => cutOver(tx, a.campaign),
        () => inOwnTx((tx) => stand.move.execute(tx, order([a.account], 'reenabled'))),
      );
      await overlapping(
        (tx) => stand.move.execute(tx, order([b.account], 'reenabled')),
        () => inOwnTx((tx) => cutOver(tx, b.campaign)),
      );
      const steps = async (id: Uuid) => (await stand.history(id)).slice(-2).map(({ to }) => to);
      expect(await steps(a.account)).toEqual(['disabled.cutover', 'reenabled']);
      expect(await steps(b.account)).toEqual(['link_required', 'reenabled']);
      stand.later(4);
      await stand.inTime.endCovers(stand.now());
      expect(await stand.campaigns.standingOf(b.account)).toBe('disabled.cutover');
    });

    it('EC-114: a re-enable and a link leave the password shut, whichever is first', async () => {
      const [a, b] = [await anAccount('brownouts'), await anAccount('brownouts')];
      await overlapping(
        async (tx) => {
          await stand.move.execute(tx, order([a.account], 'reenabled'));
          await stand.link(a.account, 'active');
        },
        () => stand.linkChanged(a.account),
      );
      expect(await stand.campaigns.standingOf(a.account)).toBe('disabled.linked');
      await stand.link(b.account, 'active');
      await inOwnTx((tx) => stand.move.execute(tx, order([b.account], 'reenabled')));
      expect(await stand.campaigns.standingOf(b.account)).toBe('link_required');
    });

    it('a cut-over and a link that becomes active move the account once each', async () => {
      const { account, campaign } = await anAccount('brownouts');
      await stand.link(account, 'active');
      await overlapping(
        (tx) => cutOver(tx, campaign),
        () => stand.linkChanged(account),
      );
      stand.later(8);
      await Promise.all([stand.inTime.shutLinked(stand.now()), stand.inTime.shutLinked(stand.now())]);
      expect((await stand.history(account)).slice(-2).map(({ to }) => to)).toEqual([
        ...['disabled.cutover', 'disabled.linked'],
      ]);
    });

    it('two instances that follow the same move move each account once', async () => {
      const { account, campaign } = await anAccount('brownouts');
      await setPhase(stand.database, 'cutover', [campaign], stand.now());
      const step = { campaignIds: [campaign], actor: SYSTEM, at: stand.now() };
      await Promise.all([1, 2, 3].map(() => inOwnTx((tx) => stand.follow.execute(tx, step))));
      expect((await stand.history(account)).filter(({ to }) => to === 'disabled.cutover')).toHaveLength(1);
      expect((await stand.news(account)).filter(({ to }) => to === 'disabled.cutover')).toHaveLength(1);
    });

    it('who comes while a wave is announced is in it', async () => {
      const { school, campaign } = await anAccount('announced');
      await setPhase(stand.database, 'preparation', [campaign], stand.now());
      await inOwnTx((tx) =>
        stand.follow.execute(tx, { campaignIds: [campaign], actor: SYSTEM, at: stand.now() }),
      );
      const person = await stand.roster.aPerson({ born: '1980-01-01' });
      let late = '';
      await overlapping(
        async (tx) => {
          await tx.query(`UPDATE campaigns SET phase = 'announced' WHERE id = $1`, [campaign]);
          await stand.follow.execute(tx, { campaignIds: [campaign], actor: SYSTEM, at: stand.now() });
          late = await stand.roster.anAccount({ person, role: 'teacher', schools: [school] });
        },
        () => stand.rosterChanged(person.id),
      );
      expect(
        await stand.database.query(
          'SELECT FROM wave_members WHERE campaign_id = $1 AND journal_account_id = $2',
          [campaign, late],
        ),
      ).toHaveLength(1);
    });
  });
});
