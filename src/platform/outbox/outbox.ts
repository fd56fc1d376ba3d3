import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** News of one topic; `body` holds ids, codes and dates, never what is known of people. */
export interface News {
  readonly regionId: Uuid;
  readonly topic: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

const NEWS_FROM = (from: string): string => `
  INSERT INTO outbox_events (region_id, topic, body, at)
  SELECT region_id, topic, body, at FROM (${from}) told
  RETURNING id, topic, at`;

const DELIVERIES_OF_NEWS = `
  INSERT INTO outbox_deliveries (subscriber, event_id, not_before)
  SELECT s.subscriber, news.id, news.at FROM news JOIN outbox_subscriptions s USING (topic)`;

/**
 * A statement that adds events, with a delivery for each subscriber of the topic. `from` is a SELECT that gives region_id,
 * topic, body, at: sets too large to leave the database become news in it.
 */
export const appendNewsFrom = (from: string): string =>
  `WITH news AS (${NEWS_FROM(from)}) ${DELIVERIES_OF_NEWS}`;

/** The same as two steps `news` and `deliveries` of a WITH that does the act too, so that `from` may read what it wrote. */
export const newsSteps = (from: string): string =>
  `news AS (${NEWS_FROM(from)}), deliveries AS (${DELIVERIES_OF_NEWS})`;

/** One statement for all news: `$1` is a jsonb array of them. */
const APPEND_NEWS = appendNewsFrom(
  `SELECT * FROM jsonb_to_recordset($1::jsonb) AS news (region_id uuid, topic text, body jsonb, at timestamptz)`,
);

/** The parameter of APPEND_NEWS. */
function newsParameter(news: readonly News[]): string {
  return JSON.stringify(
    news.map(({ regionId, topic, body, at }) => ({ region_id: regionId, topic, body, at: at.toISOString() })),
  );
}

/** Durable news for the contexts above (architecture.md 4): told in the transaction of the act, so neither is without the other. */
@Injectable()
export class Outbox {
  async tell(tx: EntityManager, news: readonly News[]): Promise<void> {
    if (news.length > 0) await tx.query(APPEND_NEWS, [newsParameter(news)]);
  }
}
