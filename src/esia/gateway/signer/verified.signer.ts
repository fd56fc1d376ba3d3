import { GOST_SIGNATURE_BYTES, verify, type GostPublicKey } from '../../../kernel/gost/index.js';
import {
  publicKeyOf,
  requireSignatureLength,
  type EsiaSigner,
  type SignerCertificate,
} from './esia-signer.js';
import { SignerError } from './signer-error.js';

/**
 * Checks every signature of another signer against the certificate before it is used (0.5 ms). ESIA answers any wrong
 * signature with one code, ESIA-007053; here a wrong container, a reversed order or a foreign certificate gets its own.
 */
export class VerifiedSigner implements EsiaSigner {
  readonly name: string;
  readonly #inner: EsiaSigner;
  readonly #publicKey: GostPublicKey;

  constructor(inner: EsiaSigner) {
    this.name = inner.name;
    this.#inner = inner;
    this.#publicKey = publicKeyOf(inner.certificate()).forManyVerifications();
  }

  certificate(): SignerCertificate {
    return this.#inner.certificate();
  }

  /** @throws SignerError `wrong_length`, `wrong_order`, `wrong_key`, and those of the signer inside */
  async signRaw(data: Uint8Array, signal?: AbortSignal): Promise<Uint8Array> {
    const signature = requireSignatureLength(await this.#inner.signRaw(data, signal));
    if (verify(data, signature, this.#publicKey)) return signature;
    throw new SignerError(this.#isMisordered(data, signature) ? 'wrong_order' : 'wrong_key');
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  /** True when the key is right and only the order is not: reversed as by CryptoPro, r ‖ s, or both at once. */
  #isMisordered(data: Uint8Array, signature: Uint8Array): boolean {
    const half = GOST_SIGNATURE_BYTES / 2;
    const swapped = Uint8Array.of(...signature.subarray(half), ...signature.subarray(0, half));
    return [Uint8Array.from(signature).reverse(), swapped, Uint8Array.from(swapped).reverse()].some((other) =>
      verify(data, other, this.#publicKey),
    );
  }
}
