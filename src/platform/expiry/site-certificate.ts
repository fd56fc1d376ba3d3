import { once } from 'node:events';
import { connect } from 'node:tls';
import type { Expiry } from './expiry.js';

export type SiteCertificate =
  | { readonly kind: 'read'; readonly expiry: Expiry }
  /** The site is not behind TLS: a stand. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly why: string };

const WITHIN_MS = 5_000;

/**
 * The certificate with which browsers meet the server, as the proxy in front shows it. It is read whoever issued it: browsers
 * judge its issuer, and here only its end matters.
 */
export async function readSiteCertificate(publicUrl: string): Promise<SiteCertificate> {
  const { protocol, hostname, port } = new URL(publicUrl);
  if (protocol !== 'https:') return { kind: 'none' };
  const socket = connect({
    ...{ host: hostname, port: port === '' ? 443 : Number(port), servername: hostname },
    ...{ rejectUnauthorized: false, timeout: WITHIN_MS },
  });
  socket.once('timeout', () => socket.destroy(new Error('нет ответа за 5 секунд')));
  try {
    await once(socket, 'secureConnect');
    const certificate = socket.getPeerX509Certificate();
    if (certificate === undefined) return { kind: 'unreadable', why: 'сервер его не показал' };
    const name = certificate.fingerprint256.replaceAll(':', '').slice(0, 8);
    return { kind: 'read', expiry: { kind: 'tls_certificate', name, endsAt: new Date(certificate.validTo) } };
  } catch (error) {
    return { kind: 'unreadable', why: error instanceof Error ? error.message : String(error) };
  } finally {
    socket.destroy();
  }
}
