import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReportWrong, type WrongReport } from '../../../src/linking/index.js';
import type { EsiaPerson } from '../../../src/esia/index.js';
import { esiaOf } from '../../support/builders/esia.js';
import { aSnils } from '../../support/builders/snils.js';
import { SchoolDesk } from '../../support/school-desk.js';

describe('what a person says', () => {
  let desk: SchoolDesk;
  beforeAll(async () => {
    desk = await SchoolDesk.open();
  });
  afterAll(() => desk.close());

  const report = ({ id }: EsiaPerson, what: WrongReport) =>
    desk.database.unitOfWork.run((tx) =>
      desk.application.app
        .get(ReportWrong, { strict: false })
        .execute(
          tx,
          { regionId: desk.roster.regionId, esiaPersonId: id, now: desk.clock.now(), traceId: null },
          what,
        ),
    );

  async function aLinked() {
    const person = await desk.roster.aPerson({ snils: aSnils() });
    const account = await desk.roster.anAccount({ person });
    const esia = await esiaOf(desk.database, person);
    await desk.signIn(esia);
    const [link] = await desk.linksOf(account);
    if (link === undefined) throw new Error('not linked');
    return { person, account, esia, linkId: link.id };
  }

  it('ADM-06: the number of a case shows support what was read, who mends it, links and cases, masked; the reading is recorded', async () => {
    const person = await desk.roster.aPerson({ snils: aSnils() });
    await desk.roster.anAccount({ person });
    const esia = await esiaOf(desk.database, person, { first: 'Иное' });
    await desk.signIn(esia);
    await desk.database.query(
      `INSERT INTO sign_ins (region_id, purpose, return_to, browser_hash, case_number, state, outcomes, esia_person_id,
                             started_at, expires_at, changed_at)
       VALUES ($1, 'account', '/account', '\\x00', '482109371528', 'failed', $2, $3, $4, $4, $4)`,
      [
        ...[desk.roster.regionId, JSON.stringify([{ source: 'linking', code: 'NAME_DISCREPANCY' }]), esia.id],
        desk.clock.now(),
      ],
    );
    const support = await desk.administrator('support_agent', {});
    const path = '/cases/4821-0937-1528';
    const unopened = await desk.ask(support, 'GET', path);
    expect([unopened.status, unopened.body]).toMatchObject([200, { person: null, access_until: null }]);
    expect((await desk.ask(support, 'POST', `${path}/access`, { ticket: 'со слов заявителя' })).status).toBe(
      400,
    );
    expect((await desk.ask(support, 'POST', `${path}/access`, { ticket: 'T-17' })).status).toBe(201);
    const { status, body } = await desk.ask(support, 'GET', path);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ number: '4821-0937-1528', state: 'failed' },
      outcomes: [
        { code: 'NAME_DISCREPANCY', mended_by: 'school', cause: expect.stringContaining('различаются') },
      ],
      person: {
        ...{ name: 'Т*** И. С.', birth_year: '2012' },
        links: [{ state: 'pending_review', reason: 'NAME_DISCREPANCY' }],
        open_reviews: [{ code: 'NAME_DISCREPANCY', school_id: desk.roster.schoolId }],
      },
    });
    expect(JSON.stringify(body)).not.toContain(person.name.last);
    const read = await desk.database.query(
      `SELECT facts FROM audit_events WHERE action = 'case.read' AND actor_id = $1`,
      [support.esiaPersonId],
    );
    expect(read).toEqual([
      { facts: { esiaPersonId: esia.id, ticket: null } },
      { facts: { esiaPersonId: esia.id, ticket: 'T-17' } },
    ]);
    for (const number of ['4821-0937-1529', 'что-то']) {
      expect((await desk.ask(support, 'GET', `/cases/${encodeURIComponent(number)}`)).status).toBe(404);
    }
    expect((await desk.ask(await desk.administrator(), 'GET', '/cases/4821-0937-1528')).status).toBe(403);
  });

  /** A refused sign-in of a person with a link, and its number. */
  async function aCase(number: string) {
    const { esia, account, linkId, person } = await aLinked();
    await desk.database.query(
      `INSERT INTO sign_ins (region_id, purpose, return_to, browser_hash, case_number, state, outcomes, esia_person_id,
                             started_at, expires_at, changed_at)
       VALUES ($1, 'account', '/account', decode(md5($4), 'hex'), $4, 'failed', $2, $3, $5, $5, $5)`,
      [
        ...[desk.roster.regionId, JSON.stringify([{ source: 'linking', code: 'NOT_FOUND' }]), esia.id],
        ...[number, desk.clock.now()],
      ],
    );
    return { esia, account, linkId, person, path: `/cases/${number}` };
  }

  it('ADM-06: support acts by a ticket and for a while only, upon this person only, and every act is recorded', async () => {
    const { path, linkId, person, account } = await aCase('482109371600');
    const support = await desk.administrator('support_agent', {});
    const act = (what: string, body: object) => desk.ask(support, 'POST', `${path}/${what}`, body);
    const acts: readonly (readonly [string, object])[] = [
      ['reveal', { field: 'snils', reason: 'person_asks' }],
      ['escalation', { school_id: desk.roster.schoolId }],
      ['suspend-link', { link_id: linkId }],
      ['lock-password', { link_id: linkId }],
    ];
    for (const [what, body] of acts)
      expect(await act(what, body)).toMatchObject({ status: 403, body: { code: 'CASE_ACCESS_NEEDED' } });
    await act('access', { ticket: 'T-18' });
    const other = await desk.administrator('support_agent', {});
    expect((await desk.ask(other, 'POST', `${path}/reveal`, acts[0]?.[1])).status).toBe(403);

    const shown = await act('reveal', { field: 'snils', reason: 'person_asks' });
    expect(String(shown.body['value']).replace(/\D/g, '')).toBe(person.snils);
    expect((await act('reveal', { field: 'snils', reason: 'просто так' })).status).toBe(400);
    expect((await act('escalation', { school_id: desk.roster.schoolId })).body).toEqual({ result: 'opened' });
    expect((await act('escalation', { school_id: desk.roster.schoolId })).body).toEqual({ result: 'known' });
    expect((await act('escalation', { link_id: linkId, kind: 'wrong_class' })).body).toEqual({
      result: 'opened',
    });
    const foreign = await aLinked();
    for (const what of ['suspend-link', 'lock-password'])
      expect((await act(what, { link_id: foreign.linkId })).status).toBe(404);
    expect((await act('suspend-link', { link_id: linkId })).status).toBe(204);
    expect(await desk.statesOf(account)).toEqual([expect.stringContaining('suspended')]);

    const recorded = await desk.database.query<{ action: string }>(
      `SELECT DISTINCT action FROM audit_events WHERE actor_id = $1 ORDER BY action`,
      [support.esiaPersonId],
    );
    expect(recorded.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['case.escalated', 'case.opened', 'link.suspended', 'person.revealed']),
    );
    // In steps, so that the agent's own session, which idleness ends, goes on.
    for (let step = 0; step < 4; step += 1) {
      desk.clock.set(new Date(desk.clock.now().getTime() + 8 * 60_000));
      await desk.ask(support, 'GET', '/schools');
    }
    expect((await act('reveal', { field: 'snils', reason: 'person_asks' })).status).toBe(403);
    expect((await desk.ask(support, 'GET', path)).body).toMatchObject({ person: null });
  });

  it('EC-085: support shows, suspends and locks nothing of the own family: another agent does', async () => {
    const { path, linkId, person, account } = await aCase('482109371650');
    const support = await desk.administrator('support_agent', {});
    const parent = await desk.roster.aPerson({ snils: aSnils(), born: '1985-03-04' });
    await desk.roster.aTie(
      { person, recordId: await desk.roster.aRecord(person, 'student') },
      { person: parent, recordId: await desk.roster.aRecord(parent, 'representative') },
    );
    await desk.database.query(
      `UPDATE esia_persons e SET norm_last = p.norm_last, norm_first = p.norm_first, norm_middle = p.norm_middle,
         birth_date = p.birth_date, snils_hmac = p.snils_hmac FROM people p WHERE e.id = $1 AND p.id = $2`,
      [support.esiaPersonId, parent.id],
    );
    await desk.ask(support, 'POST', `${path}/access`, { ticket: 'T-20' });
    const acts: readonly (readonly [string, object])[] = [
      ['reveal', { field: 'snils', reason: 'person_asks' }],
      ['suspend-link', { link_id: linkId }],
      ['lock-password', { link_id: linkId }],
    ];
    for (const [what, body] of acts)
      expect([what, await desk.ask(support, 'POST', `${path}/${what}`, body)]).toMatchObject([
        what,
        { status: 403, body: { code: 'CONFLICT_OF_INTEREST' } },
      ]);
    expect(await desk.statesOf(account)).toEqual(['active']);
  });

  it('ADM-06: the twenty-first value that support is shown in a day is an alarm too', async () => {
    const { path } = await aCase('482109371700');
    const support = await desk.administrator('support_agent', {});
    await desk.ask(support, 'POST', `${path}/access`, { ticket: 'T-19' });
    for (let count = 0; count < 21; count += 1)
      await desk.ask(support, 'POST', `${path}/reveal`, { field: 'name', reason: 'person_asks' });
    const alarms = await desk.database.query(
      `SELECT facts FROM audit_events WHERE action = 'alert.many_reveals' AND actor_id = $1`,
      [support.esiaPersonId],
    );
    expect(alarms).toEqual([{ facts: { inLast24Hours: 21 } }]);
  });

  it('LNK-14: «это ошибка» after a refusal opens one case at the school that the person names', async () => {
    const person = await desk.roster.aPerson({ snils: aSnils() });
    const esia = await esiaOf(desk.database, person, { snils: aSnils(), last: 'Неизвестный' });
    const refusal: WrongReport = {
      ...{ kind: 'refusal', code: 'NOT_FOUND', schoolId: desk.roster.schoolId, accountId: null },
    };
    expect([await report(esia, refusal), await report(esia, refusal)]).toEqual(['opened', 'known']);
    const admin = await desk.administrator();
    const { body } = await desk.ask(admin, 'GET', `/link-reviews/${await desk.openCase(esia)}`);
    expect(body).toMatchObject({ code: 'NOT_FOUND', why: expect.stringContaining('считает это ошибкой') });
    expect((await desk.reject(admin, await desk.openCase(esia))).status).toBe(200);
    expect(await report(esia, refusal)).toBe('known');
  });

  it('LNK-15: a wrong child is a case, a wrong class is a task, and neither ends the link', async () => {
    const { account, esia, linkId } = await aLinked();
    expect(await report(esia, { kind: 'wrong_class', linkId })).toBe('opened');
    expect([
      await report(esia, { kind: 'wrong_child', linkId }),
      await report(esia, { kind: 'wrong_child', linkId }),
    ]).toEqual(['opened', 'known']);
    expect(await desk.statesOf(account)).toEqual(['active']);
    const tasks = await desk.database.query(`SELECT code FROM roster_tasks WHERE journal_account_id = $1`, [
      account,
    ]);
    expect(tasks).toEqual([{ code: 'WRONG_CLASS' }]);
    const admin = await desk.administrator();
    expect((await desk.approve(admin, await desk.openCase(esia), account)).body).toEqual({
      result: 'linked',
    });
    expect(await desk.statesOf(account)).toEqual(['active']);
    await report(esia, { kind: 'wrong_child', linkId });
    await desk.reject(admin, await desk.openCase(esia));
    expect(await desk.statesOf(account)).toEqual(['revoked wrong_person']);
  });

  it('a person reports of their own links only, and of ten things at most', async () => {
    const { linkId } = await aLinked();
    const { esia } = await aLinked();
    await expect(report(esia, { kind: 'wrong_child', linkId })).rejects.toThrow('NOT_FOUND');
    for (let count = 0; count < 10; count += 1) {
      const schoolId = await desk.roster.aSchool();
      await report(esia, { kind: 'refusal', code: 'NOT_FOUND', schoolId, accountId: null });
    }
    const schoolId = await desk.roster.aSchool();
    await expect(
      report(esia, { kind: 'refusal', code: 'NOT_FOUND', schoolId, accountId: null }),
    ).rejects.toThrow('REPORTS_TOO_MANY');
  });
});
