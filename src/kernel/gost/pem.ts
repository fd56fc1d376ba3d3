import { GostError } from './gost-error.js';

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

export interface PemBlock {
  readonly label: string;
  readonly der: Uint8Array;
}

/** Blocks of a PEM text, in order; text between blocks is ignored. @throws GostError `bad_pem` for broken base64. */
export function readPem(text: string): PemBlock[] {
  return [...text.matchAll(BLOCK)].map(([, label = '', body = '']) => {
    const base64 = body.replace(/\s+/g, '');
    if (!BASE64.test(base64)) throw new GostError('bad_pem', `в блоке PEM «${label}» повреждён base64`);
    return { label, der: Uint8Array.from(Buffer.from(base64, 'base64')) };
  });
}

export function writePem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** True when the bytes begin like a PEM file (DER begins with the byte of a SEQUENCE, 0x30). */
export function looksLikePem(bytes: Uint8Array): boolean {
  return bytes[0] !== 0x30 && Buffer.from(bytes).includes('-----BEGIN ');
}
