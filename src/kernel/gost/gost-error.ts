export type GostErrorCode =
  'bad_der' | 'bad_pem' | 'bad_private_key' | 'bad_public_key' | 'wrong_password' | 'unsupported';

/**
 * A key, certificate or encoding that cannot be used. `message` is Russian, for the operator who installed the file;
 * neither it nor the cause ever holds key material.
 */
export class GostError extends Error {
  override readonly name = 'GostError';

  constructor(
    readonly code: GostErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
