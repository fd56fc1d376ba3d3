import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Certificate, GostError, parseCertificate } from '../../kernel/gost/index.js';
import { SettingsError } from '../../platform/config/read-settings.js';
import type { TokenAlgorithm } from '../domain/token-checks.js';

/** A certificate of ESIA given by the operator. It carries its algorithm: a key is never used for another (gost.md, 4). */
export interface PinnedCertificate {
  readonly algorithm: TokenAlgorithm;
  /** What tokens name in `x5t#St256`: upper-case hexadecimal Streebog-256 of the DER. */
  readonly gostHashHex: string;
  /** DER of SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/**
 * Reads the certificates of ESIA's tokens; several at once, since ESIA changes them yearly and by night (EC-094).
 * Complains in Russian, naming the key ESIA_CERTIFICATE_FILES, when a file is missing, damaged, given twice, of an unknown
 * kind of key, or when none is of the configured algorithm.
 *
 * @throws SettingsError
 */
export async function loadPinnedCertificates(
  files: readonly string[],
  algorithm: TokenAlgorithm,
): Promise<readonly PinnedCertificate[]> {
  const pinned = await Promise.all(files.map(load));
  const complaints: string[] = [];
  if (!pinned.some((certificate) => certificate.algorithm === algorithm)) {
    complaints.push(
      `ESIA_CERTIFICATE_FILES: нужен хотя бы один сертификат для ${algorithm} (ESIA_TOKEN_ALGORITHM)`,
    );
  }
  if (new Set(pinned.map(({ spki }) => fingerprint(spki))).size < pinned.length) {
    complaints.push('ESIA_CERTIFICATE_FILES: один и тот же ключ указан дважды');
  }
  if (complaints.length > 0) throw new SettingsError(complaints);
  return pinned;
}

async function load(file: string): Promise<PinnedCertificate> {
  const { key, gostHashHex, notBefore, notAfter } = await read(file);
  if (key.kind === 'other') throw complaint('ключ сертификата не RSA и не ГОСТ Р 34.10-2012 (256)');
  const algorithm = key.kind === 'rsa' ? 'RS256' : 'GOST3410_2012_256';
  return { algorithm, gostHashHex, spki: key.spki, notBefore, notAfter };
}

async function read(file: string): Promise<Certificate> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw complaint('файл не читается', error);
  });
  try {
    return parseCertificate(bytes);
  } catch (error) {
    if (error instanceof GostError) throw complaint(`файл не сертификат: ${error.message}`, error);
    throw error;
  }
}

function complaint(text: string, cause?: unknown): SettingsError {
  const error = new SettingsError([`ESIA_CERTIFICATE_FILES: ${text}`]);
  error.cause = cause;
  return error;
}

function fingerprint(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
