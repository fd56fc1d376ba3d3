import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { Writable } from 'node:stream';
import { createHmac } from 'node:crypto';
import type { TestDatabase } from './database.js';
import { Log } from '../../src/platform/logging/log.js';
import { PlatformSettings } from '../../src/platform/config/platform.settings.js';

/** A text that names somebody where nobody may be named (quality.md, security 12): the place, what of them, the text round it. */
export interface Leak {
  readonly place: string;
  readonly what: 'snils' | 'name' | 'birth_date';
  readonly sample: string;
}

/** Dates of our own days begin here; an earlier one that is somebody's birthday is taken for the birthday. */
const FIRST_DAY_OF_WORK = '2022-01-01';
/** Eleven digits however they are written: `11223344595`, `112-233-445 95`, `112 233 445 95`, `112.233.445-95`. */
const SNILS = /(?<![\d])\d(?:[\s\u00a0.‐-―−-]?\d){10}(?!\d)/g;
const ISO_DAY = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/g;
const RUSSIAN_DAY = /(?<!\d)(\d{2})\.(\d{2})\.(\d{4})(?!\d)/g;
/** A name is written with a capital; in the form in which names are compared it is lower and a value of its own. */
const WORD = /(?<![А-ЯЁа-яё-])(?:[А-ЯЁ]|(?<=["'=:/«(])[а-яё])[А-ЯЁа-яё]{2,}(?:-[А-ЯЁа-яё]{2,})*/g;

/** Texts that nobody may be named in are read as they come; only what might name a person is kept of them. */
export class LeakWatch {
  private readonly seen = new Map<string, { readonly place: string; readonly sample: string }>();
  private readonly indexKeys = new Set<string>([
    new PlatformSettings().snilsIndexKey,
    // The key of `testVault`, under which the builders write.
    Buffer.alloc(32, 2).toString('base64'),
  ]);
  private texts = 0;

  /** Reads one text: a line, an address, an answer, a row. */
  note(place: string, text: string): void {
    this.texts += 1;
    const keep = (key: string, at: number): void => {
      if (this.seen.has(key)) return;
      this.seen.set(key, { place, sample: text.slice(Math.max(0, at - 80), at + 80) });
    };
    for (const found of text.matchAll(SNILS)) keep(`s${found[0].replace(/\D/g, '')}`, found.index);
    for (const { 0: day, index } of text.matchAll(ISO_DAY))
      if (day < FIRST_DAY_OF_WORK) keep(`d${day}`, index);
    for (const { 1: day, 2: month, 3: year, index } of text.matchAll(RUSSIAN_DAY)) {
      const iso = `${year ?? ''}-${month ?? ''}-${day ?? ''}`;
      if (iso < FIRST_DAY_OF_WORK) keep(`d${iso}`, index);
    }
    for (const { 0: word, index } of text.matchAll(WORD)) keep(`n${normal(word)}`, index);
  }

  /** Finds СНИЛС that a server hashed under this key too. */
  knowKey(base64: string | undefined): void {
    if (base64 !== undefined) this.indexKeys.add(base64);
  }

  get size(): number {
    return this.texts;
  }

  /** What was read so far and names one of these. */
  leaksOf(people: HeldPeople): Leak[] {
    return [...this.seen].flatMap(([key, { place, sample }]): Leak[] => {
      const [kind, value] = [key.slice(0, 1), key.slice(1)];
      if (kind === 's')
        return people.snils(value, this.hashesOf(value)) ? [{ place, what: 'snils', sample }] : [];
      if (kind === 'd') return people.birthDates.has(value) ? [{ place, what: 'birth_date', sample }] : [];
      return people.names.has(value) ? [{ place, what: 'name', sample }] : [];
    });
  }

  /** What may be a name, a birth date, a СНИЛС, to ask a large database about these only. */
  candidates(): { readonly names: string[]; readonly days: string[]; readonly hashes: Buffer[] } {
    const of = (kind: string): string[] =>
      [...this.seen.keys()].filter((key) => key.startsWith(kind)).map((key) => key.slice(1));
    return { names: of('n'), days: of('d'), hashes: of('s').flatMap((digits) => this.hashesOf(digits)) };
  }

  private hashesOf(digits: string): Buffer[] {
    return [...this.indexKeys].map((key) =>
      createHmac('sha256', Buffer.from(key, 'base64')).update(digits).digest(),
    );
  }
}

/** Those who may not be named. */
export interface HeldPeople {
  readonly names: ReadonlySet<string>;
  /** `YYYY-MM-DD`. */
  readonly birthDates: ReadonlySet<string>;
  snils(digits: string, hashes: readonly Buffer[]): boolean;
}

const normal = (word: string): string => word.toLowerCase().replaceAll('ё', 'е');

/** The watch of this test file: each file has modules of its own. */
export const leakWatch = new LeakWatch();

// Every address that anybody of the file asks for: the server that calls ESIA and webhooks, and who calls the server.
subscribe('undici:request:create', (message) => {
  const { request } = message as { request: { origin?: unknown; path?: unknown } };
  leakWatch.note('url', readable(`${String(request.origin)}${String(request.path)}`));
});

function readable(url: string): string {
  try {
    return decodeURIComponent(url.replaceAll('+', ' '));
  } catch {
    return url;
  }
}

/** A log at its most talkative that nobody sees but the watch. */
export function watchedLog(): Log {
  const lines = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      leakWatch.note('log', chunk.toString());
      done();
    },
  });
  return new Log('debug', lines);
}

/** Reads the addresses that a server is asked for, and its answers that say what went wrong. */
export function watchServer(server: Server): void {
  server.on('request', (request, response) => {
    leakWatch.note('url', readable(request.url ?? ''));
    const end = response.end.bind(response) as (...given: unknown[]) => typeof response;
    response.end = (...given: unknown[]) => {
      const [body] = given;
      if (/problem\+json/.test(String(response.getHeader('content-type'))) && body !== undefined)
        leakWatch.note(
          'problem',
          typeof body === 'string' ? body : Buffer.from(body as Uint8Array).toString(),
        );
      return end(...given);
    };
  });
}

/** A database as its owner reads it. */
export type WatchedDatabase = Pick<TestDatabase, 'query'>;

/** What a database must not say of people, as SQL texts. */
const WATCHED_TABLES: Readonly<Record<string, string>> = {
  audit_events: `concat_ws(' ', action, subject_kind, subject_id, actor_id, reason, facts, trace_id)`,
  outbox_events: `concat_ws(' ', topic, body)`,
  outbox_deliveries: `concat_ws(' ', subscriber, error)`,
  journal_events: 't::text',
  webhook_deliveries: 't::text',
  import_issues: 'message',
  esia_login_attempts: `concat_ws(' ', failure_code, esia_code)`,
};

/** Reads the tables that nobody may be named in, then looks for the people whom the database holds. */
export async function leaksOfDatabase(owner: WatchedDatabase, watch = leakWatch): Promise<Leak[]> {
  const tables = await owner.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace`,
  );
  const known = new Set(tables.map(({ name }) => name));
  for (const [table, text] of Object.entries(WATCHED_TABLES)) {
    if (!known.has(table)) continue;
    const rows = await owner.query<{ text: string }>(`SELECT ${text} AS text FROM ${table} t`);
    for (const row of rows) watch.note(`database ${table}`, row.text);
  }
  if (!known.has('people') || !known.has('esia_kids')) return [];
  return watch.leaksOf(await peopleAmong(owner, watch.candidates()));
}

async function peopleAmong(
  owner: WatchedDatabase,
  { names, days, hashes }: ReturnType<LeakWatch['candidates']>,
): Promise<HeldPeople> {
  const rows = await owner.query<{ kind: string; value: string }>(
    `WITH held AS (
       SELECT norm_last, norm_first, norm_middle, birth_date, snils_hmac FROM people
       UNION ALL SELECT norm_last, norm_first, norm_middle, birth_date, snils_hmac FROM esia_persons
       UNION ALL SELECT norm_last, norm_first, norm_middle, birth_date, snils_hmac FROM esia_kids
     )
     SELECT DISTINCT 'n' AS kind, name AS value FROM held, unnest(ARRAY[norm_last, norm_first, norm_middle]) AS name
      WHERE name = ANY ($1::text[])
     UNION SELECT 'd', birth_date::text FROM held WHERE birth_date::text = ANY ($2::text[])
     UNION SELECT 's', encode(snils_hmac, 'hex') FROM held WHERE snils_hmac = ANY ($3::bytea[])`,
    [names, days, hashes],
  );
  const of = (kind: string): Set<string> =>
    new Set(rows.filter((row) => row.kind === kind).map((row) => row.value));
  const found = of('s');
  return {
    names: of('n'),
    birthDates: of('d'),
    snils: (_digits, given) => given.some((hash) => found.has(hash.toString('hex'))),
  };
}

interface Scan {
  readonly texts: number;
  readonly leaks: readonly Leak[];
}

/** Remembers for the end of the run what one database came to. */
export function reportScan(leaks: readonly Leak[]): void {
  const spool = process.env['PEREHOD_LEAK_SPOOL'];
  if (spool !== undefined)
    appendFileSync(spool, `${JSON.stringify({ texts: leakWatch.size, leaks } satisfies Scan)}\n`);
}

/** The end of the run: how much was read, and whoever was named. */
export function readScans(spool: string): { scans: number; texts: number; leaks: readonly Leak[] } {
  const lines = existsSync(spool) ? readFileSync(spool, 'utf8').split('\n').filter(Boolean) : [];
  const all = lines.map((line) => JSON.parse(line) as Scan);
  return {
    scans: all.length,
    texts: all.reduce((sum, { texts }) => sum + texts, 0),
    leaks: all.flatMap(({ leaks }) => leaks),
  };
}

/** What a person reads when somebody was named. */
export function describeLeaks(leaks: readonly Leak[]): string {
  const lines = leaks.slice(0, 20).map(({ place, what, sample }) => `${what} in ${place}: …${sample}…`);
  return `personal data where there must be none (quality.md, security 12), ${leaks.length}:\n${lines.join('\n')}`;
}
