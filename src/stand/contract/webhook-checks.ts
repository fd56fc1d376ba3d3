import { faultOfCall } from '../journal/webhook-signature.js';
import { ask, type Check, expectStatus, expectThat, Fault, type Subject } from './check.js';
import { type Call, EventReceiver } from './event-receiver.js';
import { endOf, pageAfter, testEvent } from './feed-checks.js';

const NOT_CALLED =
  'webhook_uri клиента должен вести на этот порт (--webhook-port), порт — быть открытым, ваш приёмник на нём — остановлен';

/** «Вызовы» and «Повтор»: the kit takes the calls on a port of this machine. */
export const WEBHOOK_CHECKS: readonly Check[] = [
  {
    title: 'событие приходит на webhook с подписью Standard Webhooks, верной для вашего секрета',
    mend: `${NOT_CALLED}; если не сошлась подпись, сверьте webhook_secret и подписывайте тело байт в байт, до разбора JSON`,
    needs: 'webhook',
    holds: (subject) =>
      withReceiver(
        subject,
        () => 204,
        async (receiver) => {
          const id = await testEvent(subject);
          await receiver.until(has(id, 1), subject.patienceMs, 'вызов не пришёл');
          for (const call of callsOf(receiver, id)) expectSigned(subject, call);
        },
      ),
  },
  {
    title: 'подпись покрывает тело, id и время: изменённый вызов вы отвергнете',
    mend: 'подпись считается по webhook-id.webhook-timestamp.тело; сравнивайте за постоянное время; старше пяти минут отвергайте',
    needs: 'webhook',
    holds: (subject) =>
      withReceiver(
        subject,
        () => 204,
        async (receiver) => {
          const id = await testEvent(subject);
          await receiver.until(has(id, 1), subject.patienceMs, 'вызов не пришёл');
          const [call] = callsOf(receiver, id);
          if (call === undefined) throw new Fault('вызов не пришёл');
          expectSigned(subject, call);
          expectThat(!isRight(subject, { ...call, body: `${call.body} ` }), 'подпись не покрывает тело');
          const other = { ...call.headers, 'webhook-id': 'other' };
          expectThat(!isRight(subject, { ...call, headers: other }), 'подпись не покрывает webhook-id');
          const later = new Date(call.at.getTime() + 10 * 60_000);
          expectThat(!isRight(subject, { ...call, at: later }), 'старый вызов подходит');
        },
      ),
  },
  {
    title:
      'на ваш 500 событие приходит снова с тем же id; следующее о той же записи ждёт его, на 2xx повторов нет',
    mend: `${NOT_CALLED}; отвечайте 2xx только тому, что сохранили`,
    needs: 'webhook',
    holds: async (subject) => {
      let refused = '';
      const answerTo = ({ id }: { readonly id: string }): number => {
        if (refused === '') refused = id;
        return id === refused && !isSeen ? ((isSeen = true), 500) : 204;
      };
      let isSeen = false;
      await withReceiver(subject, answerTo, async (receiver) => {
        const [first, second] = [await testEvent(subject), await testEvent(subject)];
        await receiver.until(has(second, 1), subject.patienceMs, 'повтор или следующее событие не пришли');
        const [again, next] = [callsOf(receiver, first), callsOf(receiver, second)];
        expectThat(again.length === 2, `первое событие пришло ${again.length} раз вместо двух`);
        expectThat(again[0]?.body === again[1]?.body, 'повтор отличается от первого вызова');
        for (const call of again) expectSigned(subject, call);
        const order = receiver.calls.indexOf(next[0] as Call) > receiver.calls.indexOf(again[1] as Call);
        expectThat(order, 'следующее событие той же записи не дождалось первого');
      });
    },
  },
  {
    title: 'replay присылает событие заново с тем же id и номером',
    mend: `${NOT_CALLED}; узнавайте повтор по id и отвечайте 2xx, ничего не меняя`,
    needs: 'webhook',
    holds: (subject) =>
      withReceiver(
        subject,
        () => 204,
        async (receiver) => {
          const before = await endOf(subject);
          const id = await testEvent(subject);
          await receiver.until(has(id, 1), subject.patienceMs, 'вызов не пришёл');
          const { items } = await pageAfter(subject, before);
          const no = items.find((item) => item.id === id)?.no ?? 0;
          await replay(subject, { from: no - 1 });
          await receiver.until(has(id, 2), subject.patienceMs, 'событие не пришло снова');
          const bodies = new Set(callsOf(receiver, id).map(({ body }) => body));
          expectThat(bodies.size === 1, 'повтор отличается от первого вызова');
        },
      ),
  },
];

/** Listens, has calls begun, and stops in the end. */
async function withReceiver(
  subject: Subject,
  answerTo: (call: { readonly id: string }) => number,
  work: (receiver: EventReceiver) => Promise<void>,
): Promise<void> {
  const { port, secret } = subject.webhook ?? { port: 0, secret: '' };
  let isOpen = false;
  const receiver = await EventReceiver.on(port, (call) => {
    // What waited from before is taken and does not count.
    if (!isOpen) return 204;
    return faultOfCall([secret], call.headers, call.body, call.at) === null ? answerTo(call) : 401;
  });
  try {
    await wake(subject, receiver);
    isOpen = true;
    await work(receiver);
  } finally {
    await receiver.close();
  }
}

const SOON_MS = 5_000;
const LAST_EVENTS = 200;

/**
 * Returns when calls come. A receiver that answered nobody is left alone for minutes, and an event that it did not take waits for
 * hours, the later ones of the same account behind it: then the last events are asked for once more.
 */
async function wake(subject: Subject, receiver: EventReceiver): Promise<void> {
  await replay(subject, { dead_only: true });
  const marker = await testEvent(subject);
  try {
    await receiver.until(has(marker, 1), Math.min(SOON_MS, subject.patienceMs), 'вызов не пришёл');
  } catch {
    await replay(subject, { from: Math.max(0, (await endOf(subject)) - LAST_EVENTS) });
    await receiver.until(has(marker, 1), subject.patienceMs, 'вызов не пришёл');
  }
}

async function replay(subject: Subject, body: object): Promise<void> {
  const answer = await ask(subject, 'events/replay', { body });
  const { code, facts } = answer.body as { code?: string; facts?: { readonly oldest?: number } };
  expectThat(code !== 'WEBHOOK_NOT_REGISTERED', 'у клиента не задан webhook_uri');
  if (code === 'EVENT_CURSOR_TOO_OLD') await replay(subject, { from: Number(facts?.oldest) });
  else expectStatus(answer, 202);
}

const callsOf = ({ calls }: EventReceiver, id: string): readonly Call[] =>
  calls.filter((call) => call.id === id);

const has =
  (id: string, times: number) =>
  (calls: readonly Call[]): boolean =>
    calls.filter((call) => call.id === id).length >= times;

const isRight = (subject: Subject, { headers, body, at }: Call): boolean =>
  faultOfCall([subject.webhook?.secret ?? ''], headers, body, at) === null;

function expectSigned(subject: Subject, call: Call): void {
  const fault = faultOfCall([subject.webhook?.secret ?? ''], call.headers, call.body, call.at);
  expectThat(
    fault !== 'timestamp',
    'webhook-timestamp расходится с часами этой машины больше чем на 5 минут',
  );
  expectThat(fault === null, 'подпись не сошлась');
  expectThat(call.headers['webhook-id'] === call.id, 'webhook-id не равен id события');
}
