import { setImmediate } from 'node:timers/promises';
import { sign, type GostPrivateKey } from '../../../kernel/gost/index.js';
import { publicKeyOf, type EsiaSigner, type SignerCertificate } from './esia-signer.js';
import { SignerError } from './signer-error.js';

export interface PureJsSignerOptions {
  readonly certificate: SignerCertificate;
  readonly privateKey: GostPrivateKey;
}

/** Signs in this process, 0.3 ms each. Not a certified tool: for development, tests and the stand. */
export class PureJsSigner implements EsiaSigner {
  readonly name = 'pure-js';
  readonly #options: PureJsSignerOptions;
  #closed = false;

  /** @throws SignerError `wrong_key` when the key is not the certificate's */
  constructor(options: PureJsSignerOptions) {
    this.#options = options;
    if (!options.privateKey.publicKey.equals(publicKeyOf(options.certificate)))
      throw new SignerError('wrong_key');
  }

  certificate(): SignerCertificate {
    return this.#options.certificate;
  }

  async signRaw(data: Uint8Array, signal?: AbortSignal): Promise<Uint8Array> {
    // One turn of the event loop, so that a burst of sign-ins does not hold back the answers to other requests.
    await setImmediate();
    if (this.#closed) throw new SignerError('closed');
    if (signal?.aborted === true) throw new SignerError('cancelled');
    return sign(data, this.#options.privateKey);
  }

  close(): Promise<void> {
    this.#closed = true;
    return Promise.resolve();
  }
}
