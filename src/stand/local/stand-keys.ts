import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JWK } from 'jose';
import {
  CRYPTO_PRO_XCH_A,
  curveByOid,
  generateKeyPair,
  makeSelfSigned,
  writeCertificatePem,
  writePrivateKeyPem,
} from '../../kernel/gost/index.js';

/** Files with the keys of the stand; made once and kept. */
export interface StandKeys {
  /** The key and certificate with which the server signs its requests to ESIA. */
  readonly esiaKey: string;
  readonly esiaCertificate: string;
  /** Keys of the OpenID Provider, JWKS with private parts. */
  readonly providerKeys: string;
  /** The key of the demo e-journal, a JWK with its private part. */
  readonly journalKey: JWK & { readonly kid: string; readonly alg: string };
  /** `webhook_secret` of the demo e-journal. */
  readonly journalWebhook: string;
  /** The secret that the server and the gateway of messages share. */
  readonly gatewaySecret: string;
  /** The client that the contract test of vendors asks as, with a webhook of its own. */
  readonly contractSecret: string;
  readonly contractWebhook: string;
  /** The secret of the contingent system that may try its pushes at the stand. */
  readonly contingentSecret: string;
}

const YEAR_MS = 365 * 86_400_000;

/** Makes what is missing under `folder`. */
export function prepareKeys(folder: string): StandKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const esiaKey = join(folder, 'esia-client.key.pem');
  const esiaCertificate = join(folder, 'esia-client.cer.pem');
  if (!existsSync(esiaKey) || !existsSync(esiaCertificate)) makeEsiaKey(esiaKey, esiaCertificate);

  const providerKeys = join(folder, 'oidc-jwks.json');
  if (!existsSync(providerKeys))
    writeSecret(providerKeys, JSON.stringify({ keys: [rsaKey(), ecKey('demo-ec-1')] }, null, 2));

  const journalFile = join(folder, 'demo-journal.jwk.json');
  if (!existsSync(journalFile)) writeSecret(journalFile, JSON.stringify(ecKey('demo-journal-1')));
  const journalKey = JSON.parse(readFileSync(journalFile, 'utf8')) as StandKeys['journalKey'];
  return {
    ...{ esiaKey, esiaCertificate, providerKeys, journalKey },
    journalWebhook: `whsec_${randomSecret(join(folder, 'demo-journal.webhook'))}`,
    gatewaySecret: `whsec_${randomSecret(join(folder, 'gateway.secret'))}`,
    contractSecret: randomSecret(join(folder, 'contract.secret'), 'base64url'),
    contractWebhook: `whsec_${randomSecret(join(folder, 'contract.webhook'))}`,
    contingentSecret: randomSecret(join(folder, 'contingent.secret'), 'base64url'),
  };
}

function makeEsiaKey(keyFile: string, certificateFile: string): void {
  const curve = curveByOid(CRYPTO_PRO_XCH_A);
  if (curve === null) throw new Error('The curve of ESIA is unknown to the kernel');
  const { privateKey } = generateKeyPair(curve);
  const certificate = makeSelfSigned({
    privateKey,
    subject: { commonName: 'Perehod demo stand' },
    notBefore: new Date(Date.now() - 86_400_000),
    notAfter: new Date(Date.now() + YEAR_MS),
  });
  writeSecret(keyFile, writePrivateKeyPem(privateKey));
  writeFileSync(certificateFile, writeCertificatePem(certificate));
}

function rsaKey(): object {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'demo-rsa-1' };
}

function ecKey(kid: string): object {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid };
}

/** 32 random bytes. In a client's secret `+` and `/` would have to be escaped (RFC 6749, 2.3.1): base64url has neither. */
function randomSecret(file: string, encoding: 'base64' | 'base64url' = 'base64'): string {
  if (!existsSync(file)) writeSecret(file, randomBytes(32).toString(encoding));
  return readFileSync(file, 'utf8');
}

function writeSecret(file: string, content: string): void {
  writeFileSync(file, content, { mode: 0o600 });
}
