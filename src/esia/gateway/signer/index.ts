/** Signing of requests to ESIA: what the rest of the ESIA context uses. */
export { createSigner, type SignerSettings } from './create-signer.js';
export { daysToExpiry, type EsiaSigner } from './esia-signer.js';
export { SignerError, type SignerErrorCode } from './signer-error.js';
