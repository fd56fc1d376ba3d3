import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../../src/access/index.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { signedInAs, type TestAdministrator } from '../../support/administrators.js';
import { DELIVERY_MORNING, DeliveryStand } from '../../support/delivery-stand.js';
import { smallTerritory, type SmallTerritory } from '../../support/territory.js';

type Body = Record<string, unknown> & { items?: Record<string, unknown>[] };

describe('a letter of the ministry', () => {
  let stand: DeliveryStand;
  let territory: SmallTerritory;
  let ministry: TestAdministrator;
  let town: TestAdministrator;
  let schoolA: TestAdministrator;
  let schoolB: TestAdministrator;

  const ask = async (who: TestAdministrator, method: string, path: string, body?: object | Buffer) => {
    const isFile = body instanceof Buffer;
    const answer = await fetch(`${stand.application.url}/api/v1${path}`, {
      method,
      headers: {
        cookie: who.cookie,
        ...(body && { 'content-type': isFile ? 'application/pdf' : 'application/json' }),
      },
      ...(body && { body: isFile ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const parsed = text.startsWith('{') ? (JSON.parse(text) as Body) : ({ text } as Body);
    return { status: answer.status, body: parsed };
  };
  const as = (role: Role, place: { schoolId?: Uuid; municipalityId?: Uuid } = {}) =>
    signedInAs(
      ...([stand.application, stand.database] as const),
      { regionId: territory.regionId, role, ...place },
      DELIVERY_MORNING,
    );
  const drafted = async (due = '2026-12-01') => {
    const letter = { title: 'О переходе на Госуслуги', text: 'Прошу довести.', due_on: due };
    return String((await ask(ministry, 'POST', '/letters', letter)).body['id']);
  };

  beforeAll(async () => {
    stand = await DeliveryStand.open();
    territory = await smallTerritory(stand.database);
    ministry = await as('ministry_analyst');
    town = await as('municipal_operator', { municipalityId: territory.towns.a });
    schoolA = await as('school_admin', { schoolId: territory.schools.a });
    schoolB = await as('school_admin', { schoolId: territory.schools.b });
  });
  afterAll(() => stand.close());

  it('goes to municipalities and direct schools, by a municipality to its schools, and each acknowledges', async () => {
    const id = await drafted();
    expect((await ask(town, 'GET', `/letters/${id}`)).status).toBe(404);
    const pdf = Buffer.from('%PDF-1.7 письмо');
    expect(
      (await ask(ministry, 'PUT', `/letters/${id}/file?name=${encodeURIComponent('Письмо.pdf')}`, pdf))
        .status,
    ).toBe(204);
    expect((await ask(ministry, 'POST', `/letters/${id}/sending`)).status).toBe(204);
    expect((await ask(ministry, 'POST', `/letters/${id}/sending`)).body['code']).toBe('LETTER_SENT');

    expect((await ask(town, 'GET', `/letters/${id}/file`)).body['text']).toBe(pdf.toString());
    expect((await ask(schoolA, 'GET', `/letters/${id}`)).status).toBe(404);
    expect((await ask(schoolA, 'POST', `/letters/${id}/acknowledgement`)).status).toBe(404);
    expect((await ask(town, 'POST', `/letters/${id}/forwarding`)).body).toEqual({ schools: 1 });
    expect((await ask(town, 'POST', `/letters/${id}/forwarding`)).body).toEqual({ schools: 0 });
    expect((await ask(schoolA, 'POST', `/letters/${id}/acknowledgement`)).status).toBe(204);
    expect((await ask(schoolA, 'POST', `/letters/${id}/acknowledgement`)).status).toBe(204);
    expect((await ask(schoolB, 'GET', `/letters/${id}`)).status).toBe(404);

    const board = await ask(ministry, 'GET', `/letters/${id}/recipients`);
    expect(board.body.items?.map((one) => [one['name'], one['acknowledged_at'] !== null])).toEqual([
      ['Второй округ', false],
      ['Первый округ', false],
      ['Частная школа', false],
      ['Школа 1', true],
    ]);
    const silent = await ask(town, 'GET', `/letters/${id}/recipients?acknowledged=false`);
    expect(silent.body.items?.map((one) => one['name'])).toEqual(['Первый округ']);
    expect((await ask(ministry, 'GET', `/letters/${id}`)).body).toMatchObject({
      recipients: 4,
      acknowledged: 1,
    });
    const sealed = await stand.database.query<{ file: Buffer }>(
      'SELECT file_sealed AS file FROM letters WHERE id = $1',
      [id],
    );
    expect(sealed[0]?.file.includes('%PDF')).toBe(false);
  });

  it('takes PDF and DOCX without macros by what is in them, up to ten MiB', async () => {
    const id = await drafted();
    const put = (content: Buffer) => ask(ministry, 'PUT', `/letters/${id}/file?name=a.pdf`, content);
    expect((await put(Buffer.from('MZ exe'))).body['code']).toBe('LETTER_FILE_WRONG');
    const docx = 'PK\u0003\u0004[Content_Types].xml word/document.xml';
    expect((await put(Buffer.from(`${docx} word/vbaProject.bin`))).body['code']).toBe('LETTER_FILE_WRONG');
    expect((await put(Buffer.from(docx))).status).toBe(204);
    expect((await put(Buffer.alloc(10 * 1_024 * 1_024 + 1))).status).toBe(413);
  });

  it('reminds who has not acknowledged three days before the day and after it, each once, by mail where one can', async () => {
    const id = await drafted('2026-12-10');
    await ask(ministry, 'POST', `/letters/${id}/sending`);
    await stand.proved({ id: town.esiaPersonId, regionId: territory.regionId }, 'town@example.ru');
    const mails = () => stand.mail.letters.filter(({ to }) => to === 'town@example.ru').length;
    const before = mails();
    const remind = async (moment: string) => {
      stand.clock.set(new Date(moment));
      await stand.application.app.get(Jobs, { strict: false }).runNow('notices.remind_of_letters');
      await stand.drain();
      const rows = await stand.database.query<{ reminded: boolean; overdue: boolean }>(
        `SELECT bool_and(reminded_at IS NOT NULL) AS reminded, bool_and(overdue_at IS NOT NULL) AS overdue
         FROM letter_recipients WHERE letter_id = $1`,
        [id],
      );
      stand.clock.set(DELIVERY_MORNING);
      return rows[0];
    };
    expect(await remind('2026-12-06T12:00:00Z')).toEqual({ reminded: false, overdue: false });
    const other = mails();
    expect(await remind('2026-12-07T12:00:00Z')).toEqual({ reminded: true, overdue: false });
    await remind('2026-12-08T12:00:00Z');
    expect(mails() - other).toBe(1);
    expect(await remind('2026-12-11T12:00:00Z')).toEqual({ reminded: true, overdue: true });
    expect(mails() - other).toBe(2);
    expect(other).toBeGreaterThanOrEqual(before);
  });

  it('cannot be due in the past, nor sent by a municipality', async () => {
    const late = await ask(ministry, 'POST', '/letters', { title: 'Письмо', text: '', due_on: '2026-11-01' });
    expect(late.body['code']).toBe('LETTER_DUE_PAST');
    expect(
      (await ask(town, 'POST', '/letters', { title: 'Письмо', text: '', due_on: '2026-12-01' })).status,
    ).toBe(403);
  });

  describe('an announcement', () => {
    const wish = {
      title: 'Собрание',
      text: 'В пятницу в 15:00',
      starts_at: '2026-11-20T00:00:00Z',
      ends_at: '2026-12-20T00:00:00Z',
    };
    const titles = async (who: TestAdministrator) =>
      (await ask(who, 'GET', '/announcements?limit=200')).body.items?.map((one) => one['title']);

    it('of the region is read by all, of a municipality by its schools, of a school by the school', async () => {
      await ask(ministry, 'POST', '/announcements', { ...wish, title: 'Региону' });
      await ask(town, 'POST', '/announcements', {
        ...wish,
        title: 'Округу',
        municipality_id: territory.towns.a,
      });
      await ask(schoolA, 'POST', '/announcements', {
        ...wish,
        title: 'Школе',
        school_id: territory.schools.a,
      });
      expect((await titles(schoolA))?.sort()).toEqual(['Округу', 'Региону', 'Школе']);
      expect(await titles(schoolB)).toEqual(['Региону']);
    });

    it('is posted at one’s own place only, and holds from its beginning to its end', async () => {
      const foreign = { ...wish, school_id: territory.schools.b };
      expect((await ask(schoolA, 'POST', '/announcements', foreign)).status).toBe(404);
      expect((await ask(schoolA, 'POST', '/announcements', wish)).status).toBe(404);
      const wrong = { ...wish, school_id: territory.schools.a, ends_at: '2026-11-20T00:00:00Z' };
      expect((await ask(schoolA, 'POST', '/announcements', wrong)).body['code']).toBe(
        'ANNOUNCEMENT_DATES_WRONG',
      );
      const coming = {
        ...wish,
        school_id: territory.schools.b,
        title: 'Потом',
        starts_at: '2026-12-01T00:00:00Z',
      };
      const id = String((await ask(schoolB, 'POST', '/announcements', coming)).body['id']);
      expect(await titles(schoolB)).toEqual(['Региону']);
      expect((await ask(schoolA, 'POST', `/announcements/${id}/withdrawal`)).status).toBe(404);
      expect((await ask(schoolB, 'POST', `/announcements/${id}/withdrawal`)).status).toBe(204);
    });
  });
});
