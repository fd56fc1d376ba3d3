import { X509Certificate } from 'node:crypto';
import type { Clock } from '../../platform/clock/clock.js';
import type { Expiries } from '../../platform/expiry/expiries.js';
import type { EsiaSignerSettings } from '../esia-signer.settings.js';
import type { EsiaSettings } from '../esia.settings.js';
import type { ClockSkewWatch } from './clock-skew-watch.js';
import type { EsiaAvailability } from './esia-availability.js';
import { EsiaClient } from './esia-client.js';
import { EsiaHttp } from './esia-http.js';
import { watchCertificate } from './esia-metrics.js';
import { EsiaRequests } from './esia-requests.js';
import { GostVerificationPool } from './gost-verification-pool.js';
import { loadPinnedCertificates } from './pinned-certificates.js';
import { createSigner, daysToExpiry } from './signer/index.js';
import { signerOptions, textIn } from './signer-options.js';
import { TokenVerifier } from './token-verifier.js';

export interface ConnectEsia {
  readonly settings: EsiaSettings;
  readonly signer: EsiaSignerSettings;
  readonly production: boolean;
  /** The address registered with ESIA. */
  readonly redirectUri: string;
  readonly clock: Clock;
  readonly availability: EsiaAvailability;
  readonly skew: ClockSkewWatch;
  readonly expiries: Pick<Expiries, 'add'>;
}

/**
 * Reads the keys and certificates and makes the client; nothing is sent yet.
 *
 * @throws SettingsError, SignerError in Russian, naming the setting
 */
export async function connectEsia(input: ConnectEsia): Promise<EsiaClient> {
  const { settings, clock } = input;
  const pinned = await loadPinnedCertificates(settings.certificateFiles, settings.tokenAlgorithm);
  const ca = await Promise.all(settings.caFiles.map((file) => textIn('ESIA_CA_FILES', file)));
  const signer = await createSigner(await signerOptions(input.signer), { production: input.production });
  showEnd('own', signer.certificate(), input);
  for (const certificate of pinned) showEnd('esia', certificate, input);
  await watchSignerTls(input);
  const http = new EsiaHttp({ ...input, ca: ca.length === 0 ? null : ca });
  const warm = settings.tokenAlgorithm === 'RS256' ? 0 : 1;
  const pool = new GostVerificationPool({ warm, most: settings.verifierThreads });
  return new EsiaClient({
    settings,
    clock,
    http,
    requests: new EsiaRequests(settings, signer, input.redirectUri),
    verifier: new TokenVerifier(settings.tokenAlgorithm, pinned, pool),
    close: async () => {
      await Promise.all([http.close(), pool.close(), signer.close()]);
    },
  });
}

/** Certificates end about yearly, ours and ESIA's (esia-protocol.md, 4.4 rule 5): a metric, and warnings from T-60. */
function showEnd(
  whose: 'own' | 'esia',
  certificate: { readonly gostHashHex: string; readonly notAfter: Date },
  { clock, expiries }: ConnectEsia,
): void {
  const hash = certificate.gostHashHex.slice(0, 8);
  watchCertificate({ whose, hash }, () => daysToExpiry(certificate, clock.now()));
  const expiry = { kind: `esia_certificate_${whose}`, name: hash, endsAt: certificate.notAfter } as const;
  expiries.add(() => Promise.resolve([expiry]));
}

/** The certificate with which we come to the signing service (mTLS); read again each time, for it may be replaced. */
async function watchSignerTls({ signer, expiries }: ConnectEsia): Promise<void> {
  const file = signer.tlsCertificateFile;
  if (file === undefined) return;
  const read = async (): Promise<X509Certificate> =>
    new X509Certificate(await textIn('ESIA_SIGNER_TLS_CERTIFICATE_FILE', file));
  await read();
  expiries.add(async () => {
    const certificate = await read();
    const name = certificate.fingerprint256.replaceAll(':', '').slice(0, 8);
    return [{ kind: 'signer_tls_certificate', name, endsAt: new Date(certificate.validTo) }];
  });
}
