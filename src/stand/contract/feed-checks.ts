import { ask, type Check, expectStatus, expectThat, type Subject } from './check.js';

interface FeedEvent {
  readonly id: string;
  readonly no: number;
  readonly type: string;
  readonly data: { readonly account?: string };
}

/** «Лента». */
export const FEED_CHECKS: readonly Check[] = [
  {
    title: 'пробное событие появляется в ленте; номера идут по порядку и без пропусков',
    mend: 'читайте ленту с next_cursor прошлого ответа и храните его вместе с разобранными событиями',
    holds: async (subject) => {
      const before = await endOf(subject);
      const ids = [await testEvent(subject), await testEvent(subject), await testEvent(subject)];
      const { items } = await pageAfter(subject, before);
      const numbers = items.map(({ no }) => no);
      const wanted = numbers.map((_, index) => before + 1 + index);
      expectThat(numbers.join() === wanted.join(), `номера ${numbers.join(', ')} после ${before}`);
      const places = ids.map((id) => items.findIndex((item) => item.id === id));
      expectThat(!places.includes(-1), 'события нет в ленте');
      expectThat(places.join() === places.toSorted((a, b) => a - b).join(), 'порядок событий нарушен');
      const accounts = places.map((place) => items[place]?.data.account);
      expectThat(
        accounts.every((account) => account === subject.account),
        'событие названо другой записью',
      );
    },
  },
  {
    title: 'та же страница с тем же cursor та же; по частям выходит то же, что целиком',
    mend: 'has_more велит спросить сразу; без него спрашивайте через 10–60 секунд',
    holds: async (subject) => {
      const before = await endOf(subject);
      for (let made = 0; made < 3; made += 1) await testEvent(subject);
      const whole = await pageAfter(subject, before, 3);
      const again = await pageAfter(subject, before, 3);
      expectThat(idsOf(whole.items) === idsOf(again.items), 'повтор вернул другое');
      expectThat(whole.items.length === 3, `ждали 3 события, пришло ${whole.items.length}`);
      const parts: FeedEvent[] = [];
      for (let cursor = before; parts.length < 3;) {
        const part = await pageAfter(subject, cursor, 1);
        expectThat(part.items.length === 1 && part.next_cursor > cursor, 'лента по одному стоит на месте');
        parts.push(...part.items);
        cursor = part.next_cursor;
      }
      expectThat(idsOf(parts) === idsOf(whole.items), 'по частям вышло другое');
    },
  },
  {
    title: 'отбор по типам пропускает остальные, а незнакомый тип — 400',
    mend: 'типы — через запятую, как в таблице раздела «События»',
    holds: async (subject) => {
      const before = await endOf(subject);
      await testEvent(subject);
      const others = await ask(subject, `events?cursor=${before}&types=incident.closed`);
      expectStatus(others, 200);
      const { items, next_cursor: next } = others.body as { items?: FeedEvent[]; next_cursor?: number };
      expectThat(items?.length === 0, 'пришли события другого типа');
      expectThat(Number(next) > before, 'cursor не прошёл мимо других событий');
      expectStatus(await ask(subject, 'events?types=no.such'), 400);
    },
  },
  {
    title: 'cursor за концом ленты — 400 EVENT_CURSOR_UNKNOWN с facts.last',
    mend: 'на этот код сверьте записи заново и читайте с facts.last: база сервера восстановлена из копии',
    holds: async (subject) => {
      await endOf(subject);
    },
  },
];

const idsOf = (events: readonly FeedEvent[]): string => events.map(({ id }) => id).join();

/** The number of the newest event, told by the refusal of a cursor that nobody can have. */
export async function endOf(subject: Subject): Promise<number> {
  const answer = await ask(subject, `events?cursor=${Number.MAX_SAFE_INTEGER}`);
  expectStatus(answer, 400);
  expectThat(answer.body['code'] === 'EVENT_CURSOR_UNKNOWN', `код ${String(answer.body['code'])}`);
  const { last } = answer.body['facts'] as { last?: number };
  expectThat(Number.isInteger(last), 'нет facts.last');
  return Number(last);
}

/** Has an event of type `test` made about the vendor's account; returns its id. */
export async function testEvent(subject: Subject): Promise<string> {
  const answer = await ask(subject, 'events/test', { body: { account: subject.account } });
  expectStatus(answer, 202);
  return String(answer.body['id']);
}

/** Events after a number. */
export async function pageAfter(
  subject: Subject,
  cursor: number,
  limit = 100,
): Promise<{ readonly items: readonly FeedEvent[]; readonly next_cursor: number }> {
  const answer = await ask(subject, `events?cursor=${cursor}&limit=${limit}`);
  expectStatus(answer, 200);
  const { items, next_cursor } = answer.body as { items?: readonly FeedEvent[]; next_cursor?: number };
  expectThat(Array.isArray(items) && typeof next_cursor === 'number', 'нет items или next_cursor');
  return { items, next_cursor };
}
