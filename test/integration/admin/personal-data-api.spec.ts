import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import { KEPT_DAYS } from '../../../src/kernel/kept-days.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { Retention } from '../../../src/platform/retention/retention.js';
import { WRITTEN_PURPOSES, WRITTEN_RULES } from '../../../src/privacy/domain/processing-register.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { esiaOf } from '../../support/builders/esia.js';
import { aSnils } from '../../support/builders/snils.js';
import { SchoolDesk } from '../../support/school-desk.js';

const LETTER = { document: 'вх. № 17 от 20.11.2026', received_on: '2026-11-20' };

describe('the desk of the officer of personal data', () => {
  let desk: SchoolDesk;
  let officer: TestAdministrator;
  let second: TestAdministrator;
  beforeAll(async () => {
    desk = await SchoolDesk.open();
    officer = await desk.administrator('pd_officer', {});
    second = await desk.administrator('pd_officer', {});
  });
  afterAll(() => desk.close());

  const register = async (kind: string, personId: Uuid, who = officer): Promise<string> => {
    const made = await desk.ask(who, 'POST', '/subject-requests', { kind, person_id: personId, ...LETTER });
    expect(made.status).toBe(201);
    return made.body['id'] as string;
  };
  const textOf = async (path: string): Promise<string> => {
    const answer = await fetch(`${desk.application.url}/api/v1${path}`, {
      headers: { cookie: officer.cookie },
    });
    expect(answer.status).toBe(200);
    return answer.text();
  };
  const actionsOf = async (kind: string, id: string): Promise<string[]> =>
    (
      await desk.database.query<{ action: string }>(
        'SELECT action FROM audit_events WHERE subject_kind = $1 AND subject_id = $2 ORDER BY id',
        [kind, id],
      )
    ).map(({ action }) => action);

  it('PD-06: is due in ten working days of the region, and may be extended once by five', async () => {
    await desk.database.query(
      `INSERT INTO calendar_days (region_id, kind, name, starts_on, ends_on, recorded_by, recorded_at)
       VALUES ($1, 'holiday', 'День области', '2026-11-25', '2026-11-25', gen_random_uuid(), now())`,
      [desk.roster.regionId],
    );
    const person = await desk.roster.aPerson();
    const id = await register('access', person.id);
    const read = await desk.ask(officer, 'GET', `/subject-requests/${id}`);
    // A Friday; ten working days without the region's own holiday end on Monday the 7th.
    expect(read.body).toMatchObject({ due_on: '2026-12-07', state: 'received' });
    const because = { text: 'архив ведёт школа, запрос послан' };
    const extended = await desk.ask(officer, 'POST', `/subject-requests/${id}/extension`, because);
    expect(extended.body).toMatchObject({ due_on: '2026-12-14' });
    expect(await desk.ask(officer, 'POST', `/subject-requests/${id}/extension`, because)).toMatchObject({
      status: 409,
      body: { code: 'SUBJECT_REQUEST_EXTENDED' },
    });
  });

  it('finds the subject by number and birth date; nobody known is registered and answered too', async () => {
    const person = await desk.roster.aPerson({ snils: aSnils() });
    const ask = (snils: string | null) =>
      desk.ask(officer, 'POST', '/subject-requests', {
        ...{ kind: 'access', ...LETTER, snils, birth_date: person.born },
      });
    expect((await ask(person.snils)).body).toMatchObject({ person_id: person.id });
    const nobody = await ask(aSnils());
    expect(nobody.body).toMatchObject({ person_id: null });
    const id = String(nobody.body['id']);
    const html = await textOf(`/subject-requests/${id}/access-report`);
    expect(html).toContain('Цели и основания обработки');
    expect(await desk.ask(officer, 'POST', `/subject-requests/${id}/blocking`, {})).toMatchObject({
      status: 409,
    });
    const answer = { text: 'сведений о вас нет' };
    expect((await desk.ask(officer, 'POST', `/subject-requests/${id}/answer`, answer)).status).toBe(204);
    expect((await desk.ask(officer, 'POST', `/subject-requests/${id}/answer`, answer)).status).toBe(409);
  });

  it('EC-054: tells a person what is held, where from, why, who saw it — with masks, without a former name', async () => {
    const snils = aSnils();
    const child = await desk.roster.aPerson({ snils, last: 'Новиков<b>', born: '2013-04-05' });
    const adult = await desk.roster.aPerson({ last: 'Прежнева', first: 'Ольга' });
    await desk.roster.anAccount({ person: child });
    const [childRecord, adultRecord] = [
      await desk.roster.aRecord(child, 'student'),
      await desk.roster.aRecord(adult, 'representative'),
    ];
    await desk.roster.aTie(
      { person: child, recordId: childRecord },
      { person: adult, recordId: adultRecord },
    );
    await desk.database.query(
      `UPDATE family_ties SET state = 'ended', end_reason = 'adoption', valid_to = '2026-01-01' WHERE child_id = $1`,
      [child.id],
    );
    const reader = await desk.administrator();
    expect((await desk.ask(reader, 'GET', `/people/${child.id}`)).status).toBe(200);
    const id = await register('access', child.id);
    const html = await textOf(`/subject-requests/${id}/access-report`);
    expect(html).toContain('Новиков&lt;b&gt; Пётр Сергеевич');
    expect(html).toContain('05.04.2013');
    expect(html).toContain(`***-***-*** ${snils.slice(-2)}`);
    expect(html).toContain('просмотр карточки');
    expect(html).toContain('152-ФЗ, ст. 6');
    expect(html).not.toContain(snils);
    expect(html).not.toMatch(/Прежнева|П\*\*\* О\./);
    const told = JSON.parse(await textOf(`/subject-requests/${id}/access-report?format=json`)) as {
      sections: { title: string }[];
    };
    expect(told.sections.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Контингент', 'Откуда получено', 'Учёба и работа', 'Электронный журнал']),
    );
    expect(await actionsOf('person', child.id)).toContain('person.access_report_made');
  });

  it('asks the schools of the person to mend what is wrong; the value comes from the document', async () => {
    const person = await desk.roster.aPerson();
    await desk.roster.anAccount({ person });
    const id = await register('correction', person.id);
    const asked = await desk.ask(officer, 'POST', `/subject-requests/${id}/correction`, {
      attributes: ['birth_date'],
    });
    expect(asked).toMatchObject({ status: 200, body: { schools: 1 } });
    const school = await desk.administrator();
    const tasks = await desk.ask(school, 'GET', '/roster-tasks?code=SUBJECT_CORRECTION');
    expect(tasks.body['items']).toMatchObject([{ title: 'Человек просит исправить сведения о себе' }]);
  });

  it('blocks: links are held and none is made, lists hide the person; the school cannot lift it, the officer can', async () => {
    const snils = aSnils();
    const person = await desk.roster.aPerson({ snils });
    const account = await desk.roster.anAccount({ person });
    const esia = await esiaOf(desk.database, person);
    await desk.signIn(esia);
    expect(await desk.statesOf(account)).toEqual(['active']);
    const id = await register('blocking', person.id);
    expect((await desk.ask(officer, 'POST', `/subject-requests/${id}/blocking`, {})).status).toBe(204);
    await desk.application.app.get(Jobs).runNow('outbox.linking.follow_roster');
    expect(await desk.statesOf(account)).toEqual(['suspended restriction']);
    expect((await desk.signIn(esia)).linked).toEqual([]);
    const school = await desk.administrator();
    const shown = async () =>
      ((await desk.ask(school, 'GET', '/people?limit=200')).body['items'] as { id: string }[]).some(
        (one) => one.id === person.id,
      );
    expect(await shown()).toBe(false);
    const lifted = await fetch(`${desk.application.url}/api/v1/people/${person.id}/protection`, {
      ...{ method: 'DELETE', headers: { cookie: school.cookie } },
    });
    expect(lifted.status).toBe(204);
    expect(await shown()).toBe(false);
    expect((await desk.ask(officer, 'POST', `/subject-requests/${id}/unblocking`, {})).status).toBe(204);
    await desk.application.app.get(Jobs).runNow('outbox.linking.follow_roster');
    expect(await desk.statesOf(account)).toEqual(['active']);
    expect(await shown()).toBe(true);
    expect(await actionsOf('person', person.id)).toEqual(
      expect.arrayContaining(['person.blocked', 'person.unblocked']),
    );
  });

  it('does not erase whoever is at school, and says what stands in the way', async () => {
    const person = await desk.roster.aPerson();
    await desk.roster.anAccount({ person });
    const id = await register('erasure', person.id);
    const plan = await desk.ask(officer, 'GET', `/subject-requests/${id}/erasure`);
    expect(plan.body).toMatchObject({ obstacles: ['enrolled_or_employed'] });
    expect(await desk.ask(officer, 'POST', `/subject-requests/${id}/erasure`, {})).toMatchObject({
      status: 409,
      body: { code: 'ERASURE_TOO_EARLY' },
    });
    expect(
      await desk.ask(officer, 'POST', `/subject-requests/${id}/answer`, { text: 'готово' }),
    ).toMatchObject({ status: 409, body: { code: 'ERASURE_FIRST' } });
  });

  it('erases by two once the purpose has ended; evidence, the audit and the row for statistics stay', async () => {
    const snils = aSnils();
    const person = await desk.roster.aPerson({ snils });
    const account = await desk.roster.anAccount({ person });
    const esia = await esiaOf(desk.database, person);
    await desk.signIn(esia);
    await desk.database.query(
      `UPDATE enrollments SET valid_to = '2026-06-01', end_kind = 'left' WHERE person_id = $1`,
      [person.id],
    );
    await desk.database.query(
      `UPDATE links SET state = 'revoked', reason = 'enrollment_ended', changed_at = '2026-06-01' WHERE journal_account_id = $1`,
      [account],
    );
    const id = await register('erasure', person.id);
    const path = `/subject-requests/${id}/erasure`;
    const plan = await desk.ask(officer, 'GET', path);
    expect(plan.body).toMatchObject({ obstacles: [] });
    expect(plan.body['lines']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ what: 'фамилия, имя, отчество', fate: 'erased' }),
        expect.objectContaining({ fate: 'stays', until: '2029-06-01' }),
      ]),
    );
    expect((await desk.ask(officer, 'POST', path, {})).status).toBe(204);
    expect(await desk.ask(officer, 'POST', `${path}/confirmation`, {})).toMatchObject({
      status: 403,
      body: { code: 'SECOND_OFFICER_NEEDED' },
    });
    expect((await desk.ask(second, 'POST', `${path}/confirmation`, {})).status).toBe(204);
    const left = await desk.database.query<{ row: string }>(
      `SELECT p::text AS row FROM people p WHERE id = $1
       UNION ALL SELECT e::text FROM esia_persons e WHERE id = $2
       UNION ALL SELECT v::text FROM birth_date_versions v WHERE person_id = $1`,
      [person.id, esia.id],
    );
    expect(left).toHaveLength(2);
    const text = left.map(({ row }) => row).join('\n');
    expect(text).not.toContain(person.name.last);
    expect(text).not.toContain('2012-05-06');
    expect(text).toContain(esia.oid);
    expect(await desk.statesOf(account)).toEqual(['revoked enrollment_ended']);
    expect(await actionsOf('person', person.id)).toContain('person.erased');
    expect((await desk.ask(officer, 'GET', `/subject-requests/${id}`)).body).toMatchObject({
      state: 'answered',
    });
  });

  it('nobody answers about themselves: 403', async () => {
    const person = await desk.roster.aPerson();
    await desk.roster.anAccount({ person });
    const own = await desk.administrator('pd_officer', {});
    await desk.database.query(
      `UPDATE esia_persons e SET norm_last = p.norm_last, norm_first = p.norm_first, norm_middle = p.norm_middle,
         birth_date = p.birth_date FROM people p WHERE e.id = $1 AND p.id = $2`,
      [own.esiaPersonId, person.id],
    );
    expect(
      await desk.ask(own, 'POST', '/subject-requests', { kind: 'access', person_id: person.id, ...LETTER }),
    ).toMatchObject({ status: 403, body: { code: 'CONFLICT_OF_INTEREST' } });
  });

  it('PD-08: counts from the audit whom a leak may have touched, and shows the hours of the law', async () => {
    const thief = await desk.administrator();
    const seen = [await desk.roster.aPerson(), await desk.roster.aPerson()];
    for (const person of seen) {
      await desk.roster.anAccount({ person });
      expect((await desk.ask(thief, 'GET', `/people/${person.id}`)).status).toBe(200);
    }
    const now = desk.clock.now();
    const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000).toISOString();
    const security = await desk.administrator('security_officer', {});
    const made = await desk.ask(security, 'POST', '/leaks', {
      ...{ what: 'учётная запись администратора в чужих руках', found_at: at(-30), from: at(-48), to: at(1) },
      ...{ actor_kind: 'administrator', actor_id: thief.esiaPersonId },
    });
    expect(made).toMatchObject({ status: 201, body: { first_notice: 'overdue', inquiry_notice: 'due' } });
    const path = `/leaks/${String(made.body['id'])}`;
    const card = await desk.ask(officer, 'GET', path);
    expect(card.body).toMatchObject({
      touched: { people: 2, pupils: 2, representatives: 0, staff: 0 },
      first_notice_due: at(-6),
    });
    expect((await desk.ask(security, 'GET', `${path}/people`)).status).toBe(403);
    const people = await desk.ask(officer, 'GET', `${path}/people`);
    expect([...(people.body['items'] as string[])].sort()).toEqual(seen.map(({ id }) => id).sort());
    expect(await desk.ask(officer, 'POST', `${path}/close`, { conclusion: 'доступ отозван' })).toMatchObject({
      body: { code: 'LEAK_NOTICE_FIRST' },
    });
    for (const notice of ['first', 'inquiry'])
      expect((await desk.ask(security, 'POST', `${path}/notices`, { notice })).status).toBe(204);
    const conclusion = { conclusion: 'доступ отозван, люди уведомлены' };
    expect((await desk.ask(officer, 'POST', `${path}/close`, conclusion)).status).toBe(204);
    expect((await desk.ask(officer, 'GET', '/leaks')).body['items']).toMatchObject([
      { first_notice: 'sent_late', inquiry_notice: 'sent' },
    ]);
  });

  it('PD-05, PD-07, PD-11: purposes, periods and agreements are data that name each other', async () => {
    const rules = (await desk.ask(officer, 'GET', '/retention-rules')).body['items'] as {
      code: string;
      kept_by: string;
    }[];
    const purposes = (await desk.ask(officer, 'GET', '/processing-purposes')).body['items'] as {
      code: string;
      retention: string[];
    }[];
    const codes = new Set(rules.map(({ code }) => code));
    expect(purposes.flatMap(({ retention }) => retention).filter((code) => !codes.has(code))).toEqual([]);
    const used = new Set(purposes.flatMap(({ retention }) => retention));
    expect(rules.filter(({ code }) => !used.has(code))).toEqual([]);
    const kept = rules.filter(({ kept_by: by }) => by === 'retention').map(({ code }) => code);
    const keepers = desk.application.app.get(Retention).keepers();
    expect(keepers.map(({ code }) => code).sort()).toEqual(kept.sort());
    const agreement = {
      ...{ party: 'ООО «Журнал»', party_kind: 'journal_vendor', document: 'договор № 5' },
      ...{ purposes: ['linking'], signed_on: '2026-01-10' },
    };
    const made = await desk.ask(officer, 'POST', '/processor-agreements', agreement);
    expect(made.status).toBe(201);
    expect(
      await desk.ask(officer, 'POST', '/processor-agreements', { ...agreement, purposes: ['fun'] }),
    ).toMatchObject({ status: 400, body: { code: 'PURPOSE_UNKNOWN' } });
    const end = `/processor-agreements/${String(made.body['id'])}/end`;
    expect((await desk.ask(officer, 'POST', end, { reason: 'срок договора' })).status).toBe(204);
    expect((await desk.ask(officer, 'POST', end, { reason: 'срок договора' })).status).toBe(404);
  });

  it('PD-05, PD-07: the rows are what the papers say, and the months of events end by the same rule', async () => {
    const rules = await desk.database.query(
      `SELECT code, what, months, days, counted_from AS "countedFrom", basis, kept_by AS "keptBy" FROM retention_rules ORDER BY no`,
    );
    expect(rules).toEqual(WRITTEN_RULES);
    const purposes = await desk.database.query(
      `SELECT code, name, basis_kind AS "basisKind", basis, subjects, categories, recipients,
              retention_codes AS "retentionCodes" FROM processing_purposes ORDER BY no`,
    );
    expect(purposes).toEqual(WRITTEN_PURPOSES);
    const [months] = await desk.database.query<{ text: string }>(
      `SELECT pg_get_functiondef('keep_sign_in_event_months'::regproc) AS text`,
    );
    expect(/oldest timestamptz := .* - interval '(\d+) days'/.exec(months?.text ?? '')?.[1]).toBe(
      String(KEPT_DAYS.sign_in_events),
    );
  });

  it('PD-07: the job deletes what has outlived its rule, counts it and says so in the audit; the rest stays', async () => {
    const person = await desk.roster.aPerson({ snils: aSnils() });
    const account = await desk.roster.anAccount({ person });
    const esia = await esiaOf(desk.database, person);
    await desk.signIn(esia);
    const still = await desk.roster.aPerson({ snils: aSnils() });
    const stillAccount = await desk.roster.anAccount({ person: still });
    await desk.signIn(await esiaOf(desk.database, still));
    for (const one of [account, stillAccount])
      await desk.database.query(
        `UPDATE links SET state = 'revoked', reason = 'enrollment_ended', changed_at = '2023-06-01' WHERE journal_account_id = $1`,
        [one],
      );
    await desk.database.query(`UPDATE enrollments SET valid_to = '2023-06-01' WHERE person_id = $1`, [
      person.id,
    ]);
    await desk.application.app.get(Jobs).runNow('privacy.retain');
    expect(await desk.statesOf(account)).toEqual([]);
    expect(await desk.statesOf(stillAccount)).toEqual(['revoked enrollment_ended']);
    expect(await actionsOf('retention_rule', 'link_evidence')).toEqual(['retention.enforced']);
    const rules = (await desk.ask(officer, 'GET', '/retention-rules')).body['items'];
    expect(rules).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'link_evidence', last_deleted: 1 })]),
    );
  });

  it('another region’s requests, leaks, agreements and people are 404, as what is not there', async () => {
    const [other] = await desk.database.query<{
      request: string;
      leak: string;
      agreement: string;
      person: Uuid;
    }>(
      `WITH region AS (
         INSERT INTO regions (id, code, name, time_zone) VALUES (gen_random_uuid(), '777', 'Другая область', 'Europe/Moscow')
         RETURNING id
       ), person AS (
         INSERT INTO people (region_id, last_name, first_name, norm_last, norm_first, snils_state)
         SELECT id, 'Чужаков', 'Лев', 'чужаков', 'лев', 'missing' FROM region RETURNING id
       ), request AS (
         INSERT INTO subject_requests (region_id, kind, state, document, received_on, due_on, registered_by, registered_at, changed_at)
         SELECT id, 'access', 'received', 'вх. 1', '2026-11-20', '2026-12-04', gen_random_uuid(), now(), now() FROM region RETURNING id
       ), leak AS (
         INSERT INTO leaks (region_id, what, found_at, from_at, to_at, actor_kind, actor_id, recorded_by, recorded_at)
         SELECT id, 'чужая', now(), now(), now() + interval '1 hour', 'client', 'x', gen_random_uuid(), now() FROM region RETURNING id
       ), agreement AS (
         INSERT INTO processor_agreements (region_id, party, party_kind, document, purposes, signed_on, recorded_by, recorded_at)
         SELECT id, 'чужая', 'other', 'д. 1', '{linking}', '2026-01-01', gen_random_uuid(), now() FROM region RETURNING id
       )
       SELECT request.id AS request, leak.id AS leak, agreement.id AS agreement, person.id AS person
         FROM request, leak, agreement, person`,
    );
    if (other === undefined) throw new Error('INSERT … RETURNING gave no row');
    const request = `/subject-requests/${other.request}`;
    const words = { text: 'проверка области' };
    const asked: [('GET' | 'POST')?, string?, object?][] = [
      ['GET', request],
      ['GET', `${request}/access-report`],
      ['GET', `${request}/erasure`],
      ...['erasure', 'erasure/confirmation', 'erasure/decline', 'blocking', 'unblocking'].map(
        (act) => ['POST', `${request}/${act}`, {}] as ['POST', string, object],
      ),
      ...['extension', 'answer', 'refusal', 'withdrawal'].map(
        (act) => ['POST', `${request}/${act}`, words] as ['POST', string, object],
      ),
      ['POST', `${request}/correction`, { attributes: ['names'] }],
      ['POST', '/subject-requests', { kind: 'access', person_id: other.person, ...LETTER }],
      ['GET', `/leaks/${other.leak}`],
      ['GET', `/leaks/${other.leak}/people`],
      ['POST', `/leaks/${other.leak}/notices`, { notice: 'first' }],
      ['POST', `/leaks/${other.leak}/close`, { conclusion: 'проверка области' }],
      ['POST', `/processor-agreements/${other.agreement}/end`, { reason: 'проверка' }],
    ];
    for (const [method = 'GET', path = '', body] of asked)
      expect([path, (await desk.ask(officer, method, path, body)).status]).toEqual([path, 404]);
  });

  it('PD-07: no column may hold a token of ESIA', async () => {
    const columns = await desk.database.query<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
        WHERE table_schema = 'public' AND column_name ~ '(access|refresh|id)_token|esia_token|marker'`,
    );
    expect(columns).toEqual([]);
  });
});
