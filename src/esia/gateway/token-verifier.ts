import { createPublicKey, type KeyObject, verify as verifyRsa } from 'node:crypto';
import { accepted, type Checked, refused } from '../domain/faults.js';
import { type JsonObject, textOf } from '../domain/json.js';
import {
  checkAlgorithm,
  checkCritical,
  checkKeyPeriod,
  checkSubtype,
  checkType,
  type TokenAlgorithm,
  type TokenSubtype,
} from '../domain/token-checks.js';
import { parseUtf8Object, readTokenText, type TokenText } from '../domain/token-text.js';
import type { GostVerificationTask } from './gost-verification.worker.js';
import type { PinnedCertificate } from './pinned-certificates.js';

/** Checks one GOST signature; the pool of worker threads. */
export interface GostVerifier {
  verify(task: GostVerificationTask): Promise<boolean>;
}

/** Verifies ESIA's tokens against pinned certificates of the one configured algorithm (esia-protocol.md, 4.4). */
export class TokenVerifier {
  private readonly candidates: readonly PinnedCertificate[];
  private readonly rsaKeys = new Map<PinnedCertificate, KeyObject>();

  constructor(
    private readonly algorithm: TokenAlgorithm,
    pinned: readonly PinnedCertificate[],
    private readonly gost: GostVerifier,
  ) {
    this.candidates = pinned.filter((certificate) => certificate.algorithm === algorithm);
  }

  /** The claims of a token whose form, header and signature are good. The claims themselves are still to be judged. */
  async open(raw: unknown, subtype: TokenSubtype): Promise<Checked<JsonObject>> {
    const token = readTokenText(raw);
    if (!token.ok) return token;
    const { header, payload } = token.value;
    const fault =
      checkAlgorithm(header, this.algorithm) ??
      checkType(header) ??
      checkCritical(header) ??
      checkSubtype(header, subtype);
    if (fault !== null) return refused(fault);
    const keys = this.keysFor(header);
    if (keys.length === 0) return refused('token_unknown_key');
    const signer = await this.signerOf(token.value, keys);
    if (signer === null) return refused('token_signature');
    const claims = parseUtf8Object(payload);
    if (claims === null) return refused('token_malformed');
    const periodFault = checkKeyPeriod(claims, signer);
    return periodFault === null ? accepted(claims) : refused(periodFault);
  }

  /** The certificate that the header names; all of the algorithm when it names none, as tokens before 2025 did (rule 5). */
  private keysFor(header: JsonObject): readonly PinnedCertificate[] {
    if (!Object.hasOwn(header, 'x5t#St256')) return this.candidates;
    const named = textOf(header, 'x5t#St256')?.toUpperCase();
    return this.candidates.filter(({ gostHashHex }) => gostHashHex === named);
  }

  private async signerOf(
    token: TokenText,
    keys: readonly PinnedCertificate[],
  ): Promise<PinnedCertificate | null> {
    for (const key of keys) {
      if (await this.isSignedBy(token, key)) return key;
    }
    return null;
  }

  private async isSignedBy({ signedText, signature }: TokenText, key: PinnedCertificate): Promise<boolean> {
    switch (key.algorithm) {
      case 'RS256':
        return verifyRsa('sha256', Buffer.from(signedText), this.rsaKeyOf(key), signature);
      case 'GOST3410_2012_256':
        return this.gost.verify({ spki: key.spki, signedText, signature });
    }
  }

  private rsaKeyOf(certificate: PinnedCertificate): KeyObject {
    const known = this.rsaKeys.get(certificate);
    if (known !== undefined) return known;
    const key = createPublicKey({ key: Buffer.from(certificate.spki), format: 'der', type: 'spki' });
    this.rsaKeys.set(certificate, key);
    return key;
  }
}
