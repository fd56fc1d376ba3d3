import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startEsiaEmulator, type RunningEmulator } from '../../../../src/stand/esia/index.js';
import { testClient, TinyClient } from './tiny-client.js';
import { tokensFor } from './way.js';

const PARENT = '/prns/1000090001';

describe('emulator of ESIA: data services', () => {
  let emulator: RunningEmulator;
  let client: TinyClient;

  beforeAll(async () => {
    emulator = await startEsiaEmulator({ clients: [testClient()] });
    client = new TinyClient(emulator.url);
  });
  afterEach(() => emulator.control.reset());
  afterAll(() => emulator.close());

  const tokenFor = async (login: string, scope: string, scopeOrg?: string): Promise<string> => {
    const before = { scope, ...(scopeOrg === undefined ? {} : { scope_org: scopeOrg }) };
    return String((await tokensFor(client, login, before))['access_token']);
  };
  const read = async (path: string, login: string, scope: string) =>
    client.rest(path, await tokenFor(login, scope));

  it('rule 16: without a token, or with a wrong one, 401 005011', async () => {
    const bare = await fetch(`${emulator.url}/rs${PARENT}`);
    expect({ status: bare.status, body: await bare.json() }).toEqual({
      status: 401,
      body: { code: 'ESIA-005011', message: 'SecurityErrorEnum.invalidToken' },
    });
    const token = await tokenFor('parent', 'openid fullname');
    expect((await client.rest(PARENT, `${token}x`)).body).toMatchObject({ code: 'ESIA-005011' });
  });

  it('rule 16: an expired token is 401 005013, in an array with its switch', async () => {
    const token = await tokenFor('parent', 'openid fullname');
    emulator.control.shiftClock(3601);
    expect(await client.rest(PARENT, token)).toMatchObject({ status: 401, body: { code: 'ESIA-005013' } });
    emulator.control.turn({ restErrorsInArray: true });
    expect((await client.rest(PARENT, token)).body).toMatchObject([{ code: 'ESIA-005013' }]);
  });

  it('rule 16: another person, or a scope that is not in the token, is 403 005029', async () => {
    const token = await tokenFor('parent', 'openid fullname');
    expect(await client.rest('/prns/1000090011', token)).toMatchObject({
      status: 403,
      body: { code: 'ESIA-005029' },
    });
    expect(await client.rest(`${PARENT}/kids`, token)).toMatchObject({ status: 403 });
    expect(await client.rest(`${PARENT}/ctts`, token)).toMatchObject({ status: 403 });
    expect(await read(PARENT, 'parent', 'openid')).toMatchObject({ status: 403 });
    emulator.control.turn({ scopeNotAllowedStatus: 401 });
    expect(await client.rest(`${PARENT}/kids`, token)).toMatchObject({ status: 401 });
  });

  it('rule 16: fields that were not granted are omitted', async () => {
    const { body } = await read(PARENT, 'parent', 'openid snils birthdate');
    expect(Object.keys(body)).toEqual(['stateFacts', 'birthDate', 'snils', 'eTag']);
    expect(body).toMatchObject({ stateFacts: ['EntityRoot'], birthDate: '03.02.1985' });
    expect(body['snils']).toMatch(/^000-000-701 \d\d$/);
    expect(body['eTag']).toMatch(/^[0-9A-F]{40}$/);
  });

  it('rule 16: middleName is omitted when there is none, snils when there is none', async () => {
    const { body } = await read('/prns/1000090015', 'no-middle-name', 'openid fullname');
    expect(body).not.toHaveProperty('middleName');
    expect((await read('/prns/1000090016', 'no-snils', 'openid snils gender')).body).not.toHaveProperty(
      'snils',
    );
  });

  it('rule 16: a child’s account is not trusted, unless the switch says so', async () => {
    const token = await tokenFor('child', 'openid fullname');
    expect((await client.rest('/prns/1000090011', token)).body).toMatchObject({
      trusted: false,
      kidAccCreatedByParent: true,
    });
    emulator.control.turn({ childIsTrusted: true });
    expect((await client.rest('/prns/1000090011', token)).body).toMatchObject({ trusted: true });
  });

  it('rule 16: a collection is addresses without embed, objects with it, parentheses raw or encoded', async () => {
    const token = await tokenFor('parent', 'openid contacts');
    const plain = await client.rest(`${PARENT}/ctts`, token);
    expect(plain.body).toMatchObject({ stateFacts: ['hasSize'], size: 2 });
    expect(plain.body['elements']).toEqual([
      `${emulator.url}/rs${PARENT}/ctts/1`,
      `${emulator.url}/rs${PARENT}/ctts/2`,
    ]);
    const raw = await client.rest(`${PARENT}/ctts?embed=(elements)`, token);
    const encoded = await client.rest(`${PARENT}/ctts?embed=%28elements%29`, token);
    expect(raw.body).toEqual(encoded.body);
    expect(raw.body['elements']).toMatchObject([
      { stateFacts: ['Identifiable'], id: 1, type: 'MBT', vrfStu: 'VERIFIED' },
      { id: 2, type: 'EML' },
    ]);
    expect((await client.rest(`${PARENT}/ctts/2`, token)).body).toMatchObject({ type: 'EML' });
  });

  it('rule 16: mobile shows the telephone alone', async () => {
    const { body } = await read(`${PARENT}/ctts?embed=(elements)`, 'parent', 'openid mobile');
    expect(body['elements']).toMatchObject([{ type: 'MBT' }]);
  });

  it('rule 16: documents by their scopes, addresses, roles and organisations', async () => {
    const passport = await read(`${PARENT}/docs?embed=(elements)`, 'parent', 'openid id_doc');
    expect(passport.body['elements']).toMatchObject([{ type: 'RF_PASSPORT', issueDate: '01.02.2015' }]);
    const none = await read(`${PARENT}/docs?embed=(elements)`, 'parent', 'openid birth_cert_doc');
    expect(none.body).toMatchObject({ size: 0, elements: [] });
    const addresses = await read(`${PARENT}/addrs?embed=(elements)`, 'parent', 'openid addresses');
    expect(addresses.body['elements']).toMatchObject([{ type: 'PLV', zipCode: '390000' }]);
    const token = await tokenFor('teacher', 'openid usr_org', 'org_ogrn');
    const roles = await client.rest('/prns/1000090003/roles?embed=(elements)', token);
    expect(roles.body['elements']).toMatchObject([{ oid: 1000099001, prnOid: 1000090003, chief: false }]);
    const organisations = await client.rest('/prns/1000090003/orgs', token);
    expect(organisations.body['elements']).toEqual([`${emulator.url}/rs/orgs/1000099001`]);
    expect((await client.rest('/orgs/1000099001', token)).body).toMatchObject({ ogrn: '1026200000001' });
    expect((await client.rest('/orgs/1000099001', token)).body).not.toHaveProperty('fullName');
  });

  it('rule 16: a card shows each field by its own scope', async () => {
    const { body } = await read(`${PARENT}/kids?embed=(elements)`, 'parent', 'openid kid_birthdate');
    const [first, second] = body['elements'] as Record<string, unknown>[];
    expect(Object.keys(first ?? {})).toEqual([
      'stateFacts',
      'id',
      'oid',
      'trusted',
      'updatedOn',
      'birthDate',
      'eTag',
    ]);
    expect(first).toMatchObject({ oid: 1000090011, trusted: true, birthDate: '14.09.2014' });
    expect(second).not.toHaveProperty('oid');
  });

  it('rule 16: a card and its documents can be read alone', async () => {
    const token = await tokenFor('parent', 'openid kid_fullname kid_birth_cert_doc');
    const card = await client.rest(`${PARENT}/kids/10433002`, token);
    expect(card.body).toMatchObject({ id: 10433002, firstName: 'Алёна' });
    const documents = await client.rest(`${PARENT}/kids/10433002/docs?embed=(elements)`, token);
    expect(documents.body['elements']).toMatchObject([{ type: 'RF_BRTH_CERT', number: '100712' }]);
    const unverified = await client.rest(`${PARENT}/kids/10433003`, token);
    expect(unverified.body).toMatchObject({ trusted: false });
    expect((await client.rest(`${PARENT}/kids/1`, token)).status).toBe(404);
  });

  it('rule 16: documents inside a list of cards are whole, or addresses with the switch', async () => {
    const token = await tokenFor('parent', 'openid kid_fullname kid_birth_cert_doc');
    const documentsOf = async () => {
      const { body } = await client.rest(`${PARENT}/kids?embed=(elements)`, token);
      return (body['elements'] as { documents: { elements: unknown[] } }[])[0]?.documents.elements;
    };
    expect(await documentsOf()).toMatchObject([{ type: 'RF_BRTH_CERT' }]);
    emulator.control.turn({ kidDocumentsInList: 'urls' });
    expect(await documentsOf()).toEqual([`${emulator.url}/rs${PARENT}/kids/10433001/docs/1`]);
  });

  it('rule 16: a child has no cards', async () => {
    expect((await read('/prns/1000090011/kids', 'child', 'openid kid_fullname')).body).toMatchObject({
      size: 0,
    });
  });

  it('rule 16: collections named in embed stand inside the person, version suffixes do not matter', async () => {
    const { body } = await read(
      `${PARENT}?embed=(contacts.elements-1,documents.elements,kids.elements)`,
      'parent',
      'openid fullname contacts kid_fullname',
    );
    expect(body).toMatchObject({ contacts: { size: 2 }, kids: { size: 3 } });
    expect(body).not.toHaveProperty('documents');
  });

  it('rule 16: slashes are escaped, and only GET is served', async () => {
    const token = await tokenFor('parent', 'openid contacts');
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${emulator.url}/rs${PARENT}/ctts`, { headers });
    expect(await response.text()).toContain('http:\\/\\/127.0.0.1');
    expect((await fetch(`${emulator.url}/rs${PARENT}`, { headers, method: 'POST' })).status).toBe(405);
  });
});
