import { Logger } from '@nestjs/common';
import type { Clock } from '../../platform/clock/clock.js';
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
}

const WARN_BEFORE_DAYS = 60;

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
  showEnd('own', signer.certificate(), clock);
  for (const certificate of pinned) showEnd('esia', certificate, clock);
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

/** Certificates end about yearly, ours and ESIA's (esia-protocol.md, 4.4 rule 5): a metric, and a line at the start. */
function showEnd(
  whose: 'own' | 'esia',
  certificate: { readonly gostHashHex: string; readonly notAfter: Date },
  clock: Clock,
): void {
  const hash = certificate.gostHashHex.slice(0, 8);
  const daysLeft = (): number => daysToExpiry(certificate, clock.now());
  watchCertificate({ whose, hash }, daysLeft);
  if (daysLeft() > WARN_BEFORE_DAYS) return;
  const owner = whose === 'own' ? 'нашей системы' : 'ЕСИА';
  new Logger('EsiaCertificates').warn(
    `Сертификат ${owner} ${hash}… действует до ${certificate.notAfter.toISOString()}`,
  );
}
