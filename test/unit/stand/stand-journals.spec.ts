import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseClients } from '../../../src/journal/domain/client-registration.js';
import {
  contingentOptions,
  contractOptions,
  demoJournal,
  ownJournal,
  providerClients,
} from '../../../src/stand/local/stand-journals.js';
import { prepareKeys, type StandKeys } from '../../../src/stand/local/stand-keys.js';
import { StandError } from '../../../src/stand/local/stand-ports.js';

const PORTS = { server: 8080, esia: 8090, journal: 8091, messages: 8093, mail: 2525 };
const CONTRACT_PORT = 8092;
const SECRET = 'a-secret-of-the-own-journal-0123456789';
const OWN = {
  client_id: 'whatever-they-call-it',
  client_name: 'Наш журнал',
  redirect_uris: ['http://localhost:3000/back?from=perehod'],
  token_endpoint_auth_method: 'client_secret_basic',
  client_secret: SECRET,
  internal_api: true,
  roster_source: true,
  webhook_uri: 'http://localhost:3000/events',
  webhook_secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
};

describe('the clients of the stand', () => {
  let place: string;
  let keys: StandKeys;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'perehod-stand-'));
    keys = prepareKeys(join(place, 'keys'));
  });
  afterEach(() => rmSync(place, { recursive: true, force: true }));

  const written = (content: string): string => {
    const file = join(place, 'my-journal.json');
    writeFileSync(file, content);
    return file;
  };
  const own = (fields: object) => ownJournal(written(JSON.stringify(fields)));

  it('are all as the server wants them, with the stand’s journal', () => {
    const list = providerClients(demoJournal(PORTS, keys), keys, CONTRACT_PORT);
    const { clients, complaints } = parseClients(list, false);
    expect(complaints).toEqual([]);
    expect(
      clients.map(({ clientId, internalApi, rosterSource }) => [clientId, internalApi, rosterSource]),
    ).toEqual([
      ['demo-journal', true, false],
      ['demo-college', true, false],
      ['demo-contingent', false, true],
    ]);
    expect(contingentOptions(PORTS, keys)).toEqual({
      issuer: 'http://localhost:8080/oidc',
      clientId: 'demo-contingent',
      clientSecret: clients.at(-1)?.secret,
    });
  });

  it('JOURNAL_CLIENT_FILE takes the demo journal’s place whole, and only its client_id is not its own', () => {
    const journal = own(OWN);
    expect(journal).toEqual({
      address: 'http://localhost:3000',
      registration: { ...OWN, client_id: 'demo-journal' },
      options: null,
    });
    const { clients, complaints } = parseClients(providerClients(journal, keys, CONTRACT_PORT), false);
    expect(complaints).toEqual([]);
    expect(clients[0]).toMatchObject({
      ...{ clientId: 'demo-journal', name: 'Наш журнал', secret: SECRET, rosterSource: true },
      ...{
        redirectUris: OWN.redirect_uris,
        webhook: { uri: OWN.webhook_uri, secrets: [OWN.webhook_secret] },
      },
    });
    expect(clients.map(({ clientId }) => clientId)).toEqual([
      'demo-journal',
      'demo-college',
      'demo-contingent',
    ]);
  });

  it('JOURNAL_CLIENT_FILE: the contract test then tries that journal’s receiver', () => {
    const accounts = new Map([
      ['demo-journal', 'a-1'],
      ['demo-college', 'c-1'],
    ]);
    expect(contractOptions(PORTS, own(OWN), keys, { port: CONTRACT_PORT, accounts })).toMatchObject({
      ...{ clientId: 'demo-college', account: 'c-1', foreignAccount: 'a-1' },
      ...{ receiver: OWN.webhook_uri, receiverSecret: OWN.webhook_secret },
    });
  });

  it('JOURNAL_CLIENT_FILE: a fault in a field is the server’s to tell, by the field', () => {
    const list = providerClients(own({ ...OWN, internal_apy: true }), keys, CONTRACT_PORT);
    expect(parseClients(list, false).complaints).toEqual([
      'клиент demo-journal: internal_apy: такого поля нет',
    ]);
  });

  it.each([
    ['no JSON', '{ oops'],
    ['a list', JSON.stringify([OWN])],
    ['null', 'null'],
    ['a text', '"journal"'],
    ['no addresses', JSON.stringify({ ...OWN, redirect_uris: undefined })],
    ['an empty list of addresses', JSON.stringify({ ...OWN, redirect_uris: [] })],
    ['an address that is none', JSON.stringify({ ...OWN, redirect_uris: ['journal'] })],
    ['an address that is a number', JSON.stringify({ ...OWN, redirect_uris: [3000] })],
  ])('JOURNAL_CLIENT_FILE with %s is a complaint for the person at the console', (_, content) => {
    const read = () => ownJournal(written(content));
    expect(read).toThrow(StandError);
    expect(read).toThrow(/^JOURNAL_CLIENT_FILE: /);
  });

  it('JOURNAL_CLIENT_FILE that is not there is named in the complaint', () => {
    const missing = join(place, 'missing.json');
    expect(() => ownJournal(missing)).toThrow(
      new StandError(`JOURNAL_CLIENT_FILE: ${missing} не читается или это не JSON.`),
    );
  });
});
