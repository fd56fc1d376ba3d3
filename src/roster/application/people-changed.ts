import type { Uuid } from '../../kernel/ids.js';
import type { News } from '../../platform/outbox/outbox.js';
import { PEOPLE_CHANGED, PEOPLE_PER_EVENT } from '../domain/people-changed.js';

/**
 * The news that something a match or a link rests on has changed for these people: names, birth date, СНИЛС, an enrolment,
 * an appointment, a family tie, a restriction, an account. Body: `{ "person_ids": [uuid, …] }`.
 */
export function peopleChanged(regionId: Uuid, personIds: readonly Uuid[], at: Date): readonly News[] {
  const ids = [...new Set(personIds)];
  const news: News[] = [];
  for (let start = 0; start < ids.length; start += PEOPLE_PER_EVENT) {
    const person_ids = ids.slice(start, start + PEOPLE_PER_EVENT);
    news.push({ regionId, topic: PEOPLE_CHANGED, body: { person_ids }, at });
  }
  return news;
}
