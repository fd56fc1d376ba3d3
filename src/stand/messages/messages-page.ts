import type { KeptMessage, MessageState } from './kept-message.js';

const STATES: Readonly<Record<MessageState, string>> = {
  sent: 'отправлено',
  delivered: 'доставлено',
  bounced: 'не доставлено',
};
const CHANNELS: Readonly<Record<string, string>> = { email: 'Письмо', sms: 'СМС', messenger: 'Мессенджер' };

/** The page of all messages, the newest first; it brings no script and no style from elsewhere. */
export function messagesPage(messages: readonly KeptMessage[]): string {
  const cards = messages.map(
    ({ channel, to, subject, text, state, at }) =>
      `<li><p><b>${escape(CHANNELS[channel] ?? channel)}</b> → ${escape(to)} · ${STATES[state]} · ${at.toISOString()}</p>` +
      `${subject === null ? '' : `<p><b>${escape(subject)}</b></p>`}<pre>${escape(text)}</pre></li>`,
  );
  return `<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Сообщения стенда</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:16px/1.4 sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem}ul{list-style:none;padding:0}
li{border:1px solid #bbb;border-radius:8px;padding:0 1rem;margin:0 0 1rem}pre{white-space:pre-wrap;font:inherit}</style>
</head><body><h1>Сообщения стенда</h1>
<p>Всё, что сервер отправил людям: письма, СМС, мессенджер. Обновите страницу, чтобы увидеть новые.</p>
${cards.length === 0 ? '<p>Пока ничего.</p>' : `<ul>${cards.join('\n')}</ul>`}</body></html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
