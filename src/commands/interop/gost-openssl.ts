import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { check, expectThat, type InteropCheck } from './interop-check.js';
import { Openssl, PASSPHRASE } from './openssl-tool.js';

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

/**
 * Checks the GOST layer and the openssl signer against the real openssl with gost-engine (Debian 12:
 * `libengine-gost-openssl`), in both directions for every parameter set. One row a check; `not run` when openssl or
 * the engine is not there.
 */
export async function checkGostOpenssl(): Promise<InteropCheck[]> {
  const openssl = new Openssl(await mkdtemp(join(tmpdir(), 'perehod-interop-')));
  try {
    const missing = await openssl.whyMissing();
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

async function checkDigests(openssl: Openssl): Promise<void> {
  for (const length of [0, 1, 31, 32, 33, 63, 64, 65, 127, 128, 129, 4096, 65_537]) {
    const content = Uint8Array.from({ length }, (_, i) => 251 * i + length);
    const ours = Buffer.from(streebog256(content)).toString('hex');
    expectThat(`разный хеш ${length} байт`, ours === (await openssl.hashOf(content)));
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
    certificate.gostHashHex === (await openssl.hashOf(certificate.der)).toUpperCase(),
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
    certificate.gostHashHex === (await openssl.hashOf(certificate.der)).toUpperCase(),
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
