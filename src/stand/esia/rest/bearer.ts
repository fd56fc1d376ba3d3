import { type Exchange } from '../http/exchange.js';
import { type Access } from '../state/grants.js';
import { type World } from '../state/world.js';
import { RestRefusal } from './rest-refusal.js';

/**
 * Rule 16: a token that the emulator issued, exactly as issued (005011), not ended (005013). Tokens are looked up and
 * not verified, so a spoiled one works here as ESIA's own would: the client has to refuse it.
 * @throws RestRefusal
 */
export function checkBearer(world: World, exchange: Exchange): Access {
  const token = /^Bearer ([^\s]+)$/i.exec(exchange.header('authorization'))?.[1];
  const access = token === undefined ? undefined : world.grants.access(token);
  if (access === undefined) throw new RestRefusal('005011');
  if (access.expiresAt <= world.clock.seconds()) throw new RestRefusal('005013');
  return access;
}

/** Rule 16: the path is the token's own person, and one of the scopes is in the token. @throws RestRefusal 005029 */
export function checkAllowed(access: Access, oid: string, scopes: readonly string[]): void {
  if (access.oid !== oid || !scopes.some((name) => access.scopes.has(name))) throw new RestRefusal('005029');
}
