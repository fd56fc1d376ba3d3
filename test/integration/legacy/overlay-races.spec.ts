import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DomainError } from '../../../src/kernel/domain-error.js';
import { dayIn } from '../../../src/kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { BreakGlassDesk } from '../../../src/legacy/application/break-glass.js';
import { CredentialsFollowLinks } from '../../../src/legacy/application/credentials-follow-links.js';
import { CredentialsInTime } from '../../../src/legacy/application/credentials-in-time.js';
import { DecideExemptions } from '../../../src/legacy/application/decide-exemptions.js';
import { DecideSignIn } from '../../../src/legacy/application/decide-sign-in.js';
import { DeletionActs } from '../../../src/legacy/application/deletion-acts.js';
import { EndOverlays } from '../../../src/legacy/application/end-overlays.js';
import { FollowPhases } from '../../../src/legacy/application/follow-phases.js';
import { MoveCampaignsInTime } from '../../../src/legacy/application/move-campaigns-in-time.js';
import { ReenablePasswords } from '../../../src/legacy/application/reenable-passwords.js';
import { Territory } from '../../../src/territory/index.js';
import { type BuiltSchool, CampaignsStand, MANAGER, serverOn } from './campaigns-stand.js';

const PLANNED = new Date('2026-09-21T08:00:00Z');
const T0 = new Date('2026-12-01T06:00:00Z');
const DAY_MS = 86_400_000;
const SCHOOLS = 5;
const STAFF = 4;

interface Account {
  readonly state: string;
  readonly phase: string;
  readonly windows: number;
  readonly active: number;
  readonly steps: readonly string[];
}

/** Each act runs on a server of its own, so that no two share a connection. */
describe('what people decide while campaigns move', () => {
  let stand: CampaignsStand;
  let second: NestExpressApplication;
  let schools: BuiltSchool[];
  let staff: Uuid[];

  beforeAll(async () => {
    stand = await CampaignsStand.begin(T0);
    second = await serverOn(stand.database, T0);
    await stand.feed('2026-05-01', '2027-12-31');
    await stand.database.query(
      `INSERT INTO campaign_policies (journal_system_id, gates) VALUES ($1, '{"brownouts_held": 0, "open_reviews": 1}')`,
      [stand.roster.journalSystemId],
    );
  });
  beforeEach(async () => {
    // What an earlier test has left is no campaign of time any more.
    await stand.database.query(`UPDATE campaigns SET examined_on = '2099-01-01'`);
    schools = await Promise.all(Array.from({ length: SCHOOLS }, () => stand.aSchool({ staff: STAFF })));
    staff = schools.flatMap(({ accounts }) => accounts.staff);
  });
  afterAll(async () => {
    await second.close();
    await stand.end();
  });

  /** The campaigns of the schools, with their accounts in the state of the phase. */
  async function inPhase(phase: 'brownouts' | 'grace' | 'closed', examinedOn: string): Promise<void> {
    const campaignIds = schools.flatMap(({ campaigns }) => campaigns);
    const set = (to: string) =>
      stand.database.query(
        `UPDATE campaigns SET phase = $3, phase_since = $2, announced_at = $2, cutover_on = '2026-12-01', examined_on = $4,
                cut_over_at = CASE WHEN $3 IN ('grace', 'closed') THEN timestamptz '2026-12-01T06:00:00Z' END,
                closed_at = CASE WHEN $3 = 'closed' THEN timestamptz '2027-02-01T06:00:00Z' END,
                confirmed_by = id, confirmed_at = $2 WHERE id = ANY ($1::uuid[])`,
        [campaignIds, PLANNED, to, examinedOn],
      );
    const follow = (at: Date) =>
      stand.database.unitOfWork.run((tx) =>
        stand.app.get(FollowPhases).execute(tx, { campaignIds, actor: { kind: 'system', id: 'test' }, at }),
      );
    await set('brownouts');
    await follow(PLANNED);
    if (phase !== 'brownouts') {
      await set(phase);
      await follow(T0);
    }
    await stand.database.query(
      'TRUNCATE legacy_credential_history, outbox_deliveries, outbox_events CASCADE',
    );
  }

  const job = (app: NestExpressApplication, at: Date) => app.get(MoveCampaignsInTime).execute(at);
  const by = (now: Date) => ({
    ...{ actor: MANAGER, now, today: dayIn(now, 'Europe/Kaliningrad'), traceId: null, ownPersonIds: [] },
    administratorId: MANAGER.id as Uuid,
    reach: { regionId: stand.roster.regionId, wholeRegion: true, municipalityIds: [], schoolIds: [] },
  });
  const TERMS = { days: null, reason: 'пришёл с паспортом' };
  const request = (accountId: Uuid) =>
    stand.database.unitOfWork.run(async (tx) => {
      const asked = { requestedBy: 'journal', reason: 'нет телефона', by: by(PLANNED) };
      return (await second.get(ReenablePasswords).request(tx, accountId, asked)).window.id;
    });
  const approve = (id: Uuid, at: Date, app = second) =>
    stand.database.unitOfWork.run((tx) => app.get(ReenablePasswords).approve(tx, id, TERMS, by(at)));
  const give = (accountId: Uuid, at: Date, app = second) =>
    stand.database.unitOfWork.run((tx) => app.get(ReenablePasswords).give(tx, accountId, TERMS, by(at)));
  const codes = (settled: readonly PromiseSettledResult<unknown>[]) =>
    settled.flatMap((one) =>
      one.status === 'fulfilled'
        ? []
        : [one.reason instanceof DomainError ? one.reason.code : String(one.reason)],
    );

  async function accountsNow(ids: readonly Uuid[]): Promise<Account[]> {
    return stand.database.query<Account & Record<string, unknown>>(
      `SELECT concat_ws('.', k.state, k.disabled_reason) AS state, c.phase,
              (SELECT count(*)::integer FROM reenable_windows w WHERE w.journal_account_id = k.journal_account_id
                  AND w.state IN ('active', 'ended')) AS windows,
              (SELECT count(*)::integer FROM reenable_windows w WHERE w.journal_account_id = k.journal_account_id
                  AND w.state = 'active') AS active,
              ARRAY(SELECT concat_ws('.', h.to_state, h.to_reason) FROM legacy_credential_history h
                     WHERE h.journal_account_id = k.journal_account_id ORDER BY h.id) AS steps
         FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (id, no)
         JOIN legacy_credentials k ON k.journal_account_id = asked.id
         JOIN campaigns c ON c.id = k.campaign_id ORDER BY asked.no`,
      [ids],
    );
  }

  it('LEG-10: a re-enabling granted while the cut-over comes is one window, and both orders end in the same state', async () => {
    await inPhase('brownouts', '2026-11-30');
    const asked = await Promise.all(staff.map(request));
    const settled = await Promise.allSettled([
      ...[job(stand.app, T0), job(second, T0)],
      ...asked.flatMap((id) => [approve(id, T0), approve(id, T0, stand.app)]),
    ]);
    // Of two that grant one request the second finds it granted, whatever the cut-over did between them.
    expect(codes(settled)).toEqual(staff.map(() => 'REENABLE_STATE_WRONG'));
    for (const account of await accountsNow(staff)) {
      expect(account).toMatchObject({ state: 'reenabled', phase: 'cutover', windows: 1, active: 1 });
      expect([['reenabled'], ['disabled.cutover', 'reenabled']]).toContainEqual(account.steps);
    }
    await stand.app.get(CredentialsInTime).endCovers(new Date(T0.getTime() + 8 * DAY_MS));
    expect((await accountsNow(staff)).map(({ state }) => state)).toEqual(staff.map(() => 'disabled.cutover'));
  });

  it('LEG-10: a school that gives a window of its own beside its user’s request gives one', async () => {
    await inPhase('brownouts', '2026-11-30');
    const asked = await Promise.all(staff.map(request));
    const settled = await Promise.allSettled([
      job(stand.app, T0),
      ...staff.map((id) => give(id, T0)),
      ...asked.map((id) => approve(id, T0, stand.app)),
    ]);
    const refused = codes(settled);
    expect(refused).toHaveLength(staff.length);
    expect(new Set([...refused, 'REENABLE_STATE_WRONG', 'REENABLE_NOT_POSSIBLE'])).toEqual(
      new Set(['REENABLE_STATE_WRONG', 'REENABLE_NOT_POSSIBLE']),
    );
    expect((await accountsNow(staff)).map(({ windows }) => windows)).toEqual(staff.map(() => 1));
  });

  it('EC-114: a window granted while its owner links the account does not outlive the link', async () => {
    await inPhase('brownouts', '2026-11-30');
    const half = staff.length / 2;
    const asked = await Promise.all(staff.slice(0, half).map(request));
    const link = async (accountId: Uuid, no: number) => {
      await stand.linked([accountId], T0);
      const body = { link_id: newUuid(), account_id: accountId, esia_person_id: newUuid(), from: null };
      const told = { body: { ...body, to: 'active', event: 'matched', reason: 'R1' }, at: T0 };
      const event = { id: no + 1, regionId: stand.roster.regionId, topic: 'link.changed', ...told };
      await Promise.all([
        stand.app.get(EndOverlays).take(event),
        second.get(CredentialsFollowLinks).take(event),
      ]);
    };
    const settled = await Promise.allSettled([
      ...asked.map((id) => approve(id, T0)),
      ...staff.slice(half).map((id) => give(id, T0)),
      ...staff.map(link),
    ]);
    expect(new Set([...codes(settled), 'REENABLE_NOT_POSSIBLE', 'REENABLE_STATE_WRONG'])).toEqual(
      new Set(['REENABLE_NOT_POSSIBLE', 'REENABLE_STATE_WRONG']),
    );
    for (const account of await accountsNow(staff)) {
      expect(account).toMatchObject({ active: 0 });
      // The link alone shuts it after seven days; a window that was open, at once.
      expect([
        ['link_required', 0],
        ['disabled.linked', 1],
      ]).toContainEqual([account.state, account.windows]);
    }
  });

  it('LEG-10: granting races with the closing: a closed campaign has no password at work, an open one is not closed over it', async () => {
    await inPhase('grace', '2027-01-29');
    const day = new Date('2027-01-30T06:00:00Z');
    const chosen = schools.map(({ accounts }) => accounts.staff[0]!);
    const settled = await Promise.allSettled([
      job(stand.app, day),
      ...chosen.map((id, no) => new Promise((go) => setTimeout(go, no * 25)).then(() => give(id, day))),
    ]);
    expect(new Set([...codes(settled), 'REENABLE_NOT_POSSIBLE'])).toEqual(new Set(['REENABLE_NOT_POSSIBLE']));
    for (const { phase, state, windows } of await accountsNow(chosen)) {
      expect([
        ['closed', 'disabled.cutover', 0],
        ['grace', 'reenabled', 1],
      ]).toContainEqual([phase, state, windows]);
    }
  });

  it('LEG-14: what is destroyed is not given back, and what is given back is not destroyed', async () => {
    await inPhase('closed', '2027-03-09');
    const at = new Date('2027-03-10T06:00:00Z');
    const ids = await stand.database.query<{ externalId: string }>(
      `SELECT external_id AS "externalId" FROM journal_accounts WHERE id = ANY ($1::uuid[])`,
      [staff],
    );
    const purge = stand.database.unitOfWork.run(async (tx) => {
      const system = await new Territory().journalSystem(tx, stand.roster.journalSystemId);
      const scope = { kind: 'accounts', externalIds: ids.map(({ externalId }) => externalId) } as const;
      const act = {
        number: `акт-${newUuid()}`,
        purgedOn: dayIn(at, 'Europe/Kaliningrad'),
        scope,
        text: 'jws',
        at,
      };
      return stand.app.get(DeletionActs).receive(tx, system, act, null);
    });
    const settled = await Promise.allSettled([purge, ...staff.map((id) => give(id, at))]);
    expect(codes(settled)).toEqual(staff.map(() => 'REENABLE_NOT_POSSIBLE'));
    expect((await accountsNow(staff)).map(({ state, windows }) => [state, windows])).toEqual(
      staff.map(() => ['purged', 0]),
    );
  });

  /** Requests of the owners, each asked before the cut-over. */
  async function exemptionsAsked(state: 'requested' | 'active'): Promise<Uuid[]> {
    const rows = await stand.database.query<{ id: Uuid }>(
      `INSERT INTO exemptions (region_id, school_id, scope, person_id, type, basis, state, starts_on, ends_on, requested_by,
                               requested_at, decided_at, decided_as)
       SELECT a.region_id, s.school_id, 'person', a.person_id, 'other', 'приказ', $2, '2026-11-20', '2027-05-01', 'test',
              '2026-11-20T06:00:00Z', CASE WHEN $2 = 'active' THEN timestamptz '2026-11-20T07:00:00Z' END,
              CASE WHEN $2 = 'active' THEN 'campaign_manager' END
         FROM journal_accounts a JOIN journal_account_schools s ON s.journal_account_id = a.id
        WHERE a.id = ANY ($1::uuid[]) RETURNING id`,
      [staff, state],
    );
    return rows.map(({ id }) => id);
  }
  const decide = (id: Uuid, what: 'approve' | 'revoke') =>
    stand.database.unitOfWork.run((tx) => {
      const office = what === 'revoke' ? 'principal' : 'campaign_manager';
      const decision = { id, revision: 1, office, reason: 'решено' } as const;
      return second.get(DecideExemptions)[what](tx, decision, by(T0));
    });
  async function answersFor(ids: readonly Uuid[]): Promise<(string | null)[]> {
    const rows = await stand.database.query<{ code: string | null }>(
      `SELECT d.code FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (id, no)
        CROSS JOIN LATERAL legacy_decision_of(asked.id, $2) d ORDER BY asked.no`,
      [ids, T0],
    );
    return rows.map(({ code }) => code);
  }

  it('LEG-20: an exemption granted while the cut-over comes: whoever asked before it is shut out in no order', async () => {
    await inPhase('brownouts', '2026-11-30');
    const asked = await exemptionsAsked('requested');
    await stand.database.query(
      `UPDATE exemptions SET escalated_at = requested_at WHERE id = ANY ($1::uuid[])`,
      [asked],
    );
    const settled = await Promise.allSettled([
      job(stand.app, T0),
      ...asked.map((id) => decide(id, 'approve')),
    ]);
    expect(codes(settled)).toEqual([]);
    for (const { phase, state, steps } of await accountsNow(staff)) {
      expect([phase, state, steps]).toEqual(['cutover', 'link_required', []]);
    }
    expect(await answersFor(staff)).toEqual(staff.map(() => 'LEGACY_EXEMPT'));
  });

  it('LEG-09: one revoked while the cut-over comes ends in a shut password, once', async () => {
    await inPhase('brownouts', '2026-11-30');
    const asked = await exemptionsAsked('active');
    const settled = await Promise.allSettled([
      job(stand.app, T0),
      ...asked.map((id) => decide(id, 'revoke')),
    ]);
    expect(codes(settled)).toEqual([]);
    expect(await answersFor(staff)).toEqual(staff.map(() => 'LEGACY_DISABLED'));
    const ended = [stand.app, second].map((app) => app.get(CredentialsInTime).endCovers(T0));
    await Promise.all(ended);
    for (const { state, steps } of await accountsNow(staff)) {
      expect([state, steps]).toEqual(['disabled.cutover', ['disabled.cutover']]);
    }
  });

  it('a decision asked while an exemption is revoked is by the one or the other; asked after it, never by the exemption', async () => {
    await inPhase('grace', '2026-12-30');
    const asked = await exemptionsAsked('active');
    const [externalId] = (
      await stand.database.query<{ id: string }>(
        `SELECT external_id AS id FROM journal_accounts WHERE id = $1`,
        [staff[0]],
      )
    ).map(({ id }) => id);
    const place = {
      systemId: stand.roster.journalSystemId,
      channel: 'web',
      school: null,
      role: null,
      skipsUsed: 0,
    };
    const ask = () => stand.app.get(DecideSignIn).execute({ ...place, externalId: externalId! });
    expect((await ask()).code).toBe('LEGACY_EXEMPT');
    const [one] = await stand.database.query<{ id: Uuid }>(
      `SELECT x.id FROM exemptions x JOIN journal_accounts a ON a.person_id = x.person_id WHERE a.id = $1 AND x.id = ANY ($2::uuid[])`,
      [staff[0], asked],
    );
    const revoked = decide(one!.id, 'revoke');
    const seen: (string | null)[] = [];
    for (let n = 0; n < 20; n += 1) {
      seen.push(...(await Promise.all([ask(), ask(), ask()])).map(({ code }) => code));
    }
    await revoked;
    expect(new Set([...seen, 'LEGACY_EXEMPT', 'LEGACY_DISABLED'])).toEqual(
      new Set(['LEGACY_EXEMPT', 'LEGACY_DISABLED']),
    );
    for (let n = 0; n < 5; n += 1) expect((await ask()).code).toBe('LEGACY_DISABLED');
  });

  it('LEG-12: of two who end break-glass at the same moment, and of time, one does, and the trail names one', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [row] = await stand.database.query<{ id: Uuid }>(
        `INSERT INTO break_glass_grants (region_id, state, hours, reason, requested_by, requested_at, approved_by, approved_at, until)
         VALUES ($1, 'on', 2, 'сбой', gen_random_uuid(), $2, gen_random_uuid(), $2, $3) RETURNING id`,
        [stand.roster.regionId, new Date(T0.getTime() - 3_600_000), new Date(T0.getTime() + 3_600_000)],
      );
      const end = (app: NestExpressApplication) =>
        app
          .get(BreakGlassDesk)
          .end({ regionId: stand.roster.regionId, esiaPersonId: newUuid() }, row!.id, 'поднялись');
      const byTime = stand.database.unitOfWork.run((tx) =>
        second.get(BreakGlassDesk).closeOverdue(tx, new Date(T0.getTime() + 2 * 3_600_000), null),
      );
      const settled = await Promise.allSettled([end(stand.app), end(second), byTime]);
      const refused = codes(settled);
      expect(refused.length === 1 || refused.length === 2).toBe(true);
      expect(new Set(refused)).toEqual(new Set(['BREAK_GLASS_DECIDED']));
      const trail = await stand.database.query(
        `SELECT FROM audit_events WHERE subject_id = $1 AND action = 'break_glass.ended'`,
        [row!.id],
      );
      expect(trail).toHaveLength(1);
    }
  });
});
