import { readFileSync } from 'node:fs';
import { MailSink } from './mail-sink.js';
import { MessageGateway, type MessageGatewayOptions } from './message-gateway.js';

/** `node main.js options.json`: the file holds MessageGatewayOptions and the port of the mail server. */
const [, , file] = process.argv;
if (file === undefined) {
  console.error('Нужен файл настроек: node main.js <файл JSON>');
  process.exit(2);
}
const options = JSON.parse(readFileSync(file, 'utf8')) as MessageGatewayOptions & {
  readonly mailPort: number;
};
const gateway = await MessageGateway.start(options);
const mail = await MailSink.start(options.mailPort, (letter) => {
  gateway.keep({ ...letter, channel: 'email', state: 'delivered' });
});
console.log(`Сообщения: ${gateway.url}`);
const stop = (): void => {
  void Promise.all([gateway.close(), mail.close()]).then(() => process.exit(0));
};
for (const event of ['SIGINT', 'SIGTERM', 'disconnect']) process.once(event, stop);
