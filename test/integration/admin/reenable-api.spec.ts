import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import type { CampaignPhase } from '../../../src/legacy/domain/campaign-phase.js';
import type { Standing } from '../../../src/legacy/domain/credential-moves.js';
import { OrderCredential, ReenablePasswords } from '../../../src/legacy/index.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { CampaignBuilder } from '../../support/builders/campaign.js';
import { esiaOf } from '../../support/builders/esia.js';
import type { BuiltPerson } from '../../support/builders/roster.js';
import { aSnils } from '../../support/builders/snils.js';
import { SchoolDesk } from '../../support/school-desk.js';

const DAY_MS = 86_400_000;
const REASON = { reason: 'МФЦ принимает только в четверг' };

describe('old passwords that work again, are ordered, or are given up', () => {
  let desk: SchoolDesk;
  let campaigns: CampaignBuilder;
  let admin: TestAdministrator;
  let principal: TestAdministrator;
  let manager: TestAdministrator;

  const at = async (moment: Date) => {
    desk.clock.set(moment);
    admin = await desk.administrator();
    principal = await desk.administrator('principal');
    manager = await desk.administrator('campaign_manager', {});
  };
  beforeAll(async () => {
    desk = await SchoolDesk.open();
    campaigns = new CampaignBuilder(desk.database, desk.roster);
  });
  beforeEach(() => at(new Date('2026-11-23T08:00:00Z')));
  afterAll(() => desk.close());

  let systems = 0;
  /** A wave of a school in this phase, with so many accounts that stand so. */
  async function aWave(phase: CampaignPhase, standings: readonly Standing[]) {
    const journalSystem =
      (systems += 1) === 1 ? desk.roster.journalSystemId : await desk.roster.aJournalSystem();
    const campaignId = await campaigns.aCampaign({ phase, journalSystem, wave: 'pupils_14plus' });
    const who: { person: BuiltPerson; account: Uuid }[] = [];
    for (const standing of standings) {
      const person = await desk.roster.aPerson({ snils: aSnils() });
      const account = await desk.roster.anAccount({ person, journalSystem });
      await campaigns.aCredential(account, { standing, campaignId });
      who.push({ person, account });
    }
    return { campaignId, who, first: who[0]!, journalSystem };
  }

  const give = (account: Uuid, more: object = {}, as = admin) =>
    desk.ask(as, 'POST', '/reenable-windows', { account_id: account, ...REASON, ...more });
  /** A user asks, as the route of the e-journal does for them. */
  const userAsks = (account: Uuid) =>
    desk.database.unitOfWork.run((tx) =>
      desk.application.app.get(ReenablePasswords, { strict: false }).request(tx, account, {
        ...{ requestedBy: 'demo-journal', reason: 'нет телефона' },
        by: { actor: { kind: 'client', id: 'demo-journal' }, now: desk.clock.now(), traceId: null },
      }),
    );
  const run = (job: string) => desk.application.app.get(Jobs, { strict: false }).runNow(job);
  const windowsOf = (account: Uuid) =>
    desk.database.query<{ state: string; until: Date | null }>(
      `SELECT state, until FROM reenable_windows WHERE journal_account_id = $1 ORDER BY requested_at, id`,
      [account],
    );

  it.each(['brownouts', 'cutover', 'grace'] as const)(
    'EC-113: in %s the school makes a password work again, for seven days at most and once only',
    async (phase) => {
      const { first } = await aWave(phase, [phase === 'brownouts' ? 'link_required' : 'disabled.cutover']);
      expect((await give(first.account, { days: 8 })).status).toBe(400);
      const given = await give(first.account);
      expect(given).toMatchObject({
        status: 201,
        body: { state: 'active', until: '2026-11-30T08:00:00.000Z', account_id: first.account },
      });
      expect(await campaigns.standingOf(first.account)).toBe('reenabled');
      expect(await give(first.account)).toMatchObject({
        status: 409,
        body: { code: 'REENABLE_NOT_POSSIBLE', detail: expect.stringContaining('used') as unknown },
      });
    },
  );

  it.each(['announced', 'soft_launch', 'link_required', 'closed'] as const)(
    'LEG-10: in %s nobody does: before brownouts it works, and closed is the hard end',
    async (phase) => {
      const standing: Standing = phase === 'closed' ? 'disabled.cutover' : 'link_required';
      const { first, campaignId } = await aWave(phase, [standing]);
      expect(await give(first.account)).toMatchObject({
        status: 409,
        body: { code: 'REENABLE_NOT_POSSIBLE' },
      });
      const school = { campaign_id: campaignId, ...REASON };
      expect(await desk.ask(manager, 'POST', '/reenable-windows/school', school)).toMatchObject({
        status: 409,
      });
      await expect(userAsks(first.account)).rejects.toThrow('REENABLE_NOT_POSSIBLE');
      expect(await campaigns.standingOf(first.account)).toBe(standing);
    },
  );

  it('EC-114: whoever has linked during the brownouts keeps no password, alone or with the whole school', async () => {
    const { who, campaignId } = await aWave('brownouts', ['link_required', 'link_required', 'link_required']);
    const [linked, broken, other] = [who[0]!, who[1]!, who[2]!];
    for (const one of [linked, broken]) await desk.signIn(await esiaOf(desk.database, one.person));
    await desk.database.query(
      `UPDATE links SET state = 'suspended', reason = 'data_mismatch' WHERE journal_account_id = $1`,
      [broken.account],
    );
    expect(await give(linked.account)).toMatchObject({
      status: 409,
      body: { code: 'REENABLE_NOT_POSSIBLE' },
    });
    const all = await desk.ask(manager, 'POST', '/reenable-windows/school', {
      campaign_id: campaignId,
      days: 2,
      ...REASON,
    });
    expect(all).toMatchObject({ status: 201, body: { accounts: 2, until: '2026-11-25T08:00:00.000Z' } });
    const standings = await Promise.all(
      [linked, broken, other].map(({ account }) => campaigns.standingOf(account)),
    );
    expect(standings).toEqual(['link_required', 'reenabled', 'reenabled']);
    const again = await desk.ask(manager, 'POST', '/reenable-windows/school', {
      campaign_id: campaignId,
      ...REASON,
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'REENABLE_STATE_WRONG' } });
  });

  it('a user asks once, the school grants or refuses with a reason, and a refused user may ask again', async () => {
    const { first } = await aWave('cutover', ['disabled.cutover']);
    const asked = await userAsks(first.account);
    expect([asked.isNew, (await userAsks(first.account)).isNew]).toEqual([true, false]);
    const tasks = () =>
      desk.database.query(
        `SELECT FROM campaign_tasks WHERE code = 'REENABLE_REQUESTED' AND subject = $1 AND done_at IS NULL`,
        [asked.window.id],
      );
    expect(await tasks()).toHaveLength(1);
    const list = await desk.ask(admin, 'GET', '/reenable-windows?state=requested');
    expect(list.body['items']).toMatchObject([{ id: asked.window.id, reason: 'нет телефона', until: null }]);
    const refused = await desk.ask(admin, 'POST', `/reenable-windows/${asked.window.id}/refuse`, {
      reason: 'вход через Госуслуги уже настроен',
    });
    expect(refused).toMatchObject({ status: 200, body: { state: 'refused' } });
    expect(await tasks()).toHaveLength(0);
    const { window } = await userAsks(first.account);
    const approve = () =>
      desk.ask(admin, 'POST', `/reenable-windows/${window.id}/approve`, { days: 3, ...REASON });
    expect(await approve()).toMatchObject({
      status: 200,
      body: { state: 'active', until: '2026-11-26T08:00:00.000Z' },
    });
    expect(await approve()).toMatchObject({ status: 409, body: { code: 'REENABLE_STATE_WRONG' } });
    expect((await windowsOf(first.account)).map(({ state }) => state).sort()).toEqual(['active', 'refused']);
  });

  it('another school’s account and request are 404', async () => {
    const { first } = await aWave('cutover', ['disabled.cutover']);
    const { window } = await userAsks(first.account);
    const stranger = await desk.administrator('school_admin', { schoolId: await desk.roster.aSchool() });
    expect((await give(first.account, {}, stranger)).status).toBe(404);
    expect((await desk.ask(stranger, 'POST', `/reenable-windows/${window.id}/approve`, REASON)).status).toBe(
      404,
    );
    expect((await desk.ask(stranger, 'POST', `/credentials/${first.account}/order`)).status).toBe(404);
    expect((await desk.ask(stranger, 'GET', '/reenable-windows')).body['items']).toEqual([]);
  });

  it('EC-085: nobody re-enables a relative’s password', async () => {
    const { campaignId, journalSystem } = await aWave('cutover', ['disabled.cutover']);
    const person = await desk.roster.aPerson({ born: '1981-03-04' });
    const account = await desk.roster.anAccount({ person, journalSystem });
    await campaigns.aCredential(account, { standing: 'disabled.cutover', campaignId });
    const kin = await desk.administratorWho(person);
    expect(await give(account, {}, kin)).toMatchObject({
      status: 403,
      body: { code: 'CONFLICT_OF_INTEREST' },
    });
  });

  it('two administrators at once give one window, in 30 rounds of 30', async () => {
    const { who } = await aWave(
      'cutover',
      Array.from({ length: 30 }, () => 'disabled.cutover' as const),
    );
    const second = await desk.administrator();
    for (const [round, { account }] of who.entries()) {
      // Every other round one of the two answers the user's request and the other knows nothing of it.
      const asked = round % 2 === 0 ? await userAsks(account) : null;
      const other =
        asked === null
          ? give(account, {}, second)
          : desk.ask(second, 'POST', `/reenable-windows/${asked.window.id}/approve`, REASON);
      const answers = await Promise.all([give(account), other]);
      const done = answers.filter(({ status }) => status < 300);
      expect([round, done.length, (await windowsOf(account)).map(({ state }) => state)]).toEqual([
        round,
        1,
        ['active'],
      ]);
      expect(answers.map(({ status }) => status).filter((status) => status >= 400)).toEqual([409]);
    }
  });

  it('against the closing of the campaign: either the window came first, or it does not come', async () => {
    for (let round = 0; round < 15; round += 1) {
      const { first, campaignId } = await aWave('grace', ['disabled.cutover']);
      const close = desk.database.query(
        `UPDATE campaigns SET phase = 'closed', closed_at = now() WHERE id = $1 AND NOT EXISTS (
           SELECT FROM reenable_windows w WHERE w.campaign_id = $1 AND w.state = 'active')`,
        [campaignId],
      );
      const [answer] = await Promise.all([give(first.account), close]);
      const reenabled = (await campaigns.standingOf(first.account)) === 'reenabled';
      expect([round, answer.status]).toEqual([round, reenabled ? 201 : 409]);
      await desk.database.query(`UPDATE campaigns SET wave = 'staff' WHERE id = $1`, [campaignId]);
    }
  });

  it('ends by its time, and at once when the owner links', async () => {
    const { who } = await aWave('cutover', ['disabled.cutover', 'disabled.cutover', 'disabled.cutover']);
    const [timed, linked, asking] = [who[0]!, who[1]!, who[2]!];
    await give(timed.account, { days: 1 });
    await give(linked.account);
    await userAsks(asking.account);
    for (const one of [linked, asking]) await desk.signIn(await esiaOf(desk.database, one.person));
    await run('outbox.legacy.end_overlays');
    expect(await windowsOf(linked.account)).toMatchObject([{ state: 'ended' }]);
    expect(await windowsOf(asking.account)).toMatchObject([{ state: 'refused' }]);
    await at(new Date(desk.clock.now().getTime() + DAY_MS));
    await run('reenable_windows.end');
    expect(await windowsOf(timed.account)).toMatchObject([{ state: 'ended', until: desk.clock.now() }]);
  });

  describe('ordered under an exemption', () => {
    const order = (account: Uuid) => desk.ask(admin, 'POST', `/credentials/${account}/order`);
    const issue = (account: Uuid) =>
      desk.database.unitOfWork.run((tx) =>
        desk.application.app
          .get(OrderCredential, { strict: false })
          .issued(tx, account, { clientId: 'demo-journal', now: desk.clock.now() }),
      );
    const exempt = (person: BuiltPerson, type = 'no_esia_possible') =>
      desk.database.query(
        `INSERT INTO exemptions (region_id, school_id, scope, person_id, type, basis, state, starts_on, ends_on, requested_by,
           requested_at, decided_at) VALUES ($1, $2, 'person', $3, $4, 'нет документов', 'active', '2026-11-01', '2027-09-30',
           'test', now(), now())`,
        [desk.roster.regionId, desk.roster.schoolId, person.id, type],
      );

    it.each(['never_issued', 'purged'] as const)(
      'EC-138: for an account that stands %s the school orders a password, and the journal issues it',
      async (standing) => {
        const { first } = await aWave('closed', [standing]);
        expect(await order(first.account)).toMatchObject({
          status: 409,
          body: { detail: expect.stringContaining('not_exempt') as unknown },
        });
        await exempt(first.person, 'other');
        expect((await order(first.account)).status).toBe(409);
        await exempt(first.person);
        await expect(issue(first.account)).rejects.toThrow('CREDENTIAL_NOT_ORDERED');
        const ordered = await order(first.account);
        expect(ordered).toMatchObject({ status: 200, body: { ordered_at: '2026-11-23T08:00:00.000Z' } });
        expect((await order(first.account)).body).toEqual(ordered.body);
        const told = await desk.database.query<{ body: object }>(
          `SELECT body FROM outbox_events WHERE topic = 'credential.changed' AND body ->> 'account_id' = $1`,
          [first.account],
        );
        expect(told).toMatchObject([{ body: { event: 'ordered', from: standing, to: standing } }]);
        await issue(first.account);
        await issue(first.account);
        expect(await campaigns.standingOf(first.account)).toBe('issued_under_exemption');
        expect(await order(first.account)).toMatchObject({
          status: 409,
          body: { detail: expect.stringContaining('has_password') as unknown },
        });
      },
    );

    it('EC-138: what was ordered is not issued any more once the exemption has ended', async () => {
      const { first } = await aWave('closed', ['never_issued']);
      await exempt(first.person);
      await order(first.account);
      await desk.database.query(
        `UPDATE exemptions SET state = 'revoked', ended_at = now() WHERE person_id = $1`,
        [first.person.id],
      );
      await expect(issue(first.account)).rejects.toThrow('CREDENTIAL_NOT_ORDERED');
      expect(await campaigns.standingOf(first.account)).toBe('never_issued');
    });
  });

  describe('refusals of ESIA', () => {
    const record = (person: BuiltPerson, more: object = {}, as = admin) =>
      desk.ask(as, 'POST', '/refusals', {
        ...{ school_id: desk.roster.schoolId, person_id: person.id, basis: 'заявление от 20.11.2026' },
        ...{ refused_on: '2026-11-20', ...more },
      });
    const counts = async (as = principal) => {
      const { body } = await desk.ask(as, 'GET', '/refusals/report');
      return { confirmed: body['confirmed'], unconfirmed: body['unconfirmed'] };
    };

    it('EC-056: is written down for a child, confirmed on paper by the principal, and counted apart; it is no exemption', async () => {
      const child = await desk.roster.aPerson({ born: '2015-01-02' });
      const parent = await desk.roster.aPerson({ born: '1985-01-02' });
      await desk.roster.anAccount({ person: parent, role: 'representative', child });
      const account = await desk.roster.anAccount({ person: child });
      const stranger = await desk.roster.aPerson({ born: '1985-01-02' });
      expect(await record(child, { refused_by_id: stranger.id })).toMatchObject({
        status: 400,
        body: { code: 'REFUSAL_BY_STRANGER' },
      });
      expect(await record(child, { refused_on: '2026-11-24' })).toMatchObject({ status: 400 });
      const made = await record(child, { refused_by_id: parent.id });
      expect(made.status).toBe(201);
      expect(await record(child)).toMatchObject({ status: 409, body: { code: 'REFUSAL_EXISTS' } });
      expect(await counts()).toEqual({ confirmed: 0, unconfirmed: 1 });
      const confirm = `/refusals/${String(made.body['id'])}/paper-confirmation`;
      expect((await desk.ask(admin, 'POST', confirm)).status).toBe(403);
      expect((await desk.ask(principal, 'POST', confirm)).status).toBe(204);
      expect((await desk.ask(principal, 'POST', confirm)).status).toBe(409);
      expect(await counts(manager)).toEqual({ confirmed: 1, unconfirmed: 0 });
      const seen = await desk.ask(manager, 'GET', '/refusals');
      expect(seen.body['items']).toMatchObject([
        { person_id: null, refused_by_id: null, basis: 'заявление от 20.11.2026' },
      ]);
      expect(
        (await desk.ask(admin, 'GET', '/refusals?open=true&confirmed=true')).body['items'],
      ).toMatchObject([{ person_id: child.id, refused_by_id: parent.id }]);
      const covered = await desk.database.query(`SELECT FROM exemption_of($1, $2)`, [
        account,
        desk.clock.now(),
      ]);
      expect(covered).toEqual([]);
      const withdraw = `/refusals/${String(made.body['id'])}/withdraw`;
      expect((await desk.ask(admin, 'POST', withdraw)).status).toBe(204);
      expect((await desk.ask(admin, 'POST', withdraw)).status).toBe(409);
      expect(await counts()).toEqual({ confirmed: 0, unconfirmed: 0 });
    });

    it('another school’s person and refusal are 404, and nobody confirms for a relative', async () => {
      const person = await desk.roster.aPerson();
      await desk.roster.anAccount({ person });
      const schoolId = await desk.roster.aSchool();
      const [stranger, head] = [
        await desk.administrator('school_admin', { schoolId }),
        await desk.administrator('principal', { schoolId }),
      ];
      expect((await record(person, {}, stranger)).status).toBe(404);
      expect((await record(person, { school_id: schoolId }, stranger)).status).toBe(404);
      const made = await record(person);
      const path = `/refusals/${String(made.body['id'])}`;
      expect((await desk.ask(stranger, 'POST', `${path}/withdraw`)).status).toBe(404);
      expect((await desk.ask(head, 'POST', `${path}/paper-confirmation`)).status).toBe(404);
      const kin = await desk.administratorWho(person);
      expect((await desk.ask(kin, 'POST', `${path}/withdraw`)).status).toBe(403);
    });
  });

  it('I-40: windows, refusals and exemptions of a moment are those that an independent count finds', async () => {
    const moment = desk.clock.now();
    const [view] = await desk.database.query<Record<string, number>>(
      `SELECT (SELECT count(DISTINCT window_id)::int FROM i40_reenable WHERE scope = 'account' AND holds_from <= $1) AS given,
              (SELECT count(DISTINCT window_id)::int FROM i40_reenable
                WHERE scope = 'account' AND holds_from <= $1 AND holds_until > $1) AS at_work,
              (SELECT count(*)::int FROM i40_exemptions WHERE holds_from <= $1 AND holds_until > $1) AS exempt`,
      [moment],
    );
    const windows = await desk.database.query<{
      until: Date;
      state: string;
      ended: Date | null;
      decided: Date;
    }>(
      `SELECT until, state, ended_at AS ended, decided_at AS decided FROM reenable_windows
        WHERE scope = 'account' AND until IS NOT NULL`,
    );
    const given = windows.filter(({ decided }) => decided <= moment);
    const atWork = given.filter(({ until, ended }) => until > moment && (ended === null || ended > moment));
    const exemptions = await desk.database.query<{ state: string }>(
      `SELECT state FROM exemptions WHERE state = 'active'`,
    );
    expect(given.length).toBeGreaterThan(30);
    expect(view).toEqual({ given: given.length, at_work: atWork.length, exempt: exemptions.length });
  });
});
