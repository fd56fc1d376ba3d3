import { createTransport } from 'nodemailer';
import { describe, expect, it } from '@jest/globals';
import { MailSink, type SunkLetter } from '../../../src/stand/messages/mail-sink.js';
import { freePort } from '../../support/free-port.js';

describe('the mail server of the stand', () => {
  it('takes letters as programs of mail send them, and reads what they say', async () => {
    const letters: SunkLetter[] = [];
    const port = await freePort();
    const sink = await MailSink.start(port, (letter) => letters.push(letter));
    const transport = createTransport({ host: '127.0.0.1', port, secure: false });
    const text = `Здравствуйте!\n.точка в начале строки\n${'длинная строка '.repeat(20)}\n`;
    const common = { from: 'a@example.ru', to: 'b@example.ru', messageId: '<one@example.ru>' };
    const subject = 'Памятка: как войти в электронный журнал через Госуслуги, если пароль больше не подходит';
    await transport.sendMail({ ...common, subject, text });
    await transport.sendMail({ ...common, subject: 'Short', text, html: '<p>Здравствуйте!</p>' });
    transport.close();
    await sink.close();
    const tidy = (said: string | undefined) => said?.replace(/\r\n/g, '\n').trim();
    expect(letters.map(({ id, to, subject: about }) => [id, to, about])).toEqual([
      ['one', 'b@example.ru', subject],
      ['one', 'b@example.ru', 'Short'],
    ]);
    expect(letters.map((letter) => tidy(letter.text))).toEqual([text.trim(), text.trim()]);
  });
});
