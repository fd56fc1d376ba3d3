import { type Client } from '../clients.js';

const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Rule 6: may an answer be sent to this address? Only the host is registered, the path is free (2.1); https, and http
 * for this machine alone. For a client that is not known, this machine is the only place (rule 2).
 */
export function isAllowedAddress(text: string, client: Client | undefined): boolean {
  if (!/^https?:\/\/[^\\\s]+$/i.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname, host, username, password } = new URL(text);
  if (username !== '' || password !== '' || text.includes('#')) return false;
  const local = LOCAL_HOSTS.has(hostname);
  if (protocol !== 'https:' && !local) return false;
  if (client === undefined) return local;
  return client.redirectHosts.has(hostname) || client.redirectHosts.has(host);
}
