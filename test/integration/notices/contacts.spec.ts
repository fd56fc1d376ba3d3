import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { Contacts } from '../../../src/notices/index.js';
import { DeliveryStand } from '../../support/delivery-stand.js';

const DAY = '2026-11-23' as CalendarDate;

describe('an address for messages', () => {
  let stand: DeliveryStand;
  let origin = '';
  const jar = new Map<string, string>();

  const visit = async (path: string, cookie: string, form?: Record<string, string>) => {
    const own = [cookie, ...[...jar].map(([name, value]) => `${name}=${value}`)].join('; ');
    const answer = await fetch(`${origin}${path}`, {
      redirect: 'manual',
      headers: { cookie: own, ...(form && { origin }) },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return { status: answer.status, html: await answer.text(), to: answer.headers.get('location') };
  };
  /** The hidden token of the form with this action, and its address. */
  const formOf = (html: string, action: RegExp) => {
    const [, path = '', form = ''] =
      new RegExp(`action="(${action.source})">\\s*<input type="hidden" name="form" value="([^"]+)"`).exec(
        html,
      ) ?? [];
    return { path, form };
  };
  const reaching = (...ids: readonly Uuid[]) =>
    stand.database.unitOfWork.run((tx) =>
      stand.application.app.get(Contacts, { strict: false }).reaching(tx, ids, DAY),
    );

  beforeAll(async () => {
    stand = await DeliveryStand.open();
    origin = stand.application.url.replace('127.0.0.1', 'localhost');
  });
  afterAll(() => stand.close());

  it('is given with consent on the own page, proved by the code of the letter, and taken back', async () => {
    const pupil = await stand.roster.aPerson();
    const cookie = await stand.visitor(await stand.linked(pupil));
    const give = formOf((await visit('/account/contacts', cookie)).html, /\/account\/contacts/);
    const fields = { form: give.form, channel: 'email', address: 'pupil@example.ru' };
    expect((await visit(give.path, cookie, fields)).status).toBe(400);
    expect((await visit(give.path, cookie, { ...fields, consent: '1' })).to).toBe(
      '/account/contacts?done=asked',
    );
    expect(await reaching(pupil.id)).toEqual([]);

    await stand.drain();
    const code = stand.codeSentTo('pupil@example.ru');
    const asked = await visit('/account/contacts', cookie);
    expect(asked.html).toContain('p***@example.ru');
    const prove = formOf(asked.html, /\/account\/contacts\/[0-9a-f-]+\/code/);
    const wrong = code === '000000' ? '000001' : '000000';
    expect((await visit(prove.path, cookie, { form: prove.form, code: wrong })).status).toBe(400);
    expect((await visit(prove.path, cookie, { form: prove.form, code })).to).toBe(
      '/account/contacts?done=proved',
    );
    const own = { personId: pupil.id, channel: 'email', address: 'pupil@example.ru', own: true };
    expect(await reaching(pupil.id)).toMatchObject([own]);

    const end = formOf(
      (await visit('/account/contacts', cookie)).html,
      /\/account\/contacts\/[0-9a-f-]+\/end/,
    );
    await visit(end.path, cookie, { form: end.form });
    expect(await reaching(pupil.id)).toEqual([]);
    const left = await stand.database.query('SELECT FROM person_contacts WHERE address_sealed IS NOT NULL');
    expect(left).toEqual([]);
  });

  it('cannot be proved after five wrong codes, nor by somebody else, nor after fifteen minutes', async () => {
    const pupil = await stand.roster.aPerson();
    const cookie = await stand.visitor(await stand.linked(pupil));
    const stranger = await stand.visitor(await stand.linked(await stand.roster.aPerson()));
    const give = formOf((await visit('/account/contacts', cookie)).html, /\/account\/contacts/);
    const fields = { form: give.form, channel: 'email', address: 'two@example.ru', consent: '1' };
    await visit(give.path, cookie, fields);
    await stand.drain();
    const code = stand.codeSentTo('two@example.ru');
    const prove = formOf(
      (await visit('/account/contacts', cookie)).html,
      /\/account\/contacts\/[0-9a-f-]+\/code/,
    );
    expect((await visit(prove.path, stranger, { form: prove.form, code })).status).toBe(400);
    for (let tries = 0; tries < 5; tries++) await visit(prove.path, cookie, { form: prove.form, code: '12' });
    expect((await visit(prove.path, cookie, { form: prove.form, code })).status).toBe(400);
    expect(await reaching(pupil.id)).toEqual([]);
  });

  it('of a linked representative serves messages about the child, until a restriction or the 18th birthday', async () => {
    const { roster } = stand;
    const [child, adult, parent] = [
      await roster.aPerson({ born: '2013-01-01' }),
      await roster.aPerson({ born: '2008-01-01' }),
      await roster.aPerson({ born: '1985-01-01' }),
    ];
    const esia = await stand.linked(parent, { role: 'representative', child });
    await stand.proved(esia, 'parent@example.ru');
    const [adultRecord, parentRecord] = [
      await roster.aRecord(adult, 'student'),
      await roster.aRecord(parent, 'representative'),
    ];
    await roster.aTie({ person: adult, recordId: adultRecord }, { person: parent, recordId: parentRecord });
    const ofChild = { personId: child.id, channel: 'email', address: 'parent@example.ru', own: false };
    expect(await reaching(child.id, adult.id)).toMatchObject([ofChild]);
    await stand.database.query(
      `INSERT INTO representation_restrictions (region_id, child_id, representative_id, kind, basis, valid_from, recorded_by,
         recorded_at) VALUES ($1, $2, $3, 'restriction', 'решение суда', '2026-11-01', gen_random_uuid(), now())`,
      [roster.regionId, child.id, parent.id],
    );
    expect(await reaching(child.id)).toEqual([]);
  });

  it('is nobody’s without a session', async () => {
    expect((await visit('/account/contacts', '')).to).toBe('/account');
  });
});
