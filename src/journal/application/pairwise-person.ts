import { createHmac } from 'node:crypto';
import type { Uuid } from '../../kernel/ids.js';

/**
 * What one client calls a human: the same for all accounts of the human there, another at every other client (PD-09; OpenID
 * Connect Core, 8.1). base64url of HMAC-SHA-256, 43 characters. The zero byte parts the two, so that no two pairs meet.
 */
export function pairwisePerson(key: Buffer, clientId: string, esiaPersonId: Uuid): string {
  return createHmac('sha256', key).update(`${clientId}\0${esiaPersonId}`).digest('base64url');
}
