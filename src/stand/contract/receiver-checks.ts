import { createHmac, randomUUID } from 'node:crypto';
import { type Check, expectThat, Fault, type Subject } from './check.js';

const WITHIN_MS = 5_000;

/** The vendor's own receiver, called as the server would call it. */
export const RECEIVER_CHECKS: readonly Check[] = [
  {
    title: 'ваш приёмник отвечает 2xx на верно подписанный вызов за 5 секунд, и на повтор с тем же id тоже',
    mend: 'сохраните событие и ответьте сразу, разбирайте потом; повтор узнавайте по id и отвечайте 2xx',
    needs: 'receiver',
    holds: async (subject) => {
      const event = anEvent(subject, 'test');
      for (const turn of ['первый вызов', 'повтор']) {
        const status = await call(subject, event);
        expectThat(status >= 200 && status < 300, `${turn}: ждали 2xx, пришло ${status}`);
      }
    },
  },
  {
    title: 'вызов, подписанный чужим секретом, ваш приёмник отвергает (401)',
    mend: 'проверяйте webhook-signature до всего остального; без подписи событию верить нельзя',
    needs: 'receiver',
    holds: async (subject) => {
      const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
      await isRefused(subject, anEvent(subject, 'test'), { secret });
    },
  },
  {
    title: 'вызов, тело которого изменили после подписи, ваш приёмник отвергает (401)',
    mend: 'считайте подпись по телу, как оно пришло, а не по разобранному и собранному заново',
    needs: 'receiver',
    holds: (subject) =>
      isRefused(subject, anEvent(subject, 'test'), {
        spoil: (body) => body.replace('"test"', '"link.revoked"'),
      }),
  },
  {
    title: 'вызов со временем больше пяти минут назад ваш приёмник отвергает (401)',
    mend: 'сравните webhook-timestamp со своими часами: разница больше 300 секунд — отказ',
    needs: 'receiver',
    holds: (subject) => isRefused(subject, anEvent(subject, 'test'), { secondsAgo: 600 }),
  },
  {
    title: 'незнакомый тип события ваш приёмник принимает (2xx) и пропускает: типы будут прибавляться',
    mend: 'на незнакомый type отвечайте 2xx, иначе событие будет возвращаться сутки и задержит другие',
    needs: 'receiver',
    holds: async (subject) => {
      const status = await call(subject, anEvent(subject, 'some.new_type'));
      expectThat(status >= 200 && status < 300, `ждали 2xx, пришло ${status}`);
    },
  },
];

/** Numbered 0, before the first of any feed: a receiver that follows the numbers is not led astray. */
function anEvent({ account }: Subject, type: string): string {
  const data = { account, schools: [] };
  return JSON.stringify({ id: randomUUID(), no: 0, type, timestamp: new Date().toISOString(), data });
}

interface Spoilt {
  readonly secret?: string;
  readonly secondsAgo?: number;
  readonly spoil?: (body: string) => string;
}

async function isRefused(subject: Subject, body: string, spoilt: Spoilt): Promise<void> {
  const status = await call(subject, body, spoilt);
  expectThat(status >= 400 && status < 500, `ждали 401, пришло ${status}`);
}

async function call(
  { receiver }: Subject,
  body: string,
  { secret, secondsAgo = 0, spoil = (text) => text }: Spoilt = {},
): Promise<number> {
  if (receiver === null) throw new Fault('адрес приёмника не задан');
  const stamp = Math.floor(Date.now() / 1_000) - secondsAgo;
  const { id } = JSON.parse(body) as { id: string };
  const key = Buffer.from((secret ?? receiver.secret).slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${stamp}.${body}`).digest('base64');
  const answer = await fetch(receiver.uri, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(stamp),
      'webhook-signature': `v1,${signature}`,
    },
    body: spoil(body),
    signal: AbortSignal.timeout(WITHIN_MS),
  });
  await answer.body?.cancel();
  return answer.status;
}
