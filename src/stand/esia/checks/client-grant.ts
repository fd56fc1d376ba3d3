import { type Client, type Grant } from '../clients.js';
import { EsiaRefusal } from '../refusal.js';
import { type World } from '../state/world.js';

/** Rule 2: the client is registered and may use this way. @throws EsiaRefusal 007005 */
export function checkClientGrant(world: World, clientId: string, grant: Grant): Client {
  const client = world.clients.get(clientId);
  if (client?.grants.has(grant) !== true) throw new EsiaRefusal('007005');
  return client;
}
