import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { EmbeddedServer } from '../../src/platform/database/embedded-server.js';
import { prepareKeys } from '../../src/stand/local/stand-keys.js';
import { BUILT } from '../sign-in/ground.js';
import { Program } from '../sign-in/program.js';

const SECRET = 'a-secret-of-the-bench-journal-0123456789';

/** As in production, but for what it refuses there: plain http. */
export async function startProduct(folder: string, postgres: EmbeddedServer, port: number): Promise<Program> {
  const clients = join(folder, 'oidc-clients.json');
  const client = {
    client_id: 'demo-journal',
    client_name: 'Журнал',
    redirect_uris: ['http://localhost:9/callback'],
    token_endpoint_auth_method: 'client_secret_basic',
    client_secret: SECRET,
    internal_api: true,
  };
  await writeFile(clients, JSON.stringify([client]));
  const keys = prepareKeys(join(folder, 'keys'));
  const environment = {
    DATABASE_URL: postgres.url('perehod_app'),
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    OIDC_CLIENTS_FILE: clients,
    // ESIA is not asked here; without its keys no server starts.
    ESIA_CERTIFICATE_FILES: keys.esiaCertificate,
    ESIA_SIGNER_KEY_FILE: keys.esiaKey,
    ESIA_SIGNER_CERTIFICATE_FILE: keys.esiaCertificate,
    DECISIONS_PER_SECOND: '1000000',
    LOG_LEVEL: 'warn',
  };
  return new Program({ title: 'сервер', file: join(BUILT, 'main.js'), environment });
}

/** What the bench's journal shows with each call. */
export async function tokenOf(server: string): Promise<string> {
  const answer = await fetch(`${server}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`demo-journal:${SECRET}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'internal' }),
  });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`Журнал не получил маркер: ${answer.status}`);
  return token;
}

/** A port of the loop-back address that nobody has now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new Error('Нет свободного порта');
  return address.port;
}
