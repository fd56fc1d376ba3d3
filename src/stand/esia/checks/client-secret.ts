import { verify } from '../../../kernel/gost/index.js';
import { type Client } from '../clients.js';
import { type Parameters } from '../http/parameters.js';
import { EsiaRefusal } from '../refusal.js';
import { type World } from '../state/world.js';

/** 64 bytes in base64url without padding are 86 characters (2.5). */
const BASE64URL_64 = /^[A-Za-z0-9_-]{86}$/;
const BASE64_64 = /^[A-Za-z0-9+/_-]{86}(?:==)?$/;

/**
 * Rule 1: the raw signature over the string rebuilt from decoded parameters, by the key of that registered certificate
 * whose Streebog hash is `client_certificate_hash`, and whose time is now. Whatever is wrong has the same answer.
 * @throws EsiaRefusal 007053; 007002 for a client without any certificate [?] (3.4)
 */
export function checkClientSecret(
  world: World,
  client: Client,
  parameters: Parameters,
  signed: string,
): void {
  const { switches } = world;
  if (client.certificates.length === 0) throw new EsiaRefusal('007002');
  const secret = parameters.text('client_secret');
  const form = switches.acceptStandardBase64 ? BASE64_64 : BASE64URL_64;
  const hash = parameters.text('client_certificate_hash');
  const wanted = switches.acceptLowerCaseHash ? hash.toUpperCase() : hash;
  const certificate = client.certificates.find(({ gostHashHex }) => gostHashHex === wanted);
  const now = world.clock.milliseconds();
  const trusted =
    form.test(secret) &&
    certificate?.key.kind === 'gost' &&
    certificate.notBefore.getTime() <= now &&
    now <= certificate.notAfter.getTime() &&
    // Node's base64url reads both alphabets and ignores padding; the form above has decided what is admitted.
    verify(Buffer.from(signed, 'utf8'), Buffer.from(secret, 'base64url'), certificate.key.publicKey);
  if (!trusted) throw new EsiaRefusal('007053');
  if (switches.refuseReplay && world.sessions.replayed(`${client.clientId} ${secret} ${signed}`))
    throw new EsiaRefusal('007053');
}
