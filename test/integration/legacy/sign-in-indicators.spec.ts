import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dayIn } from '../../../src/kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { SIGN_IN_CHANNELS, SIGN_IN_METHODS, type SignInEvent } from '../../../src/legacy/index.js';
import { EventsDesk, NOON } from '../../support/events-desk.js';

const DAY_MS = 86_400_000;

/** A stream of numbers that is the same in every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('indicators of sign-ins', () => {
  let desk: EventsDesk;
  let schools: readonly Uuid[];
  const placesOf = new Map<string, readonly Uuid[]>();
  const events: SignInEvent[] = [];
  const next = numbers(20261123);
  const one = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T;
  beforeAll(async () => {
    desk = await EventsDesk.open();
    schools = [desk.roster.schoolId, await desk.roster.aSchool(), await desk.roster.aSchool()];
    for (let no = 0; no < 12; no += 1) {
      const person = await desk.roster.aPerson();
      const places = no % 4 === 0 ? schools.slice(0, 2) : [schools[no % 2] ?? desk.roster.schoolId];
      placesOf.set(`i-${no}`, places);
      await desk.roster.anAccount({ person, externalId: `i-${no}`, schools: places });
    }
    for (let no = 0; no < 400; no += 1) {
      const at = new Date(NOON.getTime() - Math.floor(next() * 60 * DAY_MS));
      const [method, channel] = [one(SIGN_IN_METHODS), one(SIGN_IN_CHANNELS.slice(0, 3))];
      events.push({
        id: newUuid(),
        account: one([...placesOf.keys()]),
        at,
        method,
        channel,
        succeeded: next() < 0.8,
      });
    }
    await desk.bring(events);
  });
  afterAll(() => desk.close());

  const among = (event: SignInEvent, of: readonly Uuid[] | null, first: string, last: string): boolean => {
    const day = dayIn(event.at, 'Europe/Kaliningrad');
    const isThere = of === null || (placesOf.get(event.account) ?? []).some((place) => of.includes(place));
    return event.succeeded && isThere && day >= first && day <= last;
  };
  const scopes = () => [null, [schools[0] as Uuid], [schools[1] as Uuid], schools.slice(0, 2)];

  it('I-30: the share of sign-ins by password, by channel, equals the one counted from the events; nothing of nothing is null', async () => {
    for (const of of scopes()) {
      const rows = await desk.database.query<{
        channel: string;
        numerator: number;
        denominator: number;
        share: string | null;
      }>(
        `SELECT channel, numerator::int, denominator::int, share FROM legacy_login_share($1, $2, '2026-10-10', '2026-11-10') ORDER BY 1`,
        [desk.roster.regionId, of],
      );
      const truth = ['all', ...SIGN_IN_CHANNELS].sort().map((channel) => {
        const all = events.filter((event) => among(event, of, '2026-10-10', '2026-11-10'));
        const own = all.filter((event) => channel === 'all' || event.channel === channel);
        return {
          channel,
          numerator: own.filter(({ method }) => method === 'password').length,
          denominator: own.length,
        };
      });
      expect(rows.map(({ share: _share, ...row }) => row)).toEqual(truth);
      for (const { share, numerator, denominator } of rows) {
        if (denominator === 0) expect(share).toBeNull();
        else expect(Number(share)).toBeCloseTo(numerator / denominator, 10);
      }
      expect(rows.find(({ channel }) => channel === 'integration')?.share).toBeNull();
    }
  });

  it('I-31: accounts with a password sign-in in thirty days count once, also those of two schools; none is 0', async () => {
    const users = async (of: readonly Uuid[] | null, day: string): Promise<number | undefined> => {
      const [row] = await desk.database.query<{ users: number }>(
        'SELECT legacy_active_users($1, $2, $3)::int AS users',
        [desk.roster.regionId, of, day],
      );
      return row?.users;
    };
    for (const of of scopes()) {
      const own = events.filter(
        (event) => event.method === 'password' && among(event, of, '2026-10-22', '2026-11-20'),
      );
      expect(await users(of, '2026-11-20')).toBe(new Set(own.map(({ account }) => account)).size);
    }
    expect(await users([schools[2] as Uuid], '2026-11-20')).toBe(0);
  });

  it('rows for each school give the same numbers as the functions give for that school', async () => {
    const rows = await desk.database.query<{ school_id: Uuid; users: number }>(
      `SELECT school_id, count(DISTINCT journal_account_id)::int AS users FROM i30_sign_ins
        WHERE method = 'password' AND day BETWEEN '2026-10-22' AND '2026-11-20' GROUP BY 1`,
    );
    expect(rows).toHaveLength(2);
    for (const { school_id: id, users } of rows) {
      const [row] = await desk.database.query(
        `SELECT legacy_active_users($1, ARRAY[$2::uuid], '2026-11-20')::int AS users`,
        [desk.roster.regionId, id],
      );
      expect(row).toEqual({ users });
    }
  });
});
