import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signedInAs } from '../support/administrators.js';
import { GivenClock, startApplication, type TestApplication } from '../support/application.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { declaredRoutes } from '../support/route-census.js';
import { smallTerritory } from '../support/territory.js';

const NOON = new Date('2026-11-21T12:00:00Z');
const IDS = [
  '00000000-0000-4000-8000-00000000000A',
  '%zz',
  '%00',
  '%ff',
  'x'.repeat(3000),
  "'%20OR%201=1--",
  '..%2f..%2fetc',
];
const QUERIES = [
  '',
  'code=%00&state=%00',
  'state=a&state=b',
  'state[]=a&sign_in[]=1',
  'a=1&'.repeat(2000),
  '%zz=%ff&limit=-1',
];
const HEADERS: readonly Readonly<Record<string, string>>[] = [
  { Cookie: '__Host-perehod_browser=%00; __Host-perehod_account=;;;=; __Host-perehod_signed_out=x.y' },
  { Cookie: `__Host-perehod_browser=${'A'.repeat(43)}; __Host-perehod_admin=${'B'.repeat(43)}` },
  { Cookie: '__Host-perehod_account=\xff\xfe; __Host-perehod_oidc=x; __Host-perehod_oidc.sig=y' },
  { Authorization: 'Bearer \xff', 'X-Request-Id': 'a b', 'If-None-Match': '*', Range: 'bytes=0-1' },
];
const FORM = 'application/x-www-form-urlencoded';
const BODIES: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
  [{ 'Content-Type': 'application/json' }, '{bad'],
  [{ 'Content-Type': 'application/json' }, '{"form":["a"],"__proto__":{"x":1},"constructor":1}'],
  [{ 'Content-Type': 'application/json' }, '{"form":"\\u0000","account_id":"\\u0000"}'],
  [{ 'Content-Type': 'application/json; charset=koi8-r' }, '{}'],
  [{ 'Content-Type': 'application/json' }, `[${'1,'.repeat(600_000)}1]`],
  [{ 'Content-Type': FORM }, 'form=%00&form=2'],
  [{ 'Content-Type': FORM }, 'form=%zz&account_id=%ff'],
  [{ 'Content-Type': FORM }, 'form[]=1&form[a]=2'],
  [{ 'Content-Type': FORM }, `form=${'b'.repeat(70_000)}`],
  [{ 'Content-Type': FORM }, 'a&'.repeat(5_000)],
  [{ 'Content-Type': FORM, 'Content-Encoding': 'gzip' }, 'no gzip'],
  [{ 'Content-Type': FORM, 'Content-Encoding': 'bogus' }, 'a=1'],
  [{ 'Content-Type': 'multipart/form-data; boundary=x' }, '--x\r\nbad'],
  [{ 'Content-Type': 'multipart/form-data' }, '--x'],
  [{ 'Content-Type': 'text/plain' }, 'x'],
];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND'];
/** Whatever the provider serves besides controllers. */
const OTHER = [
  ...[
    '/oidc/auth',
    '/oidc/auth/:id',
    '/oidc/token',
    '/oidc/me',
    '/oidc/jwks',
    '/oidc/session/end',
    '/oidc/:id',
  ],
  ...['/oidc/session/end/confirm', '/oidc/token/introspection', '/oidc/token/revocation'],
  ...[
    '/api/docs',
    '/api/docs/:id',
    '/api/openapi.json',
    '/:id',
    '/api/v1/:id',
    '/internal/v1/:id',
    '//evil.example',
  ],
];

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly allow: string | undefined;
}

describe('the server, asked badly', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let paths: readonly string[];
  let cookie: string;

  beforeAll(async () => {
    database = await freshDatabase();
    const { regionId } = await smallTerritory(database);
    application = await startApplication(database, { clock: new GivenClock(NOON) });
    paths = [...new Set([...declaredRoutes(application.app).map(({ path }) => path), ...OTHER])];
    ({ cookie } = await signedInAs(application, database, { regionId, role: 'ministry_admin' }, NOON));
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  /** As bytes: fetch would mend much of what is tried here. Null when the server ended the connection without a word. */
  const send = (method: string, path: string, headers: Readonly<Record<string, string>> = {}, body = '') =>
    new Promise<Answer>((done, fail) => {
      const { port } = new URL(application.url);
      const all = {
        Host: 'localhost',
        Connection: 'close',
        'Content-Length': String(Buffer.byteLength(body)),
        ...headers,
      };
      const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
      let text = '';
      const socket = connect(Number(port), '127.0.0.1');
      socket.setEncoding('utf8').on('data', (data: string) => (text += data));
      socket.once('close', () => done(answerOf(text))).once('error', fail);
      socket.write(Buffer.from(`${method} ${path} HTTP/1.1\r\n${head.join('')}\r\n${body}`, 'latin1'));
    });

  /** A refusal of ours: a problem in Russian for programs, a page in Russian for people; never a 5xx of surprise. */
  const expectRefusal = (asked: string, { status, type, body }: Answer): void => {
    expect([asked, status >= 500 && status !== 503]).toEqual([asked, false]);
    if (status < 400 || body === '' || asked.includes('/oidc/')) return;
    if (type === 'application/problem+json') {
      expect(JSON.parse(body)).toMatchObject({
        code: expect.any(String),
        detail: expect.stringMatching(/[а-я]/),
      });
    } else {
      expect([asked, type]).toEqual([asked, 'text/html']);
      expect(body).toMatch(/<h1>[^<]*[а-я]/);
    }
  };

  it('by methods and ids never fails, and refuses in Russian', async () => {
    for (const path of paths) {
      for (const id of path.includes(':') ? IDS : ['']) {
        const address = path.replace(/:\w+/g, id);
        for (const method of METHODS) {
          for (const accept of ['text/html', '*/*']) {
            expectRefusal(
              `${method} ${path} ${id} ${accept}`,
              await send(method, address, { Accept: accept, Cookie: cookie }),
            );
          }
        }
      }
    }
  });

  it('by queries and headers never fails, and refuses in Russian', async () => {
    for (const path of paths.map((path) => path.replace(/:\w+/g, 'x'))) {
      for (const query of QUERIES)
        expectRefusal(`GET ${path}?${query}`, await send('GET', `${path}?${query}`, { Cookie: cookie }));
      for (const headers of HEADERS)
        expectRefusal(`GET ${path} ${JSON.stringify(headers)}`, await send('GET', path, headers));
    }
  });

  it('by bodies never fails, and refuses in Russian', async () => {
    for (const path of paths.map((path) => path.replace(/:\w+/g, IDS[0] ?? ''))) {
      for (const [headers, body] of BODIES) {
        expectRefusal(
          `POST ${path} ${JSON.stringify(headers)} ${body.slice(0, 30)}`,
          await send('POST', path, { Cookie: cookie, ...headers }, body),
        );
      }
    }
  });

  it('by a browser at an address that is not there shows a page, and by a program a problem', async () => {
    const browser = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    for (const path of ['/nope', '/sign-in/%zz', '/oidc/nope']) {
      expect([path, (await send('GET', path, browser)).type]).toEqual([path, 'text/html']);
    }
    expect(await send('GET', '/nope', browser)).toMatchObject({
      status: 404,
      body: expect.stringContaining('Не найдено'),
    });
    expect(await send('GET', '/api/v1/nope', browser)).toMatchObject({
      status: 404,
      type: 'application/problem+json',
    });
    expect(await send('GET', '/nope')).toMatchObject({ status: 404, type: 'application/problem+json' });
  });

  it('by a method that the address does not take names those that it takes', async () => {
    expect(await send('DELETE', '/api/v1/schools')).toMatchObject({ status: 405, allow: 'GET, HEAD' });
    expect(await send('PUT', '/api/v1/roster-imports')).toMatchObject({
      status: 405,
      allow: 'GET, HEAD, POST',
    });
    expect(await send('GET', '/sign-out', { Accept: 'text/html' })).toMatchObject({
      ...{ status: 405, allow: 'POST', type: 'text/html' },
      body: expect.stringContaining('Неподходящий метод'),
    });
  });

  it('from the bare address leads a person to the own page', async () => {
    const answer = await fetch(`${application.url}/`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account']);
  });
});

function answerOf(text: string): Answer {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const header = (name: string): string | undefined =>
    new RegExp(`^${name}: ([^;\r]*)`, 'im').exec(head)?.[1];
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0);
  const body = rest.join('\r\n\r\n');
  const chunked = header('transfer-encoding') === 'chunked';
  return {
    status,
    type: header('content-type') ?? '',
    body: chunked ? body.replace(/^[0-9a-f]+\r\n/gim, '').trim() : body,
    allow: header('allow'),
  };
}
