import { type Exchange } from '../http/exchange.js';
import { type World } from '../state/world.js';
import { noticePage } from './error-page.js';

/** PEM of a DER certificate. */
export function certificatePem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/** `GET /public/<name>.cer` (DER) and `.pem`: certificates are files, as in ESIA's archive (rule 14). */
export function publicFile(world: World, exchange: Exchange): void {
  const [name, suffix] = exchange.groups;
  const key = world.keys.all().find(({ fileName }) => fileName === name);
  if (key === undefined) exchange.html(404, noticePage('Нет такого файла', 'Проверьте адрес.'));
  else if (suffix === 'pem') exchange.send(200, 'application/x-pem-file', certificatePem(key.certificate));
  else exchange.send(200, 'application/pkix-cert', key.certificate);
}
