import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createSigner, SignerError } from '../../esia/gateway/signer/index.js';
import {
  CRYPTO_PRO_XCH_A,
  curveByOid,
  generateKeyPair,
  isSignedBy,
  makeSelfSigned,
  parseCertificate,
  parsePrivateKey,
  sign,
  streebog256,
  verify,
  writeCertificatePem,
  writePrivateKeyPem,
  writePublicKeyPem,
  type Certificate,
  type GostCurve,
  type GostPublicKey,
} from '../../kernel/gost/index.js';
import { check, expectThat, reasonOf, type InteropCheck } from './interop-check.js';

/** Names of the parameter sets in gost-engine's `-pkeyopt paramset:` (gost.md, 1.2). */
const PARAMETER_SETS: readonly (readonly [paramset: string, oid: string])[] = [
  ['A', '1.2.643.2.2.35.1'],
  ['B', '1.2.643.2.2.35.2'],
  ['C', '1.2.643.2.2.35.3'],
  ['XA', CRYPTO_PRO_XCH_A],
  ['XB', '1.2.643.2.2.36.1'],
  ['TCA', '1.2.643.7.1.2.1.1.1'],
  ['TCB', '1.2.643.7.1.2.1.1.2'],
  ['TCC', '1.2.643.7.1.2.1.1.3'],
  ['TCD', '1.2.643.7.1.2.1.1.4'],
];

const CONFIG = `openssl_conf = openssl_init
[openssl_init]
engines = engine_section
[engine_section]
gost = gost_section
[gost_section]
engine_id = gost
default_algorithms = ALL
[req]
distinguished_name = dn
[dn]
`;

const PASSPHRASE = 'проверка';
const TIMEOUT_MS = 20_000;
const run = promisify(execFile);

/** The real openssl with gost-engine, in a folder of its own. */
class Openssl {
  constructor(readonly folder: string) {}

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, content: string | Uint8Array): Promise<void> {
    return writeFile(this.path(name), content, { mode: 0o600 });
  }

  async read(name: string): Promise<Uint8Array> {
    return Uint8Array.from(await readFile(this.path(name)));
  }

  /** Runs one command; names of files are relative to the folder. @throws Error with the end of what openssl said */
  async call(...args: string[]): Promise<string> {
    const env = { PATH: '/usr/local/bin:/usr/bin:/bin', OPENSSL_CONF: this.path('gost.cnf'), PASSPHRASE };
    try {
      return (await run('openssl', args, { cwd: this.folder, env, timeout: TIMEOUT_MS })).stdout;
    } catch (error) {
      const said =
        typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : '';
      throw new Error(`openssl ${args[0] ?? ''}: ${said.trim() || reasonOf(error)}`, { cause: error });
    }
  }
}

/**
 * Checks the GOST layer and the openssl signer against the real openssl with gost-engine (Debian 12:
 * `libengine-gost-openssl`), in both directions for every parameter set. One row a check; `not run` when openssl or
 * the engine is not there.
 */
export async function checkGostOpenssl(): Promise<InteropCheck[]> {
  const openssl = new Openssl(await mkdtemp(join(tmpdir(), 'perehod-interop-')));
  try {
    await openssl.write('gost.cnf', CONFIG);
    const missing = await whyMissing(openssl);
    if (missing !== null)
      return [{ name: 'ГОСТ: openssl с gost-engine', result: 'not run', reason: missing }];
    const checks = [await check('ГОСТ: Стрибог-256', () => checkDigests(openssl))];
    for (const [paramset, oid] of PARAMETER_SETS) {
      const curve = curveByOid(oid);
      if (curve === null) throw new Error(`no curve ${oid}`);
      checks.push(
        await check(`ГОСТ, ${curve.name}: наш ключ, проверяет openssl`, () => checkOurKey(openssl, curve)),
      );
      checks.push(
        await check(`ГОСТ, ${curve.name}: ключ openssl, проверяем мы`, () =>
          checkTheirKey(openssl, curve, paramset),
        ),
      );
    }
    checks.push(await check('ГОСТ: ключ под паролем (PBES2)', () => checkEncryptedKey(openssl)));
    checks.push(await check('ГОСТ: подписание через openssl-cli', () => checkSigner(openssl)));
    return checks;
  } finally {
    await rm(openssl.folder, { recursive: true, force: true });
  }
}

async function whyMissing(openssl: Openssl): Promise<string | null> {
  try {
    await openssl.call('engine', '-t', 'gost');
    return null;
  } catch (error) {
    return `openssl с движком gost не запускается (Debian 12: libengine-gost-openssl): ${reasonOf(error)}`;
  }
}

async function hashOf(openssl: Openssl, content: Uint8Array): Promise<string> {
  await openssl.write('content', content);
  const printed = await openssl.call('dgst', '-md_gost12_256', '-r', 'content');
  return printed.slice(0, 64);
}

async function checkDigests(openssl: Openssl): Promise<void> {
  for (const length of [0, 1, 31, 32, 33, 63, 64, 65, 127, 128, 129, 4096, 65_537]) {
    const content = Uint8Array.from({ length }, (_, i) => 251 * i + length);
    const ours = Buffer.from(streebog256(content)).toString('hex');
    expectThat(`разный хеш ${length} байт`, ours === (await hashOf(openssl, content)));
  }
}

const message = (curve: GostCurve): Uint8Array => new TextEncoder().encode(`Проверка\r\n${curve.name}\n`);

async function checkOurKey(openssl: Openssl, curve: GostCurve): Promise<void> {
  const { privateKey, publicKey } = generateKeyPair(curve);
  await openssl.write('m', message(curve));
  await openssl.write('our.pub', writePublicKeyPem(publicKey));
  await openssl.write('our.key', writePrivateKeyPem(privateKey));
  await openssl.write('our.sig', sign(message(curve), privateKey));
  await openssl.call('dgst', '-md_gost12_256', '-verify', 'our.pub', '-signature', 'our.sig', 'm');
  await openssl.call('dgst', '-md_gost12_256', '-sign', 'our.key', '-out', 'their.sig', 'm');
  expectThat(
    'подпись openssl нашим ключом не сошлась',
    verify(message(curve), await openssl.read('their.sig'), publicKey),
  );
  const certificate = makeSelfSigned({
    privateKey,
    subject: { country: 'RU', commonName: 'interop' },
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date('2060-01-01T00:00:00Z'),
  });
  await openssl.write('our.crt', writeCertificatePem(certificate));
  await openssl.call('verify', '-check_ss_sig', '-CAfile', 'our.crt', 'our.crt');
  expectThat(
    'разный хеш сертификата',
    certificate.gostHashHex === (await hashOf(openssl, certificate.der)).toUpperCase(),
  );
}

function publicKeyIn({ key }: Certificate): GostPublicKey {
  if (key.kind !== 'gost') throw new Error('в сертификате не ключ ГОСТ');
  return key.publicKey;
}

async function makeTheirs(openssl: Openssl, paramset: string): Promise<void> {
  await openssl.call(
    'genpkey',
    '-algorithm',
    'gost2012_256',
    '-pkeyopt',
    `paramset:${paramset}`,
    '-out',
    'their.key',
  );
  await openssl.call(
    ...['req', '-new', '-x509', '-md_gost12_256', '-key', 'their.key', '-days', '30'],
    ...['-subj', '/C=RU/CN=interop', '-out', 'their.crt'],
  );
}

async function checkTheirKey(openssl: Openssl, curve: GostCurve, paramset: string): Promise<void> {
  await makeTheirs(openssl, paramset);
  await openssl.write('m', message(curve));
  await openssl.call('dgst', '-md_gost12_256', '-sign', 'their.key', '-out', 'their.sig', 'm');
  const certificate = parseCertificate(await openssl.read('their.crt'));
  const key = publicKeyIn(certificate);
  const privateKey = parsePrivateKey(await openssl.read('their.key'));
  const signature = await openssl.read('their.sig');
  expectThat('другой набор параметров', key.curve.oid === curve.oid && privateKey.curve.oid === curve.oid);
  expectThat('закрытый ключ не от открытого', privateKey.publicKey.equals(key));
  expectThat('подпись не сошлась', verify(message(curve), signature, key));
  expectThat('испорченная подпись сошлась', !verify(message(curve), signature.reverse(), key));
  expectThat('подпись сертификата не сошлась', isSignedBy(certificate, key));
  expectThat(
    'разный хеш сертификата',
    certificate.gostHashHex === (await hashOf(openssl, certificate.der)).toUpperCase(),
  );
}

async function checkEncryptedKey(openssl: Openssl): Promise<void> {
  await makeTheirs(openssl, 'XA');
  await openssl.call(
    ...[
      'pkcs8',
      '-topk8',
      '-in',
      'their.key',
      '-v2',
      'aes-256-cbc',
      '-passout',
      'env:PASSPHRASE',
      '-out',
      'their.enc',
    ],
  );
  const plain = parsePrivateKey(await openssl.read('their.key'));
  const opened = parsePrivateKey(await openssl.read('their.enc'), { passphrase: PASSPHRASE });
  expectThat('открылся другой ключ', opened.exposeScalar() === plain.exposeScalar());
}

/** The adapter over the real program: a plain key, an encrypted one, and a key that is not the certificate's. */
async function checkSigner(openssl: Openssl): Promise<void> {
  await checkEncryptedKey(openssl);
  await openssl.call(
    'genpkey',
    '-algorithm',
    'gost2012_256',
    '-pkeyopt',
    'paramset:XA',
    '-out',
    'foreign.key',
  );
  const signWith = async (keyName: string): Promise<void> => {
    const settings = {
      kind: 'openssl-cli',
      certificatePath: openssl.path('their.crt'),
      keyPath: openssl.path(keyName),
      passphrase: PASSPHRASE,
    } as const;
    const signer = await createSigner(settings, { production: false });
    try {
      const messages = Array.from({ length: 8 }, (_, i) => new Uint8Array(i * 50).fill(i));
      const key = publicKeyIn(parseCertificate(signer.certificate().der));
      const signatures = await Promise.all(messages.map((each) => signer.signRaw(each)));
      for (const [i, signature] of signatures.entries()) {
        expectThat('подпись не сошлась', verify(messages[i] ?? new Uint8Array(0), signature, key));
      }
    } finally {
      await signer.close();
    }
  };
  await signWith('their.key');
  await signWith('their.enc');
  const refusal: unknown = await signWith('foreign.key').catch((error: unknown) => error);
  expectThat('чужой ключ не замечен', refusal instanceof SignerError && refusal.code === 'wrong_key');
}
