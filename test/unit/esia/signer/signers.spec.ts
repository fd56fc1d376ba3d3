import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  createSigner,
  SignerError,
  type EsiaSigner,
  type SignerErrorCode,
  type SignerSettings,
} from '../../../../src/esia/gateway/signer/index.js';
import { verify, type GostPublicKey } from '../../../../src/kernel/gost/index.js';
import {
  startSigningTools,
  tlsFile,
  type Behaviour,
  type SigningTools,
} from '../../../support/signing-tools.js';

const SECRET = 'пароль-от-контейнера';
const MESSAGE = new TextEncoder().encode(
  'TESTIS01openid fullname2026.11.21 20:04:08 +00007648d7bd-6369-4073-b545-90250f68025ehttps://example.org/cb',
);

let tools: SigningTools;
let publicKey: GostPublicKey;
let temporary: string;
let signers: EsiaSigner[] = [];

beforeAll(async () => {
  tools = await startSigningTools();
  if (tools.certificate.key.kind !== 'gost') throw new Error('no GOST key');
  publicKey = tools.certificate.key.publicKey;
  temporary = await mkdtemp(join(tmpdir(), 'signer-spec-'));
});

beforeEach(() => tools.behave('signs'));

afterEach(async () => {
  await Promise.all(signers.map((signer) => signer.close()));
  signers = [];
});

afterAll(async () => {
  await tools.close();
  await rm(temporary, { recursive: true });
});

type Kind = SignerSettings['kind'];

/** Settings of each adapter, pointed at the tools; `timeoutMs` is generous, because a stub starts a whole Node. */
function settingsOf(kind: Kind, timeoutMs = 20_000): SignerSettings {
  const { certificatePath, keyPath } = tools;
  switch (kind) {
    case 'pure-js':
      return { kind, certificatePath, keyPath };
    case 'openssl-cli':
      return { kind, certificatePath, keyPath, program: tools.openssl, timeoutMs };
    case 'cryptopro-cli':
      return {
        kind,
        certificatePath,
        container: 'main',
        password: SECRET,
        program: tools.csptest,
        temporaryFolder: temporary,
        timeoutMs,
      };
    case 'remote-http':
      return {
        kind,
        certificatePath,
        url: tools.url,
        auth: { kind: 'bearer', token: tools.token },
        timeoutMs,
      };
  }
}

async function make(settings: SignerSettings): Promise<EsiaSigner> {
  const signer = await createSigner(settings, { production: false });
  signers.push(signer);
  return signer;
}

async function refusal(work: Promise<unknown>): Promise<SignerError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof SignerError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

const codeOf = async (work: Promise<unknown>): Promise<SignerErrorCode> => (await refusal(work)).code;

/** Ends when no process with this id is left. */
async function ended(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe.each(['pure-js', 'openssl-cli', 'cryptopro-cli', 'remote-http'] as const)(
  'every signer: %s',
  (kind) => {
    it('gives 64 bytes s‖r that verify under the certificate', async () => {
      const signer = await make(settingsOf(kind));
      const signature = await signer.signRaw(MESSAGE);
      expect(signer.name).toBe(kind);
      expect(signature).toBeInstanceOf(Uint8Array);
      expect(signature).toHaveLength(64);
      expect(verify(MESSAGE, signature, publicKey)).toBe(true);
    });

    it('signs bytes as they are: none, zeros, line ends, many', async () => {
      const signer = await make(settingsOf(kind));
      const messages = [
        new Uint8Array(0),
        new Uint8Array(3),
        new TextEncoder().encode('a\nb\r\nc'),
        new Uint8Array(200_000).fill(0xff),
      ];
      const signatures = await Promise.all(messages.map((message) => signer.signRaw(message)));
      expect(messages.map((message, i) => verify(message, signatures[i]!, publicKey))).toStrictEqual([
        true,
        true,
        true,
        true,
      ]);
    });

    it('shows the certificate with the hash that ESIA wants', async () => {
      const certificate = (await make(settingsOf(kind))).certificate();
      expect(certificate.gostHashHex).toMatch(/^[0-9A-F]{64}$/);
      expect(certificate).toStrictEqual({
        der: tools.certificate.der,
        gostHashHex: tools.certificate.gostHashHex,
        notBefore: tools.certificate.notBefore,
        notAfter: tools.certificate.notAfter,
        curveOid: '1.2.643.2.2.36.0',
      });
    });

    it('refuses a request that was cancelled before', async () => {
      const signer = await make(settingsOf(kind));
      expect(await codeOf(signer.signRaw(MESSAGE, AbortSignal.abort()))).toBe('cancelled');
      expect(tools.asked).toHaveLength(0);
    });

    it('refuses everything after close, and may be closed twice', async () => {
      const signer = await make(settingsOf(kind));
      await signer.signRaw(MESSAGE);
      await signer.close();
      expect(await codeOf(signer.signRaw(MESSAGE))).toBe('closed');
      await expect(signer.close()).resolves.toBeUndefined();
    });

    it('shows no secret when it is printed', async () => {
      const printed = inspect(await make(settingsOf(kind)), { depth: 10, showHidden: true });
      expect(printed).not.toContain(SECRET);
      expect(printed).not.toContain(tools.token);
    });
  },
);

const EXTERNAL = ['openssl-cli', 'cryptopro-cli', 'remote-http'] as const;
const ANSWERS: readonly (readonly [Behaviour, Record<(typeof EXTERNAL)[number], SignerErrorCode>])[] = [
  ['garbage', { 'openssl-cli': 'wrong_key', 'cryptopro-cli': 'wrong_key', 'remote-http': 'wrong_key' }],
  ['foreign', { 'openssl-cli': 'wrong_key', 'cryptopro-cli': 'wrong_key', 'remote-http': 'wrong_key' }],
  [
    'short',
    { 'openssl-cli': 'wrong_length', 'cryptopro-cli': 'wrong_length', 'remote-http': 'wrong_length' },
  ],
  ['long', { 'openssl-cli': 'wrong_length', 'cryptopro-cli': 'wrong_length', 'remote-http': 'wrong_length' }],
  [
    'reversed',
    { 'openssl-cli': 'wrong_order', 'cryptopro-cli': 'wrong_order', 'remote-http': 'wrong_order' },
  ],
  ['swapped', { 'openssl-cli': 'wrong_order', 'cryptopro-cli': 'wrong_order', 'remote-http': 'wrong_order' }],
  ['fails', { 'openssl-cli': 'program_failed', 'cryptopro-cli': 'program_failed', 'remote-http': 'refused' }],
  ['floods', { 'openssl-cli': 'too_large', 'cryptopro-cli': 'wrong_length', 'remote-http': 'too_large' }],
];

describe.each(EXTERNAL)('a tool that misbehaves behind %s', (kind) => {
  it.each(ANSWERS)('%s', async (behaviour, codes) => {
    const signer = await make(settingsOf(kind));
    tools.behave(behaviour);
    const error = await refusal(signer.signRaw(MESSAGE));
    expect(error.code).toBe(codes[kind]);
    const printed = inspect(error, { depth: 10 });
    expect(
      [SECRET, tools.token, 'TESTIS01', 'openid fullname'].filter((part) => printed.includes(part)),
    ).toStrictEqual([]);
    // The next request is served as if nothing had been.
    tools.behave('signs');
    expect(verify(MESSAGE, await signer.signRaw(MESSAGE), publicKey)).toBe(true);
    expect(await readdir(temporary)).toStrictEqual([]);
  });

  it('hangs: the time-out ends it', async () => {
    const signer = await make(settingsOf(kind, 700));
    tools.behave('hangs');
    expect(await codeOf(signer.signRaw(MESSAGE))).toBe('timed_out');
    expect(await readdir(temporary)).toStrictEqual([]);
    for (const { pid } of tools.asked) if (pid !== undefined) await ended(pid);
    expect(tools.asked.length).toBeLessThan(2);
  });

  it('hangs: the caller cancels', async () => {
    const signer = await make(settingsOf(kind));
    tools.behave('hangs');
    const caller = new AbortController();
    const work = codeOf(signer.signRaw(MESSAGE, caller.signal));
    const { pid } = await tools.firstQuestion();
    caller.abort();
    expect(await work).toBe('cancelled');
    expect(await readdir(temporary)).toStrictEqual([]);
    if (pid !== undefined) await ended(pid);
  });
});

describe('programs', () => {
  it.each(['openssl-cli', 'cryptopro-cli'] as const)('%s: a missing program is named so', async (kind) => {
    const signer = await make({ ...settingsOf(kind), program: '/nowhere/tool' } as SignerSettings);
    const error = await refusal(signer.signRaw(MESSAGE));
    expect(error).toMatchObject({ code: 'program_missing', facts: { why: 'ENOENT' } });
  });

  it.each(['openssl-cli', 'cryptopro-cli'] as const)(
    '%s: a file that is no program is told',
    async (kind) => {
      const signer = await make({ ...settingsOf(kind), program: tools.keyPath } as SignerSettings);
      expect(await refusal(signer.signRaw(MESSAGE))).toMatchObject({
        code: 'program_missing',
        facts: { why: 'EACCES' },
      });
    },
  );

  it.each(['openssl-cli', 'cryptopro-cli'] as const)('%s: four run at once, the rest wait', async (kind) => {
    const signer = await make(settingsOf(kind));
    const signatures = await Promise.all(Array.from({ length: 10 }, () => signer.signRaw(MESSAGE)));
    expect(signatures.every((signature) => verify(MESSAGE, signature, publicKey))).toBe(true);
    expect(tools.peak()).toBeLessThanOrEqual(4);
    expect(tools.asked).toHaveLength(10);
  });

  it('openssl gets a bare environment and the passphrase only there', async () => {
    const settings = settingsOf('openssl-cli');
    await (await make({ ...settings, passphrase: SECRET } as SignerSettings)).signRaw(MESSAGE);
    const [question] = tools.asked;
    // PWD, SHLVL and _ are added by the shell that starts the stub.
    expect(
      question?.env?.filter((name) => !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name)).sort(),
    ).toStrictEqual(['OPENSSL_CONF', 'PATH', 'PEREHOD_KEY_PASSPHRASE']);
    expect(question?.passphrase).toBe(SECRET);
  });

  it('openssl with another key than the certificate is refused', async () => {
    const signer = await make({
      ...settingsOf('openssl-cli'),
      keyPath: tools.foreignKeyPath,
    } as SignerSettings);
    expect(await codeOf(signer.signRaw(MESSAGE))).toBe('wrong_key');
  });

  it('csptest gets the container, the key type, the password and files that nobody else may read', async () => {
    await (
      await make({ ...settingsOf('cryptopro-cli'), keytype: 'signature' } as SignerSettings)
    ).signRaw(MESSAGE);
    expect(tools.asked).toMatchObject([
      { container: 'main', keytype: 'signature', password: SECRET, modes: [0o600, 0o700] },
    ]);
  });

  it('csptest with another container is refused', async () => {
    const signer = await make({ ...settingsOf('cryptopro-cli'), container: 'other' } as SignerSettings);
    expect(await codeOf(signer.signRaw(MESSAGE))).toBe('wrong_key');
  });

  it('an argument that no program can take is refused without being quoted', async () => {
    const signer = await make({ ...settingsOf('cryptopro-cli'), password: `${SECRET}\0` } as SignerSettings);
    const error = await refusal(signer.signRaw(MESSAGE));
    expect(error.code).toBe('program_failed');
    expect(inspect(error)).not.toContain(SECRET);
  });

  it('a full queue refuses at once; a cancelled wait leaves it; close refuses those who wait', async () => {
    const settings = { ...settingsOf('openssl-cli', 1_500), concurrency: 1, maxWaiting: 2 } as SignerSettings;
    const signer = await make(settings);
    tools.behave('hangs');
    const caller = new AbortController();
    const running = codeOf(signer.signRaw(MESSAGE));
    await tools.firstQuestion();
    const cancelled = codeOf(signer.signRaw(MESSAGE, caller.signal));
    const waiting = codeOf(signer.signRaw(MESSAGE));
    expect(await codeOf(signer.signRaw(MESSAGE))).toBe('overloaded');
    caller.abort();
    expect(await cancelled).toBe('cancelled');
    const closing = signer.close();
    expect(await waiting).toBe('closed');
    expect(await running).toBe('timed_out');
    await closing;
    expect(tools.asked).toHaveLength(1);
  });
});

describe('the signing service', () => {
  const good = { status: 500, body: 'oops' };

  it('500, then a signature: the second attempt counts', async () => {
    const signer = await make(settingsOf('remote-http'));
    tools.nextHttp(good);
    expect(verify(MESSAGE, await signer.signRaw(MESSAGE), publicKey)).toBe(true);
    expect(tools.asked).toHaveLength(2);
  });

  it('503 twice: no third attempt', async () => {
    const signer = await make(settingsOf('remote-http'));
    tools.nextHttp({ status: 503, body: '' }, { status: 503, body: '' });
    expect(await refusal(signer.signRaw(MESSAGE))).toMatchObject({
      code: 'unreachable',
      facts: { status: 503 },
    });
    expect(tools.asked).toHaveLength(2);
  });

  it('a refusal is not asked again', async () => {
    const settings = settingsOf('remote-http');
    const signer = await make({ ...settings, auth: { kind: 'bearer', token: 'wrong' } } as SignerSettings);
    expect(await refusal(signer.signRaw(MESSAGE))).toMatchObject({ code: 'refused', facts: { status: 401 } });
    expect(tools.asked).toHaveLength(1);
  });

  it.each([
    ['no JSON', 'signature', 'body'],
    ['an array of nothing', 'null', 'body'],
    ['another algorithm', JSON.stringify({ signature: 'AA==', alg: 'RS256', order: 's||r' }), 'alg'],
    [
      'another order',
      JSON.stringify({ signature: 'AA==', alg: 'GOST3410_2012_256', order: 'r||s' }),
      'order',
    ],
    ['no signature', JSON.stringify({ alg: 'GOST3410_2012_256', order: 's||r' }), 'signature'],
    ['no base64', JSON.stringify({ signature: '***', alg: 'GOST3410_2012_256', order: 's||r' }), 'signature'],
  ])('%s breaks the agreement', async (_name, body, field) => {
    const signer = await make(settingsOf('remote-http'));
    tools.nextHttp({ status: 200, body });
    expect(await refusal(signer.signRaw(MESSAGE))).toMatchObject({ code: 'malformed', facts: { field } });
  });

  it('a body that is too big is not read to its end', async () => {
    const signer = await make(settingsOf('remote-http'));
    tools.nextHttp({ status: 200, body: 'x'.repeat(5_000_000) });
    expect(await codeOf(signer.signRaw(MESSAGE))).toBe('too_large');
  });

  it('nobody listens', async () => {
    const signer = await make({
      ...settingsOf('remote-http'),
      url: 'http://127.0.0.1:1/sign',
    } as SignerSettings);
    expect(await refusal(signer.signRaw(MESSAGE))).toMatchObject({
      code: 'unreachable',
      facts: { why: 'ECONNREFUSED' },
    });
  });

  it('mutual TLS: with the client certificate it signs, without it nobody is let in', async () => {
    const [caPem, certPem, keyPem] = await Promise.all(
      ['ca.pem', 'client.pem', 'client.key.pem'].map((name) => readFile(tlsFile(name), 'utf8')),
    );
    const settings = { ...settingsOf('remote-http'), url: tools.mtlsUrl, caPem } as SignerSettings;
    const signer = await make({ ...settings, auth: { kind: 'mtls', certPem, keyPem } } as SignerSettings);
    expect(verify(MESSAGE, await signer.signRaw(MESSAGE), publicKey)).toBe(true);
    tools.behave('signs');
    expect(await codeOf((await make(settings)).signRaw(MESSAGE))).toBe('unreachable');
    expect(tools.asked).toHaveLength(0);
  });

  it('an authority that is not known is not trusted', async () => {
    const signer = await make({ ...settingsOf('remote-http'), url: tools.mtlsUrl } as SignerSettings);
    expect(await codeOf(signer.signRaw(MESSAGE))).toBe('unreachable');
  });

  it('plain http to another machine is refused when the signer is made', async () => {
    const settings = { ...settingsOf('remote-http'), url: 'http://sign.example.ru/' } as SignerSettings;
    expect(await codeOf(make(settings))).toBe('not_allowed');
  });
});
