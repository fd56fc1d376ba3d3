import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseClients } from '../../../src/journal/domain/client-registration.js';

const SECRET = 'a-secret-that-must-never-be-shown-1234567890';

const aClient = (overrides: Record<string, unknown> = {}) => ({
  client_id: 'demo-journal',
  client_name: 'Журнал',
  redirect_uris: ['https://journal.example.ru/callback'],
  token_endpoint_auth_method: 'client_secret_basic',
  client_secret: SECRET,
  ...overrides,
});
const complaintsOf = (client: unknown, production = true) => parseClients([client], production).complaints;

describe('the list of clients', () => {
  it('is read with its defaults', () => {
    expect(parseClients([aClient()], true)).toEqual({
      complaints: [],
      clients: [
        {
          clientId: 'demo-journal',
          name: 'Журнал',
          redirectUris: ['https://journal.example.ru/callback'],
          postLogoutRedirectUris: [],
          authentication: 'client_secret_basic',
          secret: SECRET,
          keys: null,
          keysUri: null,
          legacyProofUri: null,
          webhook: null,
          idTokenAlgorithm: 'RS256',
          backchannelLogoutUri: null,
          internalApi: false,
          rosterSource: false,
        },
      ],
    });
  });

  it.each([
    ['client_id', { client_id: 'Журнал' }],
    ['client_name', { client_name: ' ' }],
    ['redirect_uris', { redirect_uris: [] }],
    ['redirect_uris[0]', { redirect_uris: ['http://journal.example.ru/callback'] }],
    ['redirect_uris[0]', { redirect_uris: ['https://*.example.ru/callback'] }],
    ['redirect_uris[0]', { redirect_uris: ['https://journal.example.ru/callback#part'] }],
    ['redirect_uris[0]', { redirect_uris: ['https://user:password@journal.example.ru/'] }],
    ['redirect_uris[0]', { redirect_uris: ['javascript:alert(1)'] }],
    ['redirect_uris[0]', { redirect_uris: ['http://localhost:8091/callback'] }],
    ['post_logout_redirect_uris[0]', { post_logout_redirect_uris: ['journal.example.ru'] }],
    ['token_endpoint_auth_method', { token_endpoint_auth_method: 'none' }],
    ['client_secret', { client_secret: 'short' }],
    ['client_secret', { client_secret: undefined }],
    ['jwks', { jwks: { keys: [] } }],
    ['id_token_signed_response_alg', { id_token_signed_response_alg: 'none' }],
    ['backchannel_logout_uri', { backchannel_logout_uri: 'ftp://journal.example.ru' }],
    ['internal_api', { internal_api: 'yes' }],
    ['roster_source', { roster_source: 'yes' }],
    ['roster_source', { internal_api: true, roster_source: 1 }],
    ['redirect_uri', { redirect_uri: 'https://journal.example.ru/callback' }],
  ])('a fault in %s is named with the client and the field', (field, fault) => {
    expect(complaintsOf(aClient(fault))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^клиент .+: /)]),
    );
    expect(complaintsOf(aClient(fault)).join('\n')).toContain(`${field}: `);
  });

  it('roles.md 16: a contingent system, at which nobody signs in, has no addresses of a sign-in', () => {
    const contingent = { roster_source: true, redirect_uris: undefined };
    expect(parseClients([aClient(contingent)], true)).toMatchObject({
      complaints: [],
      clients: [{ redirectUris: [], internalApi: false, rosterSource: true, webhook: null }],
    });
    for (const field of ['redirect_uris', 'post_logout_redirect_uris']) {
      const complaints = complaintsOf(
        aClient({ ...contingent, [field]: ['https://contingent.example.ru/'] }),
      );
      expect(complaints).toEqual([`клиент demo-journal: ${field}: в систему контингента не входят: уберите`]);
    }
    const loggedOut = { backchannel_logout_uri: 'https://contingent.example.ru/logout' };
    expect(complaintsOf(aClient({ ...contingent, ...loggedOut })).join()).toContain(
      'backchannel_logout_uri: ',
    );
  });

  it('roles.md 16: a contingent system has no events and no old passwords: those are the internal API’s', () => {
    const contingent = { roster_source: true, redirect_uris: undefined };
    const hook = {
      webhook_uri: 'https://contingent.example.ru/events',
      webhook_secret: `whsec_${'A'.repeat(32)}`,
    };
    expect(complaintsOf(aClient({ ...contingent, ...hook })).join()).toContain('нужно internal_api');
  });

  it('an e-journal that is the source of its roster says both, and keeps its addresses', () => {
    const both = { internal_api: true, roster_source: true };
    expect(parseClients([aClient(both)], true)).toMatchObject({
      complaints: [],
      clients: [
        { redirectUris: ['https://journal.example.ru/callback'], internalApi: true, rosterSource: true },
      ],
    });
    expect(complaintsOf(aClient({ ...both, redirect_uris: undefined })).join()).toContain('redirect_uris: ');
  });

  it('private_key_jwt wants public keys, and a private one is refused', () => {
    const withKeys = (jwks: unknown) =>
      complaintsOf(
        aClient({ token_endpoint_auth_method: 'private_key_jwt', client_secret: undefined, jwks }),
      );
    expect(withKeys({ keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }] })).toEqual([]);
    expect(withKeys(undefined)).toEqual([expect.stringContaining('jwks: ')]);
    expect(withKeys({ keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd' }] })).toEqual([
      expect.stringContaining('закрытый'),
    ]);
  });

  it('http is allowed for localhost outside production only', () => {
    const local = aClient({ redirect_uris: ['http://localhost:8091/callback'] });
    expect(complaintsOf(local, false)).toEqual([]);
    expect(complaintsOf(local, true)).toHaveLength(1);
  });

  it('names what is wrong with a webhook, and takes two secrets while one is replaced', () => {
    const secret = (byte: number, bytes = 32) => `whsec_${Buffer.alloc(bytes, byte).toString('base64')}`;
    const hook = (more: Record<string, unknown>) =>
      aClient({ internal_api: true, webhook_uri: 'https://journal.example.ru/events', ...more });
    const first = (client: unknown) => parseClients([client], true).clients[0]?.webhook;
    expect(first(hook({ webhook_secret: secret(1) }))).toEqual({
      uri: 'https://journal.example.ru/events',
      secrets: [secret(1)],
    });
    const both = hook({ webhook_secret: secret(1), webhook_secret_next: secret(2) });
    expect(first(both)?.secrets).toEqual([secret(1), secret(2)]);
    const wanted = expect.stringContaining('webhook_secret: нужно whsec_');
    for (const wrong of [undefined, 'short', SECRET, secret(1, 23), secret(1, 65), 'whsec_не-base64'])
      expect(complaintsOf(hook({ webhook_secret: wrong }))).toEqual([wanted]);
    expect(complaintsOf(hook({ webhook_secret: secret(1), webhook_secret_next: secret(1) }))).toEqual([
      expect.stringContaining('webhook_secret_next: нужен другой'),
    ]);
    expect(complaintsOf(hook({ webhook_secret: secret(1), internal_api: false }))).toEqual([
      expect.stringContaining('нужно internal_api'),
    ]);
    expect(
      complaintsOf(hook({ webhook_secret: secret(1), webhook_uri: 'http://journal.example.ru/' })),
    ).toEqual([expect.stringContaining('webhook_uri: нужен https')]);
    expect(complaintsOf(aClient({ webhook_secret: secret(1) }))).toEqual([
      'клиент demo-journal: webhook_secret: не нужно без webhook_uri',
    ]);
  });

  it('one client stands in it once', () => {
    expect(parseClients([aClient(), aClient()], true).complaints).toEqual([
      'клиент demo-journal: client_id повторяется',
    ]);
  });

  it('whatever it holds is read or complained of, and no secret is shown', () => {
    const field = fc.constantFrom(
      'client_id',
      'client_name',
      'redirect_uris',
      'jwks',
      'jwks_uri',
      'internal_api',
      'roster_source',
    );
    fc.assert(
      fc.property(fc.array(fc.dictionary(field, fc.jsonValue())), (raws) => {
        const { clients, complaints } = parseClients(
          raws.map((raw) => ({ ...raw, client_secret: SECRET })),
          true,
        );
        expect(clients.length === raws.length || complaints.length > 0).toBe(true);
        expect(complaints.join('\n')).not.toContain(SECRET);
      }),
    );
  });
});
